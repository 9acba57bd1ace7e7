"""What is measured, in one instance of one size: run as ``python -m benchmarks.measuring`` with the instance's settings.

Pages are asked of the WSGI application in this process, so that CPU is the page's own; beside each listing, in turn, the
floor. Starting and memory are measured on the real server.
"""

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.asking import Asker, signed_in  # noqa: E402
from benchmarks.chance import Chance  # noqa: E402
from benchmarks.filling import FREQUENT, word  # noqa: E402
from benchmarks.floor import Floor  # noqa: E402
from benchmarks.plans import plans  # noqa: E402
from florilegium.config.wsgi import application  # noqa: E402
from florilegium.library.models import Bookmark, Library, Tag, Tagging  # noqa: E402
from florilegium.people.models import Person  # noqa: E402

GROUP = "/group/group-1"
IMPORTED = 5_000

Figures = dict[str, dict[str, float]]


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--server", action="store_true", help="also starting, memory, import and plans")
    given = parser.parse_args()
    told: dict[str, Any] = {"figures": measure(given.times)}
    if given.server:
        told["import"] = imported()
        told["server"] = served()
        told["plans"] = plans(GROUP, word(FREQUENT))
    json.dump(told, sys.stdout)


def rare_tag() -> str:
    """A tag of few bookmarks whose first page has about as much to show as others: a hundred passages."""
    few = Tag.objects.filter(library__group__slug="group-1", n__gt=20, n__lt=60)[:200]
    shown = {tag: sum(_highlights(tag)) for tag in few}
    return min(shown, key=lambda tag: (abs(shown[tag] - 100), tag.n)).name


def _highlights(tag: Tag) -> list[int]:
    found = Tagging.objects.filter(tag=tag).order_by("-at", "-bookmark")
    return list(found.values_list("bookmark__highlights", flat=True)[:20])


def measure(times: int) -> Figures:
    """Each page: p50 and p95 in milliseconds, CPU a request in milliseconds; and what the floor needs."""
    nobody, reader = Asker(application), signed_in(application, "reader-1")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', nobody.get(GROUP).body.decode())
    floor = Floor(settings.DATABASES["default"], files)
    frequent, rare = word(FREQUENT), rare_tag()
    listings = {
        "group page": (GROUP, ("group-1",), False),
        "tag page, frequent": (f"{GROUP}/tag/{frequent}", ("group-1", frequent), False),
        "tag page, rare": (f"{GROUP}/tag/{rare}", ("group-1", rare), False),
        "last page": (f"{GROUP}?page=last", ("group-1",), True),
    }
    figures: Figures = {}
    for name, (path, what, last) in listings.items():
        check_same(nobody.get(path).body, floor.page(*what, last=last))
        pair = in_turn(times, lambda p=path: nobody.get(p), lambda w=what, e=last: floor.page(*w, last=e))  # type: ignore[misc]
        figures[name], figures[f"floor of {name}"] = pair
    figures["group page, a member"] = alone(times, lambda: reader.get(GROUP))
    typical, heavy = bookmark_with(10), bookmark_with(100)
    figures["bookmark page, 10 annotations"] = alone(times, lambda: nobody.get(typical))
    figures["bookmark page, 100 annotations"] = alone(times, lambda: nobody.get(heavy))
    feed = f"/feeds{GROUP}.atom"
    tag = nobody.get(feed).headers["etag"]
    assert nobody.get(feed, if_none_match=tag).status == 304
    figures["feed"] = alone(times, lambda: nobody.get(feed))
    figures["feed, not modified"] = alone(times, lambda: nobody.get(feed, if_none_match=tag))
    figures.update(written(times, reader, typical))
    return figures


def check_same(page: bytes, floor: bytes) -> None:
    """The floor prints the same bytes, or the comparison is worth nothing."""
    if page != floor:
        raise SystemExit("the floor prints another page: see tests/test_benchmarks.py")


def bookmark_with(said: int) -> str:
    """The path of a bookmark of the group with about so many annotations."""
    library = Library.objects.get(group__slug="group-1")
    found = Bookmark.objects.filter(library=library, said__gte=said).order_by("said", "id").first()
    if found is None:
        found = Bookmark.objects.filter(library=library).order_by("-said").first()
    assert found is not None
    return f"{GROUP}/bookmark/{found.pk}"


