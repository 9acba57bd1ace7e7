"""``worker``: the task worker by itself; ``serve`` starts one."""

import argparse
import ctypes
import os
import signal
import sys
import threading

from .main import set_up
from .output import DONE, Output

HELP = "run the task worker alone (serve runs one already)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``worker [--captures]``."""
    parser.add_argument("--captures", action="store_true", help="only fetch pages that wait, and end when none is left")


def run(args: argparse.Namespace, output: Output) -> int:
    """Until SIGTERM or SIGINT, or until the parent is gone."""
    if sys.platform == "linux" and os.environ.get("FLORILEGIUM_WORKER_OF"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: end with the server, even if it was killed
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    set_up()
    from florilegium.command import capturing, tasks

    if args.captures:
        capturing.fetch_what_waits(stop)
    else:
        tasks.work(stop)
    return DONE
