"""Listings: what every face asks (pages, feeds, exports), as a frozen ``Search`` for a viewer.

One index holds a whole listing, so that a page of it costs what it shows: see ``docs/performance.md``. The rule is asked
before any row is read (``rules.scope``): a refused viewer costs nothing. A combination starts from its rarest part by the
kept counts and is counted up to a thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from django.db import connection

from florilegium.kit.paging import ENOUGH, Cursor, Key, Paged, page
from florilegium.library import rules
from florilegium.library.errors import NotFound
from florilegium.library.models import Keeper, Library, Tag
from florilegium.people.viewer import Viewer

Sort = Literal["newest", "viewed", "annotated"]
Mark = Literal["", "highlighted", "noted", "untagged"]

SORTS: tuple[Sort, ...] = ("newest", "viewed", "annotated")
MARKS: tuple[Mark, ...] = ("highlighted", "noted", "untagged")

_ORDER = {"newest": "at", "viewed": "views", "annotated": "said"}
_KIND = {"highlighted": "b.marks > 0", "noted": "b.words > 0", "untagged": "b.tags_n = 0"}
#: The same as others than the library's own people count them: without what only its person hears.
_KIND_OPEN = {"highlighted": "b.highlights > 0", "noted": "b.noted > 0", "untagged": "b.tags_n = 0"}


@dataclass(frozen=True, slots=True)
class Search:
    """What of one library is asked for. ``tag``, ``member``: with their kept counts; ``kind``: what a bookmark holds."""

    library: Library
    tag: Tag | None = None
    member: Keeper | None = None
    kind: Mark = ""
    sort: Sort = "newest"
    cursor: Cursor = field(default_factory=Cursor)


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
  b.highlights, b.page_notes, b.marks, b.words, b.updated, p.id, p.login, p.name, w.login, w.name, k.key
from {source}
join page g on g.id = b.page_id join person p on p.id = b.added_by_id
left join saving s on s.bookmark_id = b.id and s.person_id = b.added_by_id left join person w on w.id = s.brought_by_id
order by k.key {way}, k.id {way}
"""


def bookmarks(viewer: Viewer, search: Search) -> Paged[EntryRow]:
    """One page of a listing. Raises NotFound if the viewer may not read the library."""
    scope = rules.scope(viewer, search.library)
    if scope is rules.Scope.NOTHING:
        raise NotFound
    total, more_than = _total(search, scope)
    plan = _plan(search, scope)
    limit = search.cursor.wanted(total)
    sql, values = plan.page(search.cursor, limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = [EntryRow._make(row) for row in cursor.fetchall()]
    return page(search.cursor, rows, lambda row: row.key, total, more_than)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the ids of a listing are found: a table to start from, its order, and conditions."""

    table: str
    key: str
    tie: str
    where: Sequence[str]
    values: Sequence[Any]
    join: str = ""

    def page(self, cursor: Cursor, limit: int) -> tuple[str, list[Any]]:
        way = "asc" if cursor.backwards else "desc"
        where, values = list(self.where), list(self.values)
        edge = cursor.after or cursor.before
        if edge is not None and not cursor.last:
            sign = "<" if cursor.after is not None else ">"
            where.append(f"({self.key}, {self.tie}) {sign} (%s, %s)")
            values.extend(edge)
        inner = (
            f"select {self.tie} as id, {self.key} as key from {self.table} {self.join} where {' and '.join(where)} "
            f"order by {self.key} {way}, {self.tie} {way} limit {int(limit)}"
        )
        source = f"({inner}) k join bookmark b on b.id = k.id"
        return _SELECT.format(source=source, way=way), values

    def count(self) -> tuple[str, list[Any]]:
        inner = f"select 1 from {self.table} {self.join} where {' and '.join(self.where)} limit {ENOUGH + 1}"
        return f"select count(*) from ({inner}) k", list(self.values)


def _plan(search: Search, scope: rules.Scope) -> _Plan:
    """Start from the tag, unless the sort's own index finds its bookmarks sooner, or the member is rarer."""
    open_only = scope is rules.Scope.OPEN
    kinds = _KIND_OPEN if open_only else _KIND
    order = _ORDER[search.sort]
    tag, member = search.tag, search.member
    from_member = member is not None and (tag is None or member.n < tag.n)
    if tag is not None and not from_member and not _walks_the_sort(search):
        where, values = ["t.tag_id = %s"], [tag.pk]
        if open_only:
            where.append("not t.private")
        join = ""
        if search.sort != "newest" or member is not None or search.kind:
            join = "join bookmark b on b.id = t.bookmark_id"
            _filter(where, values, search, kinds, with_tag=False)
        key = "t.at" if search.sort == "newest" else f"b.{order}"
        return _Plan("tagging t", key, "t.bookmark_id", where, values, join)
    if member is not None and search.sort == "newest":
        where, values = ["v.library_id = %s", "v.person_id = %s"], [search.library.pk, member.person_id]
        join = "join bookmark b on b.id = v.bookmark_id"
        if open_only:
            where.append("not b.private")
        _filter(where, values, search, kinds, with_tag=True, with_member=False)
        return _Plan("saving v", "v.at", "v.bookmark_id", where, values, join)
    where, values = ["b.library_id = %s"], [search.library.pk]
    if open_only:
        where.append("not b.private")
    _filter(where, values, search, kinds, with_tag=True)
    return _Plan("bookmark b", f"b.{order}", "b.id", where, values)


def _walks_the_sort(search: Search) -> bool:
    """Another order than by date, of a frequent tag: walk the sorted index and probe the tag; else gather and sort."""
    return search.sort != "newest" and search.tag is not None and search.tag.n**2 > 80 * search.library.bookmarks


def _filter(
    where: list[str],
    values: list[Any],
    search: Search,
    kinds: dict[str, str],
    *,
    with_tag: bool,
    with_member: bool = True,
) -> None:
    if with_member and search.member is not None:
        where.append("exists (select 1 from saving v where v.bookmark_id = b.id and v.person_id = %s)")
        values.append(search.member.person_id)
    if search.kind:
        where.append(kinds[search.kind])
    if with_tag and search.tag is not None:
        where.append("exists (select 1 from tagging u where u.bookmark_id = b.id and u.tag_id = %s)")
        values.append(search.tag.pk)


def _total(search: Search, scope: rules.Scope) -> tuple[int, bool]:
    """The length of the listing: kept, or counted up to a thousand."""
    open_only = scope is rules.Scope.OPEN
    parts = (search.tag is not None) + (search.member is not None) + bool(search.kind)
    if parts == 0:
        return (search.library.bookmarks_open if open_only else search.library.bookmarks), False
    if parts == 1 and search.tag is not None:
        return (search.tag.n_open if open_only else search.tag.n), False
    if parts == 1 and search.member is not None and not open_only:
        return search.member.n, False
    sql, values = _plan(search, scope).count()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        total: int = cursor.fetchone()[0]
    return min(total, ENOUGH), total > ENOUGH
