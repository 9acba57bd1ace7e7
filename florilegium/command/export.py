"""``export``: a library taken along, whole or in a form that others read."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "write a library into a file: complete as JSON Lines, or as Diigo's CSV or a browser's bookmarks"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``export (--group SLUG | --person LOGIN) [--format F] FILE``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; - is standard output")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--group", metavar="SLUG")
    whose.add_argument("--person", metavar="LOGIN")
    parser.add_argument("--format", choices=("jsonl", "diigo-csv", "netscape"), default="jsonl")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(args: argparse.Namespace, output: Output) -> int:
    """The file appears whole or not at all."""
    set_up()
    from florilegium.library.errors import Refusal

    try:
        lines = _lines(args)
    except Refusal as problem:
        output.problem(str(problem.sentence))
        return NOTHING
    if str(args.file) == "-":
        for line in lines:
            sys.stdout.write(line)
        return DONE
    if args.file.exists() and not args.force:
        output.problem(f"{args.file} is there already. Choose another name, or write over it with --force.")
        return NOTHING
    temporary = args.file.with_name(f".{args.file.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(lines)
        temporary.replace(args.file)
    finally:
        temporary.unlink(missing_ok=True)
    output.say(f"{args.group or args.person} is in {args.file}.")
    output.data({"file": str(args.file), "bytes": args.file.stat().st_size})
    return DONE


def _lines(args: argparse.Namespace) -> Iterator[str]:
    from florilegium.library import queries
    from florilegium.people.viewer import Viewer
    from florilegium.portability import exporting

    from .finding import library_called, owner_of

    library = library_called(args.group, args.person)
    person = library.person if library.group_id is None else owner_of(library)
    return exporting.FORMS[args.format].lines(queries.get_whole_library(Viewer(person), library))
