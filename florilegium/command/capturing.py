"""Fetching pages, in a process of its own: a hostile page may hang it or kill it, and takes nothing else along.

The worker watches: it starts the process when a page waits, ends it when its heart has stopped, and does so again. The
process ends by itself when nothing was to do for a while, so that an idle instance does not pay for it.
"""

import logging
import os
import subprocess
import sys
import threading
import time

from django.db import DatabaseError, close_old_connections, connection

from florilegium.archive import capturing, wishes
from florilegium.archive.models import State
from florilegium.kit import clock

log = logging.getLogger(__name__)

IDLE = 60.0  # seconds


def fetch_what_waits(stop: threading.Event) -> None:
    """Capture what is due, one page after the other, until nothing was for a minute or ``stop`` is set."""
    last = time.monotonic()
    while not stop.is_set() and time.monotonic() - last < IDLE:
        close_old_connections()
        try:
            busy = capturing.capture_next()
        except DatabaseError:
            log.exception("captures could not reach the database")
            connection.close()
            busy = False
        if busy:
            last = time.monotonic()
        else:
            stop.wait(1.0)


def watch(stop: threading.Event) -> None:
    """Until ``stop`` is set: see to it that there is such a process while pages wait, and that it is alive."""
    child: _Child | None = None
    while not stop.wait(1.0):
        close_old_connections()
        try:
            child = _tended(child)
        except (DatabaseError, OSError):
            log.exception("captures could not be watched")
            connection.close()
            stop.wait(5.0)
    if child is not None and child.is_alive():
        child.process.terminate()


class _Child:
    """The process, and since when there is one."""

    def __init__(self) -> None:
        environment = {**os.environ, "FLORILEGIUM_WORKER_OF": str(os.getpid())}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "florilegium.command.main", "worker", "--captures"], env=environment
        )
        self.since = time.monotonic()

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def is_old(self) -> bool:
        """Whether it has had the time to take over what somebody else left, so that what is silent is its own."""
        return time.monotonic() - self.since > 2 * wishes.STOPPED / clock.SECOND


def _tended(child: _Child | None) -> _Child | None:
    if child is not None and not child.is_alive():
        child = None
    waiting = wishes.next_due()
    if waiting is None:
        return child
    if child is not None and waiting.state == State.RUNNING and child.is_old():  # its heart has stopped
        child.process.kill()
        child.process.wait()
        child = None
    return child or _Child()
