"""What stands in a feed, before it is written in one form or another."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from florilegium.kit import clock, markup
from florilegium.library import cards
from florilegium.library.cards import SaidRow
from florilegium.library.models import Library
from florilegium.people.viewer import Viewer, nobody
from florilegium.search.addresses import bookmark_path, listing_path
from florilegium.search.listing import EntryRow, Search, bookmarks
from florilegium.search.naming import title_of

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _clean(text: str) -> str:
    """Without the characters that XML forbids; JSON is given the same."""
    return _ILLEGAL.sub("", text)


@dataclass(frozen=True, slots=True)
class Item:
    """A bookmark. ``url``: of its own page, which is its id too; ``page``: of the page that was kept, “” if it has none."""

    url: str
    page: str
    title: str
    html: str
    author: str
    tags: tuple[str, ...]
    published: datetime | None
    modified: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """A feed. ``home``: the listing's page; ``address``: the feed's own, “” where it must not be told."""

    title: str
    home: str
    address: str
    language: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A listing as it was read from the database: enough to know whether the feed has changed."""

    search: Search
    rows: list[EntryRow]
    said: dict[int, list[SaidRow]]
    tags: dict[int, list[str]]

    @property
    def newest(self) -> int:
        """When something was last added, edited or said."""
        return max((_touched(row, self.said[row.page_id]) for row in self.rows), default=0)

    @property
    def state(self) -> str:
        """Whatever the feed says, and nothing that it does not: not the views, nor the answers to what was said."""
        rows = [row._replace(views=0, savers=0, replies=0) for row in self.rows]
        said = [one._replace(replies=0) for row in self.rows for one in self.said[row.page_id]]
        return repr((title_of(self.search), get_language(), rows, said, [self.tags[row.id] for row in self.rows]))

    def contents(self, base: str, address: str) -> Contents:
        """Worded in the language that is spoken now. ``base``: scheme and host, which every address begins with."""
        library = self.search.library
        items = tuple(_item(base, library, row, self.said[row.page_id], self.tags[row.id]) for row in self.rows)
        title = _clean(title_of(self.search))
        return Contents(title, base + listing_path(self.search), address, get_language() or "en", items)


def read(viewer: Viewer, search: Search) -> Reading:
    """The listing for the viewer, with what its library's readers hear: never what only the viewer does."""
    rows = list(bookmarks(viewer, search).rows)
    return Reading(search, rows, cards.said(nobody(), search.library, rows), cards.tags(rows))


def _touched(row: EntryRow, said: list[SaidRow]) -> int:
    return max([row.updated, *(max(one.at, one.updated) for one in said)])


def _item(base: str, library: Library, row: EntryRow, said: list[SaidRow], tags: list[str]) -> Item:
    title = _clean(row.title)
    return Item(
        url=base + bookmark_path(library, row.id),
        page=row.url,
        title=title if title.strip() else row.url or _("Untitled"),
        html=_clean(_html(row, said)),
        author=_clean(row.added_by_name or row.added_by_login or ""),
        tags=tuple(_clean(tag) for tag in tags),
        published=clock.moment(row.at) if row.at_known else None,
        modified=clock.moment(_touched(row, said)),
    )


def _html(row: EntryRow, said: list[SaidRow]) -> str:
    """The description, the highlights as quotations, the notes under them."""
    parts = [f"<p>{_lines(row.description)}</p>"] if row.description else []
    for one in said:
        if one.withdrawn:
            continue
        if one.quote:
            parts.append(f"<blockquote><p>{_lines(one.quote)}</p></blockquote>")
        if one.body:
            who = escape(one.author_name or one.author_login or "")
            words = f"<p>{_lines(one.body)}</p>" if one.plain else markup.from_markdown(one.body)
            parts.append(f"<p>{who}</p>{words}")
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
