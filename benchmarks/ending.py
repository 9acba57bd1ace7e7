"""``python -m benchmarks.ending``: the largest group is deleted and emptied while eight people save elsewhere.

What is told: how long their saves take before, while and after it, whether any was refused, and how long emptying took.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.__main__ import ROOT, instances, write
from benchmarks.reporting import NAMES, machine

WRITERS = 8
GROUP = "group-1"


def main() -> int:
    """Measure; print the table, and with ``--write`` put it into docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ending", description=main.__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="bookmarks; the group holds a fifth (%(default)s)")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--seconds", type=int, default=60, help="before and after (%(default)s)")
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
        write(text, "ending")
    return 0


def measure(environment: dict[str, str], folder: Path, seconds: int) -> dict[str, Any]:
    """The saves of each time, and what became of the group."""
    with saving(environment, folder) as files:
        marks = [time.time()]
        time.sleep(seconds)
        marks.append(time.time())
        command = [sys.executable, "-m", "florilegium.command.main", "group", "--json", "delete", GROUP, "--now"]
        subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        marks.append(time.time())
        time.sleep(seconds)
        marks.append(time.time())
    saves = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    phases = {
        name: figures([took for at, took in saves if begin <= at < end], end - begin)
        for name, begin, end in zip(("before", "while it is emptied", "after"), marks, marks[1:], strict=False)
    }
    subprocess.run([sys.executable, "-m", "florilegium.command.main", "check"], env=environment, cwd=ROOT, check=True)
    return {"phases": phases, "seconds": marks[2] - marks[1]}


def figures(took: list[float], seconds: float) -> dict[str, float]:
    """Milliseconds."""
    took = sorted(took)
    at = {name: took[min(len(took) - 1, int(len(took) * part))] * 1000 for name, part in (("p95", 0.95), ("p99", 0.99))}
    return {"saves a second": len(took) / seconds, "p50": statistics.median(took) * 1000, **at, "max": took[-1] * 1000}


@contextmanager
def saving(environment: dict[str, str], folder: Path) -> Iterator[list[Path]]:
    """Eight people save, each in a group of her own, until the block is left. Whoever is refused ends with an error."""
    files = [folder / f"saves-{n}" for n in range(WRITERS)]
    with ExitStack() as stack:
        writers = []
        for n, file in enumerate(files):
            output = stack.enter_context(file.open("w"))
            command = [sys.executable, "-m", "benchmarks.saving", f"group-{n + 2}", str(n)]
            started = subprocess.Popen(
                command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=output, text=True
            )
            writers.append(stack.enter_context(started))
        for file in files:
            while not file.stat().st_size:
                time.sleep(0.1)
        yield files
        for writer in writers:
            writer.communicate("")
            if writer.returncode:
                raise SystemExit("a save was refused")


def report(size: int, found: dict[str, Any]) -> str:
    """One table a database."""
    parts = [f"*{time.strftime('%d %B %Y')}, {machine()}; {size:,} bookmarks, {size // 5:,} of them in the group.*\n"]
    for database, told in found.items():
        parts.append(f"\n{NAMES[database]}: emptied in {told['seconds']:.0f} s. Milliseconds a save:\n\n")
        names = list(next(iter(told["phases"].values())))
        parts.append("|  | " + " | ".join(names) + " |\n|---|" + "---|" * len(names) + "\n")
        for phase, row in told["phases"].items():
            parts.append(f"| {phase} | " + " | ".join(f"{row[name]:.1f}" for name in names) + " |\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
