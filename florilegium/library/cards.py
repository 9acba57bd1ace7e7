"""What hangs on the entries of one page of a listing: tags, and what is said. A fixed number of statements for all.

Up to ``FOLDED`` highlights an entry come whole (the page folds them); a page with more gives its first three, by an index
range for each, so that a page with five thousand annotations costs an entry no more than any other.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connection

from florilegium.people.viewer import Viewer

from . import rows
from .models import Annotation, Kind, Library

SHOWN = 3
FOLDED = 203
NOTES_SHOWN = 20


class SaidRow(NamedTuple):
    """An annotation as an entry shows it. ``part``: 0 passage, 1 page note, 2 reply; ``only_me``: nobody else hears it."""

    id: int
    page_id: int
    part: int
    kind: int
    root_id: int | None
    quote: str
    body: str
    plain: bool
    color: int
    position: int
    at: int
    at_known: bool
    updated: int
    approximate: bool
    withdrawn: bool
    author_id: int
    author_login: str | None
    author_name: str
    brought_by_login: str | None
    brought_by_name: str | None
    replies: int
    only_me: bool


class Entry(Protocol):
    """What is needed of an entry's row."""

    @property
    def id(self) -> int: ...
    @property
    def page_id(self) -> int: ...
    @property
    def marks(self) -> int: ...
    @property
    def page_notes(self) -> int: ...


def tags(entries: Sequence[Entry]) -> dict[int, list[str]]:
    """Bookmark id → its tags as spelt, in the order they were put."""
    found: dict[int, list[str]] = defaultdict(list)
    if not entries:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            f"select t.bookmark_id, a.name from tagging t join tag a on a.id = t.tag_id "
            f"where t.bookmark_id in ({rows.marks(entries)}) order by t.bookmark_id, t.id",
            [entry.id for entry in entries],
        )
        for bookmark_id, name in cursor.fetchall():
            found[bookmark_id].append(name)
    return found


def unread(viewer: Viewer, entries: Sequence[Entry]) -> set[int]:
    """Pages of these entries that the viewer has still to read."""
    if viewer.person is None or not entries:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            f"select page_id from unread where person_id = %s and page_id in ({rows.marks(entries)})",
            [viewer.id, *(entry.page_id for entry in entries)],
        )
        return {row[0] for row in cursor.fetchall()}


_COLUMNS = """a.id, a.page_id, {part}, a.kind, a.root_id, a.quote, a.body, a.plain, a.color, a.position, a.at, a.at_known,
a.updated, a.approximate, a.withdrawn, a.author_id, p.login, p.name, w.login, w.name, {replies}, {only_me}"""
_PEOPLE = "join person p on p.id = a.author_id left join person w on w.id = a.brought_by_id"
_HEARD = _COLUMNS.format(part="u.part", replies="u.replies", only_me="false")
_MINE = _COLUMNS.format(
    part=f"case a.kind when {Kind.PAGE_NOTE} then 1 when {Kind.REPLY} then 2 else 0 end", replies="0", only_me="true"
)


def said(viewer: Viewer, library: Library, entries: Sequence[Entry]) -> dict[int, list[SaidRow]]:
    """Page id → passages and page notes heard in the library, and the viewer's own that only she hears; page order.

    Of a page with more than ``FOLDED`` passages or ``NOTES_SHOWN`` page notes, only the first of each.
    """
    found: dict[int, list[SaidRow]] = defaultdict(list)
    full = [e.page_id for e in entries if e.marks <= FOLDED and e.page_notes <= NOTES_SHOWN]
    long = [e.page_id for e in entries if not (e.marks <= FOLDED and e.page_notes <= NOTES_SHOWN)]
    read = _whole(library, full) + _firsts(library, long)
    if viewer.person is not None and entries:
        read += _mine(viewer, [entry.page_id for entry in entries])
    for row in read:
        found[row.page_id].append(row)
    for said_of_page in found.values():
        said_of_page.sort(key=lambda row: (row.part, row.position, row.id))
    return found


def _run(sql: str, values: Sequence[Any]) -> list[SaidRow]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [SaidRow._make(row) for row in cursor.fetchall()]


def _whole(library: Library, page_ids: list[int]) -> list[SaidRow]:
    if not page_ids:
        return []
    return _run(
        f"select {_HEARD} from audience u join annotation a on a.id = u.annotation_id {_PEOPLE} "
        f"where u.page_id in ({rows.marks(page_ids)}) and u.library_id = %s and u.part < 2",
        [*page_ids, library.pk],
    )


def _firsts(library: Library, page_ids: list[int]) -> list[SaidRow]:
    """The first passages and page notes of pages that have very many: an index range a page, whatever it holds."""
    found: list[SaidRow] = []
    for part, most in ((0, SHOWN), (1, NOTES_SHOWN)):
        if not page_ids:
            continue
        first = (
            f"from audience v where v.library_id = %s and v.part = {part} and v.page_id = g.id "
            f"order by v.position, v.annotation_id limit {most}"
        )
        if connection.vendor == "postgresql":
            source = f"page g cross join lateral (select v.* {first}) u"
        else:  # no lateral join: a correlated list with a limit does the same
            source = f"page g join audience u on u.id in (select v.id {first})"
        found += _run(
            f"select {_HEARD} from {source} join annotation a on a.id = u.annotation_id {_PEOPLE} "
            f"where g.id in ({rows.marks(page_ids)})",
            [library.pk, *page_ids],
        )
    return found


def _mine(viewer: Viewer, page_ids: list[int]) -> list[SaidRow]:
    return _run(
        f"select {_MINE} from annotation a {_PEOPLE} where a.author_id = %s and a.page_id in ({rows.marks(page_ids)}) "
        f"and a.heard = 0 and a.kind <> {Kind.REPLY} order by a.position, a.id limit {FOLDED * 5}",
        [viewer.id, *page_ids],
    )


def threads(viewer: Viewer, library: Library, page_id: int) -> list[SaidRow]:
    """Everything said of one page that the viewer hears in this library, replies included, in the order it was said."""
    heard = _run(
        f"select {_HEARD} from audience u join annotation a on a.id = u.annotation_id {_PEOPLE} "
        "where u.page_id = %s and u.library_id = %s order by u.part, u.position, u.at, a.id",
        [page_id, library.pk],
    )
    if viewer.person is None:
        return heard
    mine = _run(
        f"select {_MINE} from annotation a {_PEOPLE} where a.author_id = %s and a.page_id = %s and a.heard = 0 "
        "order by a.position, a.at, a.id",
        [viewer.id, page_id],
    )
    return sorted([*heard, *mine], key=lambda row: (row.part, row.position, row.at, row.id))


def contexts(said: Sequence[SaidRow]) -> dict[int, tuple[str, str]]:
    """Id → the words before and after the quote, of those annotations of a page that have any. One statement, or none."""
    quoted = [row.id for row in said if row.part == 0 and not row.withdrawn]
    if not quoted:
        return {}
    found = Annotation.objects.filter(pk__in=quoted).exclude(selectors=[]).values_list("pk", "selectors")
    return {pk: context_of(selectors) for pk, selectors in found}


def context_of(selectors: list[Any]) -> tuple[str, str]:
    quote = next((one for one in selectors if isinstance(one, dict) and one.get("type") == "TextQuoteSelector"), {})
    return str(quote.get("prefix") or ""), str(quote.get("suffix") or "")
