"""Keeping pages in a library: one, or many at once. Saving by hand and importing are the same action."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import events, rows, rules, titles
from florilegium.library.drafts import BookmarkDraft
from florilegium.library.errors import NotAllowed
from florilegium.library.models import Annotation, Audience, Library, Page, Unread
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .counting import counted_in, recount
from .gathering import bookmarks_of, bookmarks_titled, load_said, load_savings_and_tags, pages_of
from .merging import merge, start
from .shelf import Journal, Shelved
from .writing import hold, pages_alone, write


class Fate(Enum):
    """What became of a draft."""

    NEW = "new"
    COMPLETED = "completed"
    UNCHANGED = "unchanged"
    PASSED = "passed"  # not in the library, where only what is there was to be completed


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft's fate. ``ambiguous``: several bookmarks have its title, and it has no address to tell which.

    ``journal``: what it brought; ``bookmark_id`` 0: it was passed over.
    """

    fate: Fate
    bookmark_id: int
    ambiguous: bool = False
    journal: Journal = field(default_factory=Journal)


@transaction.atomic
def keep_pages(
    *,
    by: Person,
    library: Library,
    drafts: Sequence[BookmarkDraft],
    only_complete: bool = False,
    imported: bool = False,
) -> list[Kept]:
    """Keep each draft's page in the library; what becomes of each, in order. NotAllowed: ``by`` may not write there.

    In a fixed number of statements for any number of drafts. Where the page is kept already, they meet on one bookmark.
    ``only_complete``: what the library does not have is passed over. ``imported``: out of a file, so that nobody wished
    for each of these pages to be fetched.
    """
    check_writer(by, library)
    hold(library)
    library.refresh_from_db()
    shelf = _Shelf(library, drafts, only_complete=only_complete)
    kept = [shelf.keep(draft) for draft in drafts]
    shelf.move_said()
    touched = [row for row in shelf.rows() if row.new or row.changed]
    spoken_of = shelf.spoken_of_elsewhere()
    write(library, touched)
    for page_id, authors in spoken_of.items():
        recount(counted_in(page_id, [], authors))
    shelf.drop_empty_pages()
    _note_unread(drafts, kept)
    if touched:
        kept_by = None if imported else by.pk
        events.tell(
            events.bookmarks_saved, library_id=library.pk, bookmark_ids=[row.id for row in touched], kept_by=kept_by
        )
    return [Kept(fate, row.id if row is not None else 0, ambiguous, journal) for fate, row, ambiguous, journal in kept]


def _note_unread(drafts: Sequence[BookmarkDraft], kept: Sequence[tuple[Fate, Shelved | None, bool, Journal]]) -> None:
    """Put on each saver's list what a draft says she has still to read; not again what she brought before."""
    now = clock.now()
    fresh = [
        (draft.saver.pk, row.page_id, now)
        for draft, (_fate, row, _ambiguous, journal) in zip(drafts, kept, strict=True)
        if draft.unread and row is not None and draft.saver.pk in journal.savers
    ]
    rows.insert_missing(Unread, ("person_id", "page_id", "at"), fresh)


def check_writer(by: Person, library: Library) -> None:
    """NotAllowed unless ``by`` may save into the library."""
    if not rules.can_write(Viewer(by), library, library.group):
        raise NotAllowed(_("You may not save pages in this library."))


