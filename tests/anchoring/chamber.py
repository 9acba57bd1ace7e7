"""A page of a real browser for the anchoring alone: no server, no network, and of the pages laid in it no script runs."""

import functools
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from tests.shared_files import REPOSITORY

ADDRESS = "http://chamber.test/"
CASES = Path(__file__).parent / "cases"


@functools.cache
def bundle() -> str:
    """``frontend/anchoring`` with its trials as one script, built apart from what the pages are served."""
    with tempfile.TemporaryDirectory(prefix="florilegium-anchoring-") as folder:
        config = "frontend/anchoring/trial/vite.config.ts"
        command = [
            "npx",
            "vite",
            "build",
            "--config",
            config,
            "--outDir",
            folder,
            "--emptyOutDir",
            "--logLevel",
            "warn",
        ]
        subprocess.run(command, cwd=REPOSITORY, check=True)
        return (Path(folder) / "anchoring.js").read_text("utf-8")


@contextmanager
def chamber(browser: Browser) -> Iterator[Page]:
    """A page in which ``anchoring`` is known."""
    context = browser.new_context()
    context.route("**/*", _answer)
    page = context.new_page()
    page.goto(ADDRESS)
    page.evaluate(f"{bundle()};globalThis.anchoring = anchoring")
    yield page
    context.close()


def _answer(route: Route) -> None:
    if route.request.url == ADDRESS:
        rule = {"Content-Security-Policy": "script-src 'none'"}
        route.fulfill(body="<!doctype html><body>", content_type="text/html", headers=rule)
    else:
        route.abort()


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return found


def tried(page: Page, html: str, seed: int) -> list[dict[str, str]]:
    """The outcomes of a trial on a page: quotes of it sought after each of the edits of a seed."""
    found: list[dict[str, str]] = page.evaluate("([html, seed]) => anchoring.trial(html, seed)", [html, seed])
    return found


def made_up(page: Page, kind: str, seed: int) -> str:
    """A page of ours where everything resembles everything."""
    found: str = page.evaluate("([kind, seed]) => anchoring.madeUp(kind, seed)", [kind, seed])
    return found


def kinds(page: Page) -> list[str]:
    """The kinds of made-up page."""
    found: list[str] = page.evaluate("anchoring.kinds")
    return found
