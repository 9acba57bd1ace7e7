"""What Diigo's own pages are fed with (`interact_api`), as people save it when the exports fail them.

Answers `{"items": [...]}` one after the other, a list of the items alone, or the items one JSON object a line.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from florilegium.portability.formats import _json, _tags
from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._fragments import decode
from florilegium.portability.formats._items import Names, Reading, record, records
from florilegium.portability.formats._lines import CELL_LIMIT, WHITE, decoded, lines
from florilegium.portability.records import RAW_LIMIT, Fields, Record, Rejected, Source, Unreadable

NAME = "diigo-site"
LABEL = "Diigo site (JSON)"
FIELDS = Fields(
    preserved=(
        "title", "url", "tags", "description", "dates", "highlights", "notes", "note_authors", "note_dates", "colors",
        "privacy", "read_later",
    ),
    absent=("views",),
)  # fmt: skip

_UNREAD = {"0": True, "1": False}
_OWN_KEYS = re.compile(r'"(link_id|u_name|readed|t_name|outliners_id|first_by)"\s*:')
_ANSWER = re.compile(r'\s*(?:\[|\{\s*"(?:items|total|unread_total|rss_link)"\s*:)')


def probe(head: bytes) -> bool:
    """An object whose items, or which itself, has the names of Diigo's site."""
    text = decoded(head)
    return text.lstrip(WHITE).startswith(("{", "[")) and len(set(_OWN_KEYS.findall(text))) > 1


def source(stream: BinaryIO) -> Source:
    """Whose library it is, if all items say the same."""
    return Source(account=_account(stream))


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record an item; a broken line is rejected by itself."""
    names = Names("u_name", "stickyNotes", _account(stream))
    if _is_answer(stream):
        yield from records(_answer(stream), names, _record)
        return
    for number, line in enumerate(_item_lines(stream), 1):
        yield _of_line(number, line, names)


def _is_answer(stream: BinaryIO) -> bool:
    stream.seek(0)
    return bool(_ANSWER.match(decoded(stream.read(1000))))


def _answer(stream: BinaryIO) -> list[Any]:
    items: list[Any] = []
    for answer in _json.load(stream):
        found = answer.get("items") if isinstance(answer, dict) else answer
        if not isinstance(found, list):
            raise Unreadable("unexpected_json")
        items += found
    return items


def _item_lines(stream: BinaryIO) -> Iterator[str]:
    return (line for line, _ in lines(stream) if line.strip(WHITE))


def _of_line(number: int, line: str, names: Names) -> Record | Rejected:
    if len(line) > CELL_LIMIT:
        return Rejected(number, "cell_too_long", "", line[:RAW_LIMIT])
    try:
        return record(number, _json.parse(line), names, _record)
    except Unreadable:
        return Rejected(number, "broken_json", "", line[:RAW_LIMIT])


def _account(stream: BinaryIO) -> str | None:
    """Kept low in memory: of each line only its writer is remembered."""
    if _is_answer(stream):
        return _json.common(_answer(stream), "u_name")
    writers: set[str] = set()
    for line in _item_lines(stream):
        try:
            item = _json.parse(line[:CELL_LIMIT])
        except Unreadable:
            continue
        if writer := _json.common([item], "u_name"):
            writers.add(writer)
    return writers.pop() if len(writers) == 1 else None


def _record(number: int, item: dict[str, Any], names: Names) -> Record:
    reading = Reading(names)
    title, url = _json.text(item, "title"), _json.text(item, "url").strip(WHITE)
    highlights, notes = reading.annotations(_json.objects(item, "annotations"))
    at = reading.at(item)
    reading.remark(*cuts(title, url))
    private = item.get("private")
    return Record(
        number,
        decode(title),
        url or None,
        description=_json.text(item, "description"),
        tags=_tags.split(_json.text(item, "tags")),
        highlights=tuple(highlights),
        comments=(*notes, *reading.notes(_json.objects(item, "comments"))),
        author=names.author(item),
        at=at,
        private=private if isinstance(private, bool) else None,
        unread=_UNREAD.get(str(item.get("readed"))),
        remarks=tuple(reading.remarks),
    )
