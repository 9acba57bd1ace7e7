"""How many bookmarks of a library hold highlights, notes, no tag: kept on the library's row, for its own people and for others.

What an action changes is counted before and after, and the difference added: a statement for the bookmarks in hand, never
for the library.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from florilegium.library import rows
from florilegium.library.models import Library

COLUMNS = ("highlighted", "noted", "untagged", "highlighted_open", "noted_open", "untagged_open")
CONDITIONS = (
    "b.marks > 0", "b.words > 0", "b.tags_n = 0",
    "not b.private and b.highlights > 0", "not b.private and b.noted > 0", "not b.private and b.tags_n = 0",
)  # fmt: skip
_COUNTS = ", ".join(f"sum(case when {what} then 1 else 0 end)" for what in CONDITIONS)

Tally = dict[int, tuple[int, ...]]


def tally(bookmark_ids: Sequence[int]) -> Tally:
    """Library → the counts among these bookmarks."""
    if not bookmark_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"select b.library_id, {_COUNTS} from bookmark b where b.id in ({rows.marks(bookmark_ids)}) "
            "group by b.library_id",
            list(bookmark_ids),
        )
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def settle(before: Tally, bookmark_ids: Sequence[int]) -> None:
    """Add what changed among these bookmarks since ``before`` to their libraries."""
    after = tally(bookmark_ids)
    none = (0,) * len(COLUMNS)
    changed = []
    for library in sorted({*before, *after}):
        step = [new - old for new, old in zip(after.get(library, none), before.get(library, none), strict=True)]
        if any(step):
            changed.append((*step, library))
    rows.add(Library, COLUMNS, changed)


@contextmanager
def tallied(*bookmark_ids: int) -> Iterator[None]:
    """Around a change to bookmarks: their libraries' counts follow."""
    before = tally(bookmark_ids)
    yield
    settle(before, bookmark_ids)
