"""What a query says, as a tree of small values.

A tree that `parse` gives, and that `normal` gives of any other, is *normal*: an And or an Or has two different parts or
more and none of its own kind, a Not holds no Not, an In holds words, every text is clean and none is empty. Two normal
trees that differ are written differently.
"""

from dataclasses import dataclass, field
from typing import Literal

from .days import Saved
from .remarks import Remark

Field = Literal["title", "text", "quote", "note", "reply"]
State = Literal["private", "unread", "pinned"]
Part = Literal["highlight", "note", "copy", "pdf"]
Color = Literal["yellow", "blue", "green", "pink"]
Order = Literal["relevance", "newest", "oldest", "viewed", "annotated", "discussed"]
Comparison = Literal["=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Word:
    """One word in any of its forms, as typed; ``prefix``: any word that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they stand, one after the other. White space is folded."""

    text: str


@dataclass(frozen=True, slots=True)
class Tagged:
    name: str


@dataclass(frozen=True, slots=True)
class By:
    """Kept or said by a person: her login or the name she is shown by, as typed; a placeholder has only a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Site:
    """A host in small letters, without ``www.``: a site and those under it."""

    host: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group's slug or its name, as typed."""

    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """Two or three small letters: fr, en, gsw."""

    code: str


@dataclass(frozen=True, slots=True)
class Is:
    state: State


@dataclass(frozen=True, slots=True)
class Has:
    part: Part


@dataclass(frozen=True, slots=True)
class Colored:
    """With a highlight in that colour."""

    color: Color


@dataclass(frozen=True, slots=True)
class SavedBy:
    """How many members brought the page: 0 to 999,999,999."""

    comparison: Comparison
    number: int


Term = Word | Phrase | Tagged | By | Site | Group | Language | Saved | Is | Has | Colored | SavedBy


@dataclass(frozen=True, slots=True)
class In:
    """The words and phrases of ``child`` stand in one of these fields. Other terms in it mean what they always mean,
    and an In within an In is the one that counts."""

    fields: tuple[Field, ...]
    child: "Node"


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


Node = Term | In | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """``where``: None asks for everything. ``sort``: None leaves the order to the listing.

    ``remarks`` are about the text that was parsed, not about what it asks: they do not count when queries are compared.
    """

    where: Node | None = None
    sort: Order | None = None
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
