"""Finding a page by its title: the only thing left of it in a form that lost its address.

A title is compared with white space folded and nothing else. Sources cut titles (80 characters, the last an ellipsis),
so a key is made of the first 40: a cut title and its whole have the same key, and ``same`` decides among the few that
share it.
"""

import hashlib
import unicodedata

#: A cut title identifies a page only if at least this much of it is left.
ENOUGH = 40

_ELLIPSES = ("...", "…")


def folded(title: str) -> str:
    """NFC, with every run of white space one space, none at the ends."""
    return " ".join((title if title.isascii() else unicodedata.normalize("NFC", title)).split())


def stem(title: str) -> str:
    """A cut title without the ellipsis of the cut."""
    whole = folded(title)
    for ellipsis in _ELLIPSES:
        if whole.endswith(ellipsis):
            return whole.removesuffix(ellipsis).rstrip()
    return whole


def beginning(whole: str) -> str:
    """The first 40 characters of a folded title: what it has in common with its cut form."""
    return whole[:ENOUGH]


def key(title: str) -> int:
    """A signed 64-bit key of the title's beginning; 0 for an empty title."""
    start = beginning(folded(title))
    if not start:
        return 0
    return int.from_bytes(hashlib.blake2b(start.encode(), digest_size=8).digest(), "big", signed=True)


def print_of(title: str, description: str) -> str:
    """A short fingerprint of a title and a description, to see later whether they are still the same."""
    return hashlib.blake2b(f"{title}\n{description}".encode(), digest_size=6).hexdigest()


def same(one: str, one_cut: bool, other: str, other_cut: bool) -> bool:
    """Whether two titles can be one page's: equal, or one is the other's cut beginning of 40 characters or more."""
    a, b = folded(one), folded(other)
    if a == b:
        return bool(a)
    return _begins(one, one_cut, b, other_cut) or _begins(other, other_cut, a, one_cut)


def _begins(short: str, short_cut: bool, whole: str, whole_cut: bool) -> bool:
    if not short_cut or whole_cut:
        return False
    start = stem(short)
    return len(start) >= ENOUGH and whole.startswith(start)
