"""Diigo's HTML export, and the bookmark files of browsers, which are one family.

`<DT><A HREF ADD_DATE PRIVATE TAGS>title</A>`, and where there is a description `<DD>` that nothing closes: it ends
where the next item, a list or a rule begins. Folders are left out and said to be: a folder is not a tag, Diigo has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from florilegium.portability.formats import _dates, _tags
from florilegium.portability.formats._bookmark_tokens import Token, tokens
from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._fragments import decode
from florilegium.portability.formats._lines import CELL_LIMIT, WHITE, decoded, lines
from florilegium.portability.records import RAW_LIMIT, Fields, Record, Rejected, Remark, Source

NAME = "netscape"
LABEL = "Bookmarks (HTML)"
FIELDS = Fields(
    preserved=("title", "url", "tags", "description", "dates", "privacy"),
    absent=("views", "highlights", "notes", "note_authors", "note_dates", "colors", "read_later"),
)

_DOCTYPE = re.compile(r"<!doctype\s+netscape-bookmark-file", re.I)
_LIST = re.compile(r"<dl\b", re.I)
_LISTED_LINK = re.compile(r"<dt>\s*+<(?:a|h3)\s", re.I)
_BREAKS = {"br", "p"}
_ENDS = {"dt", "dl", "h1", "h3", "hr"}


def probe(head: bytes) -> bool:
    """The family's document type, or, where a program left it out, a definition list of links."""
    text = decoded(head)
    return bool(_DOCTYPE.search(text) or (_LIST.search(text) and _LISTED_LINK.search(text)))


def source(stream: BinaryIO) -> Source:
    """Nothing: such a file does not say whose it is."""
    return Source()


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record a link, in the file's order, whatever folder it is in."""
    yield from _Reading(stream).items()


@dataclass(slots=True)
class _Link:
    number: int
    attributes: dict[str, str]
    raw: str
    remarks: list[Remark]
    title: list[str] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    size: int = 0


class _Reading:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._troubles: list[Remark] = []
        self._link: _Link | None = None
        self._into: list[str] | None = None
        """Where text goes: the open link's title or description; None between items."""
        self._depth = 0
        self._number = 0

    def items(self) -> Iterator[Record | Rejected]:
        for token in tokens(self._lines()):
            if token.kind == "text" or self._is_words(token):
                self._write(token.raw)
            elif token.kind == "broken":
                yield from self._finish()
                self._number += 1
                yield Rejected(self._number, "link_unreadable", "", token.raw)
            elif token.name in _ENDS or (token.name == "a" and token.kind == "open"):
                yield from self._finish()
                self._begin(token)
            else:
                self._go_on(token)
        yield from self._finish()

    def _lines(self) -> Iterator[str]:
        for line, remarks in lines(self._stream):
            self._troubles.extend(remarks)
            yield line

    def _is_words(self, token: Token) -> bool:
        """Whether what looks like a tag stands inside a title or a description and so is a part of it."""
        link = self._link
        if link is None or self._into is None or token.name in _ENDS:
            return False
        if self._into is link.title:
            return token.name not in ("a", "dd") or token.kind == "broken"
        return token.name != "dd" and token.name not in _BREAKS

    def _write(self, text: str) -> None:
        if self._into is None or self._link is None:
            return
        self._link.size += len(text)
        if self._link.size <= CELL_LIMIT:
            self._into.append(text)

    def _begin(self, token: Token) -> None:
        if token.name == "dl":
            self._depth += 1 if token.kind == "open" else -1
        elif token.name == "a":
            self._number += 1
            self._link = _Link(self._number, token.values(), token.raw[:RAW_LIMIT], self._troubles)
            self._troubles = []
            if self._depth > 1:
                self._link.remarks.append("folder_left_out")
            self._into = self._link.title

    def _go_on(self, token: Token) -> None:
        if self._link is None:
            return
        if token.name == "dd":
            self._into = self._link.description if token.kind == "open" else None
        elif token.name == "a":
            self._into = None
        elif token.kind == "open":
            self._write("\n")

    def _finish(self) -> Iterator[Record | Rejected]:
        link, self._link, self._into = self._link, None, None
        if link is not None:
            link.remarks.extend(self._troubles)
            self._troubles = []
            yield _record(link)


def _record(link: _Link) -> Record | Rejected:
    values = link.attributes
    title = "".join(link.title).strip("\r\n\t")
    url = decode(values.get("href", "")).strip(WHITE)
    if link.size > CELL_LIMIT:
        return Rejected(link.number, "cell_too_long", title[:255], link.raw)
    if not url and not title.strip():
        return Rejected(link.number, "nothing_to_keep", "", link.raw)
    at, unreadable = _dates.counted(values.get("add_date", ""))
    title = decode(title)
    return Record(
        link.number,
        title,
        url or None,
        description=decode("".join(link.description).strip(WHITE)),
        tags=_tags.split(decode(values.get("tags", ""))),
        at=at,
        private={"1": True, "0": False}.get(values.get("private", "")),
        remarks=tuple(dict.fromkeys((*link.remarks, *cuts(title, url), *unreadable))),
    )
