"""What an action has in hand while pages are kept: bookmarks with what is said of them, changed in memory, written once.

Everything is loaded in a fixed number of statements for a batch, merged draft by draft in Python, and written in bulk.
"""

from dataclasses import dataclass, field

from florilegium.library.models import Color, Kind
from florilegium.library.titles import folded


@dataclass(slots=True)
class Spoken:
    """An annotation in hand. ``id`` 0: not written yet. ``new`` and ``changed`` say what to write."""

    page_id: int
    author_id: int
    kind: int
    at: int
    quote: str = ""
    body: str = ""
    id: int = 0
    root: "Spoken | None" = None
    parent: "Spoken | None" = None
    selectors: list[object] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    updated: int = 0
    withdrawn: bool = False
    color: int = Color.YELLOW
    plain: bool = False
    position: int = 0
    at_known: bool = True
    approximate: bool = False
    brought_by_id: int | None = None
    heard: bool = True
    new: bool = False
    changed: bool = False
    replies: "list[Spoken]" = field(default_factory=list)
    replies_added: int = 0


@dataclass(slots=True)
class Saved:
    """A saving in hand."""

    person_id: int
    at: int
    at_known: bool
    brought_by_id: int | None
    new: bool = False


@dataclass(slots=True)
class Journal:
    """What one draft brought to a bookmark: enough to take it away again.

    ``filled``: passages that got a note where they had none. ``fields``: what stood in each changed field before, and
    what stands now. ``print``: of the title and description of a new bookmark.
    """

    new: bool = False
    savers: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    said: list[Spoken] = field(default_factory=list)
    filled: list[Spoken] = field(default_factory=list)
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)
    print: str = ""

    def told(self) -> dict[str, object]:
        """The same as JSON, once everything has its id; without what is empty."""
        told: dict[str, object] = {
            "new": self.new, "savers": self.savers, "tags": self.tags, "said": [one.id for one in self.said],
            "filled": [one.id for one in self.filled], "fields": self.fields,
            "print": self.print,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


@dataclass(slots=True)
class Shelved:
    """A bookmark in hand, with its savings, tags and annotations as far as the drafts need them."""

    page_id: int
    added_by_id: int
    title: str
    at: int
    at_known: bool
    private: bool
    id: int = 0
    description: str = ""
    views: int = 0
    views_brought: int = 0
    pinned: int = 0
    updated: int = 0
    alone: bool = False
    site_page_id: int | None = None
    new: bool = False
    changed: bool = False
    redated: bool = False
    savings: dict[int, Saved] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    new_tags: dict[str, tuple[str, int]] = field(default_factory=dict)
    passages: list[Spoken] = field(default_factory=list)
    page_notes: list[Spoken] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)
    #: The passages by their folded quotes, as far as they were asked for.
    by_quote: dict[str, list[Spoken]] = field(default_factory=dict)
    indexed: int = 0

    def become(self, name: str, value: object) -> None:
        """Change a field, and note what stood there."""
        self.journal.fields[name] = (self.journal.fields.get(name, (getattr(self, name),))[0], value)
        setattr(self, name, value)
        self.changed = True

    def occurrence(self, quote: str, nth: int) -> Spoken | None:
        """The ``nth`` (from 0) passage with this folded quote; None if there are fewer."""
        for passage in self.passages[self.indexed :]:
            self.by_quote.setdefault(folded(passage.quote), []).append(passage)
        self.indexed = len(self.passages)
        found = self.by_quote.get(quote, ())
        return found[nth] if nth < len(found) else None

    def add_passage(self, quote: str, passage: Spoken) -> None:
        """One more passage, its folded quote just asked for with ``occurrence``."""
        self.passages.append(passage)
        self.by_quote.setdefault(quote, []).append(passage)
        self.indexed += 1

    def says(self, text: str) -> Spoken | None:
        """The page note with these words, white space folded."""
        wanted = folded(text)
        return next((note for note in self.page_notes if folded(note.body) == wanted), None)

    def everything_said(self) -> list[Spoken]:
        """Passages and page notes, each followed by its replies."""
        said = []
        for spoken in (*self.passages, *self.page_notes):
            said.append(spoken)
            said.extend(spoken.replies)
        return said

    def next_position(self) -> int:
        """After all passages, which stand in their order."""
        return self.passages[-1].position + 1 if self.passages else 0


HAS_QUOTE = (Kind.HIGHLIGHT, Kind.NOTE)
