"""Emptying a library that is gone, in short transactions, so that nobody else waits for long.

The row (``Ending``) moves on in the same transaction as what was taken away: killed at any moment, the work is finished by
whoever finds it next. Counts are kept at every step, as if each bookmark were deleted by hand.

What was said in the library stays with its authors, unheard. What has no author left (a placeholder's words, a former
member's that nobody hears any more) is erased.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from florilegium.groups.models import Group
from florilegium.kit import clock
from florilegium.library import events, rows
from florilegium.library.models import (
    Annotation,
    Audience,
    Bookmark,
    Ending,
    Keeper,
    Library,
    Saving,
    Stage,
    Tag,
    Tagging,
)

from .counting import recount
from .erasing import erase, hold_where_counted, with_own_replies
from .hanging import found_hanging, remove
from .tallying import tallied
from .writing import count_keepers, hold

#: Bookmarks, annotations in one transaction.
BOOKMARKS, SAID = 100, 300
#: An emptying that has not said it is alive for this long is taken over.
STOPPED = 60 * clock.SECOND


class Overtaken(Exception):
    """Somebody else has gone on with it, or taken the group back."""


def next_to_empty() -> Ending | None:
    """The oldest that is due and that nobody is at work on."""
    now = clock.now()
    due = Ending.objects.filter(due__lte=now, beat__lt=now - STOPPED)
    return due.select_related("library").order_by("due", "pk").first()


def empty(ending: Ending, told: Callable[[int], None] = lambda left: None) -> None:
    """Empty it to its end. After each batch ``told`` is called with how many bookmarks are left, and others are let in."""
    try:
        while True:
            began = time.monotonic()
            if not step(ending):
                return
            told(Library.objects.filter(pk=ending.library_id).values_list("bookmarks", flat=True).first() or 0)
            time.sleep(time.monotonic() - began)  # as long as it took: who waits to write comes first
    except Overtaken:
        return


def pause(ending: Ending) -> None:
    """Leave it to whoever comes next, at once."""
    Ending.objects.filter(pk=ending.pk).update(beat=0)


def step(ending: Ending) -> bool:
    """One short transaction of it; False when all is done, and the row with it. Raises Overtaken."""
    if ending.stage == Stage.WORDS:
        return _erase_words(ending)
    if ending.stage == Stage.DESCRIPTIONS:
        return _erase_descriptions(ending)
    if ending.stage == Stage.BOOKMARKS:
        return _empty_bookmarks(ending)
    return _empty_rest(ending) or _end(ending)


def _take(ending: Ending) -> None:
    """The row, held; its library is held already. Raises Overtaken unless it is as we left it."""
    fresh = Ending.objects.select_for_update().filter(pk=ending.pk).first()
    if fresh is None or (fresh.stage, fresh.after_at, fresh.after_id) != (
        ending.stage, ending.after_at, ending.after_id,
    ):  # fmt: skip
        raise Overtaken


def _move(ending: Ending, stage: Stage, after: tuple[int, int] = (-(1 << 62), 0)) -> None:
    ending.stage, (ending.after_at, ending.after_id), ending.beat = stage, after, clock.now()
    ending.save(update_fields=["stage", "after_at", "after_id", "beat"])


def _after(ending: Ending) -> Q:
    """What comes after the cursor, as an index on (…, at, id) reads it."""
    return Q(at__gte=ending.after_at) & (Q(at__gt=ending.after_at) | Q(pk__gt=ending.after_id))


# ---------------------------------------------------------------- what she said elsewhere


@transaction.atomic
def _erase_words(ending: Ending) -> bool:
    """What she said to herself, and if she wished it all that she said."""
    hers = Annotation.objects.filter(_after(ending), author_id=ending.library.person_id)
    if not ending.erase:
        hers = hers.filter(heard=0)
    batch = list(hers.order_by("at", "pk").values_list("pk", "at")[:BOOKMARKS])
    ids = with_own_replies(pk for pk, _at in batch)
    hold_where_counted(ids, ending.library)
    _take(ending)
    if batch:
        erase(ids)
        last, at = batch[-1]
        _move(ending, Stage.WORDS, (at, last))
    else:
        _move(ending, Stage.DESCRIPTIONS if ending.erase else Stage.BOOKMARKS)
    return True


@transaction.atomic
def _erase_descriptions(ending: Ending) -> bool:
    """In each group, what she wrote of the pages that she was the first to bring."""
    person_id = ending.library.person_id
    assert person_id is not None
    brought = Keeper.objects.filter(library=OuterRef("pk"), person_id=person_id)
    groups = Library.objects.filter(Exists(brought), group__isnull=False, pk__gt=ending.after_at)
    library = groups.order_by("pk").first()
    hold(ending.library, *([library] if library is not None else ()))
    _take(ending)
    if library is None:
        _move(ending, Stage.BOOKMARKS)
        return True
    hers = Saving.objects.filter(library=library, person_id=person_id, bookmark__added_by_id=person_id)
    ids = list(hers.exclude(bookmark__description="").values_list("bookmark_id", flat=True)[:SAID])
    Bookmark.objects.filter(pk__in=ids).update(description="", updated=clock.now())
    after = (ending.after_at, ending.after_id + 1) if ids else (library.pk, 0)
    _move(ending, Stage.DESCRIPTIONS, after)
    return True


# ---------------------------------------------------------------- bookmarks


@transaction.atomic
def _empty_bookmarks(ending: Ending) -> bool:
    library = ending.library
    found = Bookmark.objects.filter(_after(ending), library=library).order_by("at", "pk")
    batch = _cut(found.values_list("pk", "page_id", "at", "said")[:BOOKMARKS])
    pages = [page for _pk, page, _at, _said in batch]
    # who spoke here may count it as her own from now on
    authors = set(Audience.objects.filter(page_id__in=pages, library=library).values_list("author_id", flat=True))
    hold(library, *Library.objects.filter(person_id__in=authors))
    _take(ending)
    if not batch:
        _move(ending, Stage.REST)
        return True
    ids = [pk for pk, _page, _at, _said in batch]
    _unhear(library, pages)
    _take_out(library, ids)
    own = Bookmark.objects.filter(page_id__in=pages, library__person_id__in=authors).exclude(library=library)
    recount(own.select_related("library"))
    events.tell(events.bookmarks_deleted, library_id=library.pk, bookmark_ids=ids)
    last, _page, at, _said = batch[-1]
    _move(ending, Stage.BOOKMARKS, (at, last))
    return True


def _cut(found: Iterable[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """As many as carry some hundred annotations together; one at least."""
    batch: list[tuple[int, int, int, int]] = []
    said = 0
    for row in found:
        if batch and said + row[3] > SAID:
            break
        batch.append(row)
        said += row[3]
    return batch


def _unhear(library: Library, pages: list[int]) -> None:
    """Nothing said of these pages is heard here any more; words that nobody can come back to are erased."""
    heard = Audience.objects.filter(page_id__in=pages, library=library)
    ids = list(heard.values_list("annotation_id", flat=True))
    heard.delete()
    for start in range(0, len(ids), SAID):
        Annotation.objects.filter(pk__in=ids[start : start + SAID]).update(heard=F("heard") - 1)
    for start in range(0, len(ids), SAID):
        some = ids[start : start + SAID]
        lost = Annotation.objects.filter(pk__in=some, heard=0, author__login=None)
        erase(list(lost.values_list("pk", flat=True)))


def _take_out(library: Library, ids: list[int]) -> None:
    """The bookmarks, and what hangs on them, with their counts."""
    tags: Counter[int] = Counter()
    tags_open: Counter[int] = Counter()
    for tag_id, hidden in Tagging.objects.filter(bookmark_id__in=ids).values_list("tag_id", "private"):
        tags[tag_id] += 1
        tags_open[tag_id] += not hidden
    rows.add(Tag, ("n", "n_open"), [(-n, -tags_open[tag_id], tag_id) for tag_id, n in tags.items()])
    kept = Counter(Saving.objects.filter(bookmark_id__in=ids).values_list("person_id", flat=True))
    count_keepers(library, {person: -n for person, n in kept.items()})
    private = Bookmark.objects.filter(pk__in=ids, private=True).count()
    rows.add(Library, ("bookmarks", "bookmarks_open"), [(-len(ids), private - len(ids), library.pk)])
    with tallied(*ids):
        Bookmark.objects.filter(pk__in=ids).delete()


# ---------------------------------------------------------------- the rest, and the end


def _empty_rest(ending: Ending) -> bool:
    """One batch of what still hangs on the library, and on who left; whether there was any."""
    found = found_hanging(ending.library)
    if found is None:
        return False
    with transaction.atomic():
        hold(ending.library)
        _take(ending)
        if found.model is Bookmark:  # saved in the very moment of the deletion
            _move(ending, Stage.BOOKMARKS)
        else:
            remove(found)
            _move(ending, Stage.REST, (ending.after_at, ending.after_id + 1))
    return True


@transaction.atomic
def _end(ending: Ending) -> bool:
    """The library itself, the group, and the row of this work. Nothing hangs on them any more."""
    library = ending.library
    hold(library)
    _take(ending)
    hers = Annotation.objects.filter(author_id=library.person_id, withdrawn=False)
    if library.person_id is not None and (hers if ending.erase else hers.filter(heard=0)).exists():
        _move(ending, Stage.WORDS)  # said in the very moment of the deletion
        return True
    ending.delete()
    with connection.cursor() as cursor:
        # not by the ORM: it would look for what hangs on it, in tables that have no index for that
        cursor.execute("delete from library where id = %s", [library.pk])
    if library.group_id is not None:
        Group.objects.filter(pk=library.group_id).delete()
    return False
