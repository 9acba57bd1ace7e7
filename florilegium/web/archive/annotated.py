"""What may be given to somebody without an account: one page's highlights and notes, and the way to one annotation."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from florilegium.archive import queries as copies
from florilegium.kit import passages
from florilegium.library import cards, queries, whereabouts
from florilegium.library.cards import SaidRow
from florilegium.library.errors import NotFound
from florilegium.library.models import Annotation, Bookmark, Kind
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path
from florilegium.search.naming import name_of
from florilegium.web import wording
from florilegium.web.asking import viewer_of
from florilegium.web.entries import note_of, originals, passage_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Note, Opening, Passage
from florilegium.web.shapes.reading import AnnotatedPage


@require_safe
def annotated(request: HttpRequest, bookmark_id: int) -> HttpResponse:
    """The quotes of one bookmark in order, with what is said of them, and nothing more of somebody's page."""
    viewer = viewer_of(request)
    bookmark = queries.find_visible_bookmark(viewer, bookmark_id)
    if bookmark is None:
        now = whereabouts.find_former_bookmark(viewer, bookmark_id)
        if now is None:
            raise NotFound
        return HttpResponsePermanentRedirect(f"/annotated/{now.pk}")
    return render(request, "annotated.html", _page(request, viewer, bookmark))


@require_safe
def annotation(request: HttpRequest, annotation_id: int) -> HttpResponse:
    """Leads to one annotation: in the article, the copy, the bookmark or the page itself, whichever there is."""
    viewer = viewer_of(request)
    said = queries.get_annotation(viewer, annotation_id)
    for bookmark in whereabouts.bookmarks_hearing(viewer, said):
        return HttpResponseRedirect(_place(viewer, bookmark, said))
    if said.page.url and said.quote:
        return HttpResponseRedirect(passages.passage_url(said.page.url, said.quote, *cards.context_of(said.selectors)))
    raise NotFound


def _place(viewer: Viewer, bookmark: Bookmark, said: Annotation) -> str:
    base = bookmark_path(bookmark.library, bookmark.pk)
    if said.kind in (Kind.HIGHLIGHT, Kind.NOTE) and not said.withdrawn:
        copy = copies.newest(viewer, bookmark.library, [bookmark.page_id]).get(bookmark.page_id)
        if copy is not None:
            return f"{base}/read#a{said.pk}" if copy.is_readable else f"{base}/snapshot/{copy.snapshot_id}#a{said.pk}"
    return f"{base}#a{said.pk}"


def _page(request: HttpRequest, viewer: Viewer, bookmark: Bookmark) -> AnnotatedPage:
    said = cards.threads(viewer, bookmark.library, bookmark.page_id)
    replies: dict[int, list[SaidRow]] = {}
    for row in said:
        if row.part == 2 and row.root_id is not None:
            replies.setdefault(row.root_id, []).append(row)
    base, there = bookmark_path(bookmark.library, bookmark.pk), originals(bookmark.page.url, said)

    def note(row: SaidRow) -> Note:
        answers = tuple(note_of(reply, base, answered=False) for reply in replies.get(row.id, ()))
        return note_of(row, base, replies=answers, answered=False)

    marked = tuple(passage_of(row, None, base, note(row), there.get(row.id, "")) for row in said if row.part == 0)
    notes = tuple(note(row) for row in said if row.part == 1)
    title = bookmark.title if bookmark.title.strip() else bookmark.page.url or _("Untitled")
    return AnnotatedPage(
        opening=Opening(title, title, long=True, sentence=_sentence(bookmark, marked), actions=_actions(bookmark, base)),
        site=bookmark.page.site, url=bookmark.page.url,
        address=(settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")) + f"/annotated/{bookmark.pk}",
        description=wording.shortened(marked[0].quote, 200) if marked else "",
        robots=bookmark.library.open and not bookmark.private, passages=marked, page_notes=notes,
        quiet="" if marked or notes else _("Nothing is said of this page yet."),
    )  # fmt: skip


def _sentence(bookmark: Bookmark, marked: tuple[Passage, ...]) -> str:
    text = ngettext(
        "%(n)s passage highlighted by readers of %(library)s.", "%(n)s passages highlighted by readers of %(library)s.",
        len(marked),
    )  # fmt: skip
    return text % {"n": wording.number(len(marked)), "library": name_of(bookmark.library)}


def _actions(bookmark: Bookmark, base: str) -> tuple[Action, ...]:
    acts = []
    if bookmark.page.url:
        acts.append(Action(_("Open the page"), bookmark.page.url, main=True))
    acts.append(Action(_("In the library"), base))
    return tuple(acts)
