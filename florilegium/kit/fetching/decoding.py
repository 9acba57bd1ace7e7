"""Compressed bodies, opened no further than is wanted: a few kilobytes can hold gigabytes."""

import zlib
from collections.abc import Iterable
from typing import Protocol

import brotli

from .wire import TooLarge

#: What we say we read; each decoder stops where it has put out as much as it was let.
CODINGS = "gzip, deflate, br"
_STEP = 65_536


class Decoder(Protocol):
    """Puts out what it can of each chunk, in small pieces."""

    def __call__(self, chunk: bytes) -> Iterable[bytes]: ...

    @property
    def complete(self) -> bool:
        """Whether nothing is missing at the end."""
        ...


class Undecodable(Exception):
    """The body is not what it says it is."""


def decoded(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """The whole body, decompressed. Raises TooLarge beyond `most` bytes, Undecodable."""
    decode = _decoder(coding.strip().lower())
    body, begun = bytearray(), False
    for chunk in chunks:
        begun = True
        for piece in decode(chunk):
            body += piece
            if len(body) > most:
                raise TooLarge
    if begun and not decode.complete:
        raise Undecodable("the end is missing")
    return bytes(body)


def _decoder(coding: str) -> Decoder:
    if coding in ("", "identity"):
        return _Plain()
    if coding in ("gzip", "x-gzip"):
        return _Zlib(31)
    if coding == "deflate":
        return _Zlib(None)
    if coding == "br":
        return _Brotli()
    raise Undecodable(coding)


class _Plain:
    complete = True

    def __call__(self, chunk: bytes) -> Iterable[bytes]:
        return (chunk,)


class _Zlib:
    """gzip, with several members one after the other, and both things that servers call deflate."""

    def __init__(self, bits: int | None) -> None:
        self._bits = bits
        self._open = zlib.decompressobj(bits) if bits else None

    def __call__(self, chunk: bytes) -> Iterable[bytes]:
        if self._open is None:  # deflate: with zlib's two bytes before it, as the standard wants it, or without
            self._bits = 15 if chunk[0] & 0x0F == 8 else -15
            self._open = zlib.decompressobj(self._bits)
        while chunk:
            try:
                piece = self._open.decompress(chunk, _STEP)
            except zlib.error as error:
                raise Undecodable(str(error)) from error
            yield piece
            chunk = self._open.unconsumed_tail
            if self._open.eof:
                chunk = self._open.unused_data
                if self._bits != 31 or not chunk.startswith(b"\x1f\x8b"):
                    return  # what stands behind the end is padding
                self._open = zlib.decompressobj(31)

    @property
    def complete(self) -> bool:
        return self._open is not None and self._open.eof


class _Brotli:
    def __init__(self) -> None:
        self._open = brotli.Decompressor()

    def __call__(self, chunk: bytes) -> Iterable[bytes]:
        try:
            yield self._open.process(chunk, output_buffer_limit=_STEP)
            while not self._open.can_accept_more_data():
                yield self._open.process(b"", output_buffer_limit=_STEP)
        except brotli.error as error:
            raise Undecodable(str(error)) from error

    @property
    def complete(self) -> bool:
        return bool(self._open.is_finished())
