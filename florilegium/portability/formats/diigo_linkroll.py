"""Link rolls: what Diigo posted into people's blogs, as the blog's page, saved.

    ul.diigo-linkroll > li > p.diigo-link > a, p.diigo-description, p.diigo-tags > a, ul.diigo-annotations
    p.diigo-ps: "Posted from Diigo. The rest of <whose> favorite links are here."

A real one was at hand with links and descriptions; tags and annotations are read by their names alone.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._descriptions import of_element
from florilegium.portability.formats._elements import Element, Found, found
from florilegium.portability.formats._lines import WHITE
from florilegium.portability.formats._markup import Token
from florilegium.portability.formats._pages import SavedPage, essence
from florilegium.portability.records import RAW_LIMIT, Fields, Record, Rejected, Remark, Source

NAME = "diigo-linkroll"
LABEL = "Diigo link roll (HTML)"
FIELDS = Fields(
    preserved=("title", "url"),
    approximate=("description", "tags", "highlights", "notes", "note_authors"),
    absent=("dates", "views", "note_dates", "colors", "privacy", "read_later"),
)

_ROLL = re.compile(r' class="(?:[^"]* )?(?:diigo-linkroll|diigo-link)[ "]')
_GROUP = re.compile(r"https?://groups\.diigo\.com/group/([\w.-]+)", re.I)
_ACCOUNT = re.compile(r"https?://(?:www\.)?diigo\.com/user/([\w.-]+)", re.I)


def probe(head: bytes) -> bool:
    """A list of links with the roll's class."""
    return bool(_ROLL.search(essence(head)))


def source(stream: BinaryIO) -> Source:
    """Whose roll it is, a person's or a group's, from the words under it."""
    for one in found(SavedPage(stream).tokens(), lambda token, inside: not inside and token.has_class("diigo-ps")):
        for link in one.element.walk():
            address = link.values.get("href", "")
            if group := _GROUP.match(address):
                return Source(group=group[1])
            if account := _ACCOUNT.match(address):
                return Source(account=account[1])
    return Source()


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record a link."""
    group = source(stream).group
    page, rolls = SavedPage(stream), _Rolls()
    for number, one in enumerate(found(page.tokens(), rolls.is_wanted, rolls.see), 1):
        yield _record(number, one, page.troubles(), group)


class _Rolls:
    """Whether what is read stands in a roll: its items are list items like all others."""

    def __init__(self) -> None:
        self._depth = 0

    def see(self, token: Token) -> None:
        if token.name not in ("ul", "ol"):
            return
        if token.kind == "open" and (self._depth or token.has_class("diigo-linkroll")):
            self._depth += 1
        elif token.kind == "close" and self._depth:
            self._depth -= 1

    def is_wanted(self, token: Token, inside: bool) -> bool:
        return bool(self._depth) and not inside and token.name == "li"


def _record(number: int, one: Found, troubles: tuple[Remark, ...], group: str | None) -> Record | Rejected:
    item = one.element
    place = item.first(lambda e: e.has_class("diigo-link")) or item
    link = place.first(lambda e: e.name == "a")
    title = (link or place).text().replace("\n", " ")
    url = link.values.get("href", "").strip(WHITE) if link else ""
    if one.too_large:
        return Rejected(number, "cell_too_long", title[:255], (url or title)[:RAW_LIMIT])
    if not one.ended:
        return Rejected(number, "row_unfinished", title[:255], (url or title)[:RAW_LIMIT])
    if not url and not title:
        return Rejected(number, "nothing_to_keep", "", item.text()[:RAW_LIMIT])
    tags = [e for e in item.elements() if e.has_class("diigo-tags")]
    rest = Element("li", {}, [e for e in item.inside if e is not place and e is not link and e not in tags])
    told = of_element(rest, group or "")
    words = (link.text() for tag in tags for link in tag.walk(stop=_is_link) if _is_link(link))
    return Record(
        number,
        title,
        url or None,
        description=told.words,
        tags=tuple(dict.fromkeys((*filter(None, words), *told.tags))),
        highlights=tuple(told.said.highlights),
        comments=tuple(told.said.notes),
        author=told.author or None,
        remarks=tuple(dict.fromkeys((*troubles, *cuts(title, url)))),
    )


def _is_link(element: Element) -> bool:
    return element.name == "a"
