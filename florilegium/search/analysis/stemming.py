"""What the forms of a word have in common: chevaux and cheval, running and run, Häuser and Haus.

An index keeps words folded and no stems; a table tells for each of its words the stem in a language, and a word asked
for is widened to all that share its stem. So a stem is made from the folded word, whoever asks, though Snowball's rules
were written for accents. Where they need one, or do not know a plural, a few rules of ours come first.
"""

import re
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache

import Stemmer

from .folding import fold
from .rewriting import REWRITING

#: Languages with stems, as the first part of a language tag (BCP 47), and Snowball's name for each.
LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip

_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class _Stemmers(threading.local):
    """Snowball's stemmers hold a state while they work, so each thread has its own."""

    def __init__(self) -> None:
        self._made: dict[str, Callable[[str], str]] = {}

    def get(self, name: str) -> Callable[[str], str]:
        if name not in self._made:
            self._made[name] = Stemmer.Stemmer(name, 0).stemWord  # a cache of its own would only slow down a vocabulary
        return self._made[name]


_stemmers = _Stemmers()


def stem(word: str, language: str) -> str:
    """The stem of a word in a language (`fr`, `fr-CA`), folded; the folded word itself where the language has no stems.

    The word may come as written or folded: the answer is the same. A stem is compared with stems of that language only.
    """
    return _stem(fold(word), language.partition("-")[0].lower())


def stems(word: str, languages: Iterable[str]) -> set[str]:
    """The stems of a word in any of the languages."""
    return {stem(word, language) for language in languages}


@lru_cache(maxsize=16_384)
def _stem(folded: str, language: str) -> str:
    name = LANGUAGES.get(language)
    if name is None or not _LETTERS.fullmatch(folded):
        return folded
    rules = REWRITING.get(language)
    return fold(_stemmers.get(name)(rules.apply(folded) if rules else folded))
