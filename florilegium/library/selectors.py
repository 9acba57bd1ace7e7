"""Where in a page a quote stands: W3C Web Annotation selectors as values. No database; ``docs/annotating.md`` is the contract.

What comes in is anybody's JSON. Four types are kept, each at most once and in one order; whatever is of another type,
misspelt or beyond measure is dropped, and why is told, so that a face may refuse it instead. Nothing is followed, resolved
or evaluated here: a path is checked letter by letter, because a browser will be asked to walk it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

LONGEST_QUOTE: Final = 100_000
#: Of the words before and after a quote.
LONGEST_CONTEXT: Final = 500
LONGEST_PATH: Final = 2_000
#: How many are looked at.
MOST: Final = 10
#: What a position, an offset or a place in the page's order may be.
HIGHEST: Final = 2**31 - 1
#: How far the pages of a PDF stand apart in that order.
PAGE_STEP: Final = 1_000_000
PDF: Final = "http://tools.ietf.org/rfc/rfc3778"

_STEP = re.compile(r"\w[\w.-]{0,99}(?::\w[\w.-]{0,99})?(?:\(\))?(?:\[\d{1,7}\])?")
_PAGE = re.compile(r"page=(\d{1,6})", re.ASCII)
#: What no database keeps, and half of a character (a selection may have been cut in the middle of one).
_UNKEPT = re.compile("[\x00\ud800-\udfff]")

Reason = Literal["not_an_object", "unknown_type", "misspelt", "too_long", "refined", "twice", "too_many"]


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The words themselves, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class TextPosition:
    """Offsets in the text of the page, in UTF-16 units; ``end`` is behind the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RangeXPath:
    """Paths from the root to elements, and offsets in their text."""

    start_container: str
    start_offset: int
    end_container: str
    end_offset: int


@dataclass(frozen=True, slots=True)
class PageFragment:
    """A page of a PDF; 1 is the first."""

    page: int


Selector = TextQuote | TextPosition | RangeXPath | PageFragment


@dataclass(frozen=True, slots=True)
class Told:
    """What was understood, in the order in which it is kept; and what was dropped: which (from 0), and why."""

    selectors: tuple[Selector, ...]
    dropped: tuple[tuple[int, Reason], ...] = ()


class _Dropped(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def parse(given: object) -> Told:
    """The selectors in what came in as JSON: a list of them, or one. Never raises."""
    listed = given if isinstance(given, list | tuple) else [given]
    found: dict[type, Selector] = {}
    dropped: list[tuple[int, Reason]] = []
    for index, one in enumerate(listed[: MOST + 1]):
        try:
            if index == MOST:
                raise _Dropped("too_many")
            selector = _read(one)
            if type(selector) in found:
                raise _Dropped("twice")
            found[type(selector)] = selector
        except _Dropped as why:
            dropped.append((index, why.reason))
    return Told(tuple(found[kind] for kind in _ORDER if kind in found), tuple(dropped))


def _read(one: object) -> Selector:
    if not isinstance(one, dict):
        raise _Dropped("not_an_object")
    name = one.get("type")
    reader = _READERS.get(name) if isinstance(name, str) else None
    if reader is None:
        raise _Dropped("unknown_type")
    if one.get("refinedBy") is not None:  # only a part of it is meant
        raise _Dropped("refined")
    return reader(one)


def _quote(one: dict[Any, Any]) -> TextQuote:
    exact = _text(one, "exact", LONGEST_QUOTE)
    if not exact.strip():
        raise _Dropped("misspelt")
    return TextQuote(exact, _text(one, "prefix", LONGEST_CONTEXT), _text(one, "suffix", LONGEST_CONTEXT))


def _position(one: dict[Any, Any]) -> TextPosition:
    start, end = _number(one, "start"), _number(one, "end")
    if end <= start:
        raise _Dropped("misspelt")
    return TextPosition(start, end)


def _range(one: dict[Any, Any]) -> RangeXPath:
    return RangeXPath(
        _path(one, "startContainer"), _number(one, "startOffset"), _path(one, "endContainer"), _number(one, "endOffset")
    )


def _fragment(one: dict[Any, Any]) -> PageFragment:
    value, standard = one.get("value"), one.get("conformsTo")
    if standard is not None and standard not in (PDF, PDF.replace("http:", "https:")):
        raise _Dropped("unknown_type")
    page = _PAGE.fullmatch(value) if isinstance(value, str) else None
    if page is None or int(page[1]) < 1:
        raise _Dropped("unknown_type" if standard is None else "misspelt")
    return PageFragment(int(page[1]))


def _text(one: dict[Any, Any], name: str, longest: int) -> str:
    value = one.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Dropped("misspelt")
    if len(value) > longest:
        raise _Dropped("too_long")
    return _UNKEPT.sub("", value)


def _number(one: dict[Any, Any], name: str) -> int:
    value = one.get(name)
    if type(value) is not int or not 0 <= value <= HIGHEST:  # nor True, which is an int as well
        raise _Dropped("misspelt")
    return value


def _path(one: dict[Any, Any], name: str) -> str:
    """``/html/body[1]/p[2]/text()[1]``: steps down, nothing else of XPath. "" is the root itself."""
    value = one.get(name)
    if not isinstance(value, str):
        raise _Dropped("misspelt")
    if len(value) > LONGEST_PATH:
        raise _Dropped("too_long")
    steps = value.removeprefix("/").split("/") if value not in ("", "/", ".") else []
    # security: a browser evaluates it; predicates and axes could make it work for minutes
    if not all(_STEP.fullmatch(step) for step in steps):
        raise _Dropped("misspelt")
    return value


_READERS: Final[dict[str, Callable[[dict[Any, Any]], Selector]]] = {
    "TextQuoteSelector": _quote,
    "TextPositionSelector": _position,
    "RangeSelector": _range,
    "FragmentSelector": _fragment,
}
_ORDER: Final = (TextQuote, TextPosition, RangeXPath, PageFragment)


def dump(selectors: Sequence[Selector]) -> list[dict[str, Any]]:
    """As they are stored, and told by the API."""
    return [_dumped(one) for one in selectors]


def _dumped(one: Selector) -> dict[str, Any]:
    match one:
        case TextQuote(exact, prefix, suffix):
            around = {name: text for name, text in (("prefix", prefix), ("suffix", suffix)) if text}
            return {"type": "TextQuoteSelector", "exact": exact, **around}
        case TextPosition(start, end):
            return {"type": "TextPositionSelector", "start": start, "end": end}
        case RangeXPath():
            return {
                "type": "RangeSelector", "startContainer": one.start_container, "startOffset": one.start_offset,
                "endContainer": one.end_container, "endOffset": one.end_offset,
            }  # fmt: skip
        case PageFragment(page):
            return {"type": "FragmentSelector", "conformsTo": PDF, "value": f"page={page}"}


def quote_of(selectors: Sequence[Selector]) -> str:
    """The words that are quoted; "" where no selector tells them."""
    return next((one.exact for one in selectors if isinstance(one, TextQuote)), "")


def position_of(selectors: Sequence[Selector]) -> int | None:
    """What orders it in its page; None where nobody told. In a PDF the page comes first."""
    start = next((one.start for one in selectors if isinstance(one, TextPosition)), None)
    page = next((one.page for one in selectors if isinstance(one, PageFragment)), None)
    if page is None:
        return start
    return min(page * PAGE_STEP + (start or 0), HIGHEST)
