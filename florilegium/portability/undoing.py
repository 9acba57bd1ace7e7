"""A whole import taken back: row by row from the last to the first, in batches that a kill cannot harm.

What others answered, edited or completed since is left, and said row by row.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import rules
from florilegium.library.actions import undoing
from florilegium.library.errors import Conflict, NotAllowed
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .models import Import, ImportRow, Outcome, State

BATCH = 100
_ADDED = (Outcome.NEW, Outcome.COMPLETED)


def check_may_undo(by: Person, job: Import) -> None:
    """NotAllowed unless it is one's own and one may still write there; Conflict unless it has ended."""
    if job.library is None or job.state not in (State.DONE, State.FAILED):
        raise Conflict(_("Only an import that has ended can be undone."))
    if job.by_id != by.pk or not rules.can_write(Viewer(by), job.library, job.library.group):
        raise NotAllowed(_("Only who brought it in, and may still write there, can undo it."))


def begin(by: Person, job: Import) -> None:
    """Set the undoing going; the worker, or ``run``, does it."""
    check_may_undo(by, job)
    last = ImportRow.objects.filter(job=job).order_by("-number").values_list("number", flat=True).first()
    done = Import.objects.filter(pk=job.pk, state=job.state).update(
        state=State.UNDOING, undo_cursor=0 if last is None else last + 1, beat=0
    )
    if not done:
        raise Conflict(_("Somebody was faster."))
    job.refresh_from_db()


def run(job: Import, told: Callable[[Import], None] = lambda job: None) -> None:
    """Go down from the cursor to the first row."""
    while _batch(job):
        told(job)
    Import.objects.filter(pk=job.pk, state=State.UNDOING).update(state=State.UNDONE, finished=timezone.now())
    job.refresh_from_db()


@transaction.atomic
def _batch(job: Import) -> bool:
    """One batch, its outcomes and the cursor, together; False when none is left or somebody else goes on."""
    library = job.library
    assert library is not None
    rows = list(ImportRow.objects.filter(job=job, number__lt=job.undo_cursor).order_by("-number")[:BATCH])
    if not rows:
        return False
    undoing.hold_for(library, [row.bookmark_id for row in rows if row.bookmark_id is not None])
    fresh = Import.objects.select_for_update().get(pk=job.pk)
    if fresh.undo_cursor != job.undo_cursor or fresh.state != State.UNDOING:
        return False
    for row in rows:
        if row.outcome in _ADDED:
            _undo(library, row)
    job.undo_cursor, job.beat = rows[-1].number, clock.now()
    job.save(update_fields=["undo_cursor", "beat"])
    return True


def _undo(library: Library, row: ImportRow) -> None:
    if row.bookmark_id is None:
        row.outcome = Outcome.UNDONE  # it is gone already
    else:
        gone, left = undoing.take_away(library=library, bookmark_id=row.bookmark_id, added=row.added)
        row.outcome = Outcome.LEFT if left else Outcome.UNDONE
        if left:
            row.remarks = [*row.remarks, "left_in_part" if gone else "left"]
    row.save(update_fields=["outcome", "remarks"])


def left(job: Import) -> int:
    """How many rows were left, in whole or in part."""
    return ImportRow.objects.filter(job=job, outcome=Outcome.LEFT).count()
