"""The worker's loop: imports that wait or whose heart has stopped, and housekeeping. Pages are fetched beside it."""

import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from florilegium.archive import equivalence, sweeping
from florilegium.kit import clock
from florilegium.library.actions import discarding, emptying, groups, viewing
from florilegium.portability import importing, undoing
from florilegium.portability.models import Import, State

from . import capturing

log = logging.getLogger(__name__)


#: Emptying what was deleted can wait: after so many seconds of it the worker looks whether anything else is to be done.
SLICE = 2.0


class Stopped(Exception):
    """The worker is to end, or to look around; the work goes on from its cursor when somebody finds it."""


def work(stop: threading.Event) -> None:
    """Until ``stop`` is set: bring in what waits, empty what was deleted; every minute and every hour, the housekeeping."""
    threading.Thread(target=capturing.watch, args=(stop,), name="captures", daemon=True).start()
    due = {60.0: (0.0, every_minute), 3600.0: (0.0, every_hour)}
    while not stop.is_set():
        close_old_connections()
        try:
            busy = import_next(stop) or empty_next(stop)
            for period, (last, task) in due.items():
                if time.monotonic() - last > period or not last:
                    task()
                    due[period] = (time.monotonic(), task)
        except DatabaseError:
            log.exception("the worker could not reach the database")
            connection.close()
            busy = False
        if not busy:
            stop.wait(1.0)


def import_next(stop: threading.Event) -> bool:
    """Run one import if one waits; whether there was one."""
    job = importing.next_to_run()
    if job is None:
        return False

    def told(_job: Import) -> None:
        if stop.is_set():
            raise Stopped

    try:
        (undoing if job.state == State.UNDOING else importing).run(job, told)
    except Stopped:
        return True
    except DatabaseError:
        raise
    except Exception:
        log.exception("import %s failed", job.pk)
        problem = "Something broke while this file was brought in. What was brought in so far is kept."
        Import.objects.filter(pk=job.pk).update(state=State.FAILED, problem=problem, finished=timezone.now())
    return True


def empty_next(stop: threading.Event) -> bool:
    """Some of one emptying if one is due; whether there was one."""
    ending = emptying.next_to_empty()
    if ending is None:
        return False
    until = time.monotonic() + SLICE

    def told(_left: int) -> None:
        if stop.is_set() or time.monotonic() > until:
            raise Stopped

    try:
        emptying.empty(ending, told)
    except Stopped:
        emptying.pause(ending)
    return True


def every_minute() -> None:
    """What is due: groups that open, hints that are stale."""
    groups.open_due_groups()
    groups.refresh_hints()


def every_hour() -> None:
    """What is too old: trash, uploads that were never begun, visitors, copies nobody keeps, sessions; pages that may be one."""
    from django.contrib.sessions.models import Session

    old = clock.now() - settings.TRASH_DAYS * clock.DAY
    discarding.empty_old_trash(old)
    importing.forget_uploads(old)
    viewing.forget_visitors(viewing.today())
    sweeping.sweep()
    equivalence.look_again()
    equivalence.gather_late()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
