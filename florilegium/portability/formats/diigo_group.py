"""A group's pages on Diigo, saved as HTML from the browser: a listing of its items, or the page of one of them.

    div.item, or #item_<n>: a link to who shared it, its day (07 Feb 13), #title_link_<n>, " - 12 views", #tags_<n> > a,
    then lists: highlights (the fourth and on behind a fold), and what people said, each with her picture
    .annContent on the page of one item: a highlight, and what was said of it

It is the richest form of a group: who shared, who said what, addresses, days. The names and places are those that
programs relied on which read these pages; no saved page was at hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from florilegium.portability.formats import _dates
from florilegium.portability.formats._cuts import cuts, shown_cut
from florilegium.portability.formats._elements import Element, Found, found
from florilegium.portability.formats._lines import WHITE
from florilegium.portability.formats._markup import Token
from florilegium.portability.formats._pages import SavedPage, essence
from florilegium.portability.formats._saying import DAY, Said, is_item, is_said, items_in, person_in
from florilegium.portability.records import RAW_LIMIT, Fields, Record, Rejected, Remark, Source

NAME = "diigo-group"
LABEL = "Diigo group page (HTML)"
FIELDS = Fields(
    preserved=("url", "highlights", "views", "dates"),
    approximate=("title", "tags", "notes", "note_authors", "note_dates"),
    absent=("description", "colors", "privacy", "read_later"),
    proven=False,
)

_ITEM_ID = re.compile(r"item_\d+")
_SIGN = re.compile(r'id="title_link_\d+"|<input[^>]* name="item_id"')
_GROUP_PAGE = re.compile(r"(?:https?://groups\.diigo\.com)?/group/([\w.-]+)(?:/content/tag/([^?#\s]+))?", re.I)
_CRUMB = re.compile(r"Home\s*/\s*(?P<group>[^/\n]+?)\s*/\s*Group items tagged\s+(?P<tag>[^\n]+?)\s*/?\s*$", re.M)
_PAGER = re.compile(r"([\d,]+)\s+-\s+([\d,]+)\s+of\s+([\d,]+)")
_VIEWS = re.compile(r"-\s*([\d,]+) views?\b")
_AROUND = 200_000
"""Characters of the page around its items in which its breadcrumb and its pager are looked for."""


def probe(head: bytes) -> bool:
    """A title as a group's items have it, or the field that numbers an item, in a page of Diigo's."""
    page = essence(head)
    return bool(_SIGN.search(page)) and "diigo" in page.lower()


def source(stream: BinaryIO) -> Source:
    """The group, the tag and the range of items, from the breadcrumb, the pager and the address of the page."""
    page, around = SavedPage(stream), _Around()
    for _ in found(page.tokens(), _is_wanted, around.see):
        around.parts.append("\n")
    return around.source(page.address)


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record an item, in the page's order; without tags of its own it carries the page's."""
    about = source(stream)
    page = SavedPage(stream)
    item: _Item | None = None
    number = 0
    for one in found(page.tokens(), _is_wanted):
        if one.element.has_class("annContent"):
            if item is not None:
                item.blocks.append(one)
            continue
        if item is not None:
            yield item.finished(about)
            item = None
        if _is_record(one):
            number += 1
            item = _Item(number, one, page.troubles())
    if item is not None:
        yield item.finished(about)


def _is_wanted(token: Token, inside: bool) -> bool:
    """An item; outside of all items also a highlight, which then is the last item's."""
    if _ITEM_ID.fullmatch(token.values.get("id", "")):
        return True
    return not inside and (token.has_class("annContent") or (token.name == "div" and token.has_class("item")))


def _is_record(one: Found) -> bool:
    return one.too_large or one.element.first(_is_title) is not None or one.element.first(_is_number) is not None


def _is_title(element: Element) -> bool:
    return element.values.get("id", "").startswith("title_link_")


def _is_number(element: Element) -> bool:
    return element.name == "input" and element.values.get("name") == "item_id"


