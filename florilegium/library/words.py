"""When two spellings are one tag: NFKC and case folding, nothing else. marché is not marche, C is not C++."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_TAG = 120


def spelling(name: str) -> str:
    """A tag as it is kept: white space folded, no NUL, cut at 120 characters; "" if nothing is left."""
    return " ".join(name.replace("\x00", "").split())[:LONGEST_TAG].rstrip()


def slug(name: str) -> str:
    """What decides that two spellings are one tag."""
    folded = unicodedata.normalize("NFKC", spelling(name)).casefold()
    return unicodedata.normalize("NFKC", folded)[:160]


def folded(slug: str) -> str:
    """A slug, or the beginning of one, without its accents: what people type when they look for it."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", slug) if not unicodedata.combining(one))
    return unicodedata.normalize("NFKC", plain)[:160]


def distinct(names: Iterable[str]) -> dict[str, str]:
    """Slug → first spelling, in order, without the empty ones."""
    found: dict[str, str] = {}
    for name in names:
        key, spelt = _short(name) if len(name) <= LONGEST_TAG else (slug(name), spelling(name))
        if key:
            found.setdefault(key, spelt)
    return found


@lru_cache(4096)  # an import brings few words, each a thousand times
def _short(name: str) -> tuple[str, str]:
    return slug(name), spelling(name)
