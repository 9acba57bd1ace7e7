"""``check``: settings, database, storage and kept counts, in sentences."""

import argparse
import os

from .main import set_up
from .output import DONE, PARTLY, Output

HELP = "look whether everything is as it should be"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--repair`` writes the right counts."""
    parser.add_argument("--repair", action="store_true", help="write the counts that are wrong anew")


def run(args: argparse.Namespace, output: Output) -> int:
    """0 if all is well, 1 if not."""
    set_up()
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from florilegium.library.auditing import audit

    wrong = []
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        wrong.append("The tables are not up to date: run `florilegium migrate`.")
    if not os.access(settings.DATA, os.W_OK):
        wrong.append(f"The data folder {settings.DATA} cannot be written.")
    if not wrong:
        wrong += audit(repair=args.repair)
    for sentence in wrong:
        output.say(sentence)
    if not wrong:
        output.say("Settings, database, storage and counts are as they should be.")
    output.data({"problems": wrong})
    return PARTLY if wrong else DONE
