"""The archive form: a library whole, as JSON Lines. Specified in ``docs/archive-format.md``; complete, and in one order.

A header, people, members, former tags, bookmarks with all that is said of them, an end. Nothing in a line depends on the
instance: no database id, no time of export. So a library put back is exported again byte for byte.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from florilegium.library import whole
from florilegium.library.models import Color, Kind
from florilegium.library.queries import WholeLibrary
from florilegium.library.whole import SaidRow, Somebody, WholeBookmark

FORMAT, VERSION = "florilegium-library", 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = {Kind.HIGHLIGHT: "highlight", Kind.NOTE: "note", Kind.PAGE_NOTE: "page note", Kind.REPLY: "reply"}
_MOTIVATION = {
    Kind.HIGHLIGHT: "highlighting", Kind.NOTE: "commenting", Kind.PAGE_NOTE: "commenting", Kind.REPLY: "replying",
}  # fmt: skip
_COLORS = {Color.YELLOW: "yellow", Color.BLUE: "blue", Color.GREEN: "green", Color.PINK: "pink"}
_ROLES = {1: "member", 2: "moderator", 3: "owner"}
SWITCHES = ("name", "description", "readable_by", "joinable_by", "writable_by", "listed")


def lines(library: WholeLibrary) -> Iterator[str]:
    """The archive, a line at a time, without line ends."""
    yield _dump(_header(library))
    people = whole.people(library)
    names = {pk: f"p{n}" for n, pk in enumerate(people, 1)}
    for pk, somebody in people.items():
        yield _dump(_person(names[pk], somebody))
    for person_id, role in whole.members(library):
        yield _dump({"type": "member", "person": names[person_id], "role": _ROLES[role]})
    former = whole.former_tags(library)
    for slug, name in former:
        yield _dump({"type": "former tag", "name": slug, "tag": name})
    bookmarks = annotations = 0
    for one in whole.bookmarks(library):
        bookmarks += 1
        annotations += len(one.said)
        yield _dump(_bookmark(one, names, people))
    yield _dump({"type": "end", "bookmarks": bookmarks, "annotations": annotations})


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _header(library: WholeLibrary) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "library", "format": FORMAT, "version": VERSION}
    if library.group is not None:
        return {**told, "group": library.group.slug, **{name: getattr(library.group, name) for name in SWITCHES}}
    assert library.person is not None
    return {**told, "person": library.person.login, "open": library.open}


def _person(name: str, somebody: Somebody) -> dict[str, Any]:
    told = {"type": "person", "id": name, "login": somebody.login, "name": somebody.name, "source": somebody.source}
    return {key: value for key, value in told.items() if value}


def _bookmark(one: WholeBookmark, names: dict[int, str], people: dict[int, Somebody]) -> dict[str, Any]:
    row = one.row
    return {
        "type": "bookmark", "url": row["url"], "title": row["title"], "description": row["description"],
        "added": stamp(row["at"]), "added_known": bool(row["at_known"]), "added_by": names[row["added_by_id"]],
        "private": bool(row["private"]), "views": row["views"], "views_brought": row["views_brought"],
        "pinned": stamp(row["pinned"]) if row["pinned"] else None, "updated": stamp(row["updated"]),
        "tags": [{"name": name, "by": names[by]} for name, by in one.tags],
        "savings": [
            {"by": names[s.person_id], "added": stamp(s.at), "added_known": bool(s.at_known),
             **_brought(s.person_id, s.brought_by_id, names, people)}
            for s in one.savings
        ],
        "annotations": [_annotation(said, one, names, people) for said in one.said],
    }  # fmt: skip


def _brought(author: int, by: int | None, names: dict[int, str], people: dict[int, Somebody]) -> dict[str, str]:
    """Who brought somebody's words in; of people restored from an archive that is who restored them, and not told."""
    return {"brought_by": names[by]} if by is not None and people[author].source not in ("", whole.FORMER) else {}


def _annotation(
    said: SaidRow, one: WholeBookmark, names: dict[int, str], people: dict[int, Somebody]
) -> dict[str, Any]:
    numbers = {other.id: n for n, other in enumerate(one.said, 1)}
    kind = Kind(said.kind)
    selectors, tags = _json(said.selectors), _json(said.tags)
    target: dict[str, Any] = {"source": one.row["url"]}
    if said.quote:
        target["selector"] = [{"type": "TextQuoteSelector", "exact": said.quote}, *selectors]
    body = [{"type": "TextualBody", "value": said.body, "format": "text/plain" if said.plain else "text/markdown"}]
    return {
        "type": "Annotation", "id": f"a{numbers[said.id]}", "motivation": _MOTIVATION[kind], "target": target,
        "body": body if said.body else [], "creator": names[said.author_id], "created": stamp(said.at),
        "modified": stamp(said.updated), "kind": _KINDS[kind], "color": _COLORS[Color(said.color)],
        "position": said.position, "plain": bool(said.plain), "created_known": bool(said.at_known),
        "approximate": bool(said.approximate), "withdrawn": bool(said.withdrawn),
        "audience": "library" if said.heard else "me", **({"tags": tags} if tags else {}),
        **({"root": f"a{numbers[said.root_id]}"} if said.root_id in numbers else {}),
        **({"parent": f"a{numbers[said.parent_id]}"} if said.parent_id in numbers else {}),
        **_brought(said.author_id, said.brought_by_id, names, people),
    }  # fmt: skip


def _json(value: Any) -> Any:
    """A JSON column as either database gives it."""
    return json.loads(value) if isinstance(value, str) else value


def stamp(at: int) -> str:
    """A time in microseconds as RFC 3339 UTC, whole."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> int:
    """The other way. Raises ValueError."""
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)
