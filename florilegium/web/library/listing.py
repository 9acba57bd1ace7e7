"""Listings as pages: a library, one of its tags, what one member kept, entries of one kind."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from florilegium.kit.paging import SIZES, Cursor, Paged
from florilegium.library import queries, rules
from florilegium.library.errors import NotFound
from florilegium.library.models import Keeper, Library, Tag
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import feed_path, library_path, tag_path
from florilegium.search.listing import MARKS, SORTS, EntryRow, Mark, Search, Sort, bookmarks
from florilegium.web import wording
from florilegium.web.asking import viewer_of
from florilegium.web.entries import entries_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Empty, Feed, LibraryPage, Link, Opening, Pager

from .finding import crumbs, library_at, name_of
from .front import announcements_of, closed_front, front_actions, index_of


@require_safe
def library_page(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """A whole library. A closed group that may be known shows its front."""
    viewer = viewer_of(request)
    if kind == "group":
        library = queries.get_group(viewer, name)
        if rules.scope(viewer, library) is rules.Scope.NOTHING:
            return render(request, "library.html", closed_front(viewer, library))
    else:
        library = library_at(viewer, kind, name)
    return _listing(request, viewer, library, None)


@require_safe
def tag_page(request: HttpRequest, kind: str, name: str, tag: str) -> HttpResponse:
    """The bookmarks of a library that carry a tag."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    return _listing(request, viewer, library, queries.get_tag(viewer, library, tag))


def _listing(request: HttpRequest, viewer: Viewer, library: Library, tag: Tag | None) -> HttpResponse:
    search = _search(request, viewer, library, tag)
    found = bookmarks(viewer, search)
    asked = _Address(library, search)
    page = LibraryPage(
        opening=_opening(viewer, search, found),
        entries=entries_of(viewer, library, found.rows),
        empty=None if found.rows else _empty(viewer, search),
        pager=asked.pager(found) if found.rows else None,
        index=index_of(viewer, library, tag=tag, member=search.member),
        sorts=asked.sorts() if found.total > 1 else (),
        shows=asked.shows(),
        feeds=asked.feeds(),
        announcements=announcements_of(viewer, library) if tag is None else (),
    )
    return render(request, "library.html", page)


def _search(request: HttpRequest, viewer: Viewer, library: Library, tag: Tag | None) -> Search:
    member = None
    by = request.GET.get("by", "")
    if by:
        member = queries.find_keeper(viewer, library, int(by)) if by.isascii() and by.isdigit() else None
        if member is None:
            raise NotFound
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "newest")
    known_kind: Mark = kind if kind in MARKS else ""
    known_sort: Sort = sort if sort in SORTS else "newest"
    return Search(library, tag, member, known_kind, known_sort, Cursor.parse(request.GET.dict()))


class _Address:
    """The addresses around a listing: the same, ordered, filtered or paged otherwise."""

    def __init__(self, library: Library, search: Search) -> None:
        self.search = search
        self.base = library_path(library) if search.tag is None else tag_path(library, search.tag.name)
        self.library = library

    def link(self, **changed: str) -> str:
        search = self.search
        query = {
            "by": "" if search.member is None else str(search.member.person_id),
            "kind": search.kind,
            "sort": "" if search.sort == "newest" else search.sort,
            **changed,
        }
        asked = urlencode({name: value for name, value in query.items() if value})
        return self.base + (f"?{asked}" if asked else "")

    def sorts(self) -> tuple[Link, ...]:
        words = {"newest": _("newest"), "viewed": _("most viewed"), "annotated": _("most annotated")}
        return tuple(
            Link(words[sort], self.link(sort="" if sort == "newest" else sort), current=sort == self.search.sort)
            for sort in SORTS
        )

    def shows(self) -> tuple[Link, ...]:
        words = {"highlighted": _("highlighted"), "noted": _("with notes"), "untagged": _("untagged")}
        kinds = [mark for mark in MARKS if mark != "untagged" or self.search.tag is None]
        everything = Link(_("everything"), self.link(kind=""), current=not self.search.kind)
        return (
            everything,
            *(Link(words[mark], self.link(kind=mark), current=mark == self.search.kind) for mark in kinds),
        )

    def feeds(self) -> tuple[Feed, ...]:
        search = self.search
        title = name_of(self.library) if search.tag is None else f"{search.tag.name} – {name_of(self.library)}"
        by = None if search.member is None else search.member.person_id
        tag = "" if search.tag is None else search.tag.name
        return (
            Feed("RSS", f"{title} (RSS)", feed_path(self.library, "rss", tag=tag, by=by, kind=search.kind),
                 "application/rss+xml"),
            Feed("Atom", f"{title} (Atom)", feed_path(self.library, "atom", tag=tag, by=by, kind=search.kind),
                 "application/atom+xml"),
        )  # fmt: skip

    def pager(self, found: Paged[EntryRow]) -> Pager:
        def step(query: object) -> str:
            return "" if query is None else self.link(**query)  # type: ignore[arg-type]

        sizes = tuple(
            Link(str(size), self.link(size="" if size == SIZES[0] else str(size)), current=size == found.size)
            for size in SIZES
        )
        return Pager(
            range=_range(found),
            first=step(found.first),
            previous=step(found.previous),
            next=step(found.next),
            last=step(found.last),
            sizes=sizes if found.total > SIZES[0] else (),
        )


