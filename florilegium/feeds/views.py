"""RSS 2.0 and Atom of every listing: what this viewer may see, newest first."""

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import feedgenerator
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from florilegium.kit import clock, markup
from florilegium.library import cards, queries
from florilegium.library.cards import SaidRow
from florilegium.library.errors import NotFound
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search import asking
from florilegium.search.addresses import bookmark_path, feed_path, library_path, tag_path
from florilegium.search.listing import EntryRow, Search, bookmarks

#: What narrows a feed; it is always the newest first, and one page.
NARROWING = ("and", "not", "by", "kind", "from", "to")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _clean(text: str) -> str:
    """Without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


@require_safe
def feed(request: HttpRequest, kind: str, name: str, form: str) -> HttpResponse:
    """One listing as a feed; 404 where the viewer may not read it."""
    user = request.user
    viewer = Viewer(user) if isinstance(user, Person) or user.is_authenticated else Viewer()
    try:
        moved = _moved(request, viewer, kind, name)
        if moved:
            return HttpResponsePermanentRedirect(moved)
        search = _search(request, viewer, kind, name)
        rows = list(bookmarks(viewer, search).rows)
    except NotFound:
        raise Http404 from None
    nobody = Viewer()
    said = cards.said(nobody, search.library, rows)  # never what only the viewer hears
    tags = cards.tags(rows)
    newest = max(
        [row.updated for row in rows] + [max(s.at, s.updated) for one in said.values() for s in one], default=0
    )
    etag = _etag(request, form, rows, said)
    response = _not_modified(request, etag, newest) or _write(request, search, form, rows, said, tags)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(newest // clock.SECOND)
    response["Cache-Control"] = "public, max-age=60" if viewer.person is None else "private"
    return response


def _library(viewer: Viewer, kind: str, name: str) -> Library:
    group = kind == "group"
    return queries.get_library_of_group(viewer, name) if group else queries.get_library_of_person(viewer, name)


def _moved(request: HttpRequest, viewer: Viewer, kind: str, name: str) -> str:
    """Where the feed of a tag is that was renamed or merged; "" if it is here."""
    old = request.GET.get("tag", "")
    library = _library(viewer, kind, name)
    try:
        if old:
            queries.get_tag(viewer, library, old)
        return ""
    except NotFound:
        tag = queries.find_former_tag(viewer, library, old)
        if tag is None:
            raise
        query = request.GET.copy()
        query["tag"] = tag.name
        return f"{request.path}?{query.urlencode()}"


def _search(request: HttpRequest, viewer: Viewer, kind: str, name: str) -> Search:
    library = _library(viewer, kind, name)
    tag = queries.get_tag(viewer, library, request.GET["tag"]) if request.GET.get("tag") else None
    given = {name: [str(value) for value in values] for name, values in request.GET.lists() if name in NARROWING}
    return asking.parse(viewer, library, given, tag)


def _etag(request: HttpRequest, form: str, rows: list[EntryRow], said: dict[int, list[SaidRow]]) -> str:
    """Changes with whatever stands in the feed; views do not, or no reader would ever be answered 304."""
    state = [(row.id, row.updated, row.title, row.savers) for row in rows]
    words = [(s.id, s.updated, s.at, s.withdrawn) for page in sorted(said) for s in said[page]]
    text = repr((request.get_full_path(), request.get_host(), get_language(), form, state, words))
    return f'"{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"'


def _not_modified(request: HttpRequest, etag: str, newest: int) -> HttpResponse | None:
    known = request.headers.get("If-None-Match")
    if known is not None:
        return HttpResponse(status=304) if etag in known or known.strip() == "*" else None
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return None
    try:
        moment = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return None
    return HttpResponse(status=304) if moment.timestamp() >= newest // clock.SECOND else None


class _Atom(feedgenerator.Atom1Feed):
    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Florilegium")


def _write(
    request: HttpRequest,
    search: Search,
    form: str,
    rows: list[EntryRow],
    said: dict[int, list[SaidRow]],
    tags: dict[int, list[str]],
) -> HttpResponse:
    library, base = search.library, settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
    name = library.group.name if library.group is not None else library.person.called  # type: ignore[union-attr]
    title = name if search.tag is None else f"{search.tag.name} – {name}"
    home = library_path(library) if search.tag is None else tag_path(library, search.tag.name)
    make = _Atom if form == "atom" else feedgenerator.Rss201rev2Feed
    out = make(
        title=_clean(title), link=base + home, description=_clean(title), language=get_language(),
        feed_url=base + feed_path(search, form), feed_guid=base + home, ttl=60,
    )  # fmt: skip
    for row in rows:
        _add(out, base, library, row, said[row.page_id], tags[row.id])
    kind = "application/atom+xml" if form == "atom" else "application/rss+xml"
    return HttpResponse(out.writeString("utf-8"), content_type=f"{kind}; charset=utf-8")


def _add(
    out: feedgenerator.SyndicationFeed,
    base: str,
    library: Library,
    row: EntryRow,
    said: list[SaidRow],
    tags: list[str],
) -> None:
    url = base + bookmark_path(library, row.id)
    added = datetime.fromtimestamp(row.at / clock.SECOND, UTC)
    touched = max([row.updated, *(max(s.at, s.updated) for s in said)])
    out.add_item(
        title=_clean(row.title) or url,
        link=row.url or url,
        description=_clean(_content(row, said)),
        author_name=_clean(row.added_by_name or row.added_by_login or ""),
        pubdate=added if row.at_known else None,
        updateddate=datetime.fromtimestamp(touched / clock.SECOND, UTC),
        unique_id=url,
        unique_id_is_permalink=False,
        categories=[_clean(tag) for tag in tags],
    )


def _content(row: EntryRow, said: list[SaidRow]) -> str:
    parts = [f"<p>{_lines(row.description)}</p>"] if row.description else []
    for one in said:
        if one.withdrawn:
            continue
        if one.quote:
            parts.append(f"<blockquote><p>{_lines(one.quote)}</p></blockquote>")
        if one.body:
            who = escape(one.author_name or one.author_login or "")
            words = f"<p>{_lines(one.body)}</p>" if one.plain else markup.from_markdown(one.body)
            parts.append(f"<p>{who}</p>{words}")
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
