"""Where in a page its article is. Two readers look for it, and a rule says whose answer is taken.

readability finds the element that holds the most text and cleans it: the article comes with its own headings, lists and
pictures, and nothing is out of order. trafilatura judges paragraph by paragraph: it finds what is scattered, and loses
structure. So readability's answer is taken, but for four cases that show on the two texts side by side:

1. it has nothing or next to nothing (under SHORT characters), and trafilatura has more than that;
2. it has missed most of what trafilatura found (under COVERED of its words), so it took the wrong element;
3. trafilatura has nearly all it has (ALL of its words), and much more than that, which it took for lists of links;
4. more than half of it is the text of links, and trafilatura's is not.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import lxml.html
import trafilatura
from readability import Document
from selectolax.lexbor import LexborHTMLParser

SHORT = 250
COVERED = 0.55
ALL = 0.9
MOSTLY = 0.8
LINKED = 0.5

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """A candidate: its HTML, its text, and which part of the text is links."""

    html: str
    text: str
    linked: float


NOTHING = Body("", "", 0.0)


def found_body(page: str) -> Body:
    """The article of a prepared page, by the rule above."""
    first, second = by_readability(page), by_trafilatura(page)
    if len(second.text) <= SHORT // 2 or not second.html:
        return first
    if len(first.text) < SHORT and len(second.text) > len(first.text):
        return second
    here = covered(second.text, first.text)
    if here < COVERED or (here < MOSTLY and covered(first.text, second.text) >= ALL and second.linked <= LINKED):
        return second
    if first.linked > LINKED and second.linked <= LINKED:
        return second
    return first


def by_readability(page: str) -> Body:
    """What readability makes of a page."""
    try:
        return _body(Document(page, handle_failures="raise").summary(html_partial=True))
    except Exception:  # it raises whatever its parsers raise; then there is no article by it
        return NOTHING


def by_trafilatura(page: str) -> Body:
    """What trafilatura makes of a page."""
    options: dict[str, Any] = {"include_comments": False, "include_tables": True, "include_images": True}
    try:
        tree = lxml.html.document_fromstring(page)
        told = trafilatura.extract(tree, output_format="html", include_links=True, include_formatting=True, **options)
    except Exception:  # the same
        return NOTHING
    return _body(told or "")


def _body(html: str) -> Body:
    tree = LexborHTMLParser(html)
    text = _text(tree)
    linked = sum(len(" ".join((node.text(deep=True) or "").split())) for node in tree.css("a"))
    return Body(html, text, linked / len(text) if text else 0.0)


def _text(tree: LexborHTMLParser) -> str:
    return " ".join((tree.body.text(deep=True, separator=" ") if tree.body else "").split())


def covered(text: str, by: str) -> float:
    """Which part of the words of a text another has too, 0 to 1."""
    wanted, had = Counter(_WORD.findall(text.casefold())), Counter(_WORD.findall(by.casefold()))
    total = sum(wanted.values())
    return sum((wanted & had).values()) / total if total else 1.0
