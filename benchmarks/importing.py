"""Bringing a file into the full library: rows a second, and rows a second of CPU, the database's included."""

import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from benchmarks.chance import Chance
from benchmarks.filling import word
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.portability import importing

ROWS = 10_000


def imported() -> dict[str, float]:
    """An export of ``ROWS`` rows into the largest group: the whole way, from the received file to the last report."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.writelines(lines())
        file.flush()
        with Path(file.name).open("rb") as stream:
            job = importing.receive(by=Person.objects.get(login="reader-1"), name="export.csv", stream=stream)
    library = Library.objects.get(group__slug="group-1")
    began, ours, theirs = time.perf_counter(), time.process_time(), server_seconds()
    seen = importing.begin(job, library)
    importing.run(job, seen=seen)
    took, ours, theirs = time.perf_counter() - began, time.process_time() - ours, server_seconds() - theirs
    assert job.new == ROWS, (job.new, job.rejected, job.problem)
    return {
        "rows a second": ROWS / took,
        "CPU of the importer, µs a row": ours / ROWS * 1e6,
        "CPU of the database's server, µs a row": theirs / ROWS * 1e6,
    }


def lines() -> list[str]:
    """A table as Diigo writes it, the newest first: thirteen years, three passages on every other page, a tag and a half each."""
    chance = Chance(7)
    made = ["title,url,tags,description,comments,annotations,created_at\n"]
    newest = datetime(2025, 10, 1, tzinfo=UTC)
    for n in range(ROWS):
        marks = "".join(f"Highlight: {chance.random.choice(chance.quotes)}\n\n" for _ in range(chance.said() // 3))
        tags = ",".join(word(rank) for rank in range(n % 4))
        title = chance.random.choice(chance.titles)
        host = f"site-{min(int(chance.random.paretovariate(0.6)), 2000)}.example.org"
        stamp = (newest - n * timedelta(days=13 * 365) / ROWS).strftime("%Y-%m-%d %H:%M:%S UTC")
        made.append(f'"{title}",https://{host}/brought/{os.getpid()}/{n},"{tags}","","","{marks}",{stamp}\n')
    return made


def server_seconds() -> float:
    """CPU seconds of the server's process that answers us; 0 where the database is in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
