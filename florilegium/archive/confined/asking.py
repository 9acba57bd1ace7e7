"""Our side: start the process, hand it its work, answer what it asks, stop it when it has had its share."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import IO, Literal

from django.utils.translation import gettext as _

from .frames import Bodies, Told, receive, send

Task = Literal["article", "freeze", "pdf"]
Answer = Callable[[Told], tuple[Told, Bodies]]


class TooHard(Exception):
    """The process came to its end before its work did: too much time, too much memory, or a fault in a parser."""

    @property
    def sentence(self) -> str:
        """For people, in the reader's language."""
        return _("This document is built in a way that we cannot read within reasonable time and memory.")


@dataclass(frozen=True, slots=True)
class Share:
    """What one process may use: seconds of a processor, seconds by the clock, bytes of memory."""

    processor: int = 30
    clock: float = 180
    memory: int = 1_500_000_000


def confined(
    task: Task, told: Told, bodies: Bodies, *, share: Share, answer: Answer | None = None
) -> tuple[Told, list[bytes]]:
    """Do a piece of work in a process of its own. Raises TooHard."""
    process = subprocess.Popen(
        # -I: nothing of our environment decides what is imported, and nothing of it is handed on
        [sys.executable, "-I", "-m", "florilegium.archive.confined", task],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        close_fds=True,
    )
    watch = threading.Timer(share.clock, process.kill)
    watch.daemon = True
    watch.start()
    try:
        assert process.stdin and process.stdout
        return _converse(process.stdin, process.stdout, {"share": asdict(share), **told}, bodies, answer)
    except (EOFError, OSError, ValueError, KeyError) as error:
        raise TooHard(task) from error
    finally:
        watch.cancel()
        process.kill()
        process.communicate()


def _converse(
    to: IO[bytes], of: IO[bytes], told: Told, bodies: Bodies, answer: Answer | None
) -> tuple[Told, list[bytes]]:
    send(to, told, bodies)
    while True:
        said, with_it = receive(of)
        if "ask" not in said:
            return said["done"], with_it
        if answer is None:
            raise ValueError("a question nobody answers")
        send(to, *answer(said["ask"]))
