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
class ImportPreviewPage:
    """A file before it is brought in: its first rows as entries, what is kept of them, and where they shall go.

    ``entries_heading``: “The first 5 of 64 rows”. ``warnings``: “20 of 64 items are on this page: bring pages 2 to 4”.
    ``problem``: why the file cannot be read; then there is nothing but that, and ``again``.
    """

    opening: Opening
    entries_heading: str = ""
    entries: tuple[Entry, ...] = ()
    fields: tuple[FieldFate, ...] = ()
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
class ImportProgressPage:
    """An import while it runs and after. ``refresh``: seconds until the page asks again, 0 when nothing will change.

    ``outcomes``: all, new, completed, unchanged, rejected, with counts, filtering the report's rows.
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
    fields: tuple[FieldFate, ...] = ()
    index: Index | None = None


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
class ImportsPage:
    """The files the viewer brought in. The opening's action brings another."""

    opening: Opening
    items: tuple[ImportItem, ...]
    empty: Empty | None = None
    pager: Pager | None = None
    index: Index | None = None