def written(times: int, reader: Asker, bookmark: str) -> Figures:
    """Saving a page, and a page note, as the forms do it."""
    library = Library.objects.get(group__slug="group-1")
    count = iter(range(1_000_000))

    def save() -> None:
        url = f"https://saved.example.org/{os.getpid()}/{next(count)}"
        answer = reader.post("/save", url=url, title="Saved", tags="one, two", **{"in": str(library.pk)})
        assert answer.status in (302, 303), answer.status

    def note() -> None:
        answer = reader.post(f"{bookmark}/note", body=f"A thought, {next(count)}", audience="library")
        assert answer.status in (302, 303), answer.status

    return {"save a page": alone(times, save), "page note": alone(times, note)}


def alone(times: int, deed: Callable[[], object]) -> dict[str, float]:
    """One deed by itself."""
    return in_turn(times, deed)[0]


def in_turn(times: int, *deeds: Callable[[], object]) -> list[dict[str, float]]:
    """Deeds in turn, so that what the machine does meanwhile falls on all of them alike."""
    for deed in deeds:
        for _ in range(5):
            deed()
    walls: list[list[float]] = [[] for _ in deeds]
    cpus: list[list[float]] = [[] for _ in deeds]
    for _ in range(times):
        for deed, wall, cpu in zip(deeds, walls, cpus, strict=True):
            began, used = time.perf_counter(), time.process_time()
            deed()
            cpu.append((time.process_time() - used) * 1000)
            wall.append((time.perf_counter() - began) * 1000)
    return [
        {"p50": statistics.median(wall), "p95": sorted(wall)[int(len(wall) * 0.95)], "cpu": statistics.median(cpu)}
        for wall, cpu in zip(walls, cpus, strict=True)
    ]


def imported() -> dict[str, float]:
    """An export of ``IMPORTED`` rows brought into the full library: rows a second."""
    from florilegium.portability import importing

    chance = Chance(7)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.write("title,url,tags,description,comments,annotations,created_at\n")
        for n in range(IMPORTED):
            marks = "".join(f"Highlight: {chance.random.choice(chance.quotes)}\n\n" for _ in range(chance.said() // 3))
            tags = ",".join(word(rank) for rank in range(n % 4))
            title = chance.random.choice(chance.titles)
            stamp = f"2025-0{1 + n % 9}-1{n % 10} 10:{n % 60:02}:{n // 60 % 60:02} UTC"
            file.write(f'"{title}",https://brought.example.org/{os.getpid()}/{n},"{tags}","","","{marks}",{stamp}\n')
        file.flush()
        with Path(file.name).open("rb") as stream:
            job = importing.receive(by=Person.objects.get(login="reader-1"), name="export.csv", stream=stream)
    began = time.perf_counter()
    seen = importing.begin(job, Library.objects.get(group__slug="group-1"))
    importing.run(job, seen=seen)
    took = time.perf_counter() - began
    assert job.new == IMPORTED, (job.new, job.rejected, job.problem)
    return {"rows a second": IMPORTED / took}


def served() -> dict[str, float]:
    """The real server: seconds until the first page, and the memory of a process that serves, in MB."""
    connection.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}{GROUP}"
    began = time.perf_counter()
    with serving(port) as server:
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).read()
                break
            except OSError:
                time.sleep(0.01)
        first = time.perf_counter() - began
        for _ in range(300):
            urllib.request.urlopen(address, timeout=5).read()
        sizes = memory(server.pid)
    return {"first page, seconds": first, **sizes}


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """``florilegium serve``, ended afterwards."""
    command = [sys.executable, "-m", "florilegium.command.main", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            yield server
        finally:
            server.terminate()


def memory(parent: int) -> dict[str, float]:
    """Resident and private MB of the largest process that answers, and of the task worker."""
    found: dict[str, list[tuple[float, float]]] = {"a process that answers": [], "the task worker": []}
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines()[1:]:
        pid, ppid, arguments = line.split(None, 2)
        if int(ppid) != parent or "resource_tracker" in arguments:
            continue
        kind = "the task worker" if arguments.endswith(" worker") else "a process that answers"
        found[kind].append((_kb(pid, "Rss"), _kb(pid, "Private_Clean") + _kb(pid, "Private_Dirty")))
    return {
        f"{kind}, {what} MB": max((size[n] for size in sizes), default=0) / 1024
        for kind, sizes in found.items()
        for n, what in enumerate(("RSS", "private"))
    }


def _kb(pid: str, name: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return float(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


if __name__ == "__main__":
    main()
