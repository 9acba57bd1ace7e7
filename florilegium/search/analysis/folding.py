"""Text as it is compared: the same letters however they were typed, printed or encoded.

Unicode's compatibility forms, case, accents, ligatures, widths, apostrophes, the spellings of Arabic. What tells words
apart in its own script stays: the vowels of Indic and Thai scripts, the voicing of kana, й and ї.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_APOSTROPHES = "’‘‛ʼʻʹˈ′＇´ʽ՚Ꞌꞌ"

#: Written otherwise before anything else: left to Unicode, these would run into the word beside them (2½ would be 21⁄2).
_BEFORE = {
    **{ord(sign): " " for sign in "™℠\u200b"},
    **{ord(sign): "'" for sign in _APOSTROPHES},
    **{code: f" {unicodedata.normalize('NFKD', chr(code))} " for code in (*range(0xBC, 0xBF), *range(0x2150, 0x2160), 0x2189)},
}  # fmt: skip

#: Letters that Unicode does not take apart, and those that keyboards and spellings exchange.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ȷ": "j", "ŋ": "n",
    "ŧ": "t", "ƒ": "f", "ĸ": "k",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ـ": "",
    **dict.fromkeys(_APOSTROPHES, "'"),
}  # fmt: skip

#: Marks that are accents: Latin, Greek, Cyrillic, Hebrew, Arabic, Syriac, and those for any letter or symbol.
_ACCENTS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06ED), (0x0711, 0x0711), (0x0730, 0x074A), (0x08D3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip

#: Letters of their own in Cyrillic, though Unicode writes them as a letter and a mark.
_WHOLE = {"и\u0306": "й", "у\u0306": "ў", "і\u0308": "ї"}
_TAKEN_APART = re.compile("|".join(_WHOLE))


class _Table(dict[int, str]):
    """What a character of decomposed, casefolded text becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _plain(chr(code))
        return made


def _plain(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if category == "Cf":  # soft hyphens, joiners, marks of direction: nobody sees or types them
        return ""
    if category[0] == "M" and any(first <= ord(character) <= last for first, last in _ACCENTS):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character


_TABLE = _Table()


#: Marks on one letter are put in order in quadratic time: no text is normalised beyond this length at once.
_AT_ONCE = 256


def fold(text: str) -> str:
    """The text as it is compared; idempotent. Any text will do, lone surrogates included."""
    if text.isascii():
        return text.lower()
    if len(text) > _AT_ONCE:
        return "".join(folded for folded, _start, _end in clusters(text))
    apart = unicodedata.normalize("NFKD", text.translate(_BEFORE)).casefold()
    apart = unicodedata.normalize("NFKD", apart)  # some letters casefold into composed ones
    if "\u0306" in apart or "\u0308" in apart:
        apart = _TAKEN_APART.sub(lambda match: _WHOLE[match[0]], apart)
    return unicodedata.normalize("NFC", apart.translate(_TABLE))


def clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """(folded, start, end) of the smallest pieces that fold alone: a letter with its marks, a syllable of Hangul.

    The folded pieces joined are the folded text; `start` and `end` count characters of `text`.
    """
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _leans(text[end]) or end - start == _AT_ONCE:
            piece = text[start:end]
            yield (_one(piece) if end - start == 1 else fold(piece)), start, end
            start = end


_one = lru_cache(maxsize=16_384)(fold)


@lru_cache(maxsize=16_384)
def _leans(character: str) -> bool:
    """Whether a character may be folded into the one before it: a mark, what folds to nothing, the later parts of Hangul."""
    first = unicodedata.normalize("NFKD", character)[0]
    return (
        unicodedata.category(first)[0] == "M"
        or unicodedata.combining(first) != 0
        or 0x1160 <= ord(first) <= 0x11FF
        or not fold(character)
    )
