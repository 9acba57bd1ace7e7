"""A library written out: complete as an archive, or as what others read. Each form is a stream of lines, ends included."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from florilegium.kit import clock
from florilegium.library import whole
from florilegium.library.models import Kind
from florilegium.library.queries import WholeLibrary
from florilegium.library.whole import SaidRow, WholeBookmark

from . import archive


@dataclass(frozen=True, slots=True)
class Form:
    """``ending``: of the file's name; ``type``: its media type."""

    ending: str
    type: str
    lines: Callable[[WholeLibrary], Iterator[str]]


def _archive(library: WholeLibrary) -> Iterator[str]:
    for line in archive.lines(library):
        yield line + "\n"


def _csv(library: WholeLibrary) -> Iterator[str]:
    """Diigo's own table, newest first as Diigo has it being no promise of ours: here the first added comes first.

    People's words stand letter for letter; a spreadsheet that takes a cell beginning with “=” for a formula must be told not to.
    """
    yield "title,url,tags,description,comments,annotations,created_at\n"
    for one in whole.bookmarks(library):
        row = one.row
        cells = (
            row["title"], row["url"], ",".join(_tag(name) for name, _by in one.tags) or "no_tag", row["description"], "",
            _annotations(one.said), clock.moment(row["at"]).strftime("%Y-%m-%d %H:%M:%S") if row["at_known"] else "",
        )  # fmt: skip
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
        yield line.getvalue()


def _tag(name: str) -> str:
    return f'"{name}"' if " " in name or "," in name else name


def _annotations(said: list[SaidRow]) -> str:
    """Diigo's cell: a highlight, the notes under it; a note without a highlight stands under an empty one."""
    parts = []
    for one in said:
        if one.withdrawn:
            continue
        if one.kind != Kind.REPLY:
            parts.append(f"Highlight:{one.quote}\n")
        if one.body:
            parts.append(f"Sticky notes:{one.body}\n")
    return "".join(parts)


def _netscape(library: WholeLibrary) -> Iterator[str]:
    """The bookmark file that every browser reads."""
    yield "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
    yield '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n'
    yield "<DL><p>\n"
    for one in whole.bookmarks(library):
        yield from _link(one)
    yield "</DL><p>\n"


def _link(one: WholeBookmark) -> Iterator[str]:
    row = one.row
    if not row["url"]:
        return
    facts = [f'HREF="{escape(row["url"])}"']
    if row["at_known"]:
        facts.append(f'ADD_DATE="{row["at"] // clock.SECOND}"')
    if one.tags:
        facts.append(f'TAGS="{escape(",".join(name for name, _by in one.tags))}"')
    if row["private"]:
        facts.append('PRIVATE="1"')
    yield f"<DT><A {' '.join(facts)}>{escape(row['title'], quote=False)}</A>\n"
    if row["description"]:
        yield f"<DD>{escape(row['description'], quote=False)}\n"


FORMS: Final = {
    "jsonl": Form("jsonl", "application/jsonl; charset=utf-8", _archive),
    "diigo-csv": Form("csv", "text/csv; charset=utf-8", _csv),
    "netscape": Form("html", "text/html; charset=utf-8", _netscape),
}
