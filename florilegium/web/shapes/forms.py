"""Forms as templates read them, whatever checked them."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "url", "textarea", "select", "radio", "checkbox", "file", "password", "hidden"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a select or a row of radio buttons or checkboxes. ``help``: what it means, in a sentence."""

    value: str
    label: str
    chosen: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``label`` is always said, with ``quiet`` only to who listens.

    ``checkbox`` without ``options`` is one box, ticked if ``checked``, that posts ``value``; with options, several.
    ``errors``: sentences. ``accept``: of a file, as in HTML (“.csv,.zip”); ``multiple``: several of them.
    ``readonly``: nothing is asked; a text to be copied.
    """

    name: str
    label: str
    value: str = ""
    kind: Kind = "text"
    options: tuple[Choice, ...] = ()
    checked: bool = False
    help: str = ""
    errors: tuple[str, ...] = ()
    required: bool = False
    quiet: bool = False
    autocomplete: str = ""
    maxlength: int | None = None
    rows: int = 4
    accept: str = ""
    multiple: bool = False
    readonly: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form that posts. ``id`` is its own on the page, and begins the ids of its fields.

    ``errors``: about the whole. ``cancel``: where one goes without doing it. ``upload``: it carries
    a file.
    """

    id: str
    action: str
    fields: tuple[Field, ...]
    submit: str
    errors: tuple[str, ...] = ()
    cancel: str = ""
    upload: bool = False

    @property
    def faulty(self) -> tuple[Field, ...]:
        """The fields with errors, for the summary on top."""
        return tuple(field for field in self.fields if field.errors)
