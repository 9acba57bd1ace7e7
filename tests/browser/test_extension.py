"""The extension in a real Chromium, with a real server: signing in, keeping, annotating, and what waits."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from florilegium.library.models import Annotation, Bookmark, Kind
from tests.cast import Cast

from .extension import browser_with_extension, build, own_page, worker_of

pytestmark = pytest.mark.browser

ARTICLE = """<!doctype html><html lang="en"><title>The nail in the wall</title><body><h1>The nail in the wall</h1>
<p id="one">In every workshop there is a thing <em>that nobody bought</em>, and on which everybody counts.</p>
<p id="two">It may be a nail from which the late orders hang, or a slate.</p></body></html>"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A site of somebody else's."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "nail.html").write_text(ARTICLE, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The extension as its sources stand now."""
    build()


@pytest.fixture
def hers(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """Alice's browser, with the extension, not signed in yet."""
    with browser_with_extension(playwright, tmp_path / "profile") as context:
        worker_of(context)
        yield context


def sign_in(context: BrowserContext, address: str, cast: Cast, who: str = "alice") -> None:
    """As she does: the address, the page that asks, the word."""
    client = Client()
    client.force_login(cast[who])
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    options = own_page(context, "options.html")
    options.get_by_label("Where is your Florilegium?").fill(address.removeprefix("http://"))
    with context.expect_page() as asking:
        options.get_by_role("button", name="Sign in").click()
    asking.value.get_by_role("button", name="Allow", exact=True).click()
    expect(options.get_by_text(f"Signed in at Florilegium, {address}.")).to_be_visible()
    options.close()


def popup_for(context: BrowserContext, page: Page) -> Page:
    """The window under the button, for a page. (Its own tab, as no driver can press a browser's toolbar.)"""
    worker = worker_of(context)
    tab = worker.evaluate("url => chrome.tabs.query({}).then(all => all.find(tab => tab.url === url)?.id ?? null)", page.url)
    return own_page(context, f"popup.html?url={page.url}&title=The%20nail%20in%20the%20wall&tab={tab or ''}")


def test_a_page_is_kept_in_two_libraries(
    live_server: Any, people: Cast, hers: BrowserContext, site: str
) -> None:
    people.group("reading", name="Reading")
    sign_in(hers, live_server.url, people)
    page = hers.new_page()
    page.goto(f"{site}/nail.html")
    popup = popup_for(hers, page)
    popup.get_by_label("my library").check()
    popup.get_by_label(re.compile("^Reading")).check()
    popup.get_by_label("Tags").fill("work, tools")
    popup.get_by_role("button", name="Keep").click()
    expect(popup.get_by_text("Kept.")).to_be_visible()
    found = Bookmark.objects.filter(page__url=f"{site}/nail.html")
    assert {str(row.library.group or row.library.person) for row in found} == {"Reading", "Alice"}
    assert found[0].tags_n == 2 and found[0].title == "The nail in the wall"
