"""A feed as JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""

import json
from datetime import datetime
from typing import Any

from .contents import Contents, Item

VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(feed: Contents) -> str:
    """What is not known is left out; ``content_html`` is always there, because one content must be."""
    about = {
        "version": VERSION, "title": feed.title, "home_page_url": feed.home, "feed_url": feed.address,
        "language": feed.language,
    }  # fmt: skip
    return json.dumps({**_known(about), "items": [_item(item) for item in feed.items]}, ensure_ascii=False)


def _item(item: Item) -> dict[str, Any]:
    known = {
        "id": item.url, "url": item.url, "external_url": item.page, "title": item.title,
        "date_published": _moment(item.published), "date_modified": _moment(item.modified),
        "authors": [{"name": item.author}] if item.author else [], "tags": list(item.tags),
    }  # fmt: skip
    return {**_known(known), "content_html": item.html}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _moment(at: datetime | None) -> str:
    """RFC 3339."""
    return "" if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
