"""Where in a text the words stood: its best passage, cut at words, with what matched to be marked.

What is marked is what the analyser says matches, never what looks alike: “l’entreprise” is marked by entreprise, and its
article is not.
"""

from collections.abc import Container, Sequence
from typing import NamedTuple

from .analysis import Token, tokens

#: Characters of a passage, about three lines of a page.
WIDTH = 240
#: Characters shown before the first word that matched.
_LEAD = 40
#: No longer text is read for a passage: a book's first third of a million characters.
_MOST = 300_000


class Piece(NamedTuple):
    """Some of a text, letter for letter; ``marked``: it is what matched."""

    text: str
    marked: bool


class Passage(NamedTuple):
    """``before``, ``after``: there is more of the text on that side. ``found``: how many different terms are marked."""

    pieces: tuple[Piece, ...]
    before: bool
    after: bool
    found: int


def whole(text: str, wanted: Container[str]) -> tuple[Piece, ...]:
    """A short text (a title, a tag) with the words marked whose folded terms are wanted."""
    return _pieces(text, 0, len(text), [token for token in tokens(text) if token.term in wanted])


def best(text: str, wanted: Container[str], width: int = WIDTH) -> Passage | None:
    """The passage of at most ``width`` characters with the most different wanted terms, the first of equals.

    None where no wanted term stands. A text that fits is given whole.
    """
    read = text[:_MOST]
    found = [token for token in tokens(read) if token.term in wanted]
    if not found:
        return None
    if len(text) <= width:
        return Passage(_pieces(text, 0, len(text), found), False, False, len({token.term for token in found}))
    start, end = _cut(read, *_window(found, width), width)
    within = [token for token in found if token.start < end and token.end > start]
    return Passage(_pieces(read, start, end, within), start > 0, end < len(text), len({token.term for token in within}))


def _window(found: Sequence[Token], width: int) -> tuple[int, int]:
    """Start and end of the run of wanted words that has most of them within three quarters of a passage."""
    room = max(1, width - _LEAD - width // 8)
    held: dict[str, int] = {}
    first, most, chosen = 0, 0, (found[0].start, found[0].end)
    for token in found:
        held[token.term] = held.get(token.term, 0) + 1
        while found[first].start + room < token.end and found[first] is not token:
            gone = found[first].term
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            first += 1
        if len(held) > most:
            most, chosen = len(held), (found[first].start, token.end)
    return chosen


def _cut(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """The passage round a run of words: a little before it, the rest behind, both ends between words where there are any."""
    end = min(end, start + width)  # one word may be longer than a passage
    begin = max(0, start - min(_LEAD, width - (end - start)))
    begin = min(begin, max(0, len(text) - width))
    stop = min(len(text), max(end, begin + width))
    if begin > 0:
        blank = _blank(text, begin - 1, start)
        begin = start if blank is None else blank + 1
    if stop < len(text):
        blank = _blank(text, stop, end - 1, -1)
        stop = stop if blank is None else blank
    return begin, max(stop, end)


def _blank(text: str, first: int, last: int, step: int = 1) -> int | None:
    """The first white space from one place on towards another, which is not looked at."""
    return next((at for at in range(first, last, step) if at < len(text) and text[at].isspace()), None)


def _pieces(text: str, start: int, end: int, found: Sequence[Token]) -> tuple[Piece, ...]:
    """Spans may touch or be the same (pairs of characters overlap): what is marked already is not marked again."""
    pieces: list[Piece] = []
    at = start
    for token in found:
        first, last = max(at, token.start), min(token.end, end)  # a word longer than a passage is cut
        if first >= last:
            continue
        if first > at:
            pieces.append(Piece(text[at:first], False))
        if pieces and pieces[-1].marked:
            pieces[-1] = Piece(pieces[-1].text + text[first:last], True)
        else:
            pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return tuple(pieces)
