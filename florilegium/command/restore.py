"""``restore``: everything out of a backup, while serving. A damaged file changes nothing."""

import argparse
import gzip
import hashlib
import json
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path

from .backup import postgresql
from .migrate import migrate
from .output import DONE, NOTHING, Output

HELP = "put everything back from a backup"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``restore FILE``."""
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace, output: Output) -> int:
    """Check the file, then replace the database in one transaction, and the files."""
    migrate()
    with tempfile.TemporaryDirectory() as folder:
        try:
            _check_whole(args.file)
            with tarfile.open(args.file, "r:gz") as tar:
                tar.extractall(folder, filter="data")
            problem = _problem(Path(folder))
        except (OSError, EOFError, tarfile.TarError, zlib.error, ValueError) as error:
            problem = f"{args.file} cannot be read as a backup: {error}. Nothing was changed."
        problem = problem or _replace(Path(folder))
    if problem:
        output.problem(problem)
        return NOTHING
    migrate()
    output.say(f"Everything is as it was in {args.file}.")
    output.data({"restored": str(args.file)})
    return DONE


def _check_whole(file: Path) -> None:
    """Read to the end, where the checksum of all is: unpacking stops before it. Raises OSError, EOFError or zlib.error."""
    with gzip.open(file) as stream:
        while stream.read(1 << 20):
            pass


def _problem(folder: Path) -> str:
    from django.db import connection

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((folder / "database").read_bytes()).hexdigest()
    if digest != manifest["sha256"]:
        return "The backup is damaged: its database is not the one it was made with. Nothing was changed."
    if manifest["database"] != connection.vendor:
        return f"This backup is of a {manifest['database']} database, and this instance uses {connection.vendor}."
    return ""


def _replace(folder: Path) -> str:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        connection.ensure_connection()
        source = sqlite3.connect(folder / "database")
        source.backup(connection.connection)
        source.close()
        connection.close()
    else:
        connection.close()
        problem = postgresql("pg_restore", "--clean", "--if-exists", "--single-transaction", str(folder / "database"))
        if problem:
            return problem
    for name in ("imports", "files"):
        if (folder / "data" / name).is_dir():
            shutil.copytree(folder / "data" / name, settings.DATA / name, dirs_exist_ok=True)
    return ""
