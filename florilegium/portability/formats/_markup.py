"""HTML and XML of strangers as a row of tags and texts, in bounded memory.

Saved pages hold megabytes of pictures in their attributes and styles, feeds hold characters that XML forbids, and both
come unquoted, unclosed and cut. So this cuts as browsers do and refuses nothing: what is no tag is text. Nothing is
resolved: a document type with its entities is passed over, so there are no bombs; references are decoded once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from florilegium.portability.formats._fragments import decode
from florilegium.portability.formats._lines import CELL_LIMIT

VALUE_LIMIT = 10_000
"""Characters of an attribute that are kept: an address has fewer, a picture written into the page many more."""

COMMENT_LIMIT = 2_000
_ATTRIBUTES = 100
_NAME_LIMIT = 100
_REFERENCE = 40
"""The longest character reference, and a little more."""

_UNREAD = ("script", "style")
_WHITE = re.compile(r"[\s]*+")
_BETWEEN = re.compile(r"[\s/]*+")
_TAG_NAME = re.compile(r"[^\s/>]*+")
_ATTRIBUTE_NAME = re.compile(r"[^\s/>=]*+")
_BARE = re.compile(r"[^\s>]*+")
_TEXT = re.compile(r"[^<]*+")
_IN_DOCTYPE = re.compile(r"[^\[>]*+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text, a comment, a tag that opens or closes.

    `name` is in lower case; `text` and values are decoded. `alone`: `<x/>`.
    """

    kind: Literal["text", "open", "close", "comment"]
    name: str = ""
    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    alone: bool = False

    def has_class(self, name: str) -> bool:
        """Whether the element is of a class."""
        return name in self.values.get("class", "").split()


class _Reader:
    """A text that comes in pieces, taken from its beginning; no more than a piece and a little is held."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._buffer = ""
        self._position = 0
        self.ended = False

    def need(self, count: int) -> None:
        """Have so many characters in hand, if there are."""
        while not self.ended and len(self._buffer) - self._position < count:
            more = next(self._pieces, None)
            if more is None:
                self.ended = True
            else:
                self._buffer = self._buffer[self._position :] + more
                self._position = 0

    def peek(self, count: int = 1) -> str:
        """The next characters, which stay."""
        self.need(count)
        return self._buffer[self._position : self._position + count]

    def drop(self, count: int) -> None:
        """Pass over characters that were seen."""
        self._position += count

    def run(self, pattern: re.Pattern[str], keep: int = VALUE_LIMIT) -> str:
        """Take the longest run of a class of characters; the first ``keep`` of them."""
        kept: list[str] = []
        left = keep
        while self.peek():
            match = pattern.match(self._buffer, self._position)
            assert match is not None  # it matches the empty text
            kept.append(match.group()[:left])
            left = max(0, left - len(match.group()))
            self._position = match.end()
            if self._position < len(self._buffer):
                break
        return "".join(kept)

    def until(self, end: str, keep: int = VALUE_LIMIT) -> str:
        """Take everything up to a mark, and the mark; the first ``keep`` characters of what stood before it."""
        kept: list[str] = []
        left = keep
        while True:
            self.need(len(end))
            found = self._buffer.find(end, self._position)
            stop = found if found >= 0 else len(self._buffer) if self.ended else self._last_safe(len(end))
            kept.append(self._buffer[self._position : min(stop, self._position + left)])
            left = max(0, left - (stop - self._position))
            self._position = stop
            if found >= 0:
                self._position += len(end)
            if found >= 0 or self.ended:
                return "".join(kept)
            self.need(len(self._buffer) - self._position + 1)

    def past_close(self, name: str) -> None:
        """Pass over an element whose content is no markup, up to the tag that closes it."""
        closing = re.compile(rf"</{name}(?=[\s/>])", re.I)
        while True:
            found = closing.search(self._buffer, self._position)
            if found is not None:
                self._position = found.start()
                return
            if self.ended:
                self._position = len(self._buffer)
                return
            self._position = max(self._position, self._last_safe(len(name) + 3))
            self.need(len(self._buffer) - self._position + 1)

    def text(self) -> str:
        """Take text up to the next ``<``, a piece at a time; a reference is never cut in two."""
        self.need(_REFERENCE)
        match = _TEXT.match(self._buffer, self._position)
        assert match is not None
        end = match.end()
        if end == len(self._buffer) and not self.ended:
            reference = self._buffer.rfind("&", max(self._position, end - _REFERENCE))
            end = reference if reference > self._position else end
        piece = self._buffer[self._position : end]
        self._position = end
        return piece

    def _last_safe(self, length: int) -> int:
        return max(self._position, len(self._buffer) - length + 1)


def tokens(pieces: Iterator[str]) -> Iterator[Token]:
    """Cut a text. Neighbouring texts come in as many tokens as the pieces made of them."""
    reader = _Reader(pieces)
    while reader.peek():
        head = reader.peek(9)
        if head[0] != "<":
            yield Token("text", text=decode(reader.text()))
        elif head[1:2].isascii() and head[1:2].isalpha():
            reader.drop(1)
            token = _opening(reader)
            if token is None:
                return
            yield token
            if token.name in _UNREAD and not token.alone:
                reader.past_close(token.name)
        elif head[1:2] == "/" and head[2:3].isalpha():
            reader.drop(2)
            name = reader.run(_TAG_NAME, _NAME_LIMIT)
            reader.until(">", 0)
            yield Token("close", name.lower())
        else:
            yield from _other(reader, head)


def of_text(text: str) -> Iterator[Token]:
    """Cut a text that is in hand."""
    return tokens(iter((text,)))


def _other(reader: _Reader, head: str) -> Iterator[Token]:
    """A comment, a section of characters, a document type, an instruction; else a ``<`` that is text."""
    if head.startswith("<!--"):
        reader.drop(4)
        if reader.peek() == ">":
            reader.drop(1)
            return
        yield Token("comment", text=reader.until("-->", COMMENT_LIMIT))
    elif head.startswith("<![CDATA["):
        reader.drop(9)
        yield Token("text", text=reader.until("]]>", CELL_LIMIT + 1))
    elif head[:2] == "<!":
        _pass_declaration(reader)
    elif head[:2] in ("<?", "</"):
        reader.until(">", 0)
    else:
        reader.drop(1)
        yield Token("text", text="<")


def _pass_declaration(reader: _Reader) -> None:
    # security: what stands between the brackets declares entities, files and programs; none of it is looked at
    reader.run(_IN_DOCTYPE, 0)
    if reader.peek() == "[":
        reader.until("]", 0)
    reader.until(">", 0)


def _opening(reader: _Reader) -> Token | None:
    """The tag whose name is next; None if the text ends within it."""
    name = reader.run(_TAG_NAME, _NAME_LIMIT).lower()
    values: dict[str, str] = {}
    while True:
        slash = reader.run(_BETWEEN, 1_000).endswith("/")
        following = reader.peek()
        if not following:
            return None
        if following == ">":
            reader.drop(1)
            return Token("open", name, values=values, alone=slash)
        if following == "=":
            reader.drop(1)
            continue
        attribute = reader.run(_ATTRIBUTE_NAME, _NAME_LIMIT).lower()
        value = _value(reader)
        if len(values) < _ATTRIBUTES:
            values.setdefault(attribute, value)


def _value(reader: _Reader) -> str:
    reader.run(_WHITE, 0)
    if reader.peek() != "=":
        return ""
    reader.drop(1)
    reader.run(_WHITE, 0)
    quote = reader.peek()
    if quote in ('"', "'") and quote:
        reader.drop(1)
        return decode(reader.until(quote))
    return decode(reader.run(_BARE))
