"""A text cut into pieces: words, phrases, parentheses, signs, operators with what stands after them.

Nothing is refused and nothing is kept from one piece to the next but where it stands, so that the piece under a cursor
is the piece that is parsed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from .folding import BLANK, folded
from .names import FIELDS, KEYWORDS, OPERATORS, Operator

Kind = Literal["word", "phrase", "open", "close", "minus", "and", "or", "not", "operator"]

OPENING, CLOSING, COLON, SHARP = "(（", ")）", ":：", "#＃"
#: After a word: any that begins so.
STARS = ("*", "＊")
#: A minus, and what is typed or set in its place.
DASHES = "-‐‑‒–—―−﹣－"
#: A mark that opens a phrase, and those that close it. A straight one is closed by nothing else, and a backslash before
#: it, or before a backslash, makes it a letter: so every text can be written between two of them.
QUOTES = {'"': '"＂', "＂": '＂"', "“": "”“", "”": "”", "„": "“”„", "‟": "”", "«": "»", "»": "«»"}
#: Marks that open a phrase only where one can begin; elsewhere they are what is left of one, and part words.
_MOSTLY_CLOSING = "”»"

_ENDS = BLANK + re.escape(OPENING + CLOSING + "".join(QUOTES))
_RUN = re.compile(f"[^{_ENDS}]+")
_BLANKS = re.compile(f"[{BLANK}]+")
_NAME = re.compile(f"([^\\W\\d_][\\w\u0300-\u036f-]{{0,39}})[{COLON}]")
#: Up to four words more, as "la semaine dernière" has after its first.
_MORE = re.compile(f"(?:[{BLANK}]{{1,4}}[^{_ENDS}]{{1,20}}){{1,4}}")
_STRAIGHT = '"＂'


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text from ``start`` to ``end``.

    ``value``: the words of a phrase, or what stands after the operator, its marks taken off. ``value_start``: where that
    begins, with its mark. ``closed``: no for a phrase or a quoted value that the text ends in. ``attached``: for "in",
    whether what it is about follows without a space. ``named``: an unknown name that stands before a colon in a word.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    operator: Operator | None = None
    value_start: int = 0
    closed: bool = True
    attached: bool = False
    named: str = ""


def pieces(text: str, is_day: Callable[[str], bool] = lambda text: False) -> Iterator[Piece]:
    """The pieces of a text, in order. ``is_day``: whether words after a date's operator name a day together."""
    at = 0
    while at < len(text):
        if blanks := _BLANKS.match(text, at):
            at = blanks.end()
            continue
        piece = _piece(text, at, is_day)
        if piece is None:
            at += 1
            continue
        yield piece
        at = piece.end


def _piece(text: str, at: int, is_day: Callable[[str], bool]) -> Piece | None:
    """The piece that begins at a character that is no blank; None where that one is to be skipped."""
    one = text[at]
    begins = at == 0 or text[at - 1] in OPENING + COLON or _BLANKS.match(text, at - 1) is not None
    if one in OPENING or one in CLOSING:
        return Piece("open" if one in OPENING else "close", at, at + 1)
    if one in QUOTES:
        if one in _MOSTLY_CLOSING and not begins and text[at - 1] not in DASHES:
            return None
        end, value, closed = _quoted(text, at)
        return Piece("phrase", at, end, value, value_start=at, closed=closed)
    if one in DASHES:
        return _minus(text, at, begins)
    if one in SHARP:
        return _operator(text, at, at + 1, "tag", is_day)
    if (name := _NAME.match(text, at)) and (piece := _named(text, at, name, is_day)):
        return piece
    return _word(text, at)


def _minus(text: str, at: int, begins: bool) -> Piece | None:
    """A run of dashes before something is one minus, or none if they cancel out; before nothing it is no sign at all."""
    end = at
    while end < len(text) and text[end] in DASHES:
        end += 1
    followed = end < len(text) and text[end] not in CLOSING and not _BLANKS.match(text, end)
    if begins and followed and (end - at) % 2:
        return Piece("minus", at, end)
    return None


def _named(text: str, at: int, name: re.Match[str], is_day: Callable[[str], bool]) -> Piece | None:
    """The operator of that name; "title:" and its like are short for "in:title" where something follows at once."""
    known = folded(name[1])
    if operator := OPERATORS.get(known):
        return _operator(text, at, name.end(), operator, is_day)
    if known in FIELDS and _follows(text, name.end()):
        return Piece("operator", at, name.end(), name[1], "in", at, attached=True)
    return None


def _operator(text: str, at: int, value_at: int, operator: Operator, is_day: Callable[[str], bool]) -> Piece:
    if value_at < len(text) and text[value_at] in QUOTES:
        end, value, closed = _quoted(text, value_at)
    else:
        run = _RUN.match(text, value_at)
        end, closed = run.end() if run else value_at, True
        if run and operator in ("before", "after", "on"):
            end = _end_of_day(text, value_at, end, is_day)
        value = text[value_at:end]
    attached = operator == "in" and bool(value) and _follows(text, end)
    return Piece("operator", at, end, value, operator, value_at, closed, attached)


def _end_of_day(text: str, start: int, end: int, is_day: Callable[[str], bool]) -> int:
    """Where a date without marks ends that has spaces in it: on:last week, le:3 mai 2024."""
    if text[start].isdigit() and is_day(text[start:end]):
        return end  # 2024 and 7d are whole as they are: on:2024 week is a year and a word
    more = _MORE.match(text, end)
    ends = [end + match.end() for match in _RUN.finditer(more[0])] if more else []
    return next((longer for longer in reversed(ends) if is_day(text[start:longer])), end)


def _follows(text: str, at: int) -> bool:
    return at < len(text) and text[at] not in CLOSING and not _BLANKS.match(text, at)


def _word(text: str, at: int) -> Piece:
    run = _RUN.match(text, at)
    assert run is not None
    name = _NAME.match(run[0])
    # what is left is read as a word without further ado in "Titre : suite", "std::vector" and "https://example.org"
    rest = text[at + name.end() : run.end() + 1] if name else ""
    named = name[1] if name and _follows(rest, 0) and rest[0] not in COLON + "/" else ""
    kind = KEYWORDS.get(unicodedata.normalize("NFKC", run[0])) if len(run[0]) < 6 else None
    return Piece(kind or "word", at, run.end(), run[0], named=named)


def _quoted(text: str, at: int) -> tuple[int, str, bool]:
    """Where a quoted text ends, the text in it, and whether its mark was closed."""
    closing, straight = QUOTES[text[at]], text[at] in _STRAIGHT
    taken: list[str] = []
    index = at + 1
    stop = re.compile(f"[{closing}\\\\]" if straight else f"[{closing}]")
    while match := stop.search(text, index):
        taken.append(text[index : match.start()])
        if match[0] != "\\":
            return match.end(), "".join(taken), True
        following = text[match.end() : match.end() + 1]
        escaped = following != "" and following in closing + "\\"
        taken.append(following if escaped else "\\")
        index = match.end() + escaped
    taken.append(text[index:])
    return len(text), "".join(taken), False


def is_bare(value: str) -> bool:
    """Whether a value can stand after its operator without quotation marks."""
    return _RUN.fullmatch(value) is not None
