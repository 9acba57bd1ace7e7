"""Listings as pages: a library, one of its tags, what one member kept, entries of one kind."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from florilegium.kit.paging import Paged
from florilegium.library import queries, rules
from florilegium.library.actions import reading
from florilegium.library.errors import NotFound
from florilegium.library.models import Keeper, Library, Tag
from florilegium.people.viewer import Viewer
from florilegium.search import asking
from florilegium.search.addresses import bookmark_path, library_path, tag_path
from florilegium.search.listing import EntryRow, Search, bookmarks, newer, pinned
from florilegium.web import wording
from florilegium.web.asking import viewer_of
from florilegium.web.entries import entries_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Announcement, Empty, LibraryPage, Link, Opening

from . import several
from .around import Around
from .finding import crumbs, library_at, name_of
from .front import announcements_of, closed_front, front_actions, index_of
from .retagging import tag_actions


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
    try:
        found = queries.get_tag(viewer, library, tag)
    except NotFound:
        now = queries.find_former_tag(viewer, library, tag)
        if now is None:
            raise
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(tag_path(library, now.name) + (f"?{query}" if query else ""))
    return _listing(request, viewer, library, found)


def _listing(request: HttpRequest, viewer: Viewer, library: Library, tag: Tag | None) -> HttpResponse:
    given = {name: [str(value) for value in values] for name, values in request.GET.lists()}
    search = asking.parse(viewer, library, given, tag)
    found = bookmarks(viewer, search)
    around = Around(viewer, search)
    front = not search.parts and search.sort == "newest" and not search.cursor.backwards and search.cursor.after is None
    since = _visited(viewer, library) if not request.META.get("HTTP_SEC_PURPOSE") else 0
    ticking = several.can_tick(viewer, library) and "several" in given
    page = LibraryPage(
        opening=_opening(viewer, search, found, around, since=since if front else 0, ticking=ticking),
        entries=entries_of(viewer, library, found.rows, since=since, ticked=ticking),
        pinned=_pinned(viewer, library) if front else (),
        several=several.several_of(viewer, library, around.link(("several", "1")), around.link()) if ticking else None,
        empty=None if found.rows else _empty(viewer, search),
        pager=around.pager(found) if found.rows else None,
        index=index_of(viewer, library, search, around),
        sorts=around.sorts() if found.total > 1 else (),
        shows=around.shows(),
        narrowed=around.narrowed(),
        feeds=around.feeds(),
        private_feed=around.private_feed(),
        announcements=(
            *several.announcement_of(viewer, _last(given, "changed")),
            *_misread(given),
            *(announcements_of(viewer, library) if tag is None else ()),
        ),
    )
    return render(request, "library.html", page)


def _pinned(viewer: Viewer, library: Library) -> tuple[Link, ...]:
    return tuple(
        Link(
            wording.cut(row.title if row.title.strip() else row.url or _("Untitled")), bookmark_path(library, row.id),
            wording.called(row.added_by_login, row.added_by_name),
        )
        for row in pinned(viewer, library)
    )  # fmt: skip


def _last(given: dict[str, list[str]], name: str) -> str:
    return (given.get(name) or [""])[-1]


def _visited(viewer: Viewer, library: Library) -> int:
    """Since when things are new to the viewer: when she was in her group's library the time before."""
    if viewer.person is None or library.group_id is None or not rules.is_inside(viewer, library.pk):
        return 0
    return reading.visit(by=viewer.person, library=library)


def _misread(given: dict[str, list[str]]) -> tuple[Announcement, ...]:
    """A date that is none is said, not passed over in silence."""
    wrong = [value for name in ("from", "to") for value in given.get(name, ()) if value and not asking.is_date(value)]
    text = _("“%(text)s” is no date that can be read here: write it like 2024-05-31.")
    return tuple(Announcement(text % {"text": value[:40]}) for value in wrong[:2])


def _opening(
    viewer: Viewer, search: Search, found: Paged[EntryRow], around: Around, *, since: int, ticking: bool
) -> Opening:
    library, tag, member = search.library, search.tag, search.member
    name = name_of(library)
    tick = Action(_("Change several"), around.link(("several", "1")))
    ticks = (tick,) if several.can_tick(viewer, library) and found.rows and not ticking else ()
    if tag is not None:
        return Opening(
            title=f"{tag.name}, {name}",
            heading=tag.name,
            crumbs=crumbs(library, Link(tag.name)),
            sentence=_count(search, found, _tagged),
            actions=(*ticks, *tag_actions(viewer, library, tag)),
        )
    if member is not None:
        person = member.person
        return Opening(
            title=f"{person.called}, {name}",
            heading=person.called,
            crumbs=crumbs(library, Link(person.called)),
            sentence=_count(search, found, _kept),
            actions=(*ticks, *_person_action(viewer, member)),
        )
    description = library.group.description if library.group is not None else ""
    return Opening(
        title=name,
        heading=name,
        crumbs=crumbs(library),
        lede=description,
        sentence=" ".join(filter(None, (_count(search, found, _in_library), _news(viewer, library, since)))),
        actions=(*front_actions(viewer, library), *ticks),
    )


def _news(viewer: Viewer, library: Library, since: int) -> str:
    """How much came since the viewer's last visit."""
    n, more = newer(viewer, library, since) if since else (0, False)
    if not n:
        return ""
    if more:
        return _("More than %(n)s are new since %(date)s.") % {"n": wording.number(n), "date": wording.day(since)}
    said = ngettext("%(n)s is new since %(date)s.", "%(n)s are new since %(date)s.", n)
    return said % {"n": wording.number(n), "date": wording.day(since)}


def _person_action(viewer: Viewer, member: Keeper) -> tuple[Action, ...]:
    if not queries.may_read_library_of(viewer, member):
        return ()
    return (Action(_("Her or his own library"), f"/person/{member.person.login}"),)


def _count(search: Search, found: Paged[EntryRow], sentence: object) -> str:
    if found.more_than:
        return _("More than %(n)s bookmarks.") % {"n": wording.number(found.total)}
    if search.parts > 1 or search.kind or not found.total:
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
    if search.parts:
        return Empty(
            _("No bookmark here fits."), (Action(_("Show the whole library"), library_path(library), main=True),)
        )
    if rules.can_write(viewer, library, library.group):
        return Empty(
            _("Nothing is kept here yet. Keep a first page, or bring a file from Diigo or a browser."),
            (
                Action(_("Keep a page"), f"/save?in={library.pk}", main=True),
                Action(_("Bring a file"), f"/imports/new?in={library.pk}"),
                Action(_("Coming from Diigo"), "/imports/diigo"),
            ),
        )
    return Empty(_("Nothing is kept here yet."))
