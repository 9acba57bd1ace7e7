"""An import that is killed again and again loses nothing and doubles nothing: real processes, real SIGKILL."""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from florilegium.portability.importing import BATCH
from tests import scratch
from tests.portability.generated import write_diigo_csv
from tests.shared_files import REPOSITORY

ROWS = 4_000
KILLS = 10

#: What a library holds, without ids and without the times that count back from the moment of the import.
HOLDS = {
    "bookmarks": """
        select g.url, b.title, b.description, case when b.at_known then b.at end, b.private, b.savers, b.tags_n,
          b.highlights, b.noted, b.page_notes, b.replies, b.said, b.marks, b.words
        from bookmark b join page g on g.id = b.page_id""",
    "annotations": """
        select g.url, b.title, a.kind, a.quote, a.body, a.position, a.plain, a.approximate, a.heard,
          case when a.at_known then a.at end
        from annotation a join page g on g.id = a.page_id join bookmark b on b.page_id = g.id""",
    "heard": "select count(*), sum(part), sum(position) from audience",
    "tags": "select name, n, n_open from tag",
    "taggings": """
        select g.url, b.title, t.name from tagging u join tag t on t.id = u.tag_id
        join bookmark b on b.id = u.bookmark_id join page g on g.id = b.page_id""",
    "pages": "select url from page",
    "library": "select bookmarks, bookmarks_open from library where group_id is not null",
    "keepers": "select n from keeper",
    "imports": "select state, problem, total, cursor, new, completed, unchanged, rejected from import",
    "rows": """
        select r.number, r.outcome, r.title, cast(r.remarks as text), b.title, g.url
        from import_row r left join bookmark b on b.id = r.bookmark_id left join page g on g.id = b.page_id""",
}


def held(env: scratch.Env) -> dict[str, list[tuple[Any, ...]]]:
    """Everything an instance holds, in an order of its own."""
    return {name: sorted(scratch.rows(env, sql), key=repr) for name, sql in HOLDS.items()}


@dataclass(frozen=True, slots=True)
class Unkilled:
    """How an import of the file goes when nobody disturbs it. Seconds after its start: the first batch, the end."""

    file: Path
    code: int
    report: dict[str, Any]
    held: dict[str, list[tuple[Any, ...]]]
    first: float
    end: float

    @property
    def batch(self) -> float:
        """Seconds for a batch."""
        return (self.end - self.first) * BATCH / ROWS

    @property
    def command(self) -> tuple[str, ...]:
        return ("import", str(self.file), "--group", "nous", "--by", "alice", "--json")


@pytest.fixture(scope="module")
def unkilled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unkilled]:
    file = tmp_path_factory.mktemp("file") / "export.csv"
    write_diigo_csv(file, ROWS)
    with scratch.scratch_instance() as env:
        scratch.fill(env, "alice", group="nous")
        plan = Unkilled(file, 0, {}, {}, 0, 0)
        start, first = time.monotonic(), 0.0
        with importing(env, plan) as process:
            while process.poll() is None:
                if not first and cursor(env) > 0:
                    first = time.monotonic() - start
                time.sleep(0.01)
            end = time.monotonic() - start
            report = said(process)
        yield Unkilled(file, process.returncode, report, held(env), first, end)


