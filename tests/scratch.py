"""Instances of their own, for tests that start real processes: a data folder and a database that nothing else touches.

On SQLite the database is a file in the data folder; when the tests run on PostgreSQL it is a database beside the one
they were given, dropped at the end. What an instance holds is read by SQL, not through the code under test.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.shared_files import REPOSITORY

#: The environment of a process that works on the instance.
Env = dict[str, str]

PASSWORD = "a password of the tests"


@contextlib.contextmanager
def scratch_instance(*, sqlite: bool = False) -> Iterator[Env]:
    """An empty, migrated instance; ``sqlite``: on SQLite also where the tests run on PostgreSQL."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLORILEGIUM_")}
    with tempfile.TemporaryDirectory(prefix="florilegium-scratch-") as data, _database(sqlite) as url:
        env = {**kept, "FLORILEGIUM_DATA": data, "FLORILEGIUM_WORKERS": "2"}
        env["DJANGO_SETTINGS_MODULE"] = "florilegium.config.settings"
        if url:
            env["FLORILEGIUM_DATABASE_URL"] = url
        done(env, "migrate")
        yield env


@contextlib.contextmanager
def _database(sqlite: bool) -> Iterator[str]:
    given = os.environ.get("FLORILEGIUM_DATABASE_URL", "")
    if sqlite or not given.startswith("postgres"):
        yield ""
        return
    name = f"scratch_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    try:
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f'drop database "{name}" with (force)')


# ---------------------------------------------------------------- processes


def command(*arguments: str) -> list[str]:
    """The command line, as a shell would call it."""
    return [sys.executable, "-m", "florilegium.command.main", *arguments]


def run(env: Env, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever that is."""
    return subprocess.run(
        command(*arguments), cwd=REPOSITORY, env=env, input=typed, capture_output=True, text=True, check=False
    )


def done(env: Env, *arguments: str, typed: str = "") -> str:
    """Run a command that must succeed; what it printed."""
    ended = run(env, *arguments, typed=typed)
    assert ended.returncode == 0, f"{arguments}: {ended.stdout}{ended.stderr}"
    return ended.stdout


def fill(env: Env, *logins: str, group: str) -> None:
    """Accounts with ``PASSWORD``, and an open group of the first with everybody in it; by commands in one process."""
    owner, *others = logins
    commands = [
        *(["person", "add", login, "--password-stdin"] for login in logins),
        ["group", "add", group, "--name", group.capitalize(), "--owner", owner, "--readable-by", "world"],
        *(["group", "member", group, login] for login in others),
    ]
    subprocess.run(
        [sys.executable, "-c", _ALL, json.dumps(commands)], cwd=REPOSITORY, env=env, input=f"{PASSWORD}\n" * len(logins),
        stdout=subprocess.DEVNULL, text=True, check=True,
    )  # fmt: skip


_ALL = """
import json, sys
from florilegium.command.main import main
sys.exit(any([main(command) for command in json.loads(sys.argv[1])]))
"""


@contextlib.contextmanager
def started(env: Env, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command in the background, in a session of its own; ended with all its children when the block is left."""
    with subprocess.Popen(
        command(*arguments), cwd=REPOSITORY, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def until(what: Callable[[], bool], seconds: float = 30, every: float = 0.02) -> None:
    """Wait until something is so; a failure if it is not in time."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(every)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether a server of ours listens there, and is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


# ---------------------------------------------------------------- what the database holds


def rows(env: Env, sql: str) -> list[tuple[Any, ...]]:
    """What a statement gives, on a connection of its own: only what is committed is seen."""
    url = env.get("FLORILEGIUM_DATABASE_URL")
    if url:
        with psycopg.connect(url) as postgres:
            return postgres.execute(sql.encode()).fetchall()
    with contextlib.closing(sqlite3.connect(_file(env), timeout=30)) as sqlite:
        return sqlite.execute(sql).fetchall()


def change(env: Env, sql: str) -> None:
    """Change the database behind the program's back."""
    url = env.get("FLORILEGIUM_DATABASE_URL")
    if url:
        with psycopg.connect(url) as postgres:
            postgres.execute(sql.encode())
        return
    with contextlib.closing(sqlite3.connect(_file(env), timeout=30)) as sqlite, sqlite:
        sqlite.execute(sql)


def is_being_written(env: Env) -> bool:
    """Whether somebody holds a library (on SQLite: the one write lock), in the middle of a transaction."""
    url = env.get("FLORILEGIUM_DATABASE_URL")
    try:
        if url:
            with psycopg.connect(url) as postgres:
                postgres.execute("select id from library for no key update nowait")
        else:
            with contextlib.closing(sqlite3.connect(_file(env), timeout=0, isolation_level=None)) as sqlite:
                sqlite.execute("begin immediate")
                sqlite.execute("rollback")
    except (psycopg.errors.LockNotAvailable, sqlite3.OperationalError):
        return True
    return False


def _file(env: Env) -> Path:
    return Path(env["FLORILEGIUM_DATA"], "florilegium.sqlite3")
