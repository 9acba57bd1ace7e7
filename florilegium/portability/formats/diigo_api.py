"""A dump of Diigo's API v2 (GET /bookmarks): the richest form, with dates and authors for each highlight and note.

Programs write what the API answered, one answer of at most a hundred items after the other; or an error answer. All items of a dump belong to the account
it was asked for; words by that account name nobody, as in a file that has no names at all.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from florilegium.portability.formats import _json, _tags
from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._fragments import decode
from florilegium.portability.formats._items import Names, Reading, records
from florilegium.portability.formats._lines import WHITE, decoded
from florilegium.portability.records import Fields, Record, Rejected, Source, Unreadable

NAME = "diigo-api"
LABEL = "Diigo API (JSON)"
FIELDS = Fields(
    preserved=(
        "title", "url", "tags", "description", "dates", "highlights", "notes", "note_authors", "note_dates",
        "privacy", "read_later",
    ),
    absent=("views", "colors"),
)  # fmt: skip

_OWN_KEYS = re.compile(r'"(readlater|shared|desc|annotations)"\s*:')
_ERROR = re.compile(r'\s*\{\s*"(?:code|message)"\s*:')


def probe(head: bytes) -> bool:
    """An array whose items have Diigo's names, or the object with a message that the API answers to what it refuses."""
    text = decoded(head)
    if _ERROR.match(text):
        return True
    return text.lstrip(WHITE).startswith("[") and len(set(_OWN_KEYS.findall(text))) > 1


def source(stream: BinaryIO) -> Source:
    """Whose library it is, if all items say the same."""
    return Source(account=_json.common(_items(stream), "user"))


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record an item. Raises Unreadable if the file is not an array of items."""
    items = _items(stream)
    yield from records(items, Names("user", "comments", _json.common(items, "user")), _record)


def _items(stream: BinaryIO) -> list[Any]:
    items: list[Any] = []
    for answer in _json.load(stream):
        if isinstance(answer, dict) and isinstance(answer.get("message"), str) and not items:
            raise Unreadable("api_error", message=_json.text(answer, "message")[:200])
        if not isinstance(answer, list):
            raise Unreadable("unexpected_json")
        items += answer
    return items


def _record(number: int, item: dict[str, Any], names: Names) -> Record:
    reading = Reading(names)
    title, url = _json.text(item, "title"), _json.text(item, "url").strip(WHITE)
    highlights, notes = reading.annotations(_json.objects(item, "annotations"))
    at = reading.at(item)
    reading.remark(*cuts(title, url))
    return Record(
        number,
        decode(title),
        url or None,
        description=_json.text(item, "desc"),
        tags=_tags.split(_json.text(item, "tags")),
        highlights=tuple(highlights),
        comments=(*notes, *reading.notes(_json.objects(item, "comments"))),
        author=names.author(item),
        at=at,
        private={"yes": False, "no": True}.get(_json.text(item, "shared")),
        unread={"yes": True, "no": False}.get(_json.text(item, "readlater")),
        remarks=tuple(reading.remarks),
    )
