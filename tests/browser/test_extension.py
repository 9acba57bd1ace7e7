"""The extension in a real Chromium, with a real server: signing in, keeping, annotating, and what waits."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from florilegium.library.models import Annotation, Bookmark, Kind
from tests.cast import Cast

from .annotating import drag
from .extension import BUILT, ID, ClosedRoot, browser_with_extension, build, elsewhere, own_page, worker_of
from .test_pages import faults_of

pytestmark = pytest.mark.browser

ARTICLE = """<!doctype html><html lang="en"><title>The nail in the wall</title><body><h1>The nail in the wall</h1>
<p id="one">In every workshop there is a thing <em>that nobody bought</em>, and on which everybody counts.</p>
<p id="two">It may be a nail from which the late orders hang, or a slate.</p></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A site of somebody else's."""
    with elsewhere(tmp_path / "site", ARTICLE) as address:
        yield address.rpartition("/")[0]


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


#: What she presses and reads while she signs in.
SIGNING = {
    "en": ("Where is your Florilegium?", "Sign in", "Allow", "Signed in at Florilegium, {}."),
    "fr": ("Où est votre Florilegium ?", "Se connecter", "Allow", "Vous êtes connecté à Florilegium, {}."),
}


def sign_in(context: BrowserContext, address: str, cast: Cast, who: str = "alice", language: str = "en") -> None:
    """As she does: the address, the page that asks, the word."""
    where, press, allow, done = SIGNING[language]
    client = Client()
    client.force_login(cast[who])
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    options = own_page(context, "options.html")
    options.get_by_label(where).fill(address.removeprefix("http://"))
    with context.expect_page() as asking:
        options.get_by_role("button", name=press).click()
    asking.value.get_by_role("button", name=allow, exact=True).click()
    expect(options.get_by_text(done.format(address))).to_be_visible()
    options.close()


def popup_for(context: BrowserContext, page: Page) -> Page:
    """The window under the button, for a page. (Its own tab, as no driver can press a browser's toolbar.)"""
    tab = tab_of(context, page)
    return own_page(context, f"popup.html?url={page.url}&title=The%20nail%20in%20the%20wall&tab={tab}")


def tab_of(context: BrowserContext, page: Page) -> int:
    """The browser's number for a page's tab."""
    find = "url => chrome.tabs.query({}).then(all => all.find(tab => tab.url === url).id)"
    found: int = worker_of(context).evaluate(find, page.url)
    return found


def annotate(context: BrowserContext, page: Page) -> None:
    """Press the button that brings the annotator to the page, and wait until it knows who she is."""
    popup = popup_for(context, page)
    popup.get_by_role("button", name="Annotate this page").click()
    popup.wait_for_event("close") if not popup.is_closed() else None
    page.bring_to_front()
    page.wait_for_selector("[data-florilegium]", state="attached")


def say(page: Page, words: str, *keys: str) -> None:
    """Select words with the mouse, then press keys. The bar is in a closed root: what it shows is seen by her alone."""
    drag(page, words)
    ClosedRoot(page).wait("p", "For ")  # it knows who she is
    for key in keys:
        page.keyboard.press(key)


def highlighted(page: Page) -> int:
    """How many painted ranges the document has."""
    count: int = page.evaluate("() => [...CSS.highlights.values()].reduce((n, one) => n + one.size, 0)")
    return count


def eventually(page: Page, true: Callable[[], bool], seconds: int = 30) -> None:
    """Wait until something is so."""
    for _ in range(seconds * 5):
        if true():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not come to pass")


