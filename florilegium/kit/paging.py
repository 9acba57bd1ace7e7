"""Pages of a long listing that cost the same wherever they are, and still say “41 – 60 of 1,204”.

A page is asked for by the key of the row before it (``after``) or behind it (``before``), or as ``last``. The number of
the first row shown travels in the address beside the key: counting what lies before would read it all. If rows come or
go meanwhile, the number may be off by as many; the rows themselves are never doubled nor passed over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SIZES = (20, 50, 100)

#: A total that was counted only so far: “more than 1,000”.
ENOUGH = 1_000

Row = TypeVar("Row")
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins. ``after``/``before``: (what orders, id) of a neighbouring row; ``start``: its first number."""

    size: int = SIZES[0]
    after: Key | None = None
    before: Key | None = None
    last: bool = False
    start: int = 1

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "Cursor":
        """From an address's parameters; whatever makes no sense is the first page."""
        size = _whole(query.get("size")) or SIZES[0]
        size = size if size in SIZES else SIZES[0]
        if query.get("page") == "last":
            return cls(size=size, last=True)
        start = _whole(query.get("start")) or 1
        after, before = _key(query.get("after")), _key(query.get("before"))
        if after is not None and start > 1:
            return cls(size=size, after=after, start=start)
        if before is not None and start > 1:
            return cls(size=size, before=before, start=start)
        return cls(size=size)

    @property
    def backwards(self) -> bool:
        """Whether the rows are read in the opposite order, and turned round afterwards."""
        return self.last or self.before is not None

    def wanted(self, total: int) -> int:
        """How many rows to read: one more than a page tells whether anything follows; the last page holds the rest."""
        if self.last:
            return (total - 1) % self.size + 1 if total else self.size
        return self.size + 1


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _key(text: str | None) -> Key | None:
    value, _, pk = (text or "").partition(".")
    sign = -1 if value.startswith("-") else 1
    one, two = _whole(value.removeprefix("-")), _whole(pk)
    return None if one is None or two is None else (sign * one, two)


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """One page. ``total``: of the listing; ``more_than``: it was counted only up to there.

    The other pages' parameters, each None where there is no such page: ``first``, ``previous``, ``next``, ``last``.
    """

    rows: Sequence[Row]
    size: int
    start: int
    total: int
    more_than: bool
    first: Mapping[str, str] | None
    previous: Mapping[str, str] | None
    next: Mapping[str, str] | None
    last: Mapping[str, str] | None

    @property
    def end(self) -> int:
        """The number of the last row shown; 0 in an empty listing."""
        return self.start + len(self.rows) - 1 if self.rows else 0


def page(
    cursor: Cursor, read: Sequence[Row], key: Callable[[Row], Key], total: int, more_than: bool = False
) -> Paged[Row]:
    """The page that ``read`` is: rows as the database gave them for ``cursor.wanted(total)``, in the cursor's direction."""
    surplus = len(read) > cursor.size
    rows = list(read[: cursor.size])
    if cursor.backwards:
        rows.reverse()
    if cursor.last:
        start = max(1, total - len(rows) + 1)
        before, behind = start > 1, False
    elif cursor.before is not None:
        start = max(1, cursor.start) if surplus else 1
        before, behind = surplus, True
    else:
        start = cursor.start if cursor.after is not None else 1
        before, behind = cursor.after is not None, surplus
    if not rows:
        return Paged([], cursor.size, 1, total, more_than, {} if before else None, None, None, None)
    size = {} if cursor.size == SIZES[0] else {"size": str(cursor.size)}
    reached = start + len(rows)
    return Paged(
        rows=rows,
        size=cursor.size,
        start=start,
        total=max(total, reached - 1) if not behind else total,
        more_than=more_than,
        first=size if before else None,
        previous=_step(size, "before", key(rows[0]), max(1, start - cursor.size)) if before else None,
        next=_step(size, "after", key(rows[-1]), reached) if behind else None,
        last={**size, "page": "last"} if behind and not more_than else None,
    )


def _step(size: Mapping[str, str], word: str, key: Key, start: int) -> dict[str, str]:
    if start <= 1:
        return dict(size)  # the first page has one address
    return {**size, word: f"{key[0]}.{key[1]}", "start": str(start)}
