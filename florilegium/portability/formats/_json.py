"""JSON of strangers: read whole within a limit, then asked for each value by the kind it should be."""

import json
from typing import Any, BinaryIO

from florilegium.portability.formats._lines import decoded
from florilegium.portability.records import Unreadable

BYTE_LIMIT = 64 << 20
"""JSON needs eight times its size in memory; Diigo's answer for 1,500 bookmarks is one megabyte."""


_DECODER = json.JSONDecoder()


class Unexpected(Exception):
    """A value of another kind than the format has there."""


def load(stream: BinaryIO) -> list[Any]:
    """The values of a file: one, or one an answer where somebody saved many answers one after the other.

    Raises Unreadable with the place where it breaks.
    """
    stream.seek(0)
    data = stream.read(BYTE_LIMIT + 1)
    if len(data) > BYTE_LIMIT:
        raise Unreadable("too_long_for_json", limit=BYTE_LIMIT >> 20)
    text = decoded(data)
    values: list[Any] = []
    place = _next(text, 0)
    while place < len(text) or not values:
        value, place = _guarded(text, place)
        values.append(value)
        place = _next(text, place)
    return values


def parse(text: str) -> Any:
    """The one value of a text. Raises Unreadable."""
    value, place = _guarded(text, _next(text, 0))
    if text[place:].strip():
        raise Unreadable("broken_json", line=1 + text.count("\n", 0, place), column=1)
    return value


def _next(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place


def _guarded(text: str, place: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise Unreadable("broken_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise Unreadable("nested_too_deep") from error
    except ValueError as error:  # a number of more digits than Python converts
        raise Unreadable("broken_json", line=1, column=1) from error


def text(item: dict[str, Any], name: str) -> str:
    """A text, '' where it is absent or null; without what no database keeps (NUL and halves of characters)."""
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unexpected(name)
    return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def objects(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects, empty where it is absent or null."""
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise Unexpected(name)
    return value


def common(items: list[Any], name: str) -> str | None:
    """The text all items have under a name; None if they differ."""
    values = {item.get(name) for item in items if isinstance(item, dict) and isinstance(item.get(name), str)}
    return values.pop() if len(values) == 1 else None
