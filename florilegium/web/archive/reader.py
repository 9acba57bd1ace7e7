"""The reader: the article of a page's newest copy, typeset, with what is said of it in the margin."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from florilegium.archive import queries as copies
from florilegium.archive.models import Snapshot, SnapshotKind
from florilegium.library import cards, whereabouts
from florilegium.library.actions import reading
from florilegium.library.models import Bookmark
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path
from florilegium.web import visits, wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.entries import originals, passage_of
from florilegium.web.library import marking
from florilegium.web.library.fetched import byline_of
from florilegium.web.library.finding import bookmark_at, bookmark_crumb, crumbs
from florilegium.web.rendering import render
from florilegium.web.shapes import Index, IndexSection, Link, Opening, Passage
from florilegium.web.shapes.reading import ReaderPage

from .articles import SetArticle, set_article
from .look import look_of, questions

#: A quote in the margin only says which passage is meant: it stands in the article beside.
_LONGEST_QUOTE = 120


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """GET: the article. POST: it is read, and leaves one's list."""
    if request.method == "POST":
        return marking.mark(request, kind=kind, name=name, bookmark_id=bookmark_id, act="read")  # type: ignore[return-value]
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    snapshot = copies.get_article(viewer, bookmark)
    visits.seen(request, bookmark.pk)
    return render(request, "reader.html", _page(request, viewer, bookmark, snapshot))


@require_POST
@signed_in
def progress(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """How far one is."""
    bookmark = bookmark_at(viewer_of(request), kind, name, bookmark_id)
    told = request.POST.get("permille", "")
    if told.isascii() and told.isdigit() and len(told) < 5:
        reading.keep_progress(by=person, bookmark=bookmark, permille=int(told))
    return HttpResponse(status=204)


def _page(request: HttpRequest, viewer: Viewer, bookmark: Bookmark, snapshot: Snapshot) -> ReaderPage:
    library, base = bookmark.library, bookmark_path(bookmark.library, bookmark.pk)
    facts = copies.known_of(bookmark).facts
    is_pdf = snapshot.kind == SnapshotKind.PDF
    article = set_article(snapshot.html)
    title = (facts.title if facts is not None else "") or snapshot.title or bookmark.title or bookmark.page.url
    permille = whereabouts.progress_in(viewer, bookmark)
    passages = margin_of(viewer, bookmark, base)
    return ReaderPage(
        opening=Opening(title, title, crumbs(library, bookmark_crumb(bookmark), Link(_("Read here"))), long=True),
        bookmark=str(bookmark.pk), snapshot=str(snapshot.pk),
        csrf=get_token(request) if viewer.person is not None else "",
        byline=byline_of(facts) or bookmark.page.site, facts=_facts(snapshot, permille), links=_links(base, bookmark, snapshot),
        language=snapshot.language, direction="rtl" if snapshot.rtl else "ltr" if snapshot.language else "auto", questions=questions(look_of(request)), html=article.html,
        lead=f"{base}/image/{facts.image}" if facts is not None and facts.image and "<img" not in article.html else "",
        sheets=tuple(snapshot.text.split("\f")) if is_pdf else (), passages=passages,
        progress_url=f"{base}/progress" if viewer.person is not None else "",
        login=(viewer.person.login or "") if viewer.person is not None else "", url=bookmark.page.url, alone=bookmark.private,
        permille=permille, percent=str(round(permille / 10)), index=_index(article, passages, snapshot),
    )  # fmt: skip


def _facts(snapshot: Snapshot, permille: int) -> tuple[str, ...]:
    minutes = max(snapshot.minutes, 1)
    left = max(round(minutes * (1000 - permille) / 1000), 1)
    said = []
    if 20 <= permille < 980:
        text = ngettext("Read to %(percent)s %%, %(n)s minute left", "Read to %(percent)s %%, %(n)s minutes left", left)
        said.append(text % {"percent": round(permille / 10), "n": wording.number(left)})
    else:
        text = ngettext("%(n)s minute of reading", "%(n)s minutes of reading", minutes)
        said.append(text % {"n": wording.number(minutes)})
    if snapshot.kind == SnapshotKind.PDF:
        said.append(pages_of(snapshot))
    return tuple(said)


def pages_of(snapshot: Snapshot) -> str:
    """How many pages a PDF has."""
    return ngettext("%(n)s page", "%(n)s pages", snapshot.pages) % {"n": wording.number(snapshot.pages)}


def _links(base: str, bookmark: Bookmark, snapshot: Snapshot) -> tuple[Link, ...]:
    as_of = _("As captured on %(date)s") % {"date": wording.day(snapshot.at)}
    links = []
    if snapshot.kind == SnapshotKind.PDF:
        links.append(Link(_("The PDF file"), f"{base}/snapshot/{snapshot.pk}/copy"))
    links.append(Link(as_of, f"{base}/snapshot/{snapshot.pk}"))
    if bookmark.page.url:
        links.append(Link(_("Open the live page"), bookmark.page.url))
    return tuple(links)


def margin_of(viewer: Viewer, bookmark: Bookmark, base: str) -> tuple[Passage, ...]:
    """What is said of the page, for the margin beside it."""
    said = [row for row in cards.threads(viewer, bookmark.library, bookmark.page_id) if row.part == 0]
    there = originals(bookmark.page.url, said)
    return tuple(
        passage_of(
            row._replace(quote=wording.shortened(row.quote, _LONGEST_QUOTE)), None, base, original=there.get(row.id, "")
        )
        for row in said
        if not row.withdrawn
    )


def _index(article: SetArticle, passages: tuple[Passage, ...], snapshot: Snapshot) -> Index:
    sections = []
    top = min((heading.level for heading in article.headings), default=2)
    plan = tuple(Link(heading.text, f"#{heading.id}") for heading in article.headings if heading.level <= top + 1)
    if snapshot.kind == SnapshotKind.PDF:
        plan = tuple(
            Link(_("Page %(n)s") % {"n": wording.number(n + 1)}, f"#page-{n + 1}")
            for n in range(min(snapshot.pages, 200))
        )
    if plan:
        sections.append(IndexSection(_("Outline"), plan))
    if passages:
        sections.append(IndexSection(_("Annotations"), (Link(_("all"), "#notes", wording.number(len(passages))),)))
    return Index(_("Outline and settings"), tuple(sections))
