"""Diigo's table: the form most people have, with highlights and notes in one cell.

The grammar of that cell is `Highlight:` and a fragment of HTML, then any number of `Sticky notes:` and plain text; each
part may go on over several lines. An empty highlight carries a note on the page. Words that themselves begin a line
with `Highlight:` cannot be told from a new one. Some files have lost their header: their columns are known by place.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from florilegium.portability.formats import _dates, _tags
from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._fragments import decode, plain_text
from florilegium.portability.formats._lines import WHITE, decoded, lines
from florilegium.portability.formats._table import Row, rows
from florilegium.portability.records import Fields, Highlight, Note, Record, Rejected, Remark, Source

NAME = "diigo-csv"
LABEL = "Diigo CSV"
FIELDS = Fields(
    preserved=("title", "url", "tags", "description", "dates", "highlights", "notes"),
    absent=("views", "note_authors", "note_dates", "colors", "privacy", "read_later"),
)

COLUMNS = ("title", "url", "tags", "description", "comments", "annotations", "created_at")
_NEEDED = {"title", "url", "annotations", "created_at"}
_DELIMITERS = (",", ";", "\t")  # a spreadsheet saves with its own
_ADDRESS = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:\S")
_DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*")
_PART = re.compile(r"^(Highlight|Sticky notes?):", re.M)


def probe(head: bytes) -> bool:
    """A header with Diigo's column names, or a first row of seven cells with an address and a date in their places."""
    text = decoded(head)
    layout = _layout(text)
    if layout is None:
        return False
    if layout[1]:
        return True
    first = next(rows(_as_lines(text), layout[0]), Row())
    cells = first.cells
    if first.problem == "row_unfinished" and len(cells) < len(COLUMNS):  # a first row longer than the head
        return len(cells) > 2 and bool(_ADDRESS.match(cells[1]))
    return len(cells) == len(COLUMNS) and bool(_ADDRESS.match(cells[1]) and _DATE.fullmatch(cells[6]))


def source(stream: BinaryIO) -> Source:
    """Nothing: a table has rows and no words about itself."""
    return Source()


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record a row, in the file's order (Diigo writes the newest first)."""
    stream.seek(0)
    layout = _layout(decoded(stream.read(1 << 16)))
    delimiter, names = layout if layout else (",", ())
    columns = names or COLUMNS
    table = rows(lines(stream), delimiter)
    if names:
        next(table)
    for number, row in enumerate(table, 1):
        yield _record(number, row, columns)


def _layout(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The delimiter and the header's names; no names where the first row is data already."""
    for delimiter in _DELIMITERS:
        first = next(rows(_as_lines(text), delimiter), Row())
        names = tuple(cell.strip().lower() for cell in first.cells)
        if _NEEDED.issubset(names):
            return delimiter, names
    return (",", ()) if text.strip() else None


def _as_lines(text: str) -> Iterator[tuple[str, tuple[Remark, ...]]]:
    return ((line, ()) for line in re.findall(r"[^\n]*\n|[^\n]+", text))


def _record(number: int, row: Row, columns: tuple[str, ...]) -> Record | Rejected:
    if row.problem is None and len(row.cells) != len(columns):
        row.problem = "row_broken"
    if row.problem is not None:
        title = dict(zip(columns, row.cells, strict=False)).get("title", "")
        return Rejected(number, row.problem, title[:255], row.raw)
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(columns, row.cells, strict=True))
    title, url = cells["title"], cells["url"].strip(WHITE)
    if not url and not title.strip():
        return Rejected(number, "nothing_to_keep", "", row.raw)
    at, unreadable = _dates.told(cells["created_at"])
    for code in (*cuts(title, url), *unreadable):
        row.remark(code)
    highlights, notes = _annotations(cells["annotations"], row)
    if said := cells["comments"].strip(WHITE):  # empty in every file seen; should it say something, it is a page note
        notes.insert(0, Note(said))
    return Record(
        number,
        decode(title),
        url or None,
        description=cells["description"],
        tags=_tags.split(cells["tags"]),
        highlights=tuple(highlights),
        comments=tuple(notes),
        at=at,
        remarks=tuple(row.remarks),
    )


def _annotations(cell: str, row: Row) -> tuple[list[Highlight], list[Note]]:
    """The highlights with their notes, and the notes on the page."""
    highlights: list[Highlight] = []
    page_notes: list[Note] = []
    if not cell.strip(WHITE):
        return highlights, page_notes
    before, *parts = _PART.split(cell)
    if before.strip(WHITE):
        page_notes.append(Note(before.strip(WHITE)))
    quote, notes = "", list[Note]()

    def finish() -> None:
        if quote:
            highlights.append(Highlight(quote, tuple(notes)))
        else:
            page_notes.extend(notes)

    for kind, text in zip(parts[::2], parts[1::2], strict=True):
        if kind == "Highlight":
            finish()
            quote, notes = _quote(text, row), []
        elif said := text.removesuffix("\n").removesuffix("\r"):
            notes.append(Note(said))
    finish()
    return highlights, page_notes


def _quote(fragment: str, row: Row) -> str:
    quote, markup = plain_text(fragment)
    if markup:
        row.remark("highlight_markup_removed")
    if not quote and fragment.strip(WHITE):
        row.remark("highlight_without_text")
    return quote
