"""What becomes of a bookmark when the same page is brought again: the richer fills what the poorer lacks.

Nothing that stands is overwritten by an import: a saving, a tag, a passage or a note is added when it is not there yet.
Title and description are the first saver's; a cut or empty title is completed; a later saver's description becomes her
page note. A passage is known by its quote and how often that quote came before in the page; a note by its words. So the
same source brought twice changes nothing.
"""

from collections.abc import Iterator

from florilegium.library import titles, words
from florilegium.library.drafts import BookmarkDraft, HighlightDraft, NoteDraft
from florilegium.library.models import Color, Kind, Library
from florilegium.people.models import Person

from .shelf import Journal, Saved, Shelved, Spoken


def start(draft: BookmarkDraft, library: Library, page_id: int, *, alone: bool) -> Shelved:
    """A new bookmark of the draft's page, with nothing on it yet."""
    private = library.person_id is not None and draft.private is not False
    return Shelved(
        page_id=page_id, added_by_id=draft.saver.id, title=draft.title, at=draft.at, at_known=draft.at_known,
        private=private, description=draft.description, alone=alone, new=True,
    )  # fmt: skip


def merge(row: Shelved, draft: BookmarkDraft, library: Library) -> bool:
    """Put what the draft brings into the bookmark in hand; whether that changed anything."""
    before = row.changed
    row.changed = False
    row.journal = Journal(new=row.new and not row.savings)  # the first of this batch to bring it
    _save(row, draft)
    hushed = _hushed(row, draft, library)
    _complete_fields(row, draft, hushed)
    _tag(row, draft)
    for quote, nth, highlight in _numbered(draft.highlights):
        passage = row.occurrence(quote, nth)
        if passage is None:
            passage = _passage(row, highlight, draft, hushed)
            row.add_passage(quote, passage)
        elif highlight.at is not None and not passage.at_known:
            passage.at, passage.at_known, passage.changed, row.changed = highlight.at, True, True, True
        for answer in highlight.notes:
            _answer(row, passage, answer, draft, hushed)
    for note in draft.page_notes:
        _note(row, note, draft, hushed)
    if row.journal.new:
        row.journal.print = titles.print_of(row.title, row.description)
    changed = row.changed
    row.changed = changed or before
    return changed


def _hushed(row: Shelved, draft: BookmarkDraft, library: Library) -> int | None:
    """The library's own person, who keeps what she says here to herself unless the source says it was public."""
    public = library.open and draft.private is False and not row.private
    return None if public else library.person_id


def _numbered(highlights: tuple[HighlightDraft, ...]) -> Iterator[tuple[str, int, HighlightDraft]]:
    """Each with its folded quote, and how often that came before."""
    seen: dict[str, int] = {}
    for highlight in highlights:
        quote = titles.folded(highlight.quote)
        nth = seen.get(quote, 0)
        seen[quote] = nth + 1
        yield quote, nth, highlight


def _save(row: Shelved, draft: BookmarkDraft) -> None:
    person_id = draft.saver.id
    known = row.savings.get(person_id)
    if known is None:
        row.savings[person_id] = Saved(person_id, draft.at, draft.at_known, _id(draft.brought_by), new=True)
        row.journal.savers.append(person_id)
        row.changed = True
    if draft.at_known and not row.at_known:
        row.become("at", draft.at)
        row.become("at_known", True)
        row.redated = True
        for saved in row.savings.values():
            if not saved.at_known:
                saved.at, saved.at_known = draft.at, True


