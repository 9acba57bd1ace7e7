"""Two pages are one: everything kept and said of the one goes over to the other, the older.

Which pages are one is found out above (``archive.equivalence``). Bookmarks of both in one library meet as when a second
member brings the same page: the first saver's title, everybody's tags, a later description as that saver's page note. What
parting them again needs is written down (``splitting``).
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from florilegium.kit import clock
from florilegium.library import events, titles
from florilegium.library.errors import Conflict
from florilegium.library.models import (
    PART,
    Annotation,
    Audience,
    Bookmark,
    FormerBookmark,
    Kind,
    Library,
    Merge,
    Page,
    Progress,
    Saving,
    Tag,
    Tagging,
    Unread,
)

from .counting import recount
from .discarding import rows_of
from .tallying import tallied
from .writing import count_keepers, hold

#: What of a bookmark is the first saver's, or added up, when two meet.
FIELDS = (
    "page_id", "added_by_id", "title", "title_key", "description", "at", "at_known", "views", "views_brought", "pinned",
)  # fmt: skip


@transaction.atomic
def merge_pages(*, kept: Page, gone: Page, why: dict[str, Any]) -> Merge:
    """Merge ``gone`` into ``kept``. Conflict if one of them is merged already, belongs to one library, or a library keeps
    the one privately and the other not: nobody but its person can say which of both she means.
    """
    hold_keepers(kept, gone)
    pages = Page.objects.select_for_update().filter(pk__in=(kept.pk, gone.pk), key__isnull=False, merged_into=None)
    if len(list(pages)) < 2:
        raise Conflict
    pairs, moved = _bookmarks(kept, gone)
    if any(one.private != other.private for one, other in pairs):
        raise Conflict
    merge = Merge.objects.create(kept=kept, gone=gone, why=why, at=clock.now())
    said = list(Annotation.objects.filter(page=gone).values_list("pk", flat=True))
    Annotation.objects.filter(page=gone).update(page=kept)
    Audience.objects.filter(page=gone).update(page=kept)
    merge.rows = {"moved": moved, "said": said, "met": [_meet(merge, *pair) for pair in pairs], **_lists(kept, gone)}
    Bookmark.objects.filter(pk__in=moved).update(page=kept, updated=clock.now())
    Page.objects.filter(merged_into=gone).update(merged_into=kept)
    Page.objects.filter(pk=gone.pk).update(merged_into=kept)
    merge.save()
    recount_page(kept)
    for library_id, ids in _by_library(kept):
        events.tell(events.bookmarks_saved, library_id=library_id, bookmark_ids=ids)
    return merge


def hold_keepers(*pages: Page) -> None:
    """Hold every library that keeps one of these pages: whatever is counted of them is counted there."""
    hold(*Library.objects.filter(pk__in=Bookmark.objects.filter(page__in=pages).values("library_id")))


def recount_page(page: Page) -> None:
    """Count anew what is said of a page, wherever it is kept."""
    recount(Bookmark.objects.filter(page=page).select_related("library").order_by("library_id"))


def _by_library(page: Page) -> Iterable[tuple[int, list[int]]]:
    return [(one.library_id, [one.pk]) for one in Bookmark.objects.filter(page=page)]


def _bookmarks(kept: Page, gone: Page) -> tuple[list[tuple[Bookmark, Bookmark]], list[int]]:
    """The pairs that stand in one library, the older id first; and the bookmarks that only change their page."""
    there = {row.library_id: row for row in Bookmark.objects.filter(page=kept).select_related("library")}
    pairs, moved = [], []
    for row in Bookmark.objects.filter(page=gone).select_related("library").order_by("library_id"):
        other = there.get(row.library_id)
        if other is None:
            moved.append(row.pk)
        else:
            pairs.append((row, other) if row.pk < other.pk else (other, row))
    return pairs, moved


def _meet(merge: Merge, stays: Bookmark, goes: Bookmark) -> dict[str, Any]:
    """Two bookmarks of one library become the one with the older id; what parting them needs."""
    library = stays.library
    savings = list(Saving.objects.filter(bookmark=goes))
    taggings = list(Tagging.objects.filter(bookmark=goes).order_by("tag_id"))
    before = {name: getattr(stays, name) for name in FIELDS}
    told: dict[str, Any] = {
        "stays": stays.pk, "before": before,
        "rows": {"bookmark": rows_of([goes]), "saving": rows_of(savings), "tagging": rows_of(taggings)},
    }  # fmt: skip
    told["savings"] = rows_of(Saving.objects.filter(bookmark=stays))
    told["tags"] = list(Tagging.objects.filter(bookmark=stays).values_list("tag_id", flat=True))
    first, second = sorted((stays, goes), key=lambda row: (row.at, row.pk))
    note = _later_description(library, merge.kept, first, second)
    told["note"] = None if note is None else note.pk
    with tallied(stays.pk, goes.pk):
        _bring_savings(library, stays, goes, savings)
        _bring_tags(stays, goes, taggings)
        after = {**_united(first, second), "page_id": merge.kept_id}
        Library.objects.filter(pk=library.pk).update(
            bookmarks=F("bookmarks") - 1, bookmarks_open=F("bookmarks_open") - int(not goes.private)
        )
        FormerBookmark.objects.filter(bookmark=goes).update(bookmark=stays)
        Bookmark.objects.filter(pk=goes.pk).delete()
        Bookmark.objects.filter(pk=stays.pk).update(**after, updated=clock.now())
        Tagging.objects.filter(bookmark=stays).update(at=after["at"])
    FormerBookmark.objects.create(pk=goes.pk, bookmark=stays, merge=merge)
    told["after"] = after
    return told


def _united(first: Bookmark, second: Bookmark) -> dict[str, Any]:
    """The fields of both: the first saver's, and what is added up."""
    named = second if _is_unnamed(first) and not _is_unnamed(second) else first
    brought = max(first.views_brought, second.views_brought)
    ours = first.views - first.views_brought + second.views - second.views_brought
    return {
        "added_by_id": first.added_by_id, "title": named.title, "title_key": titles.key(named.title),
        "description": first.description, "at": first.at, "at_known": first.at_known, "views": brought + ours,
        "views_brought": brought, "pinned": max(first.pinned, second.pinned),
    }  # fmt: skip


