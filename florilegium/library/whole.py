"""A library whole, for who takes it along: every bookmark with all that hangs on it, in batches of a fixed cost.

The order is the same wherever the library stands: bookmarks by the time they were added, what is said by its place on the
page and then by time, replies under what they answer.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from florilegium.groups.models import Membership

from . import rows
from .models import FormerTag, Placeholder
from .queries import WholeLibrary

BATCH = 300


class Somebody(NamedTuple):
    """A person as she is known outside of this instance. ``source``: where a placeholder's name came from.

    Of a former member nothing is known but that she is one: ``name`` is then a code, the same in every archive.
    """

    login: str
    source: str
    name: str


class SavedRow(NamedTuple):
    bookmark_id: int
    person_id: int
    at: int
    at_known: bool
    brought_by_id: int | None


class SaidRow(NamedTuple):
    """An annotation; ``heard``: in this library, else only its author hears it."""

    id: int
    page_id: int
    author_id: int
    kind: int
    root_id: int | None
    parent_id: int | None
    quote: str
    selectors: Any
    tags: Any
    color: int
    body: str
    plain: bool
    position: int
    at: int
    at_known: bool
    updated: int
    approximate: bool
    withdrawn: bool
    brought_by_id: int | None
    heard: bool


@dataclass(frozen=True, slots=True)
class WholeBookmark:
    """A bookmark and what hangs on it. ``row``: its columns by name; ``tags``: name and by whom."""

    row: dict[str, Any]
    savings: list[SavedRow]
    tags: list[tuple[str, int]]
    said: list[SaidRow]


_COLUMNS = (
    "b.id", "b.page_id", "g.url", "b.added_by_id", "b.title", "b.description", "b.at", "b.at_known", "b.private", "b.views",
    "b.views_brought", "b.pinned", "b.updated",
)  # fmt: skip
_SAID = """a.id, a.page_id, a.author_id, a.kind, a.root_id, a.parent_id, a.quote, a.selectors, a.tags, a.color, a.body, a.plain,
a.position, a.at, a.at_known, a.updated, a.approximate, a.withdrawn, a.brought_by_id"""


def _ask(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def bookmarks(library: WholeLibrary) -> Iterator[WholeBookmark]:
    """Every bookmark, the first added first."""
    at, pk = -(1 << 62), 0
    while True:
        found = _ask(
            f"select {', '.join(_COLUMNS)} from bookmark b join page g on g.id = b.page_id where b.library_id = %s "
            f"and (b.at, b.id) > (%s, %s) order by b.at, b.id limit {BATCH}",
            [library.pk, at, pk],
        )
        if not found:
            return
        names = [column.partition(".")[2] for column in _COLUMNS]
        batch = [dict(zip(names, row, strict=True)) for row in found]
        yield from _whole(library, batch)
        at, pk = batch[-1]["at"], batch[-1]["id"]


def _whole(library: WholeLibrary, batch: list[dict[str, Any]]) -> Iterator[WholeBookmark]:
    ids = [row["id"] for row in batch]
    savings: dict[int, list[SavedRow]] = defaultdict(list)
    for saved in _ask(
        "select bookmark_id, person_id, at, at_known, brought_by_id from saving "
        f"where bookmark_id in ({rows.marks(ids)}) order by at, id",
        ids,
    ):
        savings[saved[0]].append(SavedRow._make(saved))
    tags: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for bookmark_id, name, by in _ask(
        "select t.bookmark_id, a.name, t.by_id from tagging t join tag a on a.id = t.tag_id "
        f"where t.bookmark_id in ({rows.marks(ids)}) order by t.id",
        ids,
    ):
        tags[bookmark_id].append((name, by))
    said = _said(library, [row["page_id"] for row in batch])
    for row in batch:
        yield WholeBookmark(row, savings[row["id"]], tags[row["id"]], said[row["page_id"]])


def _said(library: WholeLibrary, page_ids: list[int]) -> dict[int, list[SaidRow]]:
    """Page → what is heard here, and in a person's library what only she hears; roots in page order, replies under them."""
    found = _ask(
        f"select {_SAID} from audience u join annotation a on a.id = u.annotation_id "
        f"where u.library_id = %s and u.page_id in ({rows.marks(page_ids)})",
        [library.pk, *page_ids],
    )
    read = [SaidRow._make((*row, True)) for row in found]
    if library.person_id is not None:
        quiet = _ask(
            f"select {_SAID} from annotation a where a.author_id = %s and a.heard = 0 and not a.withdrawn "
            f"and a.page_id in ({rows.marks(page_ids)})",
            [library.person_id, *page_ids],
        )
        read += [SaidRow._make((*row, False)) for row in quiet]
    replies: dict[int, list[SaidRow]] = defaultdict(list)
    roots: dict[int, list[SaidRow]] = defaultdict(list)
    there = {row.id for row in read if row.root_id is None}
    for row in sorted(read, key=lambda row: (row.kind == 2, row.position, row.at, row.id)):
        if row.root_id is None:
            roots[row.page_id].append(row)
        elif row.root_id in there:
            replies[row.root_id].append(row)
    whole: dict[int, list[SaidRow]] = defaultdict(list)
    for page_id, found_roots in roots.items():
        for root in found_roots:
            whole[page_id] += [root, *sorted(replies[root.id], key=lambda row: (row.at, row.id))]
    return whole


def people(library: WholeLibrary) -> dict[int, Somebody]:
    """Everybody who is spoken of, by id, in an order that is the same in every instance."""
    ids = {row[0] for row in _ask(_PEOPLE, [library.pk] * 7 + [library.person_id or 0])} - {None}
    found: dict[int, Somebody] = {}
    every = sorted(ids)
    for start in range(0, len(every), 500):
        chunk = every[start : start + 500]
        shades = {row.person_id: row for row in Placeholder.objects.filter(person_id__in=chunk)}
        for pk, login, name, former in _ask(
            f"select id, login, name, former from person where id in ({rows.marks(chunk)})", chunk
        ):
            shade = shades.get(pk)
            if shade is not None:
                found[pk] = Somebody(shade.login, "" if shade.source == RESTORED else shade.source, shade.name)
            else:
                found[pk] = Somebody("", FORMER, former) if former else Somebody(login or "", "", name)
    return dict(sorted(found.items(), key=lambda item: item[1]))


#: The source of placeholders for people of another instance, restored from an archive.
RESTORED = "florilegium"
#: The source of those who deleted their accounts, here or where an archive comes from.
FORMER = "former"

_PEOPLE = """
select person_id from saving where library_id = %s union select brought_by_id from saving where library_id = %s
union select added_by_id from bookmark where library_id = %s
union select by_id from tagging where library_id = %s union select author_id from audience where library_id = %s
union select a.brought_by_id from audience u join annotation a on a.id = u.annotation_id where u.library_id = %s
union select person_id from membership where library_id = %s and role > 0
union select a.author_id from annotation a where a.author_id = %s and a.heard = 0
"""


def members(library: WholeLibrary) -> list[tuple[int, int]]:
    """Person and role, the first to run the group first; not those who wait."""
    found = Membership.objects.filter(library=library, role__gt=0).order_by("-role", "id")
    return list(found.values_list("person_id", "role"))


def former_tags(library: WholeLibrary) -> list[tuple[str, str]]:
    """Old words and the tags they lead to."""
    found = FormerTag.objects.filter(library=library).order_by("word__slug")
    return list(found.values_list("word__slug", "tag__name"))
