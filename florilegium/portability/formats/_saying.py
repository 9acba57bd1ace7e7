"""Highlights, and what people said, as Diigo sets them in lists: on a group's pages, in feeds, in link rolls.

A passage is a list item with words; what was said of it is a list inside it. What somebody said begins with her picture,
whose `alt` is her name, or ends with a link to her page. Who said it and when is a byline, and no part of the words.
"""

import re
from dataclasses import dataclass, field

from florilegium.portability.formats import _dates
from florilegium.portability.formats._elements import Element
from florilegium.portability.records import Highlight, Note

PERSON = re.compile(r"(?:https?://(?:www\.|groups\.)?diigo\.com)?/(?:user|profile)/([\w.-]+)/?(?:[?#].*)?", re.I)
TAG = re.compile(
    r"(?:https?://(?:www\.|groups\.)?diigo\.com)?/(?:(?:user|profile)/[\w.-]+/|tag/|group/[\w.-]+/content/tag/)([^?#]+)",
    re.I,
)
FOLD = re.compile(r"\.\.\.\s*([\d,]+) more annotations?\s*\.\.\.")
DAY = re.compile(r"\b(\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?:\d{4}|\d\d))\b")
_BY = re.compile(r"[\s–—(-]*(?:posts?(?:ed)?\s+)?(?:by)?[\s:]*$", re.I)
_SAID = re.compile(r"comment|note|sticky", re.I)
_LISTS = ("ul", "ol")


@dataclass(slots=True)
class Said:
    """What was found, in the page's order. ``folded``: how many highlights stand behind the fold, ``before`` how many."""

    highlights: list[Highlight] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    folded: int | None = None
    before: int = 0

    def take(self, item: Element, author: str | None, *, said: bool = False) -> None:
        """One item of a list: a fold, something ``said``, or a passage of ``author``'s."""
        if fold := FOLD.fullmatch(item.text()):
            self.folded, self.before = int(fold[1].replace(",", "")[:9] or 0), len(self.highlights)
        elif said or is_said(item):
            self.notes.extend(filter(None, (note_of(item),)))
        else:
            self._take_passage(item, author)

    def _take_passage(self, item: Element, author: str | None) -> None:
        said = tuple(filter(None, (note_of(inner) for inner in items_in(item))))
        quote = item.text(without=_is_inner)
        if quote:
            self.highlights.append(Highlight(quote, said, author))
        else:
            self.notes.extend(said)

    def take_block(self, block: Element, author: str | None) -> None:
        """A passage as the page of an item sets it: its quote in one box, what was said of it in the next."""
        first, *others = (*block.elements(), Element("div"))
        quote = first.first(lambda e: e.name == "div") or first
        notes = [note_of(item) for other in others for item in items_in(other)]
        said = tuple(note for note in notes if note is not None)
        if words := quote.text():
            self.highlights.append(Highlight(words, said, author))
        else:
            self.notes.extend(said)

    def fold_is_short(self) -> bool:
        """Whether more or fewer highlights stand behind the fold than it says."""
        return self.folded is not None and self.folded != len(self.highlights) - self.before


def items_in(element: Element) -> list[Element]:
    """The items of the lists in an element; those of a list in an item are that item's."""
    return [one for one in element.walk(stop=is_item) if one is not element and is_item(one)]


def is_item(element: Element) -> bool:
    """Whether it is an item of a list."""
    return element.name == "li"


def is_said(element: Element) -> bool:
    """Whether an item, or a whole list, is what people said: it shows a picture of who did, or is called so."""
    return bool(_SAID.search(element.values.get("class", ""))) or (is_item(element) and _picture(element) is not None)


def note_of(item: Element) -> Note | None:
    """What somebody said; None if it is nothing."""
    picture = _picture(item)
    box = _box(item) if picture else None
    words = (box or item).text(without=lambda e: e is picture or _is_inner(e))
    author, at = _name(picture), None
    byline = next((text for text in _bylines(item) if DAY.search(text)), "")
    if day := DAY.search(byline):
        at = _dates.told(day[1])[0]
    if box is None:
        words = _without_byline(words, byline)
        person = _last_person(item)
        if person is not None:
            name = person.text()
            author = author or name
            words = _without_name(words, name)
    words = words.lstrip(" \n\u00a0") if picture else words  # the place of the picture
    return Note(words, author or None, at) if words.strip() else None


def person_in(element: Element, without: tuple[Element, ...] = ()) -> str:
    """The name of the first person an element links to; her login where the link has no words."""
    logins = []
    for link in element.walk(stop=_is_item_or_link):
        match = PERSON.fullmatch(link.values.get("href", "").strip()) if link.name == "a" else None
        if match and link not in without:
            if name := link.text():
                return name
            logins.append(_name(link) or match[1])
    return logins[0] if logins else ""


def _is_item_or_link(element: Element) -> bool:
    return element.name in ("li", "a")


def lists_in(element: Element) -> list[Element]:
    """The lists in an element that stand in no other."""
    return [one for one in element.walk(stop=_is_inner) if _is_inner(one)]


def _is_inner(element: Element) -> bool:
    return element.name in _LISTS


def _picture(item: Element) -> Element | None:
    """The link at an item's beginning that holds somebody's picture."""
    first = next(item.elements(), None)
    if first is None or first.name not in ("a", "img"):
        return None
    return first if first.name == "img" or (first.first(lambda e: e.name == "img") and not first.text()) else None


def _name(picture: Element | None) -> str:
    if picture is None:
        return ""
    image = picture if picture.name == "img" else picture.first(lambda e: e.name == "img")
    return " ".join(image.values.get("alt", "").split()) if image else ""


def _box(item: Element) -> Element | None:
    """Where the words stand on the page of an item: `div > div:nth(2) > div:nth(2)`."""
    outer = next((e for e in item.elements() if e.name == "div"), None)
    boxes = [e for e in outer.elements() if e.name == "div"] if outer else []
    inner = [e for e in boxes[1].elements() if e.name == "div"] if len(boxes) > 1 else []
    return inner[1] if len(inner) > 1 else boxes[1] if len(boxes) > 1 else None


def _bylines(item: Element) -> list[str]:
    return [e.text() for e in item.walk(stop=lambda e: e.name in ("li", "span")) if e.name == "span"]


def _without_byline(words: str, byline: str) -> str:
    return words.replace(byline, "", 1).strip() if byline else words


def _last_person(item: Element) -> Element | None:
    """A link to a person with which the words of an item end."""
    links = [
        e for e in item.walk(stop=_is_inner) if e.name == "a" and PERSON.fullmatch(e.values.get("href", "").strip())
    ]
    if not links or not links[-1].text():
        return None
    return links[-1] if item.text(without=_is_inner).rstrip(" )").endswith(links[-1].text()) else None


def _without_name(words: str, name: str) -> str:
    before = words.rstrip(" )").removesuffix(name)
    return _BY.sub("", before)
