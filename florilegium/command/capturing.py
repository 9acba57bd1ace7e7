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
    child: subprocess.Popen[bytes] | None = None
    while not stop.wait(1.0):
        close_old_connections()
        try:
            child = _tended(child)
        except (DatabaseError, OSError):
            log.exception("captures could not be watched")
            connection.close()
            stop.wait(5.0)
    if child is not None and child.poll() is None:
        child.terminate()


def _tended(child: subprocess.Popen[bytes] | None) -> subprocess.Popen[bytes] | None:
    alive = child is not None and child.poll() is None
    waiting = wishes.next_due()
    if waiting is None:
        return child if alive else None
    if child is not None and alive:
        if waiting.state == State.RUNNING:  # its heart has stopped
            child.kill()
            child.wait()
        else:
            return child
    environment = {**os.environ, "FLORILEGIUM_WORKER_OF": str(os.getpid())}
    return subprocess.Popen([sys.executable, "-m", "florilegium.command.main", "worker", "--captures"], env=environment)
