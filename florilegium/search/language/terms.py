"""One piece of a text read as a term: what stands after an operator, or what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from . import names, sites
from .days import Saved, Side, find_when
from .folding import LONGEST, clean, folded
from .names import Operator
from .normal import find_language
from .remarks import Code
from .scanning import STARS, Piece
from .tree import (
    By,
    Colored,
    Comparison,
    Field,
    Group,
    Has,
    Is,
    Language,
    Order,
    Phrase,
    SavedBy,
    Site,
    Tagged,
    Term,
    Word,
)  # fmt: skip

_NUMBER = re.compile(r"([<>]=?|=|≤|≥)? ?([0-9]{1,9})")
_COMPARISONS: dict[str, Comparison] = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">="}


@dataclass(frozen=True, slots=True)
class Sort:
    """An order that was asked for; it is no term, it stands beside them."""

    order: Order


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a piece says nothing."""

    code: Code
    choices: tuple[str, ...] = ()


def read(piece: Piece, today: date) -> Term | Sort | Misread:
    """A word, a phrase or an operator other than a known field's; its value is as typed, not yet clean."""
    if piece.kind == "word":
        text = piece.value.rstrip("".join(STARS))
        return Word(text, prefix=text != piece.value)
    if piece.operator is None:
        return Phrase(piece.value)
    value = clean(piece.value)
    if not value:
        return Misread("nothing_after")
    return _READERS[piece.operator](piece.operator, value, today)


def doubts(piece: Piece, found: Term) -> list[Code]:
    """What is to be said about a piece that was read, but not as it may have been meant."""
    found_doubts: list[Code] = []
    if piece.named:
        found_doubts.append("unknown_operator")
    if len(piece.value.strip()) > LONGEST:
        found_doubts.append("too_long")
    if isinstance(found, Site) and sites.has_more(found.host):
        found_doubts.append("only_site")
    return found_doubts


def fields_of(piece: Piece) -> tuple[Field, ...]:
    """The fields after an "in:", parted by commas or bars; () unless each is one."""
    said = [names.FIELDS.get(folded(clean(name))) for name in re.split(r"[,|，]", piece.value)]
    known = tuple(name for name in said if name is not None)
    return known if len(known) == len(said) else ()


def _day(operator: Operator, value: str, today: date) -> Term | Misread:
    when = find_when(value, today)
    return Misread("no_date") if when is None else Saved(cast(Side, operator), when)


def _number(operator: Operator, value: str, today: date) -> Term | Misread:
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", value))
    return SavedBy(_COMPARISONS.get(match[1], "="), int(match[2])) if match else Misread("no_number")


def _language(operator: Operator, value: str, today: date) -> Term | Misread:
    code = find_language(value)
    return Language(code) if code else Misread("no_language")


def _site(operator: Operator, value: str, today: date) -> Term | Misread:
    return Site(value) if sites.host_of(value) else Misread("nothing_after")


def _choice(operator: Operator, value: str, today: date) -> Term | Sort | Misread:
    chosen = names.CHOICES[operator].get("-".join(folded(value).replace("_", " ").split()))
    if chosen is None:
        return Misread("no_choice", names.choices(operator))
    return _CHOSEN[operator](chosen)


_CHOSEN: dict[Operator, Callable[..., Term | Sort]] = {"is": Is, "has": Has, "color": Colored, "sort": Sort}
_READERS: dict[Operator, Callable[[Operator, str, date], Term | Sort | Misread]] = {
    "tag": lambda operator, value, today: Tagged(value),
    "by": lambda operator, value, today: By(value),
    "group": lambda operator, value, today: Group(value),
    "site": _site,
    "lang": _language,
    "before": _day,
    "after": _day,
    "on": _day,
    "saved": _number,
    "is": _choice,
    "has": _choice,
    "color": _choice,
    "sort": _choice,
    "in": lambda operator, value, today: Misread("no_choice", names.choices(operator)),
}
