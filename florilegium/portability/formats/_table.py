"""Rows of a comma-separated file, one broken row at a time.

The standard csv module ends the whole reading where a cell is too long, its limit is one for the whole process, and it
hides that text followed a closing quote. Here a row that cannot be read is a row, and the next one is read.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from florilegium.portability.formats._lines import CELL_LIMIT, LINE_LIMIT
from florilegium.portability.records import RAW_LIMIT, Reason, Remark

_QUOTED = re.compile(r'[^"]*+(?:""[^"]*+)*+')


@dataclass(slots=True)
class Row:
    """The cells of one row; `problem` says why they cannot be trusted."""

    cells: list[str] = field(default_factory=list)
    raw: str = ""
    problem: Reason | None = None
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, code: Remark) -> None:
        """Add a remark once."""
        if code not in self.remarks:
            self.remarks.append(code)


class _Assembly:
    """One row as its lines come in: a quoted cell may go on over many of them."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self.bare = re.compile(rf"[^{re.escape(delimiter)}\n]*+")
        self.row = Row()
        self.open: list[str] | None = None
        self.size = 0

    def add(self, line: str) -> bool:
        """Take one line in; True when the row is complete."""
        row = self.row
        if len(row.raw) < RAW_LIMIT:
            row.raw = (row.raw + line)[:RAW_LIMIT]
        position = 0
        while True:
            if self.open is None and line.startswith('"', position):
                self.open, self.size = [], 0
                position += 1
            if self.open is not None:
                inside = _QUOTED.match(line, position)
                assert inside is not None  # it matches the empty text
                self._keep(inside.group())
                position = inside.end() + 1
                if position > len(line):
                    return False
            position = self._close_cell(line, position)
            if not line.startswith(self.delimiter, position):
                return True
            position += 1

    def _keep(self, text: str) -> None:
        assert self.open is not None
        self.size += len(text)
        if self.size > CELL_LIMIT:
            self.row.problem = "cell_too_long"
        else:
            self.open.append(text)

    def _close_cell(self, line: str, position: int) -> int:
        after = self.bare.match(line, position)
        assert after is not None
        text = after.group().removesuffix("\r")
        if self.open is not None:
            if text:
                self.row.remark("quotes_unclear")
            text = "".join(self.open).replace('""', '"') + text
            self.open = None
        if len(text) > CELL_LIMIT:
            self.row.problem = "cell_too_long"
        self.row.cells.append(text)
        return after.end()


def _plain(line: str, delimiter: str) -> list[str] | None:
    """The cells of a row that is one line and follows all the rules, as nearly all do; None for any other.

    The standard reader takes a fifth of the time; whatever it refuses is taken apart above.
    """
    if len(line) > CELL_LIMIT or "\r" in line.removesuffix("\n").removesuffix("\r"):
        return None
    try:
        return next(csv.reader((line,), delimiter=delimiter, strict=True)) or None
    except (csv.Error, StopIteration):
        return None


def rows(lines: Iterable[tuple[str, tuple[Remark, ...]]], delimiter: str = ",") -> Iterator[Row]:
    """The rows of a table, empty lines left out; cells are as written, with doubled quotes single again."""
    assembly = _Assembly(delimiter)
    overlong = False
    for line, remarks in lines:
        if not assembly.row.raw and line in ("\n", "\r\n"):
            continue
        for code in remarks:
            assembly.row.remark(code)
        if overlong or (len(line) > LINE_LIMIT // 4 and not line.endswith("\n")):
            overlong = not line.endswith("\n")
            assembly.row.problem = "cell_too_long"
            assembly.row.raw = assembly.row.raw or line[:RAW_LIMIT]
            complete = not overlong
        elif not assembly.row.raw and (cells := _plain(line, delimiter)) is not None:
            assembly.row.cells, assembly.row.raw, complete = cells, line[:RAW_LIMIT], True
        else:
            complete = assembly.add(line)
        if complete:
            yield assembly.row
            assembly = _Assembly(delimiter)
    if assembly.row.raw:
        assembly.row.problem = assembly.row.problem or "row_unfinished"
        yield assembly.row
