"""Bookmarks: listed, kept, read, changed, deleted."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from florilegium.kit import addresses
from florilegium.kit.addresses import Address
from florilegium.kit.paging import Cursor
from florilegium.library import cards, queries
from florilegium.library.actions import bookmarks as acts
from florilegium.library.actions.keeping import Fate, keep_pages
from florilegium.library.actions.reading import set_unread
from florilegium.library.drafts import BookmarkDraft
from florilegium.library.errors import Changed, Invalid, NotFound
from florilegium.library.models import Bookmark, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search import asking, listing
from florilegium.search.listing import Search

from . import building, shapes
from .answers import answer, done, page
from .auth import person_of, viewer_of
from .describing import JSON, operation
from .intake import BookmarkChange, BookmarkFilters, Id, LibraryName, NewBookmark, check_match, library_called, read

router = Router(tags=["bookmarks"])

#: How often a change is tried anew when somebody else was faster, and the asker did not say what she has seen.
TRIES = 5


@operation(router, "GET", "/libraries/{library}/bookmarks", {200: shapes.Bookmarks})
def list_bookmarks(request: HttpRequest, library: LibraryName, filters: Query[BookmarkFilters]) -> HttpResponse:
    """The bookmarks of a library.

    A tag or a person that is not there, or not for one to know, leaves none.
    """
    filters.check()
    viewer = viewer_of(request)
    where = library_called(viewer, library)
    place = read(filters.cursor, int, int, int)
    cursor = Cursor(size=filters.limit)
    if place is not None:
        cursor = Cursor(size=filters.limit, after=(place[0], place[1]), start=max(2, place[2]))
    try:
        found = listing.bookmarks(viewer, replace(_search(viewer, where, filters), cursor=cursor))
    except NotFound:
        return page(request, [], total=0)
    more = [*found.rows[-1].key, found.end + 1] if found.next is not None else None
    shown = building.bookmarks(request, viewer, where, found.rows)
    return page(request, shown, total=found.total, more_than=found.more_than, following=more)


def _search(viewer: Viewer, library: Library, filters: BookmarkFilters) -> Search:
    """The filters as every face asks them. Raises NotFound for a tag or a person the viewer cannot know of."""
    given = {"kind": filters.kind, "sort": filters.sort, "from": filters.since, "to": filters.until}
    asked = {name: [value] for name, value in given.items() if value is not None}
    tags = {tag.pk: tag for tag in (queries.get_tag(viewer, library, name) for name in filters.tag)}
    without = []
    for name in filters.without:
        try:
            without.append(queries.get_tag(viewer, library, name))
        except NotFound:
            continue  # it takes nothing away
    member = None
    if filters.by is not None:
        member = queries.find_keeper_called(viewer, library, filters.by)
        if member is None:
            raise NotFound
    wanted = tuple(tags.values())
    search = asking.parse(viewer, library, asked)
    first = wanted[0] if wanted else None
    return replace(search, tag=first, others=wanted[1:], without=tuple(without), member=member)


@operation(router, "POST", "/libraries/{library}/bookmarks", {201: shapes.Bookmark, 200: shapes.Bookmark}, takes=JSON)
def add_bookmark(request: HttpRequest, library: LibraryName, body: NewBookmark) -> HttpResponse:
    """Keep a page.

    201 for a new bookmark. Where the page is kept already, 200: one's saving and one's tags are added to that bookmark,
    its title and description stay, and one's own description becomes a note on the page.
    """
    viewer, person = viewer_of(request), person_of(request)
    where = library_called(viewer, library)
    kept = keep_pages(by=person, library=where, drafts=[_draft(person, where, body)])[0]
    bookmark = queries.get_bookmark(viewer, where, kept.bookmark_id)
    status = 201 if kept.fate is Fate.NEW else 200
    return _shown(request, viewer, bookmark, status=status, location=f"/bookmarks/{bookmark.pk}")


def _draft(person: Person, library: Library, body: NewBookmark) -> BookmarkDraft:
    wrong: dict[str, object] = {}
    address: Address | None = None
    try:
        address = addresses.parse(body.url)
    except addresses.NotAnAddress:
        wrong["url"] = _("Only pages of the web can be kept: an address that begins with https:// or http://.")
    if wrong or address is None:
        raise Invalid(_("Some fields need your attention."), wrong)
    _check_private(library, private=body.private)
    return BookmarkDraft(
        address=address, title=_line(body.title) or address.url, saver=person, at=body.at,
        description=_text(body.description), tags=tuple(body.tags), private=body.private, unread=body.unread,
    )  # fmt: skip


def _check_private(library: Library, *, private: bool) -> None:
    if private and library.group is not None:
        raise Invalid(_("Some fields need your attention."), {"private": _("A group's library has nothing private.")})


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip("\n")


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _shown(
    request: HttpRequest, viewer: Viewer, bookmark: Bookmark, *, status: int = 200, location: str = ""
) -> HttpResponse:
    shape = building.bookmarks(request, viewer, bookmark.library, [bookmark])[0]
    return answer(request, shape, status=status, of=bookmark, location=location)


def seen(viewer: Viewer, bookmark_id: int) -> Bookmark:
    """A bookmark by its id, wherever it is. Raises NotFound."""
    bookmark = queries.find_visible_bookmark(viewer, bookmark_id)
    if bookmark is None:
        raise NotFound
    return bookmark


@operation(router, "GET", "/bookmarks/{int:bookmark_id}", {200: shapes.Bookmark}, conditional=True)
def get_bookmark(request: HttpRequest, bookmark_id: Id) -> HttpResponse:
    """A bookmark. Its ETag changes with what it says, not with its counts."""
    viewer = viewer_of(request)
    return _shown(request, viewer, seen(viewer, bookmark_id))


@operation(router, "PATCH", "/bookmarks/{int:bookmark_id}", {200: shapes.Bookmark}, takes=JSON, conditional=True)
def change_bookmark(request: HttpRequest, bookmark_id: Id, body: BookmarkChange) -> HttpResponse:
    """Change a bookmark: who brought it, and who moderates the group. What is left out stays as it is.

    Whether one has its page still to read (`unread`) is one's own matter, and whoever sees the bookmark may say so.
    """
    viewer, person = viewer_of(request), person_of(request)
    given = body.model_dump(exclude_unset=True)
    unread = given.pop("unread", None)
    if given or unread is None:
        _edit(request, viewer, person, bookmark_id, given)
    else:
        check_match(request, seen(viewer, bookmark_id))
    found = seen(viewer, bookmark_id)
    if unread is not None:
        set_unread(by=person, bookmarks=[found], unread=unread)
    return _shown(request, viewer, found)


def _edit(request: HttpRequest, viewer: Viewer, person: Person, bookmark_id: int, given: dict[str, Any]) -> None:
    """Give a bookmark these fields; without any, see that one may."""
    for left in reversed(range(TRIES)):
        found = seen(viewer, bookmark_id)
        bookmark = queries.get_editable_bookmark(viewer, found.library, bookmark_id)
        check_match(request, bookmark)
        _check_private(bookmark.library, private=given.get("private", False))
        if not given:
            return
        tags = cards.tags([building.entry(bookmark)])[bookmark.pk]
        try:
            acts.edit_bookmark(
                by=person, bookmark=bookmark, title=_line(given.get("title", bookmark.title)),
                description=given.get("description", bookmark.description), tags=tuple(given.get("tags", tags)),
                private=given.get("private", bookmark.private), seen=bookmark.updated,
            )  # fmt: skip
            return
        except Changed:
            if not left or "If-Match" in request.headers:
                raise


@operation(router, "DELETE", "/bookmarks/{int:bookmark_id}", {204: None}, conditional=True)
def delete_bookmark(request: HttpRequest, bookmark_id: Id) -> HttpResponse:
    """Delete a bookmark, whoever brought it; it rests in one's trash."""
    viewer, person = viewer_of(request), person_of(request)
    bookmark = queries.get_editable_bookmark(viewer, seen(viewer, bookmark_id).library, bookmark_id)
    check_match(request, bookmark)
    known = bookmark.updated if "If-Match" in request.headers else None
    acts.delete_bookmark(by=person, bookmark=bookmark, seen=known)
    return done()
