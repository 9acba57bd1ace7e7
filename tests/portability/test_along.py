"""A library taken along from one database to the other and back, by commands: the files are the same, and memory is bounded.

The figures at a hundred thousand bookmarks are in docs/performance.md: ``python -m benchmarks.along``.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import scratch
from tests.shared_files import REPOSITORY

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="both databases are needed: PostgreSQL's run")

SMALL, LARGE = 200, 2_000
GROUP, OWNER = "group-1", "reader-1"


def filled(env: scratch.Env, size: int) -> None:
    """The benchmark's library: ``size`` bookmarks in the first group."""
    fill = f"import django; django.setup(); from benchmarks.filling import fill; fill({size + 200}, {size})"
    subprocess.run([sys.executable, "-c", fill], cwd=REPOSITORY, env=env, check=True)


def prepared(env: scratch.Env) -> scratch.Env:
    """An instance with the owner and her empty group."""
    scratch.done(env, "person", "add", OWNER, "--name", "Reader 1")
    scratch.done(env, "group", "add", GROUP, "--name", "Group 1", "--owner", OWNER, "--readable-by", "world")
    return env


def most_memory(env: scratch.Env, *arguments: str) -> float:
    """Megabytes that a command had at most; it must succeed."""
    process = subprocess.Popen(scratch.command(*arguments), cwd=REPOSITORY, env=env, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return usage.ru_maxrss / 1024


def test_a_library_goes_to_the_other_database_and_back_unchanged(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{name}.jsonl" for name in ("one", "two", "three"))
    with scratch.scratch_instance(sqlite=True) as first:
        filled(first, LARGE)
        scratch.done(first, "export", str(one), "--group", GROUP)
    assert one.read_bytes().count(b'{"type":"bookmark"') == LARGE
    with scratch.scratch_instance() as second:
        scratch.done(prepared(second), "import", str(one), "--group", GROUP, "--by", OWNER)
        scratch.done(second, "check")
        scratch.done(second, "export", str(two), "--group", GROUP)
    assert two.read_bytes() == one.read_bytes()
    with scratch.scratch_instance(sqlite=True) as third:
        scratch.done(prepared(third), "import", str(two), "--group", GROUP, "--by", OWNER)
        scratch.done(third, "check")
        scratch.done(third, "export", str(three), "--group", GROUP)
        assert three.read_bytes() == one.read_bytes()
        hers, again = tmp_path / "hers.jsonl", tmp_path / "again.jsonl"
        scratch.done(third, "import", str(one), "--person", OWNER, "--by", OWNER)
        scratch.done(third, "export", str(hers), "--person", OWNER)
    with scratch.scratch_instance() as other:
        scratch.done(prepared(other), "import", str(hers), "--person", OWNER, "--by", OWNER)
        scratch.done(other, "export", str(again), "--person", OWNER)
    assert again.read_bytes() == hers.read_bytes()


def test_memory_does_not_grow_with_the_library(tmp_path: Path) -> None:
    """On PostgreSQL: of SQLite's, the system keeps pages of its file in a process's memory as it likes."""
    out, back = {}, {}
    for size in (SMALL, LARGE):
        file = tmp_path / f"{size}.jsonl"
        with scratch.scratch_instance() as env:
            filled(env, size)
            out[size] = most_memory(env, "export", str(file), "--group", GROUP)
        with scratch.scratch_instance() as env:
            back[size] = most_memory(prepared(env), "import", str(file), "--group", GROUP, "--by", OWNER)
    assert out[LARGE] - out[SMALL] < 10, out
    assert back[LARGE] - back[SMALL] < 10, back
