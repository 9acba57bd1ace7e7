"""An emptying that is killed again and again is finished by whoever comes next; nobody else is stopped or refused."""

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests import scratch
from tests.library.filled import COMMAND, SAVING
from tests.shared_files import REPOSITORY

ROWS = 2_000
KILLS = 5
SAVES = 40

#: Whatever would still be there of the group, or of bob: tables with what to look for in them.
LEFT = (
    "grp where slug = 'nous'",
    "library l join person p on p.id = l.person_id where p.former <> ''",
    "person where login = 'bob'",
    "annotation a join person p on p.id = a.author_id where p.former <> '' and a.heard = 0 and not a.withdrawn",
    "bookmark b where not exists (select 1 from library l where l.id = b.library_id)",
    "audience u where not exists (select 1 from bookmark b where b.page_id = u.page_id and b.library_id = u.library_id)",
    "page p where p.key is null and not exists (select 1 from annotation a where a.page_id = p.id)",
)


@pytest.fixture
def env() -> Iterator[scratch.Env]:
    with scratch.scratch_instance() as made:
        scratch.fill(made, "alice", "bob", "carol", "dave", "erin", group="nous")
        for words in (
            ["group", "add", "autres", "--name", "Autres", "--owner", "dave"],
            ["group", "member", "autres", "erin"],
        ):
            scratch.done(made, *words)
        subprocess.run([*COMMAND, str(ROWS)], cwd=REPOSITORY, env=made, check=True)
        scratch.done(made, "check")
        yield made


def number(env: scratch.Env, what: str) -> int:
    return int(scratch.rows(env, f"select count(*) from {what}")[0][0])


def a_minute_passes(env: scratch.Env) -> None:
    scratch.change(env, "update ending set beat = 0, due = 0")


@contextlib.contextmanager
def others_saving(env: scratch.Env) -> Iterator[list[subprocess.Popen[str]]]:
    """dave and erin save page after page meanwhile."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                subprocess.Popen([*SAVING, login, str(SAVES)], cwd=REPOSITORY, env=env, stdout=subprocess.PIPE, text=True)
            )
            for login in ("dave", "erin")
        ]  # fmt: skip


def kill_again_and_again(env: scratch.Env) -> list[tuple[int, int]]:
    """Start a worker, kill it at some moment of its work; the counts are right each time. Bookmarks, endings left."""
    chance, seen = random.Random(3), []
    for _ in range(KILLS):
        a_minute_passes(env)
        before = stages(env)
        with scratch.started(env, "worker") as worker:
            while stages(env) == before:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.4))
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        seen.append((number(env, "bookmark"), number(env, "ending")))
        scratch.done(env, "check")
    return seen


def stages(env: scratch.Env) -> list[tuple[int, ...]]:
    return scratch.rows(env, "select id, stage, after_at, after_id from ending order by id")


def test_killed_at_any_moment_it_ends_and_all_is_right(env: scratch.Env) -> None:
    """A group is emptied, and the library of a member of it who deleted her account meanwhile."""
    scratch.done(env, "group", "delete", "nous")
    subprocess.run([*COMMAND[:2], DELETE_ACCOUNT], cwd=REPOSITORY, env=env, check=True)
    with others_saving(env) as savers:
        seen = kill_again_and_again(env)
        print(f"killed at (bookmarks, endings) {seen}")  # seen with -s
        for saver in savers:
            out, _ = saver.communicate()
            assert saver.returncode == 0
            assert len(json.loads(out.splitlines()[-1])) == SAVES
    a_minute_passes(env)
    with scratch.started(env, "worker"):
        scratch.until(lambda: number(env, "ending") == 0, seconds=600, every=0.1)
    scratch.done(env, "check")
    assert {what: number(env, what) for what in LEFT} == dict.fromkeys(LEFT, 0)
    saved = "bookmark b join library l on l.id = b.library_id join grp g on g.id = l.group_id where g.slug = 'autres'"
    assert number(env, saved) == 2 * SAVES


#: As the page does it: the row is there, and the worker has still to do the work.
DELETE_ACCOUNT = (
    "import django; django.setup(); from florilegium.library.actions.ending import delete_account; "
    "from florilegium.people.models import Person; delete_account(person=Person.objects.get(login='bob'), erase=True)"
)