@dataclass(slots=True)
class _Around:
    """What stands on the page beside its items."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    group: str = ""
    tag: str = ""

    def see(self, token: Token) -> None:
        if token.kind == "text" and self.size < _AROUND:
            self.size += len(token.text)
            self.parts.append(re.sub(r"\s+", " ", token.text))
        elif token.kind != "text" and token.name not in ("a", "span", "b", "strong", "em", "i"):
            self.parts.append("\n" if self.parts and self.parts[-1] != "\n" else "")
        if token.kind == "open" and not self.group and (page := _GROUP_PAGE.match(token.values.get("href", ""))):
            self.group = page[1]

    def source(self, address: str) -> Source:
        text = "".join(self.parts)
        crumb, pager, page = _CRUMB.search(text), _PAGER.search(text), _GROUP_PAGE.match(address)
        group = crumb["group"] if crumb else page[1] if page else self.group
        tag = crumb["tag"] if crumb else page[2] if page else None
        first, last, total = map(_number, pager.groups()) if pager else (None, None, None)
        return Source(group=group or None, tag=tag or None, first=first, last=last, total=total)


@dataclass(slots=True)
class _Item:
    """An item, and the highlights that follow it on its own page."""

    number: int
    found: Found
    troubles: tuple[Remark, ...]
    blocks: list[Found] = field(default_factory=list)

    def finished(self, about: Source) -> Record | Rejected:
        item, link = self.found.element, self._title_link()
        title = link.text().replace("\n", " ") if link else ""
        url = self._url(link)
        if self.found.too_large or any(one.too_large for one in self.blocks):
            return Rejected(self.number, "cell_too_long", title[:255], (url or title)[:RAW_LIMIT])
        if not self.found.ended or any(not one.ended for one in self.blocks):
            return Rejected(self.number, "row_unfinished", title[:255], (url or item.text())[:RAW_LIMIT])
        if not url and not title.strip():
            return Rejected(self.number, "nothing_to_keep", "", item.text()[:RAW_LIMIT])
        author = person_in(item, (link,) if link else ()) or _alt(item) or about.group or "?"
        said, around = self._said(author), item.text(without=lambda e: e is link or is_item(e))
        at, unreadable = _dates.told(day[1] if (day := DAY.search(around)) else "")
        views = _VIEWS.search(around)
        remarks = dict.fromkeys((*self.troubles, *cuts(title, url), *unreadable))
        if said.fold_is_short():
            remarks["fold_incomplete"] = None
        return Record(
            self.number, title, url or None, title_cut=shown_cut(title),
            tags=_tags(item) or ((about.tag,) if about.tag else ()), highlights=tuple(said.highlights),
            comments=tuple(said.notes), author=author, at=at, views=_number(views[1]) if views else None,
            remarks=tuple(remarks),
        )  # fmt: skip

    def _title_link(self) -> Element | None:
        title = self.found.element.first(_is_title) or self._link_out()
        if title is not None and title.name != "a":
            return title.first(lambda e: e.name == "a") or title
        return title

    def _url(self, link: Element | None) -> str:
        """Where the title leads; where that is a page of Diigo's, the first link of the item that leads out of it."""
        own = link.values.get("href", "").strip(WHITE) if link else ""
        if link is not None and _leads_out(link):
            return own
        out = self._link_out()
        return out.values["href"].strip(WHITE) if out is not None else own

    def _link_out(self) -> Element | None:
        return next((e for e in self.found.element.walk(stop=is_item) if _leads_out(e)), None)

    def _said(self, author: str) -> Said:
        said, item = Said(), self.found.element
        inner = [e for e in item.walk(stop=_is_block) if _is_block(e) and e is not item]
        blocks = [*inner, *(one.element for one in self.blocks)]
        for block in blocks:
            said.take_block(block, author)
        taken = {id(e) for block in inner for e in block.walk()}
        for one in items_in(item):
            if id(one) not in taken and (not blocks or is_said(one)):
                said.take(one, author)
        return said


def _is_block(element: Element) -> bool:
    return element.has_class("annContent")


def _leads_out(element: Element) -> bool:
    href = element.values.get("href", "").strip().lower()
    if element.name != "a" or not href.startswith(("http://", "https://")):
        return False
    host = href.split("/", 3)[2].partition(":")[0]
    return host != "diigo.com" and not host.endswith(".diigo.com")


def _alt(element: Element) -> str:
    image = element.first(lambda e: e.name == "img")
    return " ".join(image.values.get("alt", "").split()) if image else ""


def _tags(item: Element) -> tuple[str, ...]:
    place = item.first(lambda e: e.values.get("id", "").startswith("tags_"))
    links = (
        place.elements() if place else (e for e in item.walk(stop=is_item) if "tag" in e.values.get("rel", "").split())
    )
    told = [e.text() for e in links if e.name == "a"]
    return tuple(dict.fromkeys(tag for tag in told if tag and tag not in ("no_tag", "notag")))


def _is_tag(element: Element) -> bool:
    return "tag" in element.values.get("rel", "").split()


def _number(text: str) -> int:
    return int(text.replace(",", "")[:18] or 0)
