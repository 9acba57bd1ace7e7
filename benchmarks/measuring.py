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

from benchmarks.asked import Listing  # noqa: E402
from benchmarks.asking import Asker, signed_in  # noqa: E402
from benchmarks.filling import FREQUENT, word  # noqa: E402
from benchmarks.floor import Floor  # noqa: E402
from benchmarks.importing import imported  # noqa: E402
from benchmarks.plans import plans  # noqa: E402
from florilegium.config.wsgi import application  # noqa: E402
from florilegium.library.models import Bookmark, Library, Tag, Tagging  # noqa: E402

GROUP = "/group/group-1"
#: Into this group the writing is done: open, and owned by reader 2.
WRITTEN = "group-4"

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
        told["plans"] = plans(GROUP, word(FREQUENT), word(FREQUENT + 1))
    json.dump(told, sys.stdout)


def rare_tag() -> str:
    """A tag of few bookmarks whose first page has about as much to show as others: a hundred passages."""
    few = Tag.objects.filter(library__group__slug="group-1", n__gt=20, n__lt=60)[:200]
    shown = {tag: sum(_highlights(tag)) for tag in few}
    return min(shown, key=lambda tag: (abs(shown[tag] - 100), tag.n)).name


def _highlights(tag: Tag) -> list[int]:
    found = Tagging.objects.filter(tag=tag).order_by("-at", "-bookmark")
    return list(found.values_list("bookmark__highlights", flat=True)[:20])


def listings() -> dict[str, Listing]:
    """What is measured beside its floor. Reader 1 owns the three groups she is in, reader 2 is in two hundred."""
    frequent, rare = word(FREQUENT), rare_tag()
    return {
        "group page": Listing(),
        "last page": Listing(last=True),
        "tag page, frequent": Listing(tag=frequent),
        "tag page, rare": Listing(tag=rare),
        "two tags": Listing(tag=frequent, also=word(FREQUENT + 1)),
        "a tag without another": Listing(tag=frequent, without=word(FREQUENT + 1)),
        "a tag, with notes": Listing(tag=frequent, kind="noted"),
        "one member": Listing(by=1),
        "with notes": Listing(kind="noted"),
        "untagged": Listing(kind="untagged"),
        "most viewed": Listing(sort="viewed"),
        "most annotated": Listing(sort="annotated"),
        "recently discussed": Listing(sort="discussed"),
        "group page, in 3 groups": Listing(reader="reader-1"),
        "group page, in 200 groups": Listing(reader="reader-2"),
        "tag page, in 200 groups": Listing(tag=frequent, reader="reader-2"),
    }


#: Listings without a floor: who asks, and what.
OTHERS = {
    "oldest first": ("", f"{GROUP}?sort=oldest"),
    "a tag, most viewed": ("", f"{GROUP}/tag/{word(FREQUENT)}?sort=viewed"),
    "a tag and a member": ("", f"{GROUP}/tag/{word(FREQUENT)}?by=1"),
    "one year": ("", f"{GROUP}?from=2020-01-01&to=2021-01-01"),
    "to read, in 200 groups": ("reader-2", f"{GROUP}?kind=unread"),
    "one's own library": ("reader-2", "/person/reader-2"),
    "what is private in it": ("reader-2", "/person/reader-2?kind=private"),
    "somebody's library": ("", "/person/reader-4"),
    "all tags": ("", f"{GROUP}/tags"),
    "home, in 3 groups": ("reader-1", "/"),
    "home, in 200 groups": ("reader-2", "/"),
    "directory of groups": ("", "/group/"),
}  # fmt: skip


def measure(times: int) -> Figures:
    """Each page: p50 and p95 in milliseconds, CPU a request in milliseconds; and what the floor needs."""
    askers = {name: signed_in(application, name) for name in ("reader-1", "reader-2")} | {"": Asker(application)}
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', askers[""].get(GROUP).body.decode())
    floor = Floor(settings.DATABASES["default"], files)
    figures: Figures = {}
    for name, listing in listings().items():
        figures |= beside(times, name, listing, askers[listing.reader], floor)
    for name, (who, path) in OTHERS.items():
        assert askers[who].get(path).status == 200, path
        figures[name] = alone(times, lambda a=askers[who], p=path: a.get(p))  # type: ignore[misc]
    for said in (10, 100):
        path = bookmark_with(said)
        for who, asker in (("", askers[""]), (", in 200 groups", askers["reader-2"])):
            figures[f"bookmark page, {said} annotations{who}"] = alone(times, lambda a=asker, p=path: a.get(p))  # type: ignore[misc]
    figures |= feeds(times, askers[""])
    figures |= written(times, askers["reader-2"])
    # after the writing: a page of nothing but bare bookmarks, where all that stands around them weighs most
    figures |= beside(times, "group page, bare bookmarks", Listing(group=WRITTEN), askers[""], floor)
    return figures


def beside(times: int, name: str, listing: Listing, asker: Asker, floor: Floor) -> Figures:
    """A listing and its floor in turn. The floor prints the same bytes, or the comparison is worth nothing."""
    asker.get(listing.path)  # one's first visit is noted
    if asker.get(listing.path).body != floor.page(listing, asker.session):
        raise SystemExit(f"the floor prints another page of {listing.path}: see tests/test_benchmarks.py")
    page, bare = in_turn(times, lambda: asker.get(listing.path), lambda: floor.page(listing, asker.session))
    return {name: page, f"floor of {name}": bare}


def feeds(times: int, nobody: Asker) -> Figures:
    """A feed, and a reader of feeds who has it already."""
    feed = f"/feeds{GROUP}.atom"
    tag = nobody.get(feed).headers["etag"]
    assert nobody.get(feed, if_none_match=tag).status == 304
    return {
        "feed": alone(times, lambda: nobody.get(feed)),
        "feed of a tag": alone(times, lambda: nobody.get(f"{feed}?tag={word(FREQUENT)}")),
        "feed, not modified": alone(times, lambda: nobody.get(feed, if_none_match=tag)),
    }


def bookmark_with(said: int) -> str:
    """The path of a bookmark of the group with about so many annotations."""
    library = Library.objects.get(group__slug="group-1")
    found = Bookmark.objects.filter(library=library, said__gte=said).order_by("said", "id").first()
    if found is None:
        found = Bookmark.objects.filter(library=library).order_by("-said").first()
    assert found is not None
    return f"{GROUP}/bookmark/{found.pk}"


def written(times: int, reader: Asker) -> Figures:
    """Saving a page, and a page note, as the forms do it; into a group of which no other page is measured."""
    library = Library.objects.get(group__slug=WRITTEN)
    count = iter(range(1_000_000))

    def save() -> None:
        url = f"https://saved.example.org/{os.getpid()}/{next(count)}"
        answer = reader.post("/save", url=url, title="Saved", tags="one, two", **{"in": str(library.pk)})
        assert answer.status in (302, 303), answer.status

    first = Bookmark.objects.filter(library=library).order_by("at").first()
    assert first is not None

    def note() -> None:
        path = f"/group/{WRITTEN}/bookmark/{first.pk}/note"
        answer = reader.post(path, body=f"A thought, {next(count)}", audience="library")
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
