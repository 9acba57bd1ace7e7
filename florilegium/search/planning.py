"""How the ids of a listing are found: where to start, what to probe, in which order.

One index holds each simple listing in its order: the library, one tag, one member, one kind, by date; the library by
views, by what is said, by the last discussion. A combination starts from its rarest term by the kept counts. Where that
term's index has the order asked for, it is walked and the other terms are probed; where it has not, its rows are gathered
and sorted, unless the order's own index finds a page of hits sooner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import connection

from florilegium.kit.paging import ENOUGH, Cursor
from florilegium.library import rules
from florilegium.library.models import Keeper, Library, Tag

Sort = Literal["newest", "oldest", "viewed", "annotated", "discussed"]
Mark = Literal["", "highlighted", "noted", "unread", "untagged", "private"]

_ORDER = {"newest": "at", "oldest": "at", "viewed": "views", "annotated": "said", "discussed": "discussed"}
_KIND = {
    "highlighted": "b.marks > 0",
    "noted": "b.words > 0",
    "untagged": "b.tags_n = 0",
    "private": "b.private",
}
#: The same as others than the library's own people count them: without what only its person hears, by the same index.
_KIND_OPEN = {
    **_KIND, "highlighted": "b.marks > 0 and b.highlights > 0", "noted": "b.words > 0 and b.noted > 0",
}  # fmt: skip
#: Walking an order's index reads about (page × library ÷ hits) rows, gathering reads the rarest term's; a probe costs
#: some four times a gathered row.
_PROBE = 80


@dataclass(frozen=True, slots=True)
class Search:
    """What of one library is asked for; every given part must fit.

    ``tag`` and ``others``: all of them on the bookmark, with their kept counts; ``without``: none of them. ``member``:
    who brought the page. ``kind``: what the bookmark holds, or (``unread``, ``private``) is to the viewer. ``since``,
    ``until``: when it was added (with a member: by her), microseconds, the end excluded; undated bookmarks are then
    left out.
    """

    library: Library
    tag: Tag | None = None
    member: Keeper | None = None
    kind: Mark = ""
    sort: Sort = "newest"
    cursor: Cursor = field(default_factory=Cursor)
    others: tuple[Tag, ...] = ()
    without: tuple[Tag, ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Every tag that must be there."""
        return self.others if self.tag is None else (self.tag, *self.others)

    @property
    def parts(self) -> int:
        """How many conditions there are."""
        dated = self.since is not None or self.until is not None
        return len(self.tags) + len(self.without) + (self.member is not None) + bool(self.kind) + dated


@dataclass(frozen=True, slots=True)
class Plan:
    """A table to start from, its order, and conditions."""

    table: str
    key: str
    tie: str
    where: Sequence[str]
    values: Sequence[Any]
    join: str = ""
    ascending: bool = False

    def page(self, cursor: Cursor, limit: int) -> tuple[str, list[Any], str]:
        """Ids and keys of one page in the cursor's direction; its values; the direction."""
        ascending = self.ascending != cursor.backwards
        way = "asc" if ascending else "desc"
        where, values = list(self.where), list(self.values)
        edge = cursor.after or cursor.before
        if edge is not None and not cursor.last:
            where.append(f"({self.key}, {self.tie}) {'>' if ascending else '<'} (%s, %s)")
            values.extend(edge)
        inner = (
            f"select {self.tie} as id, {self.key} as key from {self.table} {self.join} where {' and '.join(where)} "
            f"order by {self.key} {way}, {self.tie} {way} limit {int(limit)}"
        )
        return inner, values, way

    def count(self) -> tuple[str, list[Any]]:
        """How many there are, up to a thousand and one.

        Asked for any thousand of a library that holds much of the table, PostgreSQL reads bookmarks by id until it has met
        enough of them, which are the last to come where the library is young: said by date, it takes the library's index.
        """
        dated = "order by b.at desc, b.id desc" if self.table == "bookmark b" else ""
        inner = f"select 1 from {self.table} {self.join} where {' and '.join(self.where)} {dated} limit {ENOUGH + 1}"
        return f"select count(*) from ({inner}) k", list(self.values)


def plan(search: Search, scope: rules.Scope, viewer_id: int | None, *, counting: bool = False) -> Plan:
    """The plan of a search. ``counting``: in no order, so always from the rarest term."""
    terms = _terms(search, scope, viewer_id)
    rarest = min(terms, key=lambda term: term.size)
    if counting or rarest.has_order_of(search) or rarest.size**2 <= _PROBE * search.library.bookmarks:
        return _from(rarest, search, scope, viewer_id)
    ordered = [term for term in terms if term.has_order_of(search)]
    return _from(min(ordered, key=lambda term: term.size), search, scope, viewer_id)


