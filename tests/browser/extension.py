"""A Chromium with our extension in it, unpacked, as somebody has it who tries it out."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, Worker

from tests.scratch import until
from tests.shared_files import REPOSITORY

from .launching import QUIET, chromium_path

BUILT = REPOSITORY / "dist" / "extension"
ID = "boahbhaajepiefcifkjkkbakhhkjppjp"


#: The same with the sites of this machine allowed, as by the button "Allow on all sites", which no driver can press: the
#: browser asks in a window of its own.
ALLOWED = BUILT / "allowed"


def build() -> None:
    """Make the extension anew, for both browsers."""
    subprocess.run(["npm", "run", "--silent", "extension"], cwd=REPOSITORY, check=True)
    shutil.copytree(BUILT / "chromium", ALLOWED, dirs_exist_ok=True)
    told = json.loads((ALLOWED / "manifest.json").read_text())
    told["host_permissions"] = ["http://127.0.0.1/*"]
    (ALLOWED / "manifest.json").write_text(json.dumps(told))


@contextmanager
def browser_with_extension(
    playwright: Playwright, profile: Path, *, language: str = "en", folder: Path = ALLOWED
) -> Iterator[BrowserContext]:
    """A browser of its own; closed, it keeps what the extension keeps in ``profile``."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium_path(),
        headless=True,
        locale=language,
        viewport={"width": 1000, "height": 800},
        args=[*QUIET, f"--lang={language}", f"--disable-extensions-except={folder}", f"--load-extension={folder}"],
    )
    context.set_default_timeout(20_000)
    try:
        yield context
    finally:
        context.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@contextmanager
def elsewhere(folder: Path, html: str) -> Iterator[str]:
    """The address of a page on a site of somebody else's, until the block is left."""
    folder.mkdir()
    (folder / "nail.html").write_text(html, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/nail.html"
        server.shutdown()


def worker_of(context: BrowserContext) -> Worker:
    """The extension's worker, started."""
    return context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")


def own_page(context: BrowserContext, path: str) -> Page:
    """A page of the extension's."""
    page = context.new_page()
    page.goto(f"chrome-extension://{ID}/{path}")
    return page


class ClosedRoot:
    """What the annotator shows on somebody's page. Its root is closed to the page's scripts, and to ours: the debugger sees it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._debugger = page.context.new_cdp_session(page)

    def wait(self, tag: str, text: str) -> tuple[float, float]:
        """Until an element of this name that says this is in sight; its middle. A failure if it does not come."""
        found: list[tuple[float, float]] = []

        def look() -> bool:
            found.extend(self._middles(tag, text))
            return bool(found)

        until(look, every=0.1)
        return found[0]

    def has(self, tag: str, text: str) -> bool:
        """Whether there is such an element in sight now."""
        return bool(self._middles(tag, text))

    def click(self, tag: str, text: str) -> None:
        """Press it, as a hand does."""
        self._page.mouse.click(*self.wait(tag, text))

    def _middles(self, tag: str, text: str) -> list[tuple[float, float]]:
        self._debugger.send("DOM.getDocument", {"depth": 0})
        nodes = self._debugger.send("DOM.getFlattenedDocument", {"depth": -1, "pierce": True})["nodes"]
        within: dict[int, list[Any]] = {}
        for node in nodes:
            within.setdefault(node.get("parentId", 0), []).append(node)

        def said(node: Any) -> str:
            attributes = node.get("attributes", [])
            named = str(dict(zip(attributes[::2], attributes[1::2], strict=True)).get("aria-label", ""))
            return named + str(node["nodeValue"]) + "".join(said(child) for child in within.get(node["nodeId"], ()))

        wanted = [node for node in nodes if node["nodeName"] == tag.upper() and text in said(node)]
        return [middle for node in wanted if (middle := self._middle(node["nodeId"])) is not None]

    def _middle(self, node: int) -> tuple[float, float] | None:
        try:
            x1, y1, _x2, _y2, x3, y3, *_ = self._debugger.send("DOM.getBoxModel", {"nodeId": node})["model"]["border"]
        except Error:  # it is not shown
            return None
        return (x1 + x3) / 2, (y1 + y3) / 2
