"""Our own archive, as far as records go: what an import into a library that holds something takes from it.

Into an empty library an archive is put back whole: ``portability.restoring``.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from florilegium.portability.archive import FORMAT, moment
from florilegium.portability.records import Fields, Highlight, Note, Record, Rejected, Source

NAME = "florilegium"
LABEL = "Florilegium archive (JSON Lines)"
FIELDS = Fields(
    preserved=("title", "url", "tags", "description", "dates", "views", "highlights", "notes", "note_authors", "note_dates",
               "colors", "privacy"),
    approximate=(),
    absent=("read_later",),
)  # fmt: skip


def probe(head: bytes) -> bool:
    """It begins with its own name."""
    return head.lstrip(b"\xef\xbb\xbf").startswith(b'{"type":"library","format":"%s"' % FORMAT.encode())


def source(stream: BinaryIO) -> Source:
    """Nothing that its records do not say."""
    return Source()


def objects(stream: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Each line: its number, what it is (None if it is no object), its raw text."""
    for number, line in enumerate(stream, 1):
        text = line.decode("utf-8", "replace")
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            told = None
        yield number, told if isinstance(told, dict) else None, text


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """Its bookmarks."""
    names: dict[str, str] = {}
    number = 0
    for _line, told, raw in objects(stream):
        if told is None:
            number += 1
            yield Rejected(number, "broken_json", raw[:200])
        elif told.get("type") == "person":
            names[str(told.get("id"))] = str(told.get("name") or told.get("login") or "?")
        elif told.get("type") == "bookmark":
            number += 1
            try:
                yield _record(number, told, names)
            except (KeyError, TypeError, ValueError, AttributeError, IndexError):
                yield Rejected(number, "unexpected_shape", raw[:200])


def _record(number: int, told: dict[str, Any], names: dict[str, str]) -> Record:
    said = {one["id"]: one for one in told["annotations"] if not one.get("withdrawn")}
    replies: dict[str, list[Note]] = {}
    for one in said.values():
        if one.get("root"):
            replies.setdefault(one["root"], []).append(_note(one, names))
    highlights, notes = [], []
    for name, one in said.items():
        if one.get("root"):
            continue
        if one["target"].get("selector"):
            own = (_note(one, names),) if one["body"] else ()
            highlights.append(
                Highlight(
                    quote=one["target"]["selector"][0]["exact"], color=one["color"], at=moment(one["created"]),
                    author=names[one["creator"]], notes=(*own, *replies.get(name, ())),
                )
            )  # fmt: skip
        else:
            notes += [_note(one, names), *replies.get(name, ())]
    return Record(
        number=number, title=told["title"], url=told["url"] or None, tags=tuple(tag["name"] for tag in told["tags"]),
        description=told["description"], at=moment(told["added"]) if told["added_known"] else None,
        author=names[told["added_by"]], views=told["views"], private=told["private"],
        highlights=tuple(highlights), comments=tuple(notes),
    )  # fmt: skip


def _note(one: dict[str, Any], names: dict[str, str]) -> Note:
    text = one["body"][0]["value"] if one["body"] else ""
    return Note(text=text, author=names[one["creator"]], at=moment(one["created"]))
