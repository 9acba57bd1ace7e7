"""What Diigo's two JSON forms have in common: items of a bookmark with its highlights, and notes under them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from florilegium.portability.formats import _dates, _json
from florilegium.portability.formats._fragments import plain_text
from florilegium.portability.records import RAW_LIMIT, Highlight, Note, Record, Rejected, Remark

COLORS = {"yellow", "blue", "green", "pink"}


class Names:
    """How a form calls the writer and the notes of a highlight, and whose file it is."""

    def __init__(self, writer: str, notes: str, account: str | None) -> None:
        self.writer = writer
        self.notes = notes
        self.account = account

    def author(self, item: dict[str, Any]) -> str | None:
        """Who wrote an item; None for the one whose file it is."""
        author = _json.text(item, self.writer)
        return author if author and author != self.account else None


class Reading:
    """The remarks that come up while one item is read, each once."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.remarks: dict[Remark, None] = {}

    def remark(self, *codes: Remark) -> None:
        """Note what had to be left out or guessed."""
        self.remarks.update(dict.fromkeys(codes))

    def at(self, item: dict[str, Any], name: str = "created_at") -> int | None:
        """A date, whether written out or counted."""
        value = item.get(name)
        if isinstance(value, int):
            value = str(value)
        elif not isinstance(value, str | None):
            value = "?"
        at, unreadable = _dates.counted(value or "")
        self.remark(*unreadable)
        return at

    def notes(self, items: list[dict[str, Any]]) -> list[Note]:
        """Notes that say something."""
        said = [Note(_json.text(item, "content"), self.names.author(item), self.at(item)) for item in items]
        return [note for note in said if note.text.strip()]

    def annotations(self, items: list[dict[str, Any]]) -> tuple[list[Highlight], list[Note]]:
        """The highlights with their notes; notes whose highlight quotes nothing are about the page."""
        highlights: list[Highlight] = []
        page_notes: list[Note] = []
        for item in items:
            fragment = _json.text(item, "content")
            quote, markup = plain_text(fragment)
            notes = self.notes(_json.objects(item, self.names.notes))
            if markup:
                self.remark("highlight_markup_removed")
            if quote:
                author, at = self.names.author(item), self.at(item)
                highlights.append(Highlight(quote, tuple(notes), author, at, _color(item)))
                continue
            if fragment.strip():
                self.remark("highlight_without_text")
            page_notes.extend(notes)
        return highlights, page_notes


def records(
    items: list[Any], names: Names, make: Callable[[int, dict[str, Any], Names], Record]
) -> Iterator[Record | Rejected]:
    """One record an item; what is no object, or has another shape than the form's, is rejected by itself."""
    for number, item in enumerate(items, 1):
        yield record(number, item, names, make)


def record(
    number: int, item: Any, names: Names, make: Callable[[int, dict[str, Any], Names], Record]
) -> Record | Rejected:
    """The record of one item."""
    if not isinstance(item, dict):
        return Rejected(number, "unexpected_shape", "", _raw(item))
    try:
        made = make(number, item, names)
    except _json.Unexpected:
        return Rejected(number, "unexpected_shape", str(item.get("title", ""))[:255], _raw(item))
    if not made.title.strip() and made.url is None:
        return Rejected(number, "nothing_to_keep", "", _raw(item))
    return made


def _raw(item: Any) -> str:
    return json.dumps(item, ensure_ascii=True)[:RAW_LIMIT]


def _color(item: dict[str, Any]) -> str | None:
    extra = item.get("extra")
    color = extra.get("color") if isinstance(extra, dict) else None
    return color if isinstance(color, str) and color in COLORS else None
