"""The benchmark runs from end to end, small: its library is sound, its floor prints the very bytes of our pages.

(The command itself compares the bytes and audits the counts, and fails if they differ. Nothing is said here of speed.)
"""

import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def test_the_benchmark_measures_every_page_beside_the_floor() -> None:
    command = [sys.executable, "-m", "benchmarks", "--sizes", "1000,1500", "--times", "2", "--rounds", "1"]
    done = subprocess.run(
        [*command, "--databases", connection.vendor], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for told in (
        "| group page |",
        "| group page, in 200 groups |",
        "| home, in 200 groups |",
        "| import: rows a second |",
        "first page, seconds",
        "RSS MB",
        "### Plans",
    ):
        assert told in done.stdout
