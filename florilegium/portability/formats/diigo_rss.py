"""RSS: Diigo's XML export, and the feeds of a group, a library or a tag, saved as files.

Such files are not well formed: people had to take control characters out before any XML program would read them. So
they are cut as pages are, item by item, and one that is spoilt spoils no other.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import BinaryIO, TypeVar

from florilegium.portability.formats import _dates
from florilegium.portability.formats._cuts import cuts
from florilegium.portability.formats._descriptions import NO_TAG, Described, described, of_element
from florilegium.portability.formats._elements import Element, Found, found
from florilegium.portability.formats._fragments import decode
from florilegium.portability.formats._lines import WHITE, decoded, lines
from florilegium.portability.formats._markup import Token, tokens
from florilegium.portability.records import RAW_LIMIT, Fields, Highlight, Note, Record, Rejected, Remark, Source

NAME = "diigo-rss"
LABEL = "Diigo RSS (XML)"
FIELDS = Fields(
    preserved=("title", "url", "dates"),
    approximate=("tags", "description", "highlights", "notes", "note_authors"),
    absent=("views", "note_dates", "colors", "privacy", "read_later"),
    proven=False,
)

_ROOT = re.compile(r"<(?:rss|rdf:rdf)\b", re.I)
_ITEM = re.compile(r"<item\b", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_GROUP = re.compile(r"https?://groups\.diigo\.com/group/([\w.-]+)(?:/content/tag/([^?#\s/]+))?", re.I)
_ACCOUNT = re.compile(r"https?://(?:www\.)?diigo\.com/(?:rss/)?(?:user|profile)/([\w.-]+)", re.I)
_MAIL = re.compile(r"\S+@\S+\s*\((.+)\)")


def probe(head: bytes) -> bool:
    """The root of an RSS document, and an item."""
    text = decoded(head)
    root = _ROOT.search(text, 0, 5_000)
    return root is not None and _ITEM.search(text, root.end()) is not None


def source(stream: BinaryIO) -> Source:
    """The group and the tag, or whose library it is, from the channel's link."""
    feed = _Feed(stream)
    next(feed.items(), None)
    group, account = _GROUP.match(feed.link), _ACCOUNT.match(feed.link)
    if group:
        return Source(group=group[1], tag=decode(group[2]) if group[2] else None)
    return Source(account=account[1] if account else None)


def read(stream: BinaryIO) -> Iterator[Record | Rejected]:
    """One record an item."""
    feed = _Feed(stream)
    about = source(stream)
    for number, one in enumerate(feed.items(), 1):
        yield _record(number, one, feed.troubles(), about)


class _Feed:
    """The items of a feed. ``link``: its own, known once the first item has come."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._troubles: dict[Remark, None] = {}
        self._in_link = False
        self.link = ""

    def items(self) -> Iterator[Found]:
        return found(tokens(self._pieces()), lambda token, _open: token.name == "item", self._see, xml=True)

    def troubles(self) -> tuple[Remark, ...]:
        found, self._troubles = tuple(self._troubles), {}
        return found

    def _see(self, token: Token) -> None:
        if token.kind in ("open", "close"):
            self._in_link = token.kind == "open" and token.name == "link"
        elif token.kind == "text" and self._in_link and len(self.link) < 1_000:
            self.link = (self.link + token.text).strip()

    def _pieces(self) -> Iterator[str]:
        for line, remarks in lines(self._stream):
            text = _CONTROL.sub("", line)
            self._troubles.update(dict.fromkeys(remarks))
            if text != line:
                self._troubles["control_removed"] = None
            yield text


def _record(number: int, one: Found, troubles: tuple[Remark, ...], about: Source) -> Record | Rejected:
    item = one.element
    title, url = decode(_text(item, "title")).replace("\n", " "), _text(item, "link").strip(WHITE)
    if one.too_large:
        return Rejected(number, "cell_too_long", title[:255], (url or title)[:RAW_LIMIT])
    if not one.ended:
        return Rejected(number, "row_unfinished", title[:255], (url or title)[:RAW_LIMIT])
    if not url and not title.strip():
        return Rejected(number, "nothing_to_keep", "", item.text()[:RAW_LIMIT])
    told, account = _described(item, about.group or ""), about.account
    own = told.author if account is not None else None  # who posts in a person's feed is that person
    at, unreadable = _date(_text(item, "pubdate") or _text(item, "dc:date"))
    return Record(
        number,
        title,
        url or None,
        description=told.words,
        tags=told.tags,
        highlights=tuple(_marked(h, own, account) for h in told.said.highlights),
        comments=tuple(_whose(n, own, account) for n in told.said.notes),
        author=None if account is not None else told.author or None,
        at=at,
        remarks=tuple(dict.fromkeys((*troubles, *cuts(title, url), *unreadable))),
    )


def _described(item: Element, otherwise: str) -> Described:
    author = _text(item, "dc:creator") or _text(item, "author")
    if mail := _MAIL.fullmatch(author):
        author = mail[1]
    place = item.first(lambda e: e.name == "description") or Element("description")
    told = of_element(place, author) if any(place.elements()) else described(place.raw_text(), author)
    told.author = told.author or otherwise
    categories = [e.text() for e in item.elements() if e.name == "category"]
    told.tags = tuple(dict.fromkeys((*told.tags, *(tag for tag in categories if tag and tag not in NO_TAG))))
    return told


_Said = TypeVar("_Said", Highlight, Note)


def _whose(said: _Said, own: str | None, account: str | None) -> _Said:
    """The same; what the feed's own person said names nobody, as in a file that has no names."""
    if account is not None and said.author in (own, account):
        return replace(said, author=None)
    return said


def _marked(said: Highlight, own: str | None, account: str | None) -> Highlight:
    """The same for a highlight and the notes on it."""
    notes = tuple(_whose(note, own, account) for note in said.notes)
    return replace(_whose(said, own, account), notes=notes)


def _text(item: Element, name: str) -> str:
    element = next((e for e in item.elements() if e.name == name), None)
    return element.text() if element else ""


def _date(text: str) -> _dates.Told:
    """A date as mail writes it, Sun, 03 Feb 2013 10:09:32 +0000, or another that we know."""
    if not text.strip() or text[0].isdigit():
        return _dates.told(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _dates.told(text)
    return _dates.of_moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC)), ()