def _range(found: Paged[EntryRow]) -> str:
    values = {
        "first": wording.number(found.start),
        "last": wording.number(found.end),
        "total": wording.number(found.total),
    }
    if found.more_than:
        return _("%(first)s – %(last)s of more than %(total)s") % values
    return _("%(first)s – %(last)s of %(total)s") % values


def _opening(viewer: Viewer, search: Search, found: Paged[EntryRow]) -> Opening:
    library, tag, member = search.library, search.tag, search.member
    name = name_of(library)
    if tag is not None:
        return Opening(
            title=f"{tag.name}, {name}",
            heading=tag.name,
            crumbs=crumbs(library, Link(tag.name)),
            sentence=_count(search, found, _tagged),
        )
    if member is not None:
        person = member.person
        return Opening(
            title=f"{person.called}, {name}",
            heading=person.called,
            crumbs=crumbs(library, Link(person.called)),
            sentence=_count(search, found, _kept),
            actions=_person_action(viewer, member),
        )
    description = library.group.description if library.group is not None else ""
    return Opening(
        title=name,
        heading=name,
        crumbs=crumbs(library),
        lede=description,
        sentence=_count(search, found, _in_library),
        actions=front_actions(viewer, library),
    )


def _person_action(viewer: Viewer, member: Keeper) -> tuple[Action, ...]:
    login = member.person.login
    if login is None:
        return ()
    return (Action(_("Her or his own library"), f"/person/{login}"),) if _is_readable(viewer, login) else ()


def _is_readable(viewer: Viewer, login: str) -> bool:
    try:
        queries.get_library_of_person(viewer, login)
    except NotFound:
        return False
    return True


def _count(search: Search, found: Paged[EntryRow], sentence: object) -> str:
    if found.more_than:
        return _("More than %(n)s bookmarks.") % {"n": wording.number(found.total)}
    if search.kind or not found.total:
        return ngettext("%(n)s bookmark.", "%(n)s bookmarks.", found.total) % {"n": wording.number(found.total)}
    return sentence(found.total)  # type: ignore[operator,no-any-return]


def _tagged(n: int) -> str:
    return ngettext("%(n)s bookmark carries this tag.", "%(n)s bookmarks carry this tag.", n) % {"n": wording.number(n)}


def _kept(n: int) -> str:
    return ngettext("%(n)s bookmark kept here.", "%(n)s bookmarks kept here.", n) % {"n": wording.number(n)}


def _in_library(n: int) -> str:
    return ngettext("%(n)s bookmark.", "%(n)s bookmarks.", n) % {"n": wording.number(n)}


def _empty(viewer: Viewer, search: Search) -> Empty:
    library = search.library
    if search.kind or search.tag is not None or search.member is not None:
        return Empty(
            _("No bookmark here fits."), (Action(_("Show the whole library"), library_path(library), main=True),)
        )
    if rules.can_write(viewer, library, library.group):
        return Empty(
            _("Nothing is kept here yet. Keep a first page, or bring a file from Diigo or a browser."),
            (
                Action(_("Keep a page"), f"/save?in={library.pk}", main=True),
                Action(_("Bring a file"), "/imports/new"),
            ),
        )
    return Empty(_("Nothing is kept here yet."))
