"""A site to capture, and captures run at once."""

from collections.abc import Callable, Iterator

import pytest

from florilegium.archive import capturing, wishes
from florilegium.archive.models import Capture
from florilegium.kit import addresses
from florilegium.library.models import Bookmark, Library
from florilegium.people.models import Person
from tests.cast import draft, keep

from .site import Site, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of the web on this machine."""
    with open_site() as site:
        yield site


Captured = Callable[..., Bookmark]


@pytest.fixture
def captured() -> Captured:
    """``captured(library, by, url)``: kept by somebody, and fetched at once; the bookmark."""

    def keep_and_fetch(library: Library, by: Person, url: str, **fields: object) -> Bookmark:
        bookmark = keep(library, draft(by, 0, address=addresses.parse(url), **{"title": url, **fields}))[0]
        fetch_now(bookmark)
        bookmark.refresh_from_db()
        return bookmark

    return keep_and_fetch


def fetch_now(bookmark: Bookmark) -> Capture:
    """Fetch a bookmark's page, as the worker would."""
    wishes.wish([bookmark.page_id], None)
    capture = Capture.objects.select_related("page").get(page=bookmark.page_id)
    assert wishes.take(capture)
    capturing.run(capture)
    capture.refresh_from_db()
    return capture
