"""The names of operators and of what may stand after them: the English one, which is written, and those that are read."""

from collections.abc import Mapping
from typing import Literal, TypeVar

from .folding import folded
from .tree import Color, Field, Order, Part, State

Operator = Literal[
    "after", "before", "by", "color", "group", "has", "in", "is", "lang", "on", "saved", "site", "sort", "tag",
]  # fmt: skip

_OPERATORS: dict[Operator, str] = {
    "tag": "tag étiquette",
    "by": "by par user",
    "site": "site",
    "in": "in dans",
    "group": "group groupe",
    "lang": "lang langue language",
    "before": "before avant",
    "after": "after après since depuis",
    "on": "on le date",
    "is": "is est",
    "has": "has a",
    "color": "color colour couleur",
    "saved": "saved gardé enregistré",
    "sort": "sort tri",
}
_FIELDS: dict[Field, str] = {
    "title": "title titre titres",
    "text": "text texte",
    "quote": "quote quotes citation citations",
    "note": "note notes",
    "reply": "reply replies réponse réponses",
}
_STATES: dict[State, str] = {
    "private": "private privé privée privés privées",
    "unread": "unread to-read non-lu non-lue non-lus non-lues à-lire",
    "pinned": "pinned épinglé épinglée épinglés épinglées",
}
_PARTS: dict[Part, str] = {
    "highlight": "highlight highlights surlignage surlignages",
    "note": "note notes",
    "copy": "copy copies copie",
    "pdf": "pdf pdfs",
}
_COLORS: dict[Color, str] = {
    "yellow": "yellow jaune",
    "blue": "blue bleu bleue",
    "green": "green vert verte",
    "pink": "pink rose",
}
_ORDERS: dict[Order, str] = {
    "relevance": "relevance pertinence",
    "newest": "newest new récent récents récentes plus-récent plus-récents",
    "oldest": "oldest old ancien anciens anciennes plus-ancien plus-anciens",
    "viewed": "viewed views vu vus vues",
    "annotated": "annotated annoté annotés annotées",
    "discussed": "discussed discuté discutés discutées",
}
_LANGUAGES = {
    "ar": "arabic arabe العربية",
    "de": "german allemand deutsch",
    "en": "english anglais",
    "es": "spanish espagnol español",
    "fr": "french français",
    "it": "italian italien italiano",
    "ja": "japanese japonais 日本語",
    "ko": "korean coréen 한국어",
    "nl": "dutch néerlandais nederlands",
    "pt": "portuguese portugais português",
    "ru": "russian russe русский",
    "zh": "chinese chinois 中文",
}
Keyword = Literal["and", "or", "not"]
_KEYWORDS: dict[Keyword, str] = {"and": "AND ET", "or": "OR OU", "not": "NOT SAUF"}


T = TypeVar("T", bound=str)


def _read(written: dict[T, str]) -> dict[str, T]:
    return {folded(alias): name for name, aliases in written.items() for alias in aliases.split()}


#: Every name under which one is read, folded, and the one it is written by.
OPERATORS = _read(_OPERATORS)
FIELDS = _read(_FIELDS)
STATES = _read(_STATES)
PARTS = _read(_PARTS)
COLORS = _read(_COLORS)
ORDERS = _read(_ORDERS)
LANGUAGES = {folded(name): code for code, names in _LANGUAGES.items() for name in names.split()}
#: AND, OR and NOT count in capitals only: "or" is gold in French, and "et" stands everywhere.
KEYWORDS = {name: kind for kind, names in _KEYWORDS.items() for name in names.split()}
#: The operators after which one of a few names stands.
CHOICES: dict[Operator, Mapping[str, str]] = {
    "in": FIELDS, "is": STATES, "has": PARTS, "color": COLORS, "sort": ORDERS, "lang": LANGUAGES,
}  # fmt: skip


def choices(operator: Operator) -> tuple[str, ...]:
    """What may stand after an operator, as it is written; () where that is not for the language to say."""
    return tuple(dict.fromkeys(CHOICES.get(operator, {}).values()))


def beginning(names: Mapping[str, T], typed: str) -> tuple[T, ...]:
    """The written forms of the names, English or French, that begin as typed; in the order of the list."""
    begun = folded(typed)
    return tuple(dict.fromkeys(name for alias, name in names.items() if alias.startswith(begun)))
