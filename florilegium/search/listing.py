"""Listings: what every face asks (pages, feeds, exports), as a frozen ``Search`` for a viewer.

One index holds a whole listing, so that a page of it costs what it shows: see ``docs/performance.md``. The rule is asked
before any row is read (``rules.scope``): a refused viewer costs nothing. How the rows are found is ``search.planning``.
"""

from dataclasses import replace
from typing import NamedTuple

from django.db import connection

from florilegium.kit.paging import ENOUGH, Cursor, Key, Paged, page
from florilegium.library import rules
from florilegium.library.errors import NotFound
from florilegium.library.models import Library
from florilegium.people.viewer import Viewer

from .planning import Mark, Search, Sort, kept_kind, plan

__all__ = ["MARKS", "SORTS", "EntryRow", "Mark", "Search", "Sort", "bookmarks", "newer", "pinned", "related_tags"]

SORTS: tuple[Sort, ...] = ("newest", "oldest", "viewed", "annotated", "discussed")
MARKS: tuple[Mark, ...] = ("highlighted", "noted", "unread", "untagged", "private")
#: Related tags are counted in so many of the newest bookmarks of a listing.
RELATED_IN = 500


class EntryRow(NamedTuple):
    """A bookmark as a listing shows it. Times in microseconds; ``key``: what orders the listing, and the id."""

    id: int
    page_id: int
    url: str
    site: str
    title: str
    description: str
    at: int
    at_known: bool
    private: bool
    views: int
    savers: int
    tags_n: int
    highlights: int
    page_notes: int
    marks: int
    words: int
    noted: int
    replies: int
    updated: int
    added_by_id: int
    added_by_login: str | None
    added_by_name: str
    brought_by_login: str | None
    brought_by_name: str | None
    order: int

    @property
    def key(self) -> Key:
        return (self.order, self.id)


_SELECT = """
select b.id, b.page_id, g.url, g.site, b.title, b.description, b.at, b.at_known, b.private, b.views, b.savers, b.tags_n,
  b.highlights, b.page_notes, b.marks, b.words, b.noted, b.replies, b.updated, p.id, p.login, p.name, w.login, w.name, k.key
from {source}
join page g on g.id = b.page_id join person p on p.id = b.added_by_id
left join saving s on s.bookmark_id = b.id and s.person_id = b.added_by_id left join person w on w.id = s.brought_by_id
order by k.key {way}, k.id {way}
"""


def bookmarks(viewer: Viewer, search: Search) -> Paged[EntryRow]:
    """One page of a listing. Raises NotFound if the viewer may not read the library, or not by that kind."""
    scope = _scope(viewer, search)
    total, more_than = _total(search, scope, viewer.id)
    limit = search.cursor.wanted(total)
    inner, values, way = plan(search, scope, viewer.id).page(search.cursor, limit)
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(source=f"({inner}) k join bookmark b on b.id = k.id", way=way), values)
        rows = [EntryRow._make(row) for row in cursor.fetchall()]
    return page(search.cursor, rows, lambda row: row.key, total, more_than)


def pinned(viewer: Viewer, library: Library) -> list[EntryRow]:
    """What stands above a library's listing, the last pinned first: ten at most."""
    scope = rules.scope(viewer, library)
    if scope is rules.Scope.NOTHING:
        raise NotFound
    hidden = "and not b.private" if scope is rules.Scope.OPEN else ""
    inner = f"select b.id, b.pinned as key from bookmark b where b.library_id = %s and b.pinned > 0 {hidden}"
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(source=f"({inner}) k join bookmark b on b.id = k.id", way="desc"), [library.pk])
        return [EntryRow._make(row) for row in cursor.fetchall()]


def newer(viewer: Viewer, library: Library, since: int) -> tuple[int, bool]:
    """How many bookmarks came to a library after a time, counted up to a thousand; whether there are more."""
    scope = _scope(viewer, Search(library))
    inner = "select 1 from bookmark b where b.library_id = %s and b.at > %s"
    hidden = " and not b.private" if scope is rules.Scope.OPEN else ""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({inner}{hidden} limit {ENOUGH + 1}) k", [library.pk, since])
        n: int = cursor.fetchone()[0]
    return min(n, ENOUGH), n > ENOUGH


def related_tags(viewer: Viewer, search: Search, size: int) -> list[tuple[str, int]]:
    """The tags that stand most often beside those of a listing, in its newest five hundred bookmarks, and how often."""
    scope = _scope(viewer, search)
    newest = replace(search, sort="newest")  # whatever the order of the page: of most, an index holds the newest
    inner, values, _way = plan(newest, scope, viewer.id).page(Cursor(), RELATED_IN)
    shown = [tag.pk for tag in search.tags]
    but = f"and t.tag_id not in ({', '.join('%s' for _ in shown)})" if shown else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select a.name, k.n from (select t.tag_id, count(*) as n from ({inner}) k "
            f"join tagging t on t.bookmark_id = k.id where true {but} group by t.tag_id order by n desc, t.tag_id limit %s"
            ") k join tag a on a.id = k.tag_id order by k.n desc, k.tag_id",
            [*values, *shown, size],
        )
        return [(name, n) for name, n in cursor.fetchall()]


def _scope(viewer: Viewer, search: Search) -> rules.Scope:
    scope = rules.scope(viewer, search.library)
    if scope is rules.Scope.NOTHING or (search.kind == "unread" and viewer.person is None):
        raise NotFound
    if search.kind == "private" and (scope is rules.Scope.OPEN or search.library.person_id is None):
        raise NotFound
    return scope


def _total(search: Search, scope: rules.Scope, viewer_id: int | None) -> tuple[int, bool]:
    """The length of the listing: kept where one thing is asked, else counted up to a thousand."""
    kept = _kept(search, scope)
    if kept is not None:
        return kept, False
    sql, values = plan(search, scope, viewer_id, counting=True).count()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        total: int = cursor.fetchone()[0]
    return min(total, ENOUGH), total > ENOUGH


def _kept(search: Search, scope: rules.Scope) -> int | None:
    """The kept count of the library, one tag, one member or one kind; None for a combination."""
    open_only = scope is rules.Scope.OPEN
    library = search.library
    if search.parts == 0:
        return library.bookmarks_open if open_only else library.bookmarks
    if search.parts > 1:
        return None
    if search.tags:
        return search.tags[0].n_open if open_only else search.tags[0].n
    if search.member is not None and (not open_only or library.group_id is not None):
        return search.member.n  # nothing in a group's library is private
    if search.kind == "private":
        return library.bookmarks - library.bookmarks_open
    return kept_kind(search, scope) if search.kind in ("highlighted", "noted", "untagged") else None
