"""What the archive does when something happens in the library."""

from typing import Any

from florilegium.library import events

from . import wishes


def listen() -> None:
    """Called once, when the program starts."""
    events.bookmarks_saved.connect(fetch_what_was_kept, dispatch_uid="archive.fetch_what_was_kept")


def fetch_what_was_kept(*, bookmark_ids: list[int], kept_by: int | None = None, **_also: Any) -> None:
    """Somebody kept a page: it is fetched. What a file brought in is fetched when somebody asks for it."""
    if kept_by is not None:
        wishes.wish(wishes.pages_of(bookmark_ids), kept_by)
