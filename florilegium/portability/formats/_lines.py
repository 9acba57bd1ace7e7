"""Bytes of unknown origin as lines of text, in bounded memory.

Exports are UTF-8, but people open them in editors and spreadsheets. The guess is made for each line by itself, so one
stray byte spoils one line and not the file, and whoever gets a guessed line is told so.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from florilegium.portability.records import Remark

CELL_LIMIT = 1_000_000
"""Characters one text of a record may have; the longest real one we know has 20,000."""

LINE_LIMIT = 4_000_000
"""Bytes after which a line is handed over in pieces, so that a file without line ends cannot fill the memory."""

WHITE = " \t\r\n\f"
"""White space of the transport. No-break spaces are something people wrote: `str.strip()` would take them too."""

_CHUNK = 1 << 18


def lines(stream: BinaryIO) -> Iterator[tuple[str, tuple[Remark, ...]]]:
    """Each line with its line end (the last one, and pieces of an overlong one, without) and what was guessed."""
    stream.seek(0)
    head = stream.read(3)
    stream.seek(0)
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raw = _split(_from_utf16(stream))
    else:
        if head == codecs.BOM_UTF8:
            stream.seek(3)
        raw = _split(iter(lambda: stream.read(_CHUNK), b""))
    for line in raw:
        yield _decoded(line)


def decoded(head: bytes) -> str:
    """The beginning of a file as text, for looking at; whatever it is, no error."""
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def _decoded(line: bytes) -> tuple[str, tuple[Remark, ...]]:
    remarks: tuple[Remark, ...] = ()
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
        remarks = ("encoding_guessed",)
    if "\0" in text:  # PostgreSQL cannot keep it, and it never means anything
        text = text.replace("\0", "")
        remarks = (*remarks, "nul_removed")
    return text, remarks


def _from_utf16(stream: BinaryIO) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    for chunk in iter(lambda: stream.read(_CHUNK), b""):
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line + b"\n"
        if len(rest) > LINE_LIMIT:
            end = _character_end(rest)
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _character_end(data: bytes) -> int:
    """Where to cut: before the last character, which may be incomplete."""
    end = len(data) - 1
    while end > len(data) - 4 and data[end] & 0xC0 == 0x80:
        end -= 1
    return end
