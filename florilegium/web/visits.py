"""Views are counted off the reading path: gathered in memory, written every few seconds by a thread of its own."""

import atexit
import logging
import threading
from collections import defaultdict

from django.db import close_old_connections, connection
from django.http import HttpRequest

from florilegium.library.actions import viewing

log = logging.getLogger(__name__)

EVERY = 3.0  # seconds
_ROBOTS = (
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "fetch",
    "curl",
    "wget",
    "python",
    "monitor",
    "headlesschrome/",
)

_lock = threading.Lock()
_seen: dict[int, set[tuple[int, str, str]]] = defaultdict(set)
_thread: threading.Thread | None = None
_stop = threading.Event()


def is_human(request: HttpRequest) -> bool:
    """Whether a request counts: no robot, nothing fetched ahead, no HEAD."""
    purpose = (
        request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "") + request.headers.get("X-Moz", "")
    )
    browser = request.headers.get("User-Agent", "").lower()
    if request.method == "HEAD" or "prefetch" in purpose or "preview" in purpose or not browser:
        return False
    return not any(word in browser for word in _ROBOTS)


def seen(request: HttpRequest, bookmark_id: int) -> None:
    """Note that this visitor opened a bookmark's page or followed its link."""
    if not is_human(request):
        return
    visitor = (bookmark_id, request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", ""))
    with _lock:
        _seen[viewing.today()].add(visitor)
    _start()


def write() -> int:
    """Write what was gathered; how many views were new."""
    with _lock:
        gathered = dict(_seen)
        _seen.clear()
    counted = 0
    for day, visitors in gathered.items():
        pairs = [(pk, viewing.visitor(address, browser, day)) for pk, address, browser in visitors]
        counted += viewing.count_views(pairs, day)
    return counted


def _start() -> None:
    global _thread
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_run, name="views", daemon=True)
            _thread.start()
            atexit.register(_finish)


def _run() -> None:
    while not _stop.wait(EVERY):
        _write_quietly()


def _write_quietly() -> None:
    try:
        close_old_connections()
        write()
    except Exception:
        log.exception("views could not be counted")
        connection.close()


def _finish() -> None:
    _stop.set()
    _write_quietly()
