"""``python -m benchmarks.along``: a library taken along, SQLite → PostgreSQL → SQLite, and a person's; the files are compared.

Each command is a process of its own: its seconds, its processor time, the most memory it ever had (as ``getrusage`` tells),
and how much of that was its own: the rest is the database's file and programs, which the system takes back when it wants to.
"""

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.__main__ import ROOT, fresh, run, write
from benchmarks.reporting import machine
from tests.postgres import running_postgres

GROUP, OWNER = "group-1", "reader-1"


@dataclass(frozen=True, slots=True)
class Took:
    """What one command cost."""

    what: str
    seconds: float
    cpu: float
    rss: float
    own: float


def main() -> int:
    """Measure; print the table, and with ``--write`` put it into docs/performance.md. Fails if two files differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.along", description=main.__doc__)
    parser.add_argument("--sizes", default="10000,100000", help="bookmarks of the library (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory(prefix="florilegium-benchmarks-") as folder, running_postgres() as url:
        for size in (int(one) for one in given.sizes.split(",")):
            found[size] = _Journey(Path(folder) / str(size), url).go(size)
    text = report(found)
    print(text)
    if given.write:
        write(text, "along")
    return 0


class _Journey:
    """The instances on the way, and what each step cost."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir()
        self.folder, self.url = folder, url
        self.took: list[Took] = []

    def go(self, size: int) -> list[Took]:
        first = fresh(self.folder / "first", "")
        run(
            first,
            "-c",
            f"import django; django.setup(); from benchmarks.filling import fill; fill({size * 11 // 10}, {size})",
        )
        one, two, three = (self.folder / name for name in ("one.jsonl", "two.jsonl", "three.jsonl"))
        self._command("export of a group, SQLite", first, "export", str(one), "--group", GROUP)
        second = self._empty("second", postgresql=True)
        self._command("into PostgreSQL", second, "import", str(one), "--group", GROUP, "--by", OWNER)
        self._command("export, PostgreSQL", second, "export", str(two), "--group", GROUP)
        _same(one, two)
        third = self._empty("third")
        self._command("into SQLite", third, "import", str(two), "--group", GROUP, "--by", OWNER)
        self._command("export, SQLite", third, "export", str(three), "--group", GROUP)
        _same(two, three)
        self._person(third, one)
        return self.took

    def _person(self, env: dict[str, str], file: Path) -> None:
        """The same words as a person's own library: into hers, out again, and into another's of that name."""
        hers, again = self.folder / "hers.jsonl", self.folder / "again.jsonl"
        self._command("into a person’s library, SQLite", env, "import", str(file), "--person", OWNER, "--by", OWNER)
        self._command("export of a person’s, SQLite", env, "export", str(hers), "--person", OWNER)
        other = self._empty("other", postgresql=True)
        self._command("into hers, PostgreSQL", other, "import", str(hers), "--person", OWNER, "--by", OWNER)
        self._command("export of hers, PostgreSQL", other, "export", str(again), "--person", OWNER)
        _same(hers, again)

    def _empty(self, name: str, *, postgresql: bool = False) -> dict[str, str]:
        """An instance with the owner and her empty group."""
        url = ""
        if postgresql:
            import psycopg

            database = f"{name}_{self.folder.name}"
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(f"create database {database}")
            url = self.url.rpartition("/")[0] + f"/{database}"
        env = fresh(self.folder / name, url)
        command = ("-m", "florilegium.command.main")
        run(env, *command, "person", "add", OWNER, "--name", "Reader 1")
        run(env, *command, "group", "add", GROUP, "--name", "Group 1", "--owner", OWNER, "--readable-by", "world")
        return env

    def _command(self, what: str, env: dict[str, str], *arguments: str) -> None:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "florilegium.command.main", *arguments], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        own = 0.0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            own = max(own, _own(process.pid))
            time.sleep(0.05)
        _pid, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{what}: exit code {process.returncode}")
        rss = usage.ru_maxrss / 1024  # Linux tells kilobytes
        self.took.append(Took(what, time.monotonic() - began, usage.ru_utime + usage.ru_stime, rss, own))
        print(f"· {self.took[-1]}", file=sys.stderr)


def _own(pid: int) -> float:
    """Megabytes of a process that are no file's."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _same(one: Path, two: Path) -> None:
    if not filecmp.cmp(one, two, shallow=False):
        raise SystemExit(f"{one} and {two} differ")


def report(found: dict[int, list[Took]]) -> str:
    """Seconds, CPU seconds and megabytes of each step at each size."""
    parts = [
        f"*{time.strftime('%d %B %Y')}, {machine()}. Seconds / CPU seconds / most resident memory, MB / of it the process’s own.*\n\n"
    ]
    parts.append(
        "|  | " + " | ".join(f"{size:,} bookmarks" for size in found) + " |\n|---|" + "---|" * len(found) + "\n"
    )
    for row in zip(*found.values(), strict=True):
        cells = [f"{one.seconds:.0f} / {one.cpu:.1f} / {one.rss:.0f} / {one.own:.0f}" for one in row]
        parts.append(f"| {row[0].what} | " + " | ".join(cells) + " |\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
