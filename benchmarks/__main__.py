"""``python -m benchmarks``: make the reference library in each size on each database, measure, write what was seen."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from benchmarks.reporting import plans, report
from tests.postgres import running_postgres

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure; print the tables, and with ``--write`` put them into docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--sizes", default="10000,100000", help="bookmarks, the smallest first (%(default)s)")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--times", type=int, default=60, help="requests of each kind in each round")
    parser.add_argument("--rounds", type=int, default=4, help="of each figure the least is told (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument(
        "--folder", type=Path, help="where SQLite's instances are kept; one that is there is not filled"
    )
    parser.add_argument("--server", default="", help="URL of a PostgreSQL whose databases are kept, likewise")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    found: dict[str, dict[int, Any]] = {}
    with kept(given.folder) as folder:
        for database in given.databases.split(","):
            with instances(database, sizes, folder, given.server) as ready:
                found[database] = measure(ready, given.times, given.rounds)
    text = report(found)
    print(text, plans(found), sep="\n")
    if given.write:
        write(text, f"figures at {max(sizes):,}")
        write(plans(found), "plans")
    return 0


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """A folder, thrown away unless somebody named it."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="florilegium-benchmarks-") as made:
        yield Path(made)


@contextmanager
def instances(database: str, sizes: list[int], folder: Path, server: str = "") -> Iterator[dict[int, dict[str, str]]]:
    """Size → the environment of a filled instance of that size. ``server``: a PostgreSQL to use, else one of its own."""
    if database == "sqlite":
        yield {size: filled(size, folder / f"sqlite-{size}", "") for size in sizes}
        return
    import psycopg

    with nullcontext(server) if server else running_postgres() as url:
        ready = {}
        for size in sizes:
            with psycopg.connect(url, autocommit=True) as connection:
                if not connection.execute(f"select 1 from pg_database where datname = 'library_{size}'").fetchone():
                    connection.execute(f"create database library_{size}")
            ready[size] = filled(size, folder / f"postgresql-{size}", url.rpartition("/")[0] + f"/library_{size}")
        yield ready


def fresh(data: Path, url: str) -> dict[str, str]:
    """The environment of an instance of its own, migrated and empty."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FLORILEGIUM_")}
    environment |= {"FLORILEGIUM_DATA": str(data), "DJANGO_SETTINGS_MODULE": "florilegium.config.settings"}
    if url:
        environment["FLORILEGIUM_DATABASE_URL"] = url
    run(environment, "-m", "florilegium.command.main", "migrate")
    return environment


def filled(size: int, data: Path, url: str) -> dict[str, str]:
    """An instance of its own, migrated and filled."""
    began = time.monotonic()
    environment = fresh(data, url)
    filling = f"import django; django.setup(); from benchmarks.filling import fill; print(fill({size}))"
    if "True" in run(environment, "-c", filling):
        run(environment, "-m", "florilegium.command.main", "check", "--json")  # the counts are as the actions keep them
    print(f"· {data.name}: filled in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return environment


def run(environment: dict[str, str], *arguments: str) -> str:
    """A Python process in an instance; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def measure(ready: dict[int, dict[str, str]], times: int, many: int) -> dict[int, Any]:
    """The sizes in turn, in many rounds; of each figure the least: what else the machine does can only add to it."""
    rounds: dict[int, list[Any]] = {size: [] for size in ready}
    for number in range(many):
        for size, environment in ready.items():
            last = ["--server"] if number == many - 1 else []
            told = run(environment, "-m", "benchmarks.measuring", "--times", str(times), *last)
            rounds[size].append(json.loads(told))
    return {size: {**seen[-1], "figures": least([one["figures"] for one in seen])} for size, seen in rounds.items()}


def least(seen: list[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Of each figure the least of the rounds."""
    return {name: {kind: min(one[name][kind] for one in seen) for kind in figures} for name, figures in seen[0].items()}


def write(text: str, mark: str) -> None:
    """Put text between its marks in docs/performance.md."""
    path = ROOT / "docs" / "performance.md"
    before, found, rest = path.read_text("utf-8").partition(f"<!-- {mark} -->\n")
    _old, end, after = rest.partition(f"<!-- end of {mark} -->")
    if not found or not end:
        raise SystemExit(f"docs/performance.md has no place for the {mark}")
    path.write_text(before + found + text + end + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
