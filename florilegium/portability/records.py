"""What a file says, before anything is decided about it.

A reader turns the bytes of a foreign file into these values and goes no further: it judges no address, knows no
person and asks no database. Text is handed over letter for letter: only what the transport added (entities, quoting,
markup around a quote) is taken off. All times are microseconds since 1970 UTC, None where the source does not tell.
"""

from dataclasses import dataclass
from typing import Literal, final

from florilegium.kit.values import value

Remark = Literal[
    "annotations_not_read",
    "control_removed",
    "url_probably_cut",
    "date_unreadable",
    "encoding_guessed",
    "fold_incomplete",
    "folder_left_out",
    "highlight_markup_removed",
    "highlight_without_text",
    "nul_removed",
    "quotes_unclear",
    "title_probably_cut",
]
"""What a reader had to leave out or guess; each has its sentence in `sentences.REMARKS`."""

Reason = Literal[
    "broken_json",
    "cell_too_long",
    "link_unreadable",
    "nothing_to_keep",
    "row_broken",
    "row_unfinished",
    "unexpected_shape",
]
"""Why one row could not be read; each has its sentence in `sentences.REASONS`."""

Problem = Literal[
    "api_error",
    "archived_page",
    "broken_json",
    "broken_package",
    "empty_file",
    "encrypted",
    "link_roll",
    "nested_package",
    "nested_too_deep",
    "no_such_format",
    "nothing_in_package",
    "too_many_bytes",
    "too_many_bytes_unpacked",
    "too_many_files",
    "too_much_packed",
    "too_long_for_json",
    "unexpected_json",
    "unknown_form",
]
"""Why a whole file cannot be read; each has its sentence in `sentences.UNREADABLE`."""

RAW_LIMIT = 500
"""How many characters of a rejected row are kept for its report."""


@final
@value
class Note:
    """Something said: under a highlight, or about the page as a whole."""

    text: str
    author: str | None = None
    """Name or login as the source says it; None means the person whose file it is."""
    at: int | None = None
    approximate: bool = False
    """The source does not say whose words these are; the author is the likeliest."""


@final
@value
class Highlight:
    """A quoted passage as plain text, and what was said under it, in the source's order."""

    quote: str
    notes: tuple[Note, ...] = ()
    author: str | None = None
    at: int | None = None
    color: str | None = None
    """yellow, blue, green or pink; None where the source has no colour or another one."""


@value
class Record:
    """One kept page: a row of a table, an item of a page, a link of a bookmark file."""

    number: int
    """Position in the source, from 1."""
    title: str
    url: str | None
    """The address as written, trimmed; whether it may become a link is the importer's judgement."""
    title_cut: bool = False
    """The source shows only the beginning of the title (80 characters, the last of them an ellipsis)."""
    description: str = ""
    tags: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    comments: tuple[Note, ...] = ()
    """What was said about the page as a whole."""
    author: str | None = None
    at: int | None = None
    private: bool | None = None
    unread: bool | None = None
    views: int | None = None
    remarks: tuple[Remark, ...] = ()
    place: int = 0
    """Position in the whole listing of which the source is a page; 0: its number."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be read; the rest of the file goes on."""

    number: int
    reason: Reason
    title: str = ""
    raw: str = ""
    """The beginning of the row as it stood, at most RAW_LIMIT characters."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says about itself as a whole: whose it is, the group, the tag and the range of items it shows."""

    account: str | None = None
    """The login all records belong to; their author is then None, as in a file that names nobody."""
    group: str | None = None
    tag: str | None = None
    first: int | None = None
    last: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """A format's honest statement of what survives it.

    Names: title url tags description dates views highlights notes note_authors note_dates colors privacy read_later.
    """

    preserved: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    proven: bool = True
    """A real file of the form was at hand when its reader was written; else only descriptions of it."""


class Unreadable(Exception):
    """The whole file cannot be read.

    `details` are the values its sentence names.
    """

    def __init__(self, code: Problem, **details: str | int) -> None:
        super().__init__(code)
        self.code: Problem = code
        self.details = details
