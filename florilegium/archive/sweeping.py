"""What is not needed any more: copies of pages that nobody keeps, and files that nothing refers to."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from florilegium.kit import clock
from florilegium.library.models import Bookmark, Copies, PageFacts

from . import files
from .models import Capture, Snapshot, SnapshotImage, State, StoredFile

#: A file that nothing refers to may be of a capture that is at work.
AT_WORK = clock.DAY
_MOST = 500


def sweep() -> tuple[int, int]:
    """Forget what nobody has kept for as long as trash rests; how many copies and files. Safe to run at any time."""
    _mark_lonely()
    old = Snapshot.objects.filter(lonely__gt=0, lonely__lt=clock.now() - settings.TRASH_DAYS * clock.DAY)
    ids = list(old.values_list("pk", flat=True)[:_MOST])
    Snapshot.objects.filter(pk__in=ids).delete()
    kept = Bookmark.objects.filter(page=OuterRef("page"))
    over = Capture.objects.filter(state__in=(State.DONE, State.FAILED))
    over.filter(~Exists(kept)).delete()
    over.filter(sent__isnull=False, finished__lt=clock.now() - AT_WORK).delete()
    return len(ids), _drop_files()


def _mark_lonely() -> None:
    """Note since when no library that keeps copies keeps the page; what a person sent is needed by one library only."""
    here = Bookmark.objects.filter(page=OuterRef("page"), library__gone=False).exclude(library__copies=Copies.NOBODY)
    wanted = Q(library=None) & Exists(here) | Q(library__isnull=False) & Exists(
        here.filter(library=OuterRef("library"))
    )
    Snapshot.objects.filter(wanted, lonely__gt=0).update(lonely=0)
    Snapshot.objects.filter(~wanted, lonely=0).update(lonely=clock.now())


def _drop_files() -> int:
    unused = StoredFile.objects.filter(
        ~Exists(Snapshot.objects.filter(file=OuterRef("pk"))),
        ~Exists(SnapshotImage.objects.filter(file=OuterRef("pk"))),
        ~Exists(Capture.objects.filter(sent=OuterRef("pk"))),
        ~Exists(PageFacts.objects.filter(image=OuterRef("pk"))),
        at__lt=clock.now() - AT_WORK,
    )
    dropped = 0
    for digest in list(unused.values_list("pk", flat=True)[:_MOST]):
        with transaction.atomic():
            gone = unused.filter(pk=digest).delete()[0]
        if gone:
            files.drop(digest)
            dropped += 1
    return dropped
