"""A personal library on Diigo as its pages are since 2026, saved from the browser: the way out when the exports fail.

    div.ListItem > h3.titleInner > a[href], div.date (Jan 30, 2026), div.description, div.tags span.wrapper[title]

How such a page shows highlights nobody has written down; where something is called that, it is said to be left.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from florilegium.portability.formats import _dates
from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._elements import Element, Found, found
from florilegium.portability.formats._fragments import decode
from florilegium.portability.formats._lines import WHITE
from florilegium.portability.formats._markup import Token
from florilegium.portability.formats._pages import SavedPage, essence
from florilegium.portability.records import RAW_LIMIT, Fields, Record, Rejected, Remark, Source

NAME = "diigo-library"
LABEL = "Diigo library page (HTML)"
FIELDS = Fields(
    preserved=("title", "url", "tags", "description", "dates"),
    absent=("views", "highlights", "notes", "note_authors", "note_dates", "colors", "privacy", "read_later"),
    proven=False,
)

_ITEM = re.compile(r'<div[^>]* class="(?:[^"]* )?ListItem[ "]')
_TITLE = re.compile(r'<h3[^>]* class="(?:[^"]* )?titleInner[ "]|id="diigoLibrary"')
_ACCOUNT = re.compile(r"https?://(?:www\.)?diigo\.com/user/([\w.-]+)")
_ANNOTATION = re.compile(r"annotation|highlight|sticky", re.I)
_NO_TAG = {"no_tag", "notag", ""}


def probe(head: bytes) -> bool:
    """Items of the new library, with a title as it writes them."""
    page = essence(head)
    return bool(_ITEM.search(page) and _TITLE.search(page))


def source(stream: BinaryIO) -> Source:
    """Whose library it is, where the browser noted the page's address."""
    page = SavedPage(stream)
    for token in page.tokens():
        if page.address or _is_item(token):
            break
    account = _ACCOUNT.match(page.address)
    return Source(account=account[1] if account else None)


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record an item that the page shows."""
    page = SavedPage(stream)
    number = 0
    for one in found(page.tokens(), lambda token, _open: _is_item(token)):
        if one.element.hidden() and not one.too_large:
            continue
        number += 1
        yield _record(number, one, page.troubles())


def _is_item(token: Token) -> bool:
    return token.kind == "open" and token.name == "div" and token.has_class("ListItem")


def _record(number: int, one: Found, troubles: tuple[Remark, ...]) -> Record | Rejected:
    item = one.element
    link = item.first(lambda e: e.name == "h3" and e.has_class("titleInner"))
    link = link and (link.first(lambda e: e.name == "a") or link)
    title = link.text() if link else ""
    url = link.values.get("href", "").strip(WHITE) if link else ""
    if one.too_large:
        return Rejected(number, "cell_too_long", title[:255], (url or title)[:RAW_LIMIT])
    if not one.ended:
        return Rejected(number, "row_unfinished", title[:255], (url or item.text())[:RAW_LIMIT])
    if not url and not title:
        return Rejected(number, "nothing_to_keep", "", item.text()[:RAW_LIMIT])
    at, unreadable = _dates.told(_text(item, "date"))
    remarks: dict[Remark, None] = dict.fromkeys((*troubles, *cuts(title, url), *unreadable))
    if any(_is_annotation(e) and e.text() for e in item.walk(stop=_is_annotation)):
        remarks["annotations_not_read"] = None
    return Record(
        number, decode(title), url or None, description=_text(item, "description"), tags=_tags(item), at=at,
        remarks=tuple(remarks),
    )  # fmt: skip


def _text(item: Element, name: str) -> str:
    element = item.first(lambda e: e.name == "div" and e.has_class(name))
    return element.text() if element else ""


def _tags(item: Element) -> tuple[str, ...]:
    place = item.first(lambda e: e.name == "div" and e.has_class("tags"))
    if place is None:
        return ()
    told = [e.values.get("title", "").strip() for e in place.walk() if e.name == "span" and e.has_class("wrapper")]
    return tuple(dict.fromkeys(tag for tag in told if tag not in _NO_TAG))


def _is_annotation(element: Element) -> bool:
    return bool(_ANNOTATION.search(element.values.get("class", "")))