def test_a_page_is_kept_in_two_libraries(live_server: Any, people: Cast, hers: BrowserContext, site: str) -> None:
    people.group("reading", name="Reading")
    sign_in(hers, live_server.url, people)
    page = hers.new_page()
    page.goto(f"{site}/nail.html")
    popup = popup_for(hers, page)
    popup.get_by_label("my library").check()
    popup.get_by_label(re.compile("^Reading")).check()
    popup.get_by_label("Tags").fill("work, tools")
    popup.get_by_role("button", name="Keep").click()
    expect(popup.get_by_text("Kept.")).to_be_visible(timeout=30_000)
    found = Bookmark.objects.filter(page__url=f"{site}/nail.html")
    assert {str(row.library.group or row.library.person) for row in found} == {"Reading", "Alice"}
    assert found[0].tags_n == 2 and found[0].title == "The nail in the wall"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_own_pages_fit_and_axe_finds_nothing(
    live_server: Any, people: Cast, playwright: Playwright, tmp_path: Path, site: str, language: str
) -> None:
    """Popup and options, signed in and out, light and dark, as narrow as a popup is."""
    people.group(
        "reading", name="A group with a name so long that no button under a toolbar could ever hold it on one line"
    )
    wrong = []
    with browser_with_extension(playwright, tmp_path / language, language=language) as context:
        worker_of(context)
        page = context.new_page()
        page.goto(f"{site}/nail.html")
        for signed_in in (False, True):
            if signed_in:
                sign_in(context, live_server.url, people, language=language)
            for theme in ("light", "dark"):
                for mine in (popup_for(context, page), own_page(context, "options.html")):
                    mine.emulate_media(color_scheme=theme)
                    mine.set_viewport_size({"width": 380, "height": 600})
                    mine.get_by_role("button").first.wait_for()
                    if signed_in and "popup" in mine.url:
                        mine.get_by_text("A group with a name").wait_for()
                    wrong += [f"{mine.url} {theme}: {fault}" for fault in faults_of(mine)]
                    if mine.evaluate("document.documentElement.scrollWidth") > 380:
                        wrong.append(f"{mine.url.partition('?')[0]} {theme} {signed_in=} is too wide")
                    mine.close()
    assert wrong == []


def test_words_are_highlighted_where_they_stand_and_found_again(
    live_server: Any, people: Cast, hers: BrowserContext, site: str
) -> None:
    sign_in(hers, live_server.url, people)
    page = hers.new_page()
    page.goto(f"{site}/nail.html")
    annotate(hers, page)
    say(page, "a thing that nobody bought, and on which everybody counts", "1")  # across elements
    eventually(page, Annotation.objects.exists)
    said = Annotation.objects.get()
    assert said.kind == Kind.HIGHLIGHT and said.author == people["alice"]
    assert said.quote == "a thing that nobody bought, and on which everybody counts"
    assert {one["type"] for one in said.selectors} >= {"TextQuoteSelector", "TextPositionSelector"}
    eventually(page, lambda: highlighted(page) > 0)
    page.reload()
    assert highlighted(page) == 0
    annotate(hers, page)
    eventually(page, lambda: highlighted(page) > 0)


_IN_DEVELOPER_MODE = """async id => {
  await chrome.developerPrivate.updateProfileConfiguration({inDeveloperMode: true});
  await chrome.developerPrivate.reload(id, {failQuietly: true});
}"""


def test_chromium_loads_it_without_a_warning(playwright: Playwright, tmp_path: Path) -> None:
    """As it is shipped, by the browser's own word; a key that no browser knows would be told."""
    spoilt = tmp_path / "spoilt"
    shutil.copytree(BUILT / "chromium", spoilt)
    told = json.loads((spoilt / "manifest.json").read_text())
    (spoilt / "manifest.json").write_text(json.dumps({**told, "no_such_key": 1}))
    for folder, faults in ((BUILT / "chromium", 0), (spoilt, 1)):
        with browser_with_extension(playwright, tmp_path / folder.name, folder=folder) as context:
            worker_of(context)
            page = context.new_page()
            page.goto("chrome://extensions")
            page.evaluate(_IN_DEVELOPER_MODE, ID)  # only then it keeps what it has to say
            own_page(context, "options.html").get_by_role("button", name="Sign in").wait_for()
            found = page.evaluate("id => chrome.developerPrivate.getExtensionInfo(id)", ID)
            assert found["state"] == "ENABLED" and found["runtimeErrors"] == []
            assert len(found["manifestErrors"]) == faults, found["manifestErrors"]
