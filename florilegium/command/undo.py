"""``undo``: a whole import taken back, in the foreground."""

import argparse

from .main import set_up
from .output import DONE, NOTHING, PARTLY, Output

HELP = "undo an import; without a number, list those that can be"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``undo [IMPORT] --by LOGIN``."""
    parser.add_argument("number", nargs="?", type=int, metavar="IMPORT")
    parser.add_argument("--by", required=True, metavar="LOGIN", help="who brought it in")


def run(args: argparse.Namespace, output: Output) -> int:
    """0 when all is as it was, 1 when rows were left that others have touched, 2 when it cannot be undone."""
    set_up()
    from florilegium.library.errors import Refusal
    from florilegium.portability import importing, undoing
    from florilegium.portability.models import State

    from .finding import person_called

    try:
        by = person_called(args.by)
        if args.number is None:
            jobs = [job for job in importing.imports_of(by) if job.state in (State.DONE, State.FAILED)]
            for job in jobs:
                output.say(f"{job.pk}  {job.created:%Y-%m-%d}  {job.name}: {job.new} new, {job.completed} completed")
            output.data({"imports": [{"number": job.pk, "file": job.name} for job in jobs]})
            return DONE
        job = importing.get_import(by, args.number)
        if job.state != State.UNDOING:
            undoing.begin(by, job)
        undoing.run(job, lambda now: output.progress(now.total - now.undo_cursor + 1, now.total))
    except Refusal as problem:
        output.problem(str(problem.sentence) or f"{args.by} has no import {args.number}.")
        return NOTHING
    left = undoing.left(job)
    output.say("Undone." if not left else f"Undone, but for {left} rows that others have touched since.")
    output.data({"undone": job.pk, "left": left})
    return PARTLY if left else DONE
