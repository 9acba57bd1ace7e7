"""A page that tells how to come here from elsewhere."""

from dataclasses import dataclass

from .frame import Index, Opening


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, and how."""

    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the guide. ``numbered``: the steps are in an order. ``command``: what one types, letter for letter."""

    heading: str
    sentences: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    numbered: bool = False
    command: str = ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """What a form of file carries and loses. ``facts``: “Carried over”, and the fields. ``caution``: why to look closely."""

    name: str
    facts: tuple[tuple[str, str], ...]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """How to come from elsewhere: what to save, how to bring it, what each form carries, how to take it back."""

    opening: Opening
    before: tuple[Chapter, ...]
    forms_heading: str
    forms: tuple[FormLine, ...]
    after: tuple[Chapter, ...]
    index: Index | None = None
