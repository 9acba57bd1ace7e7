"""How a host is compared, and how it is shown to people.

Compared, a host is ASCII: what the name server is asked (punycode for `bücher.example`). Shown, it is Unicode, because
`xn--bcher-kva.example` tells nobody anything; but only where the Unicode cannot pass for another name. A label is
shown as punycode when it mixes scripts (a Cyrillic а among Latin letters), when every letter of it has a Latin twin
(`аррӏе`, Cyrillic throughout), or when it uses Latin letters outside what European and Vietnamese orthographies
need (ɡ, ı). This is coarser than a browser's tables; it errs towards punycode, which is ugly and honest.
"""

import re
import unicodedata
from functools import lru_cache

import ada_url

#: The longest name the DNS can carry (RFC 1035 §2.3.4, without the root's dot).
MAX_HOST = 253

_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_WWW = re.compile(r"(?:www\.)+(?=[^.]+\.[^.])")

#: Scripts that are written together in one word.
_TOGETHER = (
    {"CJK", "HIRAGANA", "KATAKANA", "LATIN"},
    {"CJK", "HANGUL", "LATIN"},
    {"CJK", "BOPOMOFO", "LATIN"},
)
_ALIASES = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA"}
_LATIN_TWINS = frozenset("асԁеһіјӏорԛѕԝхуъьҽпгѵѡαγικνορτυχωηօոսհցզ")
_LATIN = frozenset(
    "abcdefghijklmnopqrstuvwxyz"
    + "".join(map(chr, range(0xDF, 0x180)))
    + "ơưșț"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
) - frozenset("÷ıĸŀŉſ")


@lru_cache(maxsize=8192)
def comparable_host(host: str) -> str:
    """The host that decides equality, of one a WHATWG parser has put out; "" if no server can bear that name.

    Without the root's dot and without leading `www.`, which is dropped only before a name of two labels or more:
    `www.org` is a name of its own. IP addresses pass as they are.
    """
    if host.startswith("["):
        return host
    if not _NAME.fullmatch(host):
        return ""
    host = host.removesuffix(".")
    if len(host) > MAX_HOST or not all(map(_decodes, host.split("."))):
        return ""
    return _WWW.sub("", host, count=1)


@lru_cache(maxsize=8192)
def readable_host(host: str) -> str:
    """A comparable host as people read it: each label in Unicode unless it could pass for another."""
    if "xn--" not in host:
        return host
    labels = host.split(".")
    return ".".join(_readable_label(label, under_latin=not labels[-1].startswith("xn--")) for label in labels)


def _decodes(label: str) -> bool:
    """False for punycode that stands for nothing; ada lets an ASCII host through without asking (UTS 46 §4)."""
    return not label.startswith("xn--") or ada_url.idna_to_unicode(label) != label


def _readable_label(label: str, *, under_latin: bool) -> str:
    """One label in Unicode if that is honest; under a top-level domain of another script no twin deceives."""
    if not label.startswith("xn--"):
        return label
    shown: str = ada_url.idna_to_unicode(label)
    letters = {character for character in shown if character.isalpha()}
    scripts = {_script(character) for character in shown} - {""}
    mixed = len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
    foreign = any(_script(letter) == "LATIN" for letter in letters - _LATIN)
    twin = under_latin and bool(letters) and letters <= _LATIN_TWINS
    return label if mixed or foreign or twin else shown


def _script(character: str) -> str:
    """The script of a letter or mark, as the first word of its Unicode name; "" for digits and hyphens."""
    if unicodedata.category(character)[0] not in "LM":
        return "" if character.isdigit() or character == "-" else "SYMBOL"
    first = unicodedata.name(character, "UNKNOWN").split()[0]
    return _ALIASES.get(first, first)
