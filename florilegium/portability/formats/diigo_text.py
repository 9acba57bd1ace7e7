"""A group's page on Diigo as plain text: what is left when a page was copied, or saved as text.

    Home/ GROUP/ Group items tagged TAG

    AUTHOR

    TITLE - 2 views

      • a highlight
      • ...42 more annotations...
      • a highlight that was folded
      • NBSP
        a comment
    AUTHOR
    ...
    1 - 20 of 64 Next › Last »

An author is known only by what follows (an empty line and a title), so the reader looks three lines ahead. A comment's
own author was a picture and is lost; it is nearly always who shared the page, so the comment is handed over as theirs.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from florilegium.portability.formats._cuts import shown_cut
from florilegium.portability.formats._lines import CELL_LIMIT, WHITE, decoded, lines
from florilegium.portability.records import RAW_LIMIT, Fields, Highlight, Note, Record, Rejected, Remark, Source

NAME = "diigo-text"
LABEL = "Diigo group page (text)"
FIELDS = Fields(
    preserved=("highlights", "views"),
    approximate=("title", "tags", "notes", "note_authors"),
    absent=("url", "description", "dates", "note_dates", "colors", "privacy", "read_later"),
)

_CRUMB = re.compile(r"Home/ (?P<group>.*?)(?:/ Group items tagged (?P<tag>.*?))?/?\s*")
_TITLE = re.compile(r"(?P<title>.*) - (?P<views>[\d,]+) views?[ \t]*")
_BULLET = re.compile(r"(?P<indent>[ \t]*)•(?:[ \t](?P<text>.*))?")
_FOLD = re.compile(r"\.\.\.([\d,]+) more annotations?\.\.\.\s*")
_PAGER = re.compile(
    r"\s*([\d,]+) - ([\d,]+) of ([\d,]+)(?:\s*(?:«|»|‹|›|First|Previous|Next|Last))*\s*"
    r"|\s*Showing \d+ items per page\s*"
)


def probe(head: bytes) -> bool:
    """At least one title with its views under its author, and a sign that a Diigo page stands around it."""
    text = decoded(head)
    found = signs = 0
    for line, following in _with_following(text.split("\n")):
        found += _is_author(line, following)
        signs += bool(_CRUMB.fullmatch(line) or _PAGER.fullmatch(line) or _BULLET.fullmatch(line))
    return found > 0 and signs > 0


def source(stream: BinaryIO) -> Source:
    """The group and the tag of the first breadcrumb; the range from the first pager's start to the last one's end."""
    group = tag = first = last = total = None
    for line, _ in lines(stream):
        line = line.rstrip(WHITE)
        if group is None and (crumb := _CRUMB.fullmatch(line)):
            group, tag = crumb["group"], crumb["tag"] or None
        elif (pager := _PAGER.fullmatch(line)) and pager[1]:
            first = _number(pager[1]) if first is None else first
            last, total = _number(pager[2]), _number(pager[3])
    return Source(group=group, tag=tag, first=first, last=last, total=total)


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record an item, in the page's order; all of them carry the page's tag."""
    page = _Page(stream)
    for line, following in _with_following(page.lines()):
        if _is_author(line, following):
            yield from page.finish()
            page.begin(line.strip(WHITE))
        elif _PAGER.fullmatch(line):
            yield from page.finish()
        else:
            page.take(line)
    yield from page.finish()


def _with_following(all_lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line with the three after it (fewer at the end)."""
    window: deque[str] = deque()
    for line in all_lines:
        window.append(line)
        if len(window) == 4:
            yield window.popleft(), list(window)
    while window:
        yield window.popleft(), list(window)


def _is_author(line: str, following: list[str]) -> bool:
    if not line.strip() or line[0] in WHITE or _BULLET.match(line) or len(following) < 2:
        return False
    blank, title, *after = following
    if blank.strip() or _BULLET.match(title) or not _TITLE.fullmatch(title.rstrip("\r")):
        return False
    return not after or not after[0].strip() or bool(_BULLET.match(after[0]))


def _number(text: str) -> int:
    return int(text.replace(",", "")[:18] or 0)


@dataclass(slots=True)
class _Item:
    number: int
    author: str
    remarks: list[Remark]
    raw_title: str | None = None
    highlights: list[list[str]] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)
    words: list[str] | None = None
    """The lines of the highlight or comment that is being read."""
    folded: int = 0
    shown: int = 0
    size: int = 0

    def take_title(self, line: str) -> None:
        if line.strip():
            self.raw_title = line

    def take_bullet(self, text: str) -> None:
        fold = _FOLD.fullmatch(text)
        if fold:
            self.folded, self.shown, self.words = _number(fold[1]), len(self.highlights), None
            return
        self.size += len(text) + 1
        if self.size > CELL_LIMIT:
            return
        is_comment = not text.strip()  # nothing but the place of the picture, a no-break space
        self.words = [] if is_comment else [text]
        (self.comments if is_comment else self.highlights).append(self.words)

    def take_words(self, line: str) -> None:
        self.size += len(line) + 1
        if self.words is not None and self.size <= CELL_LIMIT:
            self.words.append(line)

    def finished(self, tag: str | None) -> Record | Rejected:
        title = _TITLE.fullmatch(self.raw_title or "")
        if title is None or not title["title"].strip():
            return Rejected(self.number, "nothing_to_keep", "", (self.raw_title or self.author)[:RAW_LIMIT])
        if self.size > CELL_LIMIT:
            return Rejected(self.number, "cell_too_long", title["title"][:255], (self.raw_title or "")[:RAW_LIMIT])
        if self.folded and self.folded != len(self.highlights) - self.shown:
            self.remarks.append("fold_incomplete")
        return Record(
            self.number,
            title["title"],
            None,
            title_cut=shown_cut(title["title"]),
            tags=(tag,) if tag else (),
            highlights=tuple(Highlight(quote, author=self.author) for quote in map(_joined, self.highlights)),
            comments=tuple(Note(text, self.author, approximate=True) for text in map(_joined, self.comments) if text),
            author=self.author,
            views=_number(title["views"]),
            remarks=tuple(self.remarks),
        )


class _Page:
    """Where in a page the reader is: between items, or in one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._trouble: set[Remark] = set()
        self._tag: str | None = None
        self._item: _Item | None = None
        self._number = 0
        self._indent: str | None = None

    def lines(self) -> Iterator[str]:
        for line, remarks in lines(self._stream):
            self._trouble.update(remarks)
            yield line.rstrip("\r\n")

    def begin(self, author: str) -> None:
        self._number += 1
        self._item = _Item(self._number, author, [])

    def finish(self) -> Iterator[Record | Rejected]:
        if self._item is not None:
            self._item.remarks.extend(sorted(self._trouble))
            yield self._item.finished(self._tag)
        self._item = None
        self._trouble.clear()

    def take(self, line: str) -> None:
        item = self._item
        if item is None:
            crumb = _CRUMB.fullmatch(line)
            self._tag = crumb["tag"] if crumb else self._tag
            return
        if item.raw_title is None:
            item.take_title(line)
            return
        bullet = _BULLET.fullmatch(line)
        if bullet and self._indent in (None, bullet["indent"]):  # further in, it belongs to the words of a highlight
            self._indent = bullet["indent"]
            item.take_bullet(bullet["text"] or "")
        else:
            item.take_words(line.removeprefix((self._indent or "") + "  "))


def _joined(words: list[str]) -> str:
    while words and not words[-1].strip(WHITE):
        words.pop()
    return "\n".join(words)
