"""The same thing done to many bookmarks of a library at once, as one change that can be taken back.

Each is what the action on one does; here they are one transaction, and what undoing needs is written beside it.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.kit.addresses import parse
from florilegium.library import events, words
from florilegium.library.drafts import MOST_TAGS, BookmarkDraft
from florilegium.library.errors import Conflict, Invalid
from florilegium.library.models import Bookmark, Change, Library, Tagging, Trash
from florilegium.library.queries import EditableBookmarks, MyChange
from florilegium.people.models import Person

from . import tags, undoing
from .bookmarks import retag, turn_private
from .counting import recount
from .discarding import discard_bookmark, hold_with_authors, restore
from .keeping import Fate, check_writer, keep_pages
from .writing import hold


def _write(by: Person, library: Library, what: str, about: str, count: int, rows: dict[str, Any]) -> Change:
    return Change.objects.create(
        person=by, library=library, what=what, about=about[:500], count=count, rows=rows, at=clock.now()
    )


@transaction.atomic
def tag_many(
    *, by: Person, bookmarks: EditableBookmarks, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()
) -> Change:
    """Put tags on bookmarks and take others off. Raises Invalid."""
    plus, minus = words.distinct(add), words.distinct(remove)
    if not plus and not minus:
        raise Invalid(fields={"add": _("Write the tags to add or to take off.")})
    library = bookmarks.library
    hold(library)
    changed = {}
    rows = _read_again(bookmarks)
    for bookmark in rows:
        had = _tags(bookmark)
        wanted = {slug: name for slug, name in had.items() if slug not in minus} | {
            slug: name for slug, name in plus.items() if slug not in had
        }
        if len(wanted) > MOST_TAGS:
            raise Invalid(fields={"add": _("These are more than %(most)s tags.") % {"most": MOST_TAGS}})
        if wanted.keys() == had.keys():
            continue
        retag(by, bookmark, library, wanted, bookmark.private)
        changed[str(bookmark.pk)] = {
            "added": [wanted[slug] for slug in wanted.keys() - had.keys()],
            "removed": [had[slug] for slug in had.keys() - wanted.keys()],
        }
    _touch(rows, changed)
    about = ", ".join([*(f"+{name}" for name in plus.values()), *(f"−{name}" for name in minus.values())])
    return _write(by, library, "tags", about, len(changed), changed)


def _read_again(bookmarks: EditableBookmarks) -> list[Bookmark]:
    """The bookmarks as they are now that the library is held; those deleted meanwhile are passed over."""
    found = Bookmark.objects.filter(pk__in=[row.pk for row in bookmarks.rows], library=bookmarks.library)
    return list(found.select_related("library").order_by("pk"))


def _tags(bookmark: Bookmark) -> dict[str, str]:
    found = Tagging.objects.filter(bookmark=bookmark).select_related("tag", "word").order_by("id")
    return {tagging.word.slug: tagging.tag.name for tagging in found}


def _touch(rows: Sequence[Bookmark], changed: dict[str, Any]) -> None:
    touched = [row for row in rows if str(row.pk) in changed]
    recount(touched)
    Bookmark.objects.filter(pk__in=[row.pk for row in touched]).update(updated=clock.now())
    if touched:
        events.tell(events.bookmarks_saved, library_id=touched[0].library_id, bookmark_ids=[row.pk for row in touched])


@transaction.atomic
def hide_many(*, by: Person, bookmarks: EditableBookmarks, private: bool) -> Change:
    """Make bookmarks of a person's library private, or not. Words to everyone on them become hers alone."""
    library = bookmarks.library
    if library.person_id is None:
        raise Invalid(_("Only in one's own library something is private."))
    hold(library)
    library.refresh_from_db()
    changed = {}
    rows = _read_again(bookmarks)
    for bookmark in rows:
        if bookmark.private != private:
            changed[str(bookmark.pk)] = turn_private(bookmark, library, private)
    _touch(rows, changed)
    return _write(by, library, "private" if private else "open", "", len(changed), changed)


