"""Where things are: the site-relative addresses of libraries, tags and bookmarks, and of their feeds.

A tag may hold any character; in an address everything but letters, digits and a few marks is percent-encoded, slashes
excepted, so that ``travail/atelier`` reads well and ``C#?`` survives.
"""

from functools import lru_cache
from urllib.parse import quote, urlencode

from florilegium.library.models import Library

from .asking import words
from .planning import Search


def library_path(library: Library) -> str:
    """``/group/<slug>`` or ``/person/<login>``; ``group`` or ``person`` is loaded."""
    if library.group is not None:
        return f"/group/{library.group.slug}"
    assert library.person is not None
    return f"/person/{library.person.login}"


def tag_path(library: Library, tag: str) -> str:
    """The listing of one tag."""
    return f"{library_path(library)}/tag/{quoted(tag)}"


@lru_cache(4096)  # a listing has many tags, and the same ones again
def quoted(tag: str) -> str:
    """A tag as the end of a path. Dots alone would be taken for folders by a browser."""
    text = quote(tag, safe="/")
    return "/".join("%2E" * len(part) if part in (".", "..") else part for part in text.split("/"))


def listing_path(search: Search) -> str:
    """A listing's own page, newest first."""
    base = library_path(search.library) if search.tag is None else tag_path(search.library, search.tag.name)
    return _with(base, asked_of(search, tag=""))


def bookmark_path(library: Library, bookmark_id: int) -> str:
    """One bookmark's own page."""
    return f"{library_path(library)}/bookmark/{bookmark_id}"


def feed_path(search: Search, form: str) -> str:
    """A listing as a feed, newest first whatever its page shows. ``form``: rss, atom or json."""
    return _with(f"/feeds{library_path(search.library)}.{form}", asked_of(search))


def asked_of(search: Search, *, tag: str = "tag") -> str:
    """A listing in its library as a query, whatever its order: what its feed's address says, and the key to it."""
    return urlencode([word for word in words(search, tag=tag) if word[0] != "sort"])


def _with(path: str, asked: str) -> str:
    return f"{path}?{asked}" if asked else path
