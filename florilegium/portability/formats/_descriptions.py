"""What Diigo writes about a page into its feeds and link rolls: a fragment of HTML for words, tags, highlights, notes.

    the description, <p><strong>Tags:</strong> <a href=".../user/anna/soil">soil</a></p>, <p><strong>Posted by:</strong> …,
    <ul> of highlights, each with an inner <ul> of what was said of it; lists of notes are called so by their class

Nobody has kept a group's feed, so this takes any order, and what it does not recognise is the description.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from florilegium.portability.formats._elements import Element, of_fragment
from florilegium.portability.formats._markup import of_text
from florilegium.portability.formats._saying import PERSON, TAG, Said, is_item, is_said, items_in, lists_in

_LABELS = re.compile(r"\s*(?:tags?|posted by|post(?:ed)? by|by)\s*:?[\s,;|]*", re.I)
_POSTER = re.compile(r"(?:^|[\s–—(-])(?:post(?:ed)?\s+)?by\s*:?\s*$", re.I)
NO_TAG = {"no_tag", "notag", ""}


@dataclass(slots=True)
class Described:
    """A description taken apart. ``author``: who posted, as far as it says."""

    words: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    said: Said = field(default_factory=Said)


def described(html: str, author: str = "") -> Described:
    """Take a description apart; passages are its ``author``'s, or the poster's whom it names."""
    return of_element(of_fragment(of_text(html)), author)


def of_element(root: Element, author: str = "") -> Described:
    """The same for one that is an element already."""
    lists = {id(one) for one in lists_in(root)}
    poster = _poster(root)
    found = Described(author=poster.text() if poster is not None else author)
    tags: list[str] = []
    labels = set() if poster is None else {id(poster)}
    for link in root.walk(stop=lambda e: id(e) in lists or e.name == "a"):
        if link.name == "a" and (tag := _tag(link)):
            tags.append(tag)
            labels.add(id(link))
    found.tags = tuple(dict.fromkeys(tag for tag in tags if tag not in NO_TAG))
    found.words = _words(root, lists | labels)
    if poster is not None:
        found.words = _POSTER.sub("", found.words)
    for one in lists_in(root):
        said = is_said(one)
        for item in items_in(one):
            found.said.take(item, found.author or None, said=said)
    return found


def _tag(link: Element) -> str:
    match = TAG.fullmatch(link.values.get("href", "").strip())
    if "tag" in link.values.get("rel", "").split():
        return link.text() or (unquote_plus(match[1]) if match else "")
    return (link.text() or unquote_plus(match[1])) if match else ""


def _poster(root: Element) -> Element | None:
    """The first link to a person that stands after "by"."""
    before = ""
    for piece in root.contents(_is_list):
        if isinstance(piece, str):
            before = (before + piece)[-40:]
        elif piece.name == "a" and PERSON.fullmatch(piece.values.get("href", "").strip()) and _POSTER.search(before):
            return piece if piece.text() else None
    return None


def _is_list(element: Element) -> bool:
    return element.name in ("ul", "ol") or is_item(element)


def _words(root: Element, without: set[int]) -> str:
    """The words of a description, without the lines that only lead to its tags and its poster."""
    text = root.text(without=lambda element: id(element) in without or _is_label(element))
    return "\n".join(line for line in text.split("\n") if line and not _LABELS.fullmatch(line))


def _is_label(element: Element) -> bool:
    """A paragraph that begins with "Tags:" or "Posted by" in bold."""
    first = next(element.elements(), None) if element.name in ("p", "div") else None
    return first is not None and first.name in ("strong", "b") and bool(_LABELS.fullmatch(first.raw_text()[:40]))