def _is_unnamed(row: Bookmark) -> bool:
    return not row.title.strip() or row.title.startswith(("http://", "https://"))


def _later_description(library: Library, page: Page, first: Bookmark, second: Bookmark) -> Annotation | None:
    """What the second saver wrote about the page is her page note now."""
    text = second.description
    if not text or titles.folded(text) == titles.folded(first.description):
        return None
    hears = library.person_id is None or (library.open and not second.private)
    note = Annotation.objects.create(
        page=page, author_id=second.added_by_id, kind=Kind.PAGE_NOTE, body=text, plain=True, at=second.at,
        at_known=second.at_known, updated=second.at, heard=int(hears),
    )  # fmt: skip
    if hears:
        Audience.objects.create(
            annotation=note, library=library, page=page, author_id=note.author_id, part=PART[Kind.PAGE_NOTE],
            position=0, at=note.at,
        )  # fmt: skip
    return note


def _bring_savings(library: Library, stays: Bookmark, goes: Bookmark, savings: list[Saving]) -> None:
    there = {one.person_id: one for one in Saving.objects.filter(bookmark=stays)}
    for saving in savings:
        mine = there.get(saving.person_id)
        if mine is None:
            Saving.objects.filter(pk=saving.pk).update(bookmark=stays)
            continue
        count_keepers(library, {saving.person_id: -1})
        if (saving.at, saving.pk) < (mine.at, mine.pk):
            Saving.objects.filter(pk=mine.pk).update(at=saving.at, at_known=saving.at_known)
    Saving.objects.filter(bookmark=goes).delete()


def _bring_tags(stays: Bookmark, goes: Bookmark, taggings: list[Tagging]) -> None:
    there = set(Tagging.objects.filter(bookmark=stays).values_list("tag_id", flat=True))
    for tagging in taggings:
        if tagging.tag_id not in there:
            Tagging.objects.filter(pk=tagging.pk).update(bookmark=stays)
            continue
        Tag.objects.filter(pk=tagging.tag_id).update(n=F("n") - 1, n_open=F("n_open") - int(not goes.private))
    Tagging.objects.filter(bookmark=goes).delete()


def _lists(kept: Page, gone: Page) -> dict[str, Any]:
    """Lists of what to read, and how far one is, follow the page."""
    unread = rows_of(Unread.objects.filter(page=gone))
    progress = rows_of(Progress.objects.filter(page=gone))
    on_kept = set(Unread.objects.filter(page=kept).values_list("person_id", flat=True))
    Unread.objects.filter(page=gone, person_id__in=on_kept).delete()
    Unread.objects.filter(page=gone).update(page=kept)
    read = dict(Progress.objects.filter(page=kept).values_list("person_id", "permille"))
    for row in Progress.objects.filter(page=gone):
        if row.person_id not in read:
            Progress.objects.filter(pk=row.pk).update(page=kept)
    Progress.objects.filter(page=gone).delete()
    return {"unread": unread, "on_kept": sorted(on_kept), "progress": progress, "read_kept": sorted(read)}
