"""Bringing a file in, as its pages show it."""

from dataclasses import dataclass
from typing import Literal

from .entries import Entry, Pager
from .forms import Form
from .frame import Action, Empty, Index, Link, Opening


@dataclass(frozen=True, slots=True)
class FieldFate:
    """What became of one field of the source. ``fate``: in words; ``note``: why, in a sentence."""

    name: str
    fate: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormFates:
    """What a form of file keeps. ``name``: of the form, where several are spoken of."""

    fields: tuple[FieldFate, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class PreviewedFile:
    """A file before it is brought in: its first rows as entries. ``heading``: “The first 5 bookmarks in it”.

    ``name`` and ``form``: where there are several. ``problem``: why it cannot be read. ``actions``: to leave it out.
    """

    heading: str = ""
    entries: tuple[Entry, ...] = ()
    name: str = ""
    form: str = ""
    problem: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPreviewPage:
    """Files before they are brought in: what is in them, what is kept of it, and where it shall go.

    ``warnings``: “20 of 64 items are on this page: bring pages 2 to 4”. ``problem``: why nothing can be read; then there
    is nothing but that, and ``again``.
    """

    opening: Opening
    files: tuple[PreviewedFile, ...] = ()
    fates: tuple[FormFates, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    again: Action | None = None
    form: Form | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. ``done`` of ``total`` rows for the bar, None if the total is not known; ``text``: the same in words."""

    done: int
    total: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What became of one row. ``url``: the bookmark it became or met. ``reasons``: sentences."""

    number: str
    title: str
    outcome: str
    url: str = ""
    rejected: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportItem:
    """An import in the list. ``facts``: “64 new, 2 rejected”; ``when``: the day, in words."""

    name: str
    url: str
    state: str
    facts: str = ""
    library: Link | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class ImportProgressPage:
    """An import while it runs and after. ``refresh``: seconds until the page asks again, 0 when nothing will change.

    ``outcomes``: all, new, completed, unchanged, rejected, with counts, filtering the report's rows. ``added``: what it
    added, in words. ``together``: the files that were brought at once with it.
    """

    opening: Opening
    state: Literal["waiting", "running", "done", "failed"]
    progress: Progress | None = None
    refresh: int = 0
    problem: str = ""
    warnings: tuple[str, ...] = ()
    outcomes: tuple[Link, ...] = ()
    rows: tuple[ReportRow, ...] = ()
    rows_empty: str = ""
    pager: Pager | None = None
    fates: tuple[FormFates, ...] = ()
    together: tuple[ImportItem, ...] = ()
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """The files the viewer brought in. The opening's action brings another."""

    opening: Opening
    items: tuple[ImportItem, ...]
    empty: Empty | None = None
    pager: Pager | None = None
    index: Index | None = None
