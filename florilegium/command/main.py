"""``florilegium``: the command line. A face like the others; each command is a file of its own."""

import argparse
import os
import sqlite3
import sys
from importlib import import_module

from .output import NOTHING, Output

COMMANDS = {
    "serve": "serve", "worker": "worker", "migrate": "migrate", "person": "person", "group": "group", "token": "token",
    "save": "save", "pages": "pages", "import": "import_", "undo": "undo", "export": "export", "demo": "demo", "check": "check", "backup": "backup", "restore": "restore",
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 partly, 2 nothing done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "florilegium.config.settings")
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="florilegium", description="A library that a group reads, marks and discusses."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = [name for name in given if name in COMMANDS][:1] or list(COMMANDS)
    for name in wanted:
        module = import_module(f"florilegium.command.{COMMANDS[name]}")
        sub = commands.add_parser(name, help=module.HELP, description=module.HELP)
        sub.add_argument("--json", action="store_true", help="print one JSON document")
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    args = parser.parse_args(given)
    output = Output(as_json=args.json)
    return _guarded(args, output)


def _guarded(args: argparse.Namespace, output: Output) -> int:
    from django.db import OperationalError

    from florilegium.kit.environment import SettingError

    try:
        code: int = args.run(args, output)
    except SettingError as problem:
        output.problem(str(problem))
        return NOTHING
    except (OperationalError, sqlite3.OperationalError) as problem:
        said = " ".join(str(problem).split()).rstrip(".")
        output.problem(f"The database cannot be used: {said}. (For a new instance, `florilegium migrate` makes it.)")
        return NOTHING
    except OSError as problem:
        output.problem(f"{problem.filename}: {problem.strerror}." if problem.filename else f"{problem}.")
        return NOTHING
    except KeyboardInterrupt:
        return 130
    return code


def set_up() -> None:
    """Django, for the commands that need it."""
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
