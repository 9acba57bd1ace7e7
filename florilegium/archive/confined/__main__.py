"""The process itself: `python -m florilegium.archive.confined TASK`, its work on standard input."""

import resource
import sys
import tempfile
from importlib import import_module

from .frames import Bodies, Told, receive, send

_TASKS = {
    "article": "florilegium.archive.extraction.work",
    "freeze": "florilegium.archive.freezing.work",
    "pdf": "florilegium.archive.pdf.work",
}


def main() -> None:
    """Set our own limits, do the work, tell the result."""
    told, bodies = receive(sys.stdin.buffer)
    share = told.pop("share")
    _limit(int(share["processor"]), int(share["memory"]))
    work = import_module(_TASKS[sys.argv[1]])
    done, results = work.work(told, bodies, _ask)
    send(sys.stdout.buffer, {"done": done}, results)


def _limit(processor: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tempfile.tempdir = "/"  # a library asks where it may write files: nowhere, and it need not try


def _ask(told: Told) -> tuple[Told, Bodies]:
    """Ask the process that started us."""
    send(sys.stdout.buffer, {"ask": told})
    return receive(sys.stdin.buffer)


if __name__ == "__main__":
    main()
