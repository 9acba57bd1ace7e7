"""From a record of a foreign file to a draft: who its people are here, which address may become a link, when it was."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from florilegium.kit import addresses, clock
from florilegium.library import titles
from florilegium.library.actions.people import stand_in
from florilegium.library.drafts import BookmarkDraft, HighlightDraft, NoteDraft
from florilegium.library.models import Color, Library
from florilegium.people.models import Person

from .choosing import Choices
from .records import Highlight, Note, Record, Rejected

#: The source of placeholder people: all forms that we read so far are Diigo's.
SOURCE = "diigo"

_COLORS = {"yellow": Color.YELLOW, "blue": Color.BLUE, "green": Color.GREEN, "pink": Color.PINK}


@dataclass(slots=True)
class Survey:
    """What a first reading of all records tells: how many, whose words, and which titles come more than once.

    Titles by their hashes, so that a large file does not fill the memory.
    """

    records: int = 0
    names: set[str] = field(default_factory=set)
    whole: Counter[int] = field(default_factory=Counter)
    beginnings: Counter[int] = field(default_factory=Counter)

    def see(self, record: Record | Rejected) -> None:
        self.records += 1
        if isinstance(record, Record):
            self.names.update(names_in(record))
            title = titles.folded(record.title)
            self.whole[hash(title)] += 1
            self.beginnings[hash(titles.beginning(title))] += 1

    def uniqueness(self, title: str) -> tuple[bool, bool]:
        """Whether no other record has this title; nor one with its beginning."""
        whole = titles.folded(title)
        return self.whole[hash(whole)] < 2, self.beginnings[hash(titles.beginning(whole))] < 2


def survey(records: Iterable[Record | Rejected]) -> Survey:
    """Read everything once."""
    found = Survey()
    for record in records:
        found.see(record)
    return found


def names_in(record: Record) -> Iterator[str]:
    """Every name under which somebody else speaks in the record."""
    if record.author:
        yield record.author
    for comment in record.comments:
        if comment.author:
            yield comment.author
    for highlight in record.highlights:
        if highlight.author:
            yield highlight.author
        for note in highlight.notes:
            if note.author:
                yield note.author


@dataclass(frozen=True, slots=True)
class Drafter:
    """Turns records into drafts for one library. ``base``: the time that undated records count back from.

    What a record says without a name is by whose file it is: who brings it, or whom she names.
    """

    library: Library
    by: Person
    survey: Survey
    base: int
    choices: Choices = field(default_factory=Choices)

    def drafts(self, records: list[Record]) -> list[tuple[BookmarkDraft, list[str]]]:
        """A draft and remarks for each record. Makes the placeholder people it needs: call inside the transaction."""
        names = {name for record in records for name in names_in(record)}
        names.update(filter(None, (self.choices.whose,)))
        people = stand_in(library=self.library, source=SOURCE, names=names) if names else {}
        return [self._draft(record, people) for record in records]

    def _draft(self, record: Record, people: dict[str, Person]) -> tuple[BookmarkDraft, list[str]]:
        remarks: list[str] = list(record.remarks)
        address, description = self._address(record, remarks)
        saver = people.get(record.author or self.choices.whose, self.by)
        at = record.at
        if at is not None and not clock.believable(at):
            remarks.append("date_unreadable")
            at = None
        title_unique, beginning_unique = self.survey.uniqueness(record.title)
        draft = BookmarkDraft(
            address=address,
            title=record.title or record.url or "",
            saver=saver,
            at=self.base - (record.place or record.number) * clock.SECOND if at is None else at,
            at_known=at is not None,
            title_cut=record.title_cut,
            title_unique=title_unique,
            beginning_unique=beginning_unique,
            description=description,
            tags=(*record.tags, *self.choices.tags),
            private=record.private if self.choices.private is None else self.choices.private,
            views=record.views,
            highlights=tuple(self._highlight(h, saver, people) for h in record.highlights),
            page_notes=tuple(self._note(c, saver, people) for c in record.comments),
            brought_by=self._brought(saver),
            chosen=self.choices.titles.get(record.number),
            unread=bool(record.unread) and saver.id == self.by.id,
        )
        return draft, remarks

    def _address(self, record: Record, remarks: list[str]) -> tuple[addresses.Address | None, str]:
        if not record.url:
            return None, record.description
        try:
            return addresses.parse(record.url), record.description
        except addresses.NotAnAddress:
            remarks.append("not_a_link")
            return None, "\n\n".join(filter(None, (record.description, record.url)))

    def _brought(self, author: Person) -> Person | None:
        return None if author.id == self.by.id else self.by

    def _highlight(self, highlight: Highlight, saver: Person, people: dict[str, Person]) -> HighlightDraft:
        author = people[highlight.author] if highlight.author else saver
        return HighlightDraft(
            quote=highlight.quote,
            author=author,
            color=_COLORS.get(highlight.color or ""),
            at=highlight.at if highlight.at is not None and clock.believable(highlight.at) else None,
            notes=tuple(self._note(note, author, people) for note in highlight.notes),
            brought_by=self._brought(author),
        )

    def _note(self, note: Note, otherwise: Person, people: dict[str, Person]) -> NoteDraft:
        author = people[note.author] if note.author else otherwise
        return NoteDraft(
            body=note.text,
            author=author,
            at=note.at if note.at is not None and clock.believable(note.at) else None,
            plain=True,
            approximate=note.approximate,
            brought_by=self._brought(author),
        )
