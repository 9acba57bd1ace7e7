"""An index added while people read and write: none of them is refused, and a build that was killed is made again."""

import contextlib
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.db.migrations import AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader

from florilegium.kit.online import AddIndexOnline
from tests import scratch
from tests.library.filled import SAVING
from tests.shared_files import REPOSITORY

NAME, INDEX = "0009_trash_by_library", "trash_library"
#: Microseconds. What is in the trash is fresh: older things would be emptied by the server's worker beside the tests.
NOW = int(time.time()) * 1_000_000
#: Of this instance alone: the view shows what the whole server builds, for other tests too.
BUILDS = "from pg_stat_progress_create_index where datname = current_database()"
OURS = ("people", "groups", "library", "portability", "archive")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has nothing half made to leave")


def test_an_index_on_a_table_in_use_is_added_online_and_by_itself() -> None:
    wrong = []
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app not in OURS or not migration.dependencies:
            continue
        fresh = {one.name_lower for one in migration.operations if isinstance(one, CreateModel)}
        added = [one for one in migration.operations if isinstance(one, AddIndex) and one.model_name_lower not in fresh]
        if not added or migration.initial:
            continue
        online = all(isinstance(one, AddIndexOnline) for one in migration.operations)
        if not online or migration.atomic:
            wrong.append(f"{app}/{name}")
    assert wrong == [], "each index in a migration with atomic = False and nothing else: florilegium.kit.online"


# ---------------------------------------------------------------- beside people at work


@pytest.fixture
def env() -> Iterator[scratch.Env]:
    """An instance as it was before the migration, with much in the trash."""
    with scratch.scratch_instance() as made:
        scratch.fill(made, "dave", "erin", group="autres")
        numbers = (
            "generate_series(1, 100000) as n(n)"
            if "FLORILEGIUM_DATABASE_URL" in made
            else "(with recursive n(n) as (select 1 union all select n + 1 from n where n < 100000) select n from n) as n"
        )
        scratch.change(
            made,
            "insert into trash (person_id, library_id, kind, title, rows, at) "
            f"select p.id, l.id, 'bookmark', 'no ' || n.n, '{{}}', {NOW} + n.n from {numbers}, library l, person p "
            "where l.group_id is not null and p.login = 'dave'",
        )
        yield made


def forget(env: scratch.Env) -> None:
    """As if the migration had not been run."""
    scratch.change(env, f"drop index {INDEX}")
    scratch.change(env, f"delete from django_migrations where name = '{NAME}'")


def is_whole(env: scratch.Env) -> bool:
    if "FLORILEGIUM_DATABASE_URL" in env:
        valid = "select i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
        return scratch.rows(env, f"{valid} where c.relname = '{INDEX}'") == [(True,)]
    return scratch.rows(env, f"select count(*) from sqlite_master where name = '{INDEX}'") == [(1,)]


def is_recorded(env: scratch.Env) -> bool:
    return scratch.rows(env, f"select count(*) from django_migrations where name = '{NAME}'") == [(1,)]


@contextlib.contextmanager
def reading(port: int) -> Iterator[list[int]]:
    """Somebody reads a page again and again: the statuses."""
    statuses: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/group/autres", timeout=60) as answer:
                    statuses.append(answer.status)
            except urllib.error.HTTPError as answer:
                with answer:
                    statuses.append(answer.code)

    thread = threading.Thread(target=read)
    thread.start()
    yield statuses
    stop.set()
    thread.join()


@contextlib.contextmanager
def people_at_work(env: scratch.Env) -> Iterator[tuple[list[int], list[subprocess.Popen[str]]]]:
    """A server from before the migration, somebody who reads there, and two who save."""
    port = scratch.free_port()
    with contextlib.ExitStack() as stack:
        stack.enter_context(scratch.started(env, "serve", "--port", str(port)))
        scratch.until(lambda: _answers(port), every=0.2)
        forget(env)
        statuses = stack.enter_context(reading(port))
        savers = [
            stack.enter_context(
                subprocess.Popen([*SAVING, login, "20"], cwd=REPOSITORY, env=env, stdout=subprocess.PIPE, text=True)
            )
            for login in ("dave", "erin")
        ]  # fmt: skip
        for saver in savers:
            assert saver.stdout is not None
            assert saver.stdout.readline() == "ready\n"
        yield statuses, savers


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
            return True
    except OSError:
        return False


def test_the_server_reads_and_writes_on_while_an_index_is_added(env: scratch.Env) -> None:
    with people_at_work(env) as (statuses, savers):
        scratch.done(env, "migrate")
        for saver in savers:
            saver.communicate()
            assert saver.returncode == 0
    assert set(statuses) == {200} and is_whole(env)
    assert scratch.rows(env, "select bookmarks from library where group_id is not null") == [(40,)]


def test_killed_before_it_was_recorded_it_is_recorded_by_the_next(env: scratch.Env) -> None:
    scratch.change(env, f"delete from django_migrations where name = '{NAME}'")
    scratch.done(env, "migrate")
    assert is_whole(env) and is_recorded(env)


@only_postgresql
def test_nobody_waits_for_a_build_that_has_to_wait(env: scratch.Env) -> None:
    """Somebody is in the middle of a long transaction with the table: the build waits for her, and nobody for the build."""
    with people_at_work(env) as (_statuses, savers), building(env) as process:
        for saver in savers:
            saver.communicate()
            assert saver.returncode == 0
        scratch.change(env, "update trash set title = 'written meanwhile' where title = 'no 1'")
        assert process.poll() is None and not is_whole(env)
    assert is_whole(env) and is_recorded(env)


@only_postgresql
@pytest.mark.parametrize("noticed", [True, False], ids=["its server's part ended", "its server's part goes on"])
def test_a_build_that_was_killed_is_made_again(env: scratch.Env, noticed: bool) -> None:
    forget(env)
    with building(env) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if noticed:
            scratch.rows(env, f"select pg_terminate_backend(pid) {BUILDS}")
            scratch.until(lambda: not _builds(env))
        assert not is_whole(env)
        again = subprocess.Popen(scratch.command("migrate"), cwd=REPOSITORY, env=env)
        time.sleep(1)
    assert again.wait() == 0
    assert is_whole(env) and is_recorded(env)


def _builds(env: scratch.Env) -> bool:
    return bool(scratch.rows(env, f"select pid {BUILDS}"))


@contextlib.contextmanager
def building(env: scratch.Env) -> Iterator[subprocess.Popen[bytes]]:
    """``migrate``, kept waiting by an open transaction until the block is left; then brought to its end."""
    with psycopg.connect(env["FLORILEGIUM_DATABASE_URL"]) as blocker:
        blocker.execute("update trash set title = 'in the middle of it' where title = 'no 2'")
        with subprocess.Popen(scratch.command("migrate"), cwd=REPOSITORY, env=env) as process:
            try:
                scratch.until(lambda: _builds(env), seconds=60)
                yield process
            finally:
                blocker.rollback()
                process.wait()