@transaction.atomic
def delete_many(*, by: Person, bookmarks: EditableBookmarks) -> Change:
    """Put bookmarks in the trash of who deletes them."""
    hold_with_authors(bookmarks.library, [row.page_id for row in bookmarks.rows])
    rest = [discard_bookmark(by=by, bookmark=bookmark).pk for bookmark in _read_again(bookmarks)]
    return _write(by, bookmarks.library, "deleted", "", len(rest), {"trash": rest})


@transaction.atomic
def copy_many(*, by: Person, bookmarks: Sequence[Bookmark], to: Library) -> Change:
    """Keep bookmarks that one sees in another library too: title, description and tags; nothing of what was said."""
    check_writer(by, to)
    drafts = [
        BookmarkDraft(
            address=parse(bookmark.page.url), title=bookmark.title, saver=by, description=bookmark.description,
            tags=tuple(_tags(bookmark).values()),
        )
        for bookmark in bookmarks
        if bookmark.page.url
    ]  # fmt: skip
    kept = keep_pages(by=by, library=to, drafts=drafts)
    brought = [(one.bookmark_id, one.journal.told()) for one in kept if one.fate in (Fate.NEW, Fate.COMPLETED)]
    return _write(by, to, "copied", "", len(brought), {"copies": brought})


@transaction.atomic
def undo(*, by: Person, change: MyChange) -> tuple[int, list[str]]:
    """Take a change back; how many things, and the titles of what was left because somebody touched it since.

    Conflict if it was taken back already. ``change`` was got for ``by``.
    """
    library = change.library
    hold(library)
    change.refresh_from_db()
    if change.undone or library.gone:
        raise Conflict(_("This was taken back already."))
    done, left = _UNDO[change.what](by, change)
    change.undone = True
    change.save(update_fields=["undone"])
    return done, left


def _undo_tags(by: Person, change: Change) -> tuple[int, list[str]]:
    rows = list(Bookmark.objects.filter(pk__in=[int(pk) for pk in change.rows], library=change.library))
    for bookmark in rows:
        told = change.rows[str(bookmark.pk)]
        gone, back = words.distinct(tuple(told["added"])), words.distinct(tuple(told["removed"]))
        had = _tags(bookmark)
        wanted = {slug: name for slug, name in had.items() if slug not in gone} | back
        retag(by, bookmark, change.library, wanted, bookmark.private)
    _touch(rows, change.rows)
    return len(rows), []


def _undo_private(by: Person, change: Change) -> tuple[int, list[str]]:
    private = change.what == "open"
    rows = list(Bookmark.objects.filter(pk__in=[int(pk) for pk in change.rows], library=change.library))
    back = [row for row in rows if row.private != private]
    for bookmark in back:
        turn_private(bookmark, change.library, private, hear=change.rows[str(bookmark.pk)])
    _touch(back, change.rows)
    return len(back), []


def _undo_deleted(by: Person, change: Change) -> tuple[int, list[str]]:
    done, left = 0, []
    for trash in Trash.objects.filter(pk__in=change.rows["trash"], person=by).select_related("library"):
        try:
            restore(by=by, trash=trash)
            done += 1
        except Conflict:
            left.append(trash.title)
    return done, left


def _undo_copied(by: Person, change: Change) -> tuple[int, list[str]]:
    """What the copies brought goes, but what somebody else keeps or speaks of."""
    done, left = 0, []
    undoing.hold_for(change.library, [pk for pk, _added in change.rows["copies"]])
    titles = dict(
        Bookmark.objects.filter(pk__in=[pk for pk, _added in change.rows["copies"]]).values_list("pk", "title")
    )
    for pk, added in reversed(change.rows["copies"]):
        gone, stayed = undoing.take_away(library=change.library, bookmark_id=pk, added=added)
        done += gone and not stayed
        if stayed:
            left.append(titles.get(pk, ""))
    return done, left


_UNDO = {
    "tags": _undo_tags, "private": _undo_private, "open": _undo_private, "deleted": _undo_deleted,
    "copied": _undo_copied, "renamed": tags.undo_renamed, "merged": tags.undo_merged, "untagged": tags.undo_untagged,
}  # fmt: skip


def forget_changes(before: int) -> None:
    """Throw away what undoing needs of changes older than a time."""
    Change.objects.filter(at__lt=before).delete()
