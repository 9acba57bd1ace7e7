"""``migrate``: the data folder, the secret key, the tables."""

import argparse
import os
from pathlib import Path

from .output import DONE, Output

HELP = "create or upgrade the data folder, the secret key and the tables"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace, output: Output) -> int:
    """Safe to run twice."""
    migrate()
    output.say("The data folder and the tables are up to date.")
    output.data({"migrated": True})
    return DONE


def migrate() -> None:
    """The key first: settings read it when they are loaded."""
    from florilegium.kit import environment, secret

    folder = Path(environment.text("DATA") or "data").expanduser().resolve()
    if environment.text("SECRET_KEY"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    else:
        secret.make(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "florilegium.config.settings")
    from django.core.management import call_command

    from .main import set_up

    set_up()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
