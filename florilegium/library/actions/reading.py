"""What a person has still to read, how far she is in it, and when she was last in a library."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import rows
from florilegium.library.errors import Invalid
from florilegium.library.models import Bookmark, Library, Progress, Unread, Visit
from florilegium.library.queries import EditableBookmarks, ModeratedLibrary
from florilegium.people.models import Person

#: Coming back within this time is the same visit.
SAME_VISIT = 30 * 60 * clock.SECOND
STILL_THERE = 5 * 60 * clock.SECOND
MOST_PINS = 10


@transaction.atomic
def set_unread(*, by: Person, bookmarks: Iterable[Bookmark], unread: bool) -> None:
    """Put pages that one sees on one's list of what to read, or take them off it; in every library at once."""
    page_ids = sorted({bookmark.page_id for bookmark in bookmarks})
    if not unread:
        Unread.objects.filter(person=by, page_id__in=page_ids).delete()
        return
    now = clock.now()
    rows.insert_missing(Unread, ("person_id", "page_id", "at"), [(by.pk, page_id, now) for page_id in page_ids])


def keep_progress(*, by: Person, bookmark: Bookmark, permille: int) -> None:
    """Note how far one is in the page of a bookmark that one sees, in thousandths."""
    permille = max(0, min(1000, permille))
    Progress.objects.update_or_create(
        person=by, page_id=bookmark.page_id, defaults={"permille": permille, "at": clock.now()}
    )


def visit(*, by: Person, library: Library) -> int:
    """Note that a person is in a library that she reads; since when things are new to her, 0 at her first visit.

    Written only when she comes back after a while, or still reads after five minutes: a page costs one small read.
    """
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("select now, before from visit where person_id = %s and library_id = %s", [by.pk, library.pk])
        found: tuple[int, int] | None = cursor.fetchone()
    if found is None:
        rows.insert_missing(Visit, ("person_id", "library_id", "now", "before"), [(by.pk, library.pk, now, 0)])
        return 0
    last, before = found
    if last < now - SAME_VISIT:
        before = last
    if last < now - STILL_THERE:
        Visit.objects.filter(person=by, library=library, now=last).update(now=now, before=before)
    return before


@transaction.atomic
def pin(*, library: ModeratedLibrary, bookmarks: EditableBookmarks, pinned: bool) -> None:
    """Show bookmarks above the library's listing, or no longer. Raises Invalid above ten."""
    Library.objects.select_for_update(no_key=True).get(pk=library.pk)
    ids = [row.pk for row in bookmarks.rows]
    if pinned:
        others = Bookmark.objects.filter(library=library, pinned__gt=0).exclude(pk__in=ids).count()
        if others + len(ids) > MOST_PINS:
            raise Invalid(_("Ten bookmarks are pinned here already. Unpin one first."))
    Bookmark.objects.filter(pk__in=ids, library=library).update(pinned=clock.now() if pinned else 0)
