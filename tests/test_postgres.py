"""The server that the tests start: it answers, hands back the exit code, and is gone afterwards."""

import re
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

INSIDE = """
import os, sys, psycopg
url = os.environ["FLORILEGIUM_DATABASE_URL"]
with psycopg.connect(url) as connection:
    print(*connection.execute("select current_database(), pg_is_in_recovery()").fetchone(), url)
sys.exit(7)
"""


def test_a_command_runs_on_a_server_that_is_gone_afterwards() -> None:
    command = [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", INSIDE]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.split()[:2]) == (7, ["postgres", "False"]), run.stderr
    port = re.search(r"127\.0\.0\.1:(\d+)/", run.stdout)
    assert port is not None
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port[1]))) != 0
