"""A page that somebody saved from the web: its tokens, where it was, and how to tell it is one of Diigo's."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from florilegium.portability.formats._lines import decoded, lines
from florilegium.portability.formats._markup import Token, of_text, tokens
from florilegium.portability.records import Remark

ESSENCE_CHARACTERS = 1 << 16
ESSENCE_BYTES = 64 << 20
"""How far into a page its essence is looked for: a page saved whole begins with its styles, fonts and pictures."""

_MARKUP = re.compile(r"<(?:!doctype\s+html|!--|html|head|body|meta|title|div|ul|p|table)\b", re.I)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SINGLE_FILE = re.compile(r"saved with SingleFile\s.*?url:\s*(\S+)", re.S)
_TELLING = ("id", "class", "name", "href", "rel")


class SavedPage:
    """A page as tokens. ``address``: where it was saved from, as far as it was read and says so."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._troubles: dict[Remark, None] = {}
        self.address = ""

    def tokens(self) -> Iterator[Token]:
        """Its tokens from the beginning."""
        for token in tokens(self._pieces()):
            if token.kind == "comment" and not self.address:
                self.address = saved_from(token.text)
            yield token

    def troubles(self) -> tuple[Remark, ...]:
        """What had to be guessed or removed since this was asked last."""
        found, self._troubles = tuple(self._troubles), {}
        return found

    def _pieces(self) -> Iterator[str]:
        for line, remarks in lines(self._stream):
            self._troubles.update(dict.fromkeys(remarks))
            yield line


def saved_from(comment: str) -> str:
    """The address that a browser or SingleFile notes in a comment; empty if this is no such comment."""
    match = _SAVED_FROM.search(comment) or _SINGLE_FILE.search(comment)
    return match[1] if match else ""


def looks_like_markup(head: bytes) -> bool:
    """Whether a file that begins like this could be a page."""
    return bool(_MARKUP.search(decoded(head)))


def essence(head: bytes) -> str:
    """The tags of a page's beginning with what tells whose they are, in one spelling; without styles and pictures."""
    return _essence(of_text(decoded(head)))


def essence_of(stream: BinaryIO) -> bytes:
    """The same of a whole page, as the head of a file: what a probe is shown when a page begins with its styles."""
    return _essence(tokens(_bounded(stream))).encode()


def _bounded(stream: BinaryIO) -> Iterator[str]:
    size = 0
    for line, _ in lines(stream):
        size += len(line)
        if size > ESSENCE_BYTES:
            return
        yield line


def _essence(found: Iterator[Token]) -> str:
    parts: list[str] = []
    size = 0
    for token in found:
        if token.kind == "open":
            values = "".join(f' {name}="{token.values[name][:200]}"' for name in _TELLING if name in token.values)
            parts.append(f"<{token.name}{values}>")
        elif token.kind == "comment":
            parts.append(f"<!--{token.text}-->" if saved_from(token.text) else "")
        else:
            parts.append(f"</{token.name}>" if token.kind == "close" else token.text[:200])
        size += len(parts[-1])
        if size > ESSENCE_CHARACTERS:
            break
    return "".join(parts)
