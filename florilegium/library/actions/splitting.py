"""Parting two pages that were merged: what was taken over goes back, as far as nobody has touched it since.

What was kept or said since then stays with the page that was kept. So does what was said before, where it has come to be
heard in a library that never kept the other page.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from florilegium.kit import clock
from florilegium.library.errors import Conflict
from florilegium.library.models import (
    Annotation,
    Audience,
    Bookmark,
    FormerBookmark,
    Library,
    Merge,
    Page,
    Progress,
    Saving,
    Tag,
    Tagging,
    Unread,
)

from .discarding import row_of, tags_now
from .same_pages import hold_keepers, recount_page
from .tallying import tallied
from .writing import count_keepers


@transaction.atomic
def split_pages(*, merge: Merge) -> None:
    """Part two pages again. Conflict if that was done already, or the kept page was merged into another since."""
    kept, gone = merge.kept, merge.gone
    hold_keepers(kept, gone)
    merge.refresh_from_db()
    if merge.split or not Page.objects.filter(pk=gone.pk, merged_into=kept).exists():
        raise Conflict
    Page.objects.filter(pk=gone.pk).update(merged_into=None)
    told = merge.rows
    Bookmark.objects.filter(pk__in=told["moved"], page=kept).update(page=gone)
    for met in told["met"]:
        _part(kept, gone, met)
    _give_back_words(kept, gone, told["said"])
    _give_back_lists(kept, gone, told)
    FormerBookmark.objects.filter(merge=merge).delete()
    Merge.objects.filter(pk=merge.pk).update(split=clock.now())
    recount_page(kept)
    recount_page(gone)


def _part(kept: Page, gone: Page, met: dict[str, Any]) -> None:
    """Make two bookmarks of one again, the one that went under its old id."""
    stays = Bookmark.objects.filter(pk=met["stays"], page=kept).select_related("library").first()
    old = row_of("bookmark", met["rows"]["bookmark"][0])
    assert isinstance(old, Bookmark)
    if stays is None or Bookmark.objects.filter(pk=old.pk).exists():
        return
    library = stays.library
    savings = [row_of("saving", one) for one in met["rows"]["saving"]]
    taggings = tags_now(library, [row_of("tagging", one) for one in met["rows"]["tagging"]])  # type: ignore[misc]
    _drop_note(met["note"])
    with tallied(stays.pk, old.pk):
        _take_savings(library, stays, met)
        _take_tags(stays, {row.tag_id for row in taggings} - set(met["tags"]))
        _take_fields(stays, met)
        old.private, old.everyone = stays.private, library.open and not stays.private
        old.save(force_insert=True)
        Saving.objects.bulk_create(savings)  # type: ignore[arg-type]
        for row in taggings:
            row.pk, row.private, row.everyone = None, old.private, old.everyone
        Tagging.objects.bulk_create(taggings)
        _count(library, old, taggings, savings)
    first = Bookmark.objects.values_list("at", flat=True).get(pk=stays.pk)
    Tagging.objects.filter(bookmark=stays).update(at=first)
    Library.objects.filter(pk=library.pk, latest__lt=max(old.at, first)).update(latest=max(old.at, first))


def _count(library: Library, old: Bookmark, taggings: Iterable[Tagging], savings: Iterable[Any]) -> None:
    seen = int(not old.private)
    for row in taggings:
        Tag.objects.filter(pk=row.tag_id).update(n=F("n") + 1, n_open=F("n_open") + seen)
    count_keepers(library, {saving.person_id: 1 for saving in savings})
    Library.objects.filter(pk=library.pk).update(
        bookmarks=F("bookmarks") + 1, bookmarks_open=F("bookmarks_open") + seen
    )


def _drop_note(note_id: int | None) -> None:
    """The description that had become a page note is a description again, if nobody edited or answered it."""
    note = Annotation.objects.filter(pk=note_id, updated=F("at")).first() if note_id is not None else None
    if note is not None and not Annotation.objects.filter(root=note).exists():
        Audience.objects.filter(annotation=note).delete()
        note.delete()


def _take_savings(library: Library, stays: Bookmark, met: dict[str, Any]) -> None:
    """Who came with the other bookmark only goes with it; dates are as they were."""
    before = {one["person_id"]: one for one in met["savings"]}
    for one in met["rows"]["saving"]:
        mine = Saving.objects.filter(bookmark=stays, person_id=one["person_id"])
        earlier = before.get(one["person_id"])
        if earlier is None and mine.delete()[0]:
            count_keepers(library, {one["person_id"]: -1})
        elif earlier is not None:
            mine.update(at=earlier["at"], at_known=earlier["at_known"])


def _take_tags(stays: Bookmark, came: set[int]) -> None:
    for row in Tagging.objects.filter(bookmark=stays, tag_id__in=came).order_by("tag_id"):
        Tag.objects.filter(pk=row.tag_id).update(n=F("n") - 1, n_open=F("n_open") - int(not row.private))
    Tagging.objects.filter(bookmark=stays, tag_id__in=came).delete()


def _take_fields(stays: Bookmark, met: dict[str, Any]) -> None:
    """A field that is still as meeting made it is as it was before; views that came since are kept."""
    before, after = met["before"], met["after"]
    fields = {name: before[name] for name in before if getattr(stays, name) == after.get(name) and name != "views"}
    fields["views"] = before["views"] + stays.views - after["views"]
    fields["page_id"] = before["page_id"]
    if "title" in fields:
        fields["title_key"] = before["title_key"]
    Bookmark.objects.filter(pk=stays.pk).update(**fields, updated=clock.now())


def _give_back_words(kept: Page, gone: Page, ids: list[int]) -> None:
    """Threads go back whole, but for those heard where the other page is not kept."""
    roots = Annotation.objects.filter(pk__in=ids, page=kept, root=None)
    there = set(Bookmark.objects.filter(page=gone).values_list("library_id", flat=True))
    elsewhere = Audience.objects.filter(annotation__in=roots).exclude(library_id__in=there)
    staying = set(elsewhere.values_list("annotation_id", flat=True))
    going = [pk for pk in roots.values_list("pk", flat=True) if pk not in staying]
    for found in (Annotation.objects.filter(pk__in=going), Annotation.objects.filter(root_id__in=going)):
        Audience.objects.filter(annotation__in=found.values("pk")).update(page=gone)
        found.update(page=gone)


def _give_back_lists(kept: Page, gone: Page, told: dict[str, Any]) -> None:
    for one in told["unread"]:
        mine = Unread.objects.filter(page=kept, person_id=one["person_id"])
        if mine.exists():
            Unread.objects.create(page=gone, person_id=one["person_id"], at=one["at"])
            if one["person_id"] not in told["on_kept"]:
                mine.delete()
    for one in told["progress"]:
        Progress.objects.create(page=gone, person_id=one["person_id"], permille=one["permille"], at=one["at"])
        if one["person_id"] not in told["read_kept"]:
            Progress.objects.filter(page=kept, person_id=one["person_id"]).delete()