def _complete_fields(row: Shelved, draft: BookmarkDraft, hushed: int | None) -> None:
    if _is_poorer(row.title, draft):
        row.become("title", draft.title)
    if draft.views is not None and draft.views > row.views_brought:
        row.views += draft.views - row.views_brought
        row.become("views_brought", draft.views)
    if not draft.description or titles.folded(draft.description) == titles.folded(row.description):
        return
    if row.says(draft.description) is not None:
        return
    if not row.description and draft.saver.id == row.added_by_id:
        row.become("description", draft.description)
    elif draft.saver.id != row.added_by_id:
        note = NoteDraft(
            body=draft.description, author=draft.saver, at=draft.at if draft.at_known else None, plain=True,
            brought_by=draft.brought_by,
        )  # fmt: skip
        _note(row, note, draft, hushed)


def _is_poorer(title: str, draft: BookmarkDraft) -> bool:
    """Whether the title in hand is empty, an address, or the cut beginning of the draft's."""
    if title == draft.title or draft.title_cut or not draft.title.strip():
        return False
    if not title.strip():
        return True
    if title.startswith(("http://", "https://")):
        return not draft.title.startswith(("http://", "https://"))
    stem = titles.stem(title)
    return stem != titles.folded(title) and titles.same(title, True, draft.title, False)


def _tag(row: Shelved, draft: BookmarkDraft) -> None:
    for slug, name in words.distinct(draft.tags).items():
        if slug not in row.tags:
            row.tags[slug] = name
            row.new_tags[slug] = (name, draft.saver.id)
            row.journal.tags.append(slug)
            row.changed = True


def _passage(row: Shelved, highlight: HighlightDraft, draft: BookmarkDraft, hushed: int | None) -> Spoken:
    passage = Spoken(
        page_id=row.page_id, author_id=highlight.author.id, kind=Kind.HIGHLIGHT, quote=highlight.quote,
        at=highlight.at or draft.at, at_known=highlight.at is not None or draft.at_known,
        color=Color.YELLOW if highlight.color is None else highlight.color, position=row.next_position(),
        approximate=highlight.approximate, brought_by_id=_id(highlight.brought_by),
        heard=highlight.author.id != hushed, new=True,
    )  # fmt: skip
    row.journal.said.append(passage)
    row.changed = True
    return passage


def _answer(row: Shelved, passage: Spoken, note: NoteDraft, draft: BookmarkDraft, hushed: int | None) -> None:
    """A note on a passage: the passage's own body if it is its author's first, else a reply."""
    wanted = titles.folded(note.body)
    if any(titles.folded(said.body) == wanted for said in (passage, *passage.replies)):
        return
    row.changed = True
    if not passage.body and note.author.id == passage.author_id:
        passage.body, passage.plain, passage.kind = note.body, note.plain, Kind.NOTE
        passage.changed = True
        if not any(said is passage for said in row.journal.said):
            row.journal.filled.append(passage)
        return
    reply = _spoken(row, note, draft, hushed, Kind.REPLY)
    reply.root = passage
    # A reply is heard where its passage is: a passage that only its author hears has no other listeners.
    reply.heard = reply.heard or passage.heard
    row.journal.said.append(reply)
    passage.replies.append(reply)
    passage.replies_added += 1


def _note(row: Shelved, note: NoteDraft, draft: BookmarkDraft, hushed: int | None) -> None:
    if titles.folded(note.body) == titles.folded(row.description) or row.says(note.body) is not None:
        return
    spoken = _spoken(row, note, draft, hushed, Kind.PAGE_NOTE)
    row.journal.said.append(spoken)
    row.page_notes.append(spoken)
    row.changed = True


def _spoken(row: Shelved, note: NoteDraft, draft: BookmarkDraft, hushed: int | None, kind: Kind) -> Spoken:
    return Spoken(
        page_id=row.page_id, author_id=note.author.id, kind=kind, body=note.body, at=note.at or draft.at,
        at_known=note.at is not None, plain=note.plain, approximate=note.approximate,
        brought_by_id=_id(note.brought_by), heard=note.author.id != hushed, new=True,
        position=len(row.page_notes) if kind == Kind.PAGE_NOTE else 0,
    )  # fmt: skip


def _id(person: Person | None) -> int | None:
    return None if person is None else person.id
