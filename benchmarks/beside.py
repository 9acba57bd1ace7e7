"""``python -m benchmarks.beside``: what others feel while an index is added to the largest table, and the largest group emptied.

Eight people save in groups of their own and one reads, all the time; of each part is told how long their saves and pages
take. Nobody may be refused.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.__main__ import ROOT, instances, run, write
from benchmarks.reporting import NAMES, machine

WRITERS = 8
GROUP = "group-1"

#: What is told of one part: saves, pages read.
Part = dict[str, dict[str, float]]


def main() -> int:
    """Measure; print the tables, and with ``--write`` put them into docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=main.__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="bookmarks; the group holds a fifth (%(default)s)")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--seconds", type=int, default=60, help="of nothing special (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory(prefix="florilegium-benchmarks-") as folder:
        for database in given.databases.split(","):
            with instances(database, [given.size], Path(folder)) as ready:
                found[database] = measure(ready[given.size], Path(folder), given.seconds)
    text = report(given.size, found)
    print(text)
    if given.write:
        write(text, "beside")
    return 0


def measure(environment: dict[str, str], folder: Path, seconds: int) -> dict[str, tuple[float, Part]]:
    """Part → its seconds, and what others felt."""
    parts: dict[str, Callable[[], object]] = {
        "nothing special": lambda: time.sleep(seconds),
        "an index is added": lambda: run(environment, "-m", "benchmarks.indexing"),
        "the group is emptied": lambda: run(
            environment, "-m", "florilegium.command.main", "group", "--json", "delete", GROUP, "--now"
        ),
    }
    times: dict[str, tuple[float, float]] = {}
    with others(environment, folder) as (savers, readers):
        for name, deed in parts.items():
            began = time.time()
            deed()
            times[name] = (began, time.time())
            time.sleep(2)
    run(environment, "-m", "florilegium.command.main", "check")
    return {
        name: (end - began, {"saves": figures(savers, began, end), "pages read": figures(readers, began, end)})
        for name, (began, end) in times.items()
    }


def figures(files: list[Path], began: float, ended: float) -> dict[str, float]:
    """How many a second, and milliseconds, of what was going on at some moment of the time."""
    told = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    took = sorted(took for at, took in told if at < ended and at + took > began)
    at = {name: took[min(len(took) - 1, int(len(took) * part))] * 1000 for name, part in (("p95", 0.95), ("p99", 0.99))}
    return {
        "a second": len(took) / (ended - began),
        "p50": statistics.median(took) * 1000,
        **at,
        "max": took[-1] * 1000,
    }


@contextmanager
def others(environment: dict[str, str], folder: Path) -> Iterator[tuple[list[Path], list[Path]]]:
    """People at work until the block is left. Whoever is refused ends with an error."""
    work = [("save", f"group-{n + 2}") for n in range(WRITERS)] + [("read", "group-2")]
    files = [folder / f"{what}-{n}" for n, (what, _group) in enumerate(work)]
    with ExitStack() as stack:
        people = []
        for (what, group), file in zip(work, files, strict=True):
            output = stack.enter_context(file.open("w"))
            command = [sys.executable, "-m", "benchmarks.working", what, group]
            started = subprocess.Popen(
                command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=output, text=True
            )
            people.append(stack.enter_context(started))
        while not all(file.stat().st_size for file in files):
            time.sleep(0.1)
        yield files[:WRITERS], files[WRITERS:]
        for one in people:
            one.communicate("")
            if one.returncode:
                raise SystemExit("somebody was refused")


def report(size: int, found: dict[str, dict[str, tuple[float, Part]]]) -> str:
    """One table a database."""
    parts = [f"*{time.strftime('%d %B %Y')}, {machine()}; {size:,} bookmarks, {size // 5:,} of them in the group.*\n"]
    for database, told in found.items():
        parts.append(f"\n### Beside others, {NAMES[database]}\n\nMilliseconds a save, and a page read:\n\n")
        names = list(next(iter(told.values()))[1]["saves"])
        parts.append("|  | seconds | " + " | ".join(names) + " |\n|---|---|" + "---|" * len(names) + "\n")
        for name, (seconds, part) in told.items():
            for who, row in part.items():
                cells = " | ".join(f"{row[one]:.1f}" for one in names)
                parts.append(f"| {name}: {who} | {seconds:.1f} | {cells} |\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