class _Shelf:
    """The batch in hand: finds each draft's bookmark, or starts one."""

    def __init__(self, library: Library, drafts: Sequence[BookmarkDraft], *, only_complete: bool) -> None:
        self.library = library
        self.only_complete = only_complete
        pages = pages_of(draft.address for draft in drafts if draft.address is not None)
        self.pages = pages.ids
        self.by_page = bookmarks_of(library, set(pages.ids.values()) - pages.fresh)
        lost = [draft for draft in drafts if draft.address is None]
        found = [draft for draft in drafts if draft.address is not None]
        self.titled = bookmarks_titled(library, lost, alone=False)
        self.alone: dict[int, list[Shelved]] = {}
        if found and Page.objects.filter(alone_in=library).exists():
            self.alone = bookmarks_titled(library, found, alone=True)
        self._share()
        everything = self.rows()
        load_savings_and_tags(everything)
        load_said(library, everything)  # whole, because the counters are written from what is in hand
        self.met: set[int] = set()
        self.moved: list[tuple[Shelved, int]] = []

    def _share(self) -> None:
        """One object for one bookmark, however it was found."""
        known = {row.id: row for row in self.by_page.values()}
        for index in (self.titled, self.alone):
            for key, found in index.items():
                index[key] = [known.setdefault(row.id, row) for row in found]
                for row, original in zip(index[key], found, strict=True):
                    row.alone = row.alone or original.alone

    def rows(self) -> list[Shelved]:
        """Every bookmark in hand, once."""
        seen: dict[int, Shelved] = {id(row): row for row in self.by_page.values()}
        for index in (self.titled, self.alone):
            for found in index.values():
                seen.update((id(row), row) for row in found)
        return list(seen.values())

    def keep(self, draft: BookmarkDraft) -> tuple[Fate, Shelved | None, bool, Journal]:
        row, ambiguous = self._find(draft)
        if row is None and self.only_complete:
            return Fate.PASSED, None, ambiguous, Journal()
        if row is None:
            row = self._start(draft)
            merge(row, draft, self.library)
            return Fate.NEW, row, ambiguous, row.journal
        moved = draft.address is not None and row.alone
        if moved and draft.address is not None:
            self._give_address(row, self.pages[draft.address.key])
        changed = merge(row, draft, self.library)
        if row.new:
            return Fate.UNCHANGED if not changed else Fate.COMPLETED, row, ambiguous, row.journal
        return (Fate.COMPLETED if changed or moved else Fate.UNCHANGED), row, ambiguous, row.journal

    def _find(self, draft: BookmarkDraft) -> tuple[Shelved | None, bool]:
        if draft.chosen is not None:
            chosen = next((row for rows in self.titled.values() for row in rows if row.id == draft.chosen), None)
            if chosen is not None:
                self.met.add(id(chosen))
                return chosen, False
        if draft.address is None:
            return self._find_by_title(draft)
        row = self.by_page.get(self.pages[draft.address.key])
        if row is None:
            same = [
                other
                for other in self.alone.get(titles.key(draft.title), ())
                if other.alone and _same_title(other, draft) and _is_only(other, draft)
            ]
            if len(same) == 1:
                return same[0], False
        return row, False

    def _find_by_title(self, draft: BookmarkDraft) -> tuple[Shelved | None, bool]:
        same = [
            row
            for row in self.titled.get(titles.key(draft.title), ())
            if id(row) not in self.met and _same_title(row, draft)
        ]
        mine = [row for row in same if row.alone and row.title == draft.title]
        chosen = mine[0] if mine else same[0] if len(same) == 1 and _is_only(same[0], draft) else None
        if chosen is not None:
            self.met.add(id(chosen))
        return chosen, chosen is None and len(same) > 1

    def _start(self, draft: BookmarkDraft) -> Shelved:
        alone = draft.address is None
        page_id = pages_alone(self.library, 1)[0] if draft.address is None else self.pages[draft.address.key]
        row = start(draft, self.library, page_id, alone=alone)
        self.by_page[page_id] = row
        if alone:
            self.met.add(id(row))
        return row

    def _give_address(self, row: Shelved, page_id: int) -> None:
        """The bookmark's page had lost its address; here it is."""
        self.moved.append((row, row.page_id))
        row.page_id, row.alone, row.changed = page_id, False, True
        for spoken in row.everything_said():
            spoken.page_id = page_id
        self.by_page[page_id] = row

    def move_said(self) -> None:
        """Point what was said of a page that had no address at the page now known."""
        for row, old in self.moved:
            Annotation.objects.filter(page_id=old).update(page_id=row.page_id)
            Audience.objects.filter(page_id=old).update(page_id=row.page_id)

    def spoken_of_elsewhere(self) -> dict[int, set[int]]:
        """Page id → who keeps words about it that nobody else hears, and counts them in a library of her own.

        Of the pages that come to a person's library, and of those that were found: few, as a rule none.
        """
        found = {row.page_id for row, _old in self.moved}
        fresh = {row.page_id for row in self.rows() if row.new} if self.library.person_id is not None else set()
        if not found | fresh:
            return {}
        hers = Q(page_id__in=fresh, author_id=self.library.person_id)
        said = Annotation.objects.filter(hers | Q(page_id__in=found), heard=0)
        spoken_of: dict[int, set[int]] = defaultdict(set)
        for page_id, author_id in said.values_list("page_id", "author_id"):
            spoken_of[page_id].add(author_id)
        return spoken_of

    def drop_empty_pages(self) -> None:
        """Delete the pages without an address that have been found."""
        Page.objects.filter(pk__in=[old for _row, old in self.moved]).delete()


def _same_title(row: Shelved, draft: BookmarkDraft) -> bool:
    cut = titles.stem(row.title) != titles.folded(row.title)
    return titles.same(row.title, cut, draft.title, draft.title_cut)


def _is_only(row: Shelved, draft: BookmarkDraft) -> bool:
    """Whether nothing else that comes with the draft could be the bookmark with this title."""
    whole = titles.folded(row.title) == titles.folded(draft.title)
    return draft.title_unique if whole else draft.beginning_unique