def importing(env: scratch.Env, plan: Unkilled) -> subprocess.Popen[str]:
    """The command as somebody types it."""
    return subprocess.Popen(
        scratch.command(*plan.command), cwd=REPOSITORY, env=env, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The report that a command printed."""
    assert process.stdout is not None
    report: dict[str, Any] = json.loads(process.stdout.read())
    return report


def cursor(env: scratch.Env) -> int:
    """How many records are done; -1 before the job has begun."""
    found = scratch.rows(env, "select cursor from import where state <> 'uploaded'")
    return found[0][0] if found else -1


def kill(env: scratch.Env, process: subprocess.Popen[str]) -> tuple[int, bool]:
    """SIGKILL, after a look at the halted process: its cursor, and whether it was in the middle of a transaction."""
    process.send_signal(signal.SIGSTOP)
    seen = cursor(env), scratch.is_being_written(env)
    process.kill()
    process.wait()
    return seen


def wait_for_a_moment(env: scratch.Env, unkilled: Unkilled, chance: random.Random, *, early: bool) -> None:
    """Until somewhere in the process's first batch (``early``, and always near the end), else somewhere in its second.

    By what it has done, not by the clock: it must not have ended, however fast the machine has become meanwhile.
    """
    scratch.until(lambda: cursor(env) >= 0)
    before = cursor(env)
    if early or before > ROWS - 3 * BATCH:
        scratch.until(lambda: scratch.is_being_written(env) or cursor(env) > before, every=0.002)
        time.sleep(chance.uniform(0, 0.01))
    else:
        scratch.until(lambda: cursor(env) > before, every=0.005)
        time.sleep(chance.uniform(0, 0.6) * unkilled.batch)


def test_killed_ten_times_an_import_ends_as_if_it_had_not_been_and_a_second_adds_nothing(unkilled: Unkilled) -> None:
    chance = random.Random(11)
    killed: list[tuple[int, bool]] = []
    with scratch.scratch_instance() as env:
        scratch.fill(env, "alice", group="nous")
        for number in range(KILLS):
            with importing(env, unkilled) as process:
                wait_for_a_moment(env, unkilled, chance, early=number % 2 == 0)
                killed.append(kill(env, process))
                assert process.returncode == -signal.SIGKILL
        between = {at for at, _writing in killed if 0 < at < ROWS}
        print(f"killed at {killed}")  # seen with -s
        assert len(between) >= 2, f"the kills came too early or too late: {killed}"
        assert sum(writing for _at, writing in killed) >= 2, f"nothing was being written: {killed}"
        with importing(env, unkilled) as process:
            assert (said(process), process.wait()) == (unkilled.report, unkilled.code)
        assert held(env) == unkilled.held
        scratch.done(env, "check")
        assert not list(Path(env["FLORILEGIUM_DATA"], "imports").iterdir())
        with importing(env, unkilled) as process:
            again = said(process)["imports"][0]
        assert (again["new"], again["completed"]) == (0, 0)


def test_what_was_killed_is_finished_by_the_server(unkilled: Unkilled) -> None:
    """First the command is killed, then a worker that took the job over; ``serve`` finishes it."""
    with scratch.scratch_instance() as env:
        scratch.fill(env, "alice", group="nous")
        with importing(env, unkilled) as process:
            scratch.until(lambda: cursor(env) > 0)
            at, _writing = kill(env, process)
        assert 0 < at < ROWS
        a_minute_passes(env)
        with scratch.started(env, "worker") as worker:
            scratch.until(lambda: cursor(env) > at)
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        assert at < cursor(env) < ROWS
        a_minute_passes(env)
        with scratch.started(env, "serve", "--port", str(scratch.free_port())):
            scratch.until(lambda: scratch.rows(env, "select state from import") == [("done",)])
        assert held(env) == unkilled.held
        scratch.done(env, "check")


def test_a_command_that_lost_its_job_to_the_server_reports_the_whole_of_it(unkilled: Unkilled) -> None:
    """A laptop sleeps in the middle of an import; its server's worker takes the job over; then the command wakes up."""
    with scratch.scratch_instance() as env:
        scratch.fill(env, "alice", group="nous")
        with importing(env, unkilled) as process:
            scratch.until(lambda: cursor(env) > 0)
            while True:  # asleep between two batches: in the middle of one it would hold the worker up
                process.send_signal(signal.SIGSTOP)
                if not scratch.is_being_written(env):
                    break
                process.send_signal(signal.SIGCONT)
            at = cursor(env)
            a_minute_passes(env)
            with scratch.started(env, "worker"):
                scratch.until(lambda: cursor(env) > at)
                process.send_signal(signal.SIGCONT)
                assert (said(process), process.wait()) == (unkilled.report, unkilled.code)
        assert held(env) == unkilled.held


def a_minute_passes(env: scratch.Env) -> None:
    """The heart of a job that nobody does has stopped."""
    scratch.change(env, "update import set beat = beat - 61000000")
