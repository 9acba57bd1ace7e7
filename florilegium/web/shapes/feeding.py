"""The page of private feeds."""

from dataclasses import dataclass

from .forms import Field, Form
from .frame import Action, Empty, Index, Link, Opening


@dataclass(frozen=True, slots=True)
class FeedKeyItem:
    """A private address. ``listing``: what it is the feed of; ``facts``: when it was made, last used."""

    listing: Link
    facts: tuple[str, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class FeedKeysPage:
    """The viewer's private addresses. ``listing``: the one that is asked for, with the form to make one; ``made``: the
    address that was just made, once, in each form of a feed.
    """

    opening: Opening
    keys: tuple[FeedKeyItem, ...] = ()
    empty: Empty | None = None
    listing: Link | None = None
    sentences: tuple[str, ...] = ()
    form: Form | None = None
    made: tuple[Field, ...] = ()
    index: Index | None = None