@dataclass(frozen=True, slots=True)
class _Term:
    """One way to start. ``size``: how many rows it has at most; ``what``: the condition it answers by itself."""

    what: str
    size: int
    subject: Any = None

    def has_order_of(self, search: Search) -> bool:
        """Whether reading it gives the order asked for."""
        if search.sort not in ("newest", "oldest"):
            return self.what == "library"
        if search.member is not None:  # ordered by when she brought it
            return self.what == "member"
        return self.what != "unread"


def _terms(search: Search, scope: rules.Scope, viewer_id: int | None) -> list[_Term]:
    library, open_only = search.library, scope is rules.Scope.OPEN
    everything = library.bookmarks_open if open_only else library.bookmarks
    terms = [_Term("library", everything)]
    terms += [_Term("tag", tag.n_open if open_only else tag.n, tag) for tag in search.tags]
    if search.member is not None:
        terms.append(_Term("member", search.member.n, search.member))
    if search.kind == "private":
        terms.append(_Term("kind", library.bookmarks - library.bookmarks_open))
    elif search.kind == "unread":
        terms.append(_Term("unread", _unread(viewer_id)))
    elif search.kind:
        terms.append(_Term("kind", kept_kind(search, scope)))
    return terms


def kept_kind(search: Search, scope: rules.Scope) -> int:
    """How many bookmarks of the library hold the search's kind, as the actions keep the count."""
    name = {"highlighted": "highlighted", "noted": "noted", "untagged": "untagged"}[search.kind]
    count: int = getattr(search.library, f"{name}_open" if scope is rules.Scope.OPEN else name)
    return count


def _unread(viewer_id: int | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*) from (select 1 from unread where person_id = %s limit {ENOUGH + 1}) k", [viewer_id]
        )
        found: int = cursor.fetchone()[0]
        return found


def _from(term: _Term, search: Search, scope: rules.Scope, viewer_id: int | None) -> Plan:
    """Start from a term, probe the others."""
    by_date = search.sort in ("newest", "oldest")
    table, tie, join = "bookmark b", "b.id", ""
    where: list[str] = ["b.library_id = %s"]
    values: list[Any] = [search.library.pk]
    key = f"b.{_ORDER[search.sort]}"
    if term.what == "tag":
        table, tie, join = "tagging t", "t.bookmark_id", "join bookmark b on b.id = t.bookmark_id"
        where, values = ["t.tag_id = %s"], [term.subject.pk]
        key = "t.at" if by_date else key
    elif term.what == "member":
        table, tie, join = "saving v", "v.bookmark_id", "join bookmark b on b.id = v.bookmark_id"
        where, values = ["v.library_id = %s", "v.person_id = %s"], [search.library.pk, term.subject.person_id]
    elif term.what == "unread":
        table, join = "unread r", "join bookmark b on b.page_id = r.page_id"
        where, values = ["r.person_id = %s", "b.library_id = %s"], [viewer_id, search.library.pk]
    if search.member is not None and term.what != "member":
        join += f" join saving v on v.bookmark_id = {tie} and v.person_id = {int(search.member.person_id)}"
    dated = key if by_date else "b.at"
    if search.member is not None:
        dated = "v.at"  # what a member brought stands by when she brought it, and is of that date in any order
        key = dated if by_date else key
    for sql, given in _conditions(term, search, scope, viewer_id, tie=tie, dated=dated):
        where.append(sql)
        values += given
    if table == "tagging t" and key == "t.at" and not any("b." in sql for sql in where):
        join = ""  # the tag's own index says it all
    return Plan(table, key, tie, where, values, join, ascending=search.sort == "oldest")


Condition = tuple[str, list[Any]]


def _conditions(
    term: _Term, search: Search, scope: rules.Scope, viewer_id: int | None, *, tie: str, dated: str
) -> Iterator[Condition]:
    """What the start does not answer by itself."""
    if scope is rules.Scope.OPEN:
        yield ("not t.private" if term.what == "tag" else "not b.private"), []
    yield from _of_tags(term, search, tie)
    if search.kind == "unread":
        if term.what != "unread":
            yield "exists (select 1 from unread r where r.page_id = b.page_id and r.person_id = %s)", [viewer_id]
    elif search.kind:
        yield (_KIND_OPEN if scope is rules.Scope.OPEN else _KIND)[search.kind], []
    if search.since is not None:
        yield f"b.at_known and {dated} >= %s", [search.since]
    if search.until is not None:
        yield f"b.at_known and {dated} < %s", [search.until]


def _of_tags(term: _Term, search: Search, tie: str) -> Iterator[Condition]:
    """``tie``: the bookmark's id where the start has it, so that of two tags no bookmark need be read."""
    carries = f"exists (select 1 from tagging u where u.bookmark_id = {tie} and u.tag_id = %s)"
    for tag in search.tags:
        if tag is not term.subject:
            yield carries, [tag.pk]
    for tag in search.without:
        yield f"not {carries}", [tag.pk]
