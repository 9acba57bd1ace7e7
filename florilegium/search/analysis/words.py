"""The words of a text, folded, with the places where they stand: the same for what is kept and for what is asked.

A word is a run of letters, marks and digits of any script. What people write as one and read as several gives its parts,
in order, so that a question written either way is the same phrase: mot-clé, 3,5, an address, snake_case, rock'n'roll.
Scripts that part no words (Chinese, Japanese, Thai …, and Korean, whose endings hang on its words) give overlapping
pairs of characters: n characters asked for are a phrase of n-1 pairs; one that stands alone is a word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .folding import clusters, fold

#: Longer words are cut: nobody asks for them, and an index would carry each of them whole.
LONGEST = 64

#: Terms have letters, marks and digits only, but for a few words that would say something else without these signs
#: (aujourd'hui, don't, c++, c#). An engine with a tokenizer of its own must be told that they are part of a word.
SIGNS = "'+#"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `term` folded; `start` and `end` of what to mark, in characters of the text as it is given."""

    term: str
    start: int
    end: int
    position: int  # counted in words, from 0


#: What words cannot hold, however it is folded, parts a text into pieces that are read alone, and only once each.
_PIECE = re.compile(r"""[^\s!"$%&()*,\-./:;<=>?@\[\\\]^_`{|}~«»“”„…–—•·]+""")

#: (first, last) of scripts whose letters are read in pairs.
_IN_PAIRS = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
    (0x3021, 0x30FF), (0x3105, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA960, 0xA97F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x1AFF0, 0x1B16F),
    (0x20000, 0x3FFFF),
)  # fmt: skip


class _Kinds(dict[int, str]):
    """What a folded character is to its word: `w` part of it, `p` of a script read in pairs, itself if it is one of SIGNS."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = _kind(chr(code))
        return kind


def _kind(character: str) -> str:
    if character in SIGNS:
        return character
    if not character.isalnum() and unicodedata.category(character)[0] != "M":
        return " "
    if character.isdecimal():
        return "w"
    return "p" if any(first <= ord(character) <= last for first, last in _IN_PAIRS) else "w"


_KINDS = _Kinds()

#: In the kinds of a piece: a letter with ++ or # is the name of a language; letters and apostrophes; what is read in pairs.
_SHAPES = re.compile(r"(?<![wp'])w(?:\+\+|#)(?![wp+#])|w+(?:'w+)*'?|p+")

#: What Romance languages leave before a vowel: French, Italian, Catalan, Occitan.
_ELIDED = re.compile(
    r"(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|gl|un|all|dall|dell|nell|sull|coll|bell|quell|quest"
    r"|anch|dov|com|tutt|sant|mezz|senz)'(?=[^'])"
)
_LEFT_OPEN = re.compile(r"(?:[cdjlmnst]|qu)'")  # before a word in quotation marks: l’« entreprise »
_WHOLE = re.compile(r"aujourd'hui|[a-z]+n't")  # don’t is not don
_BETWEEN = re.compile(r"[^']+")


def tokens(text: str) -> list[Token]:
    """The words of any text, in their order. Positions go up by one; spans never cross, though two may be the same (½)."""
    found: list[Token] = []
    position = 0
    for match in _PIECE.finditer(text):
        start = match.start()
        for term, begin, end in _terms_of(match[0]):
            found.append(Token(term, start + begin, start + end, position))
            position += 1
    return found


def terms(text: str) -> list[str]:
    """The terms of `tokens(text)` alone, which is what an index is made of."""
    return [term for piece in _PIECE.findall(text) for term, _begin, _end in _terms_of(piece)]


Part = tuple[str, int, int]  # term, start and end within its piece


def _terms_of(piece: str) -> Iterable[Part]:
    return _remembered(piece) if len(piece) <= LONGEST else _parts(piece)


@lru_cache(maxsize=32_768)
def _remembered(piece: str) -> tuple[Part, ...]:
    return tuple(_parts(piece))


def _parts(piece: str) -> Iterator[Part]:
    """(term, start, end) of the words of a piece of text."""
    if piece.isascii() and piece.isalnum():
        yield piece.lower()[:LONGEST], 0, len(piece)
        return
    folded, starts, ends = _aligned(piece)
    for match in _SHAPES.finditer(folded.translate(_KINDS)):
        begin, end = match.span()
        if match[0][0] == "p":
            spans = [(at, at + 2) for at in range(begin, end - 1)] or [(begin, end)]
        elif "'" in match[0]:
            spans = _apart(folded, begin, end)
        else:
            spans = [(begin, end)]
        for first, last in spans:
            yield folded[first : min(last, first + LONGEST)], starts[first], ends[last - 1]


def _aligned(piece: str) -> tuple[str, list[int] | range, list[int] | range]:
    """A piece folded, and for each character of that the start and the end of what it was made from."""
    if piece.isascii():
        return fold(piece), range(len(piece)), range(1, len(piece) + 1)
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text, start, end in clusters(piece):
        folded.append(text)
        starts += [start] * len(text)
        ends += [end] * len(text)
    return "".join(folded), starts, ends


def _apart(folded: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The spans of the words in one with apostrophes: what is elided goes before, the English genitive behind."""
    if folded.endswith("'s", begin, end):
        end -= 2
    elif _LEFT_OPEN.fullmatch(folded, begin, end):
        return []
    while match := _ELIDED.match(folded, begin, end):
        begin = match.end()
    if folded[end - 1] == "'":
        end -= 1
    if _WHOLE.fullmatch(folded, begin, end):
        return [(begin, end)]
    return [match.span() for match in _BETWEEN.finditer(folded, begin, end)]
