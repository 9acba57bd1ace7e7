"""``backup``: everything that must be kept, into one file, while serving."""

import argparse
import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "write a backup of everything into one file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``backup FILE``."""
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace, output: Output) -> int:
    """Write the database and the data folder's files into FILE, whole or not at all."""
    set_up()
    with tempfile.TemporaryDirectory(dir=args.file.resolve().parent) as folder:
        dump = Path(folder) / "database"
        problem = _dump(dump)
        if problem:
            output.problem(problem)
            return NOTHING
        packed = Path(folder) / "backup"
        _pack(packed, dump)
        packed.chmod(0o600)  # like the secret key: it holds what people keep to themselves
        packed.replace(args.file)
    output.say(f"Everything is in {args.file}.")
    output.data({"file": str(args.file)})
    return DONE


def _dump(path: Path) -> str:
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        import sqlite3

        copy = sqlite3.connect(path)
        connection.connection.backup(copy)  # consistent while others write
        copy.close()
        return ""
    return postgresql("pg_dump", "--format=custom", f"--file={path}")


def postgresql(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs on our database; a sentence if it failed."""
    from django.db import connection

    settings = connection.settings_dict
    environment = {**os.environ, "PGPASSWORD": str(settings["PASSWORD"])}
    command = [program, f"--host={settings['HOST']}", f"--port={settings['PORT'] or 5432}",
               f"--username={settings['USER']}", f"--dbname={settings['NAME']}", *arguments]  # fmt: skip
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return f"{program} is not installed; it comes with PostgreSQL's client."
    return "" if done.returncode == 0 else f"{program} failed: {done.stderr.strip()[:500]}"


def _pack(packed: Path, dump: Path) -> None:
    from django.conf import settings
    from django.db import connection

    from florilegium import __version__

    digest = hashlib.sha256(dump.read_bytes()).hexdigest()
    manifest = dump.with_name("manifest.json")
    told = {"version": __version__, "database": connection.vendor, "sha256": digest}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    with tarfile.open(packed, "w:gz", compresslevel=3) as tar:
        tar.add(manifest, "manifest.json")
        tar.add(dump, "database")
        for name in ("imports", "files"):
            if (settings.DATA / name).is_dir():
                tar.add(settings.DATA / name, f"data/{name}")
