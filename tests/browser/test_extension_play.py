"""Two people on one page of somebody else's, each with the extension in a browser of her own, and a server that dies."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.scratch import PASSWORD, Env, answers, done, fill, free_port, rows, scratch_instance, started, until

from .annotating import drag
from .extension import ClosedRoot, browser_with_extension, build, elsewhere, own_page, worker_of

pytestmark = pytest.mark.browser

ARTICLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The nail in the wall</title><body>
<h1>The nail in the wall</h1>
<p>In every workshop there is a thing <em>that nobody bought</em>, and on which everybody counts.</p>
<p>It may be a nail from which the late orders hang, or a slate.</p>
<p>Whoever takes it down to clean it hears about it for weeks.</p></body></html>"""
ACROSS = "a thing that nobody bought, and on which everybody counts"
NAIL = "a nail from which the late orders hang"
WEEKS = "hears about it for weeks"


def test_two_people_on_a_live_page_and_a_server_that_dies(playwright: Playwright, tmp_path: Path) -> None:
    build()
    port = free_port()
    with (
        scratch_instance() as env,
        elsewhere(tmp_path / "site", ARTICLE) as address,
        browser_with_extension(playwright, tmp_path / "anna") as hers,
        browser_with_extension(playwright, tmp_path / "ben") as his,
    ):
        fill(env, "anna", "ben", group="reading")
        done(env, "group", "add", "tools", "--name", "Tools", "--owner", "anna")
        with started(env, "serve", "--port", str(port)) as server:
            until(lambda: answers(port))
            _sign_in(hers, port, "anna")
            _sign_in(his, port, "ben")
            _keep_in_two_groups(env, hers, address)
            anna, ben = _annotating(hers, address), _annotating(his, address)
            _highlight_and_note(env, anna)
            _open(anna, NAIL, "Where is yours?")
            _reply(env, ben)
            ClosedRoot(anna).wait("p", "Ours is a slate.")  # by itself, within seconds
            anna.keyboard.press("Escape")
            _choose(anna, WEEKS)
            anna.keyboard.press("n")
            ClosedRoot(anna).wait("textarea", "")
            anna.keyboard.type("Said while nobody")
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(20)
        anna.keyboard.type(" listened.")
        anna.keyboard.press("Control+Enter")
        ClosedRoot(anna).click("button", "3 annotations, 1 not sent yet")
        ClosedRoot(anna).wait("p", "kept here")
        assert "Said while nobody listened." not in _bodies(env)
        with started(env, "serve", "--port", str(port)):
            until(lambda: answers(port))
            until(lambda: "Said while nobody listened." in _bodies(env))  # she does nothing for it
            _again(hers, anna)
            _again(his, ben)
            for page in (anna, ben):  # the fourth thing said is a reply; what anna said last is heard by the same
                until(lambda page=page: _painted(page) == sorted([ACROSS, NAIL, WEEKS]), every=0.2)  # type: ignore[misc]


def _sign_in(context: BrowserContext, port: int, login: str) -> None:
    worker_of(context)
    options = own_page(context, "options.html")
    options.get_by_label("Where is your Florilegium?").fill(f"127.0.0.1:{port}")
    with context.expect_page() as asking:
        options.get_by_role("button", name="Sign in").click()
    window = asking.value
    window.get_by_label("Username").fill(login)
    window.get_by_label("Password").fill(PASSWORD)
    window.keyboard.press("Enter")
    window.get_by_role("button", name="Allow", exact=True).click()
    expect(options.get_by_text("Signed in at Florilegium")).to_be_visible()
    options.close()


def _popup(context: BrowserContext, page: Page) -> Page:
    """The window under the button, in a tab of its own: no driver can press a browser's toolbar."""
    find = "url => chrome.tabs.query({}).then(all => all.find(tab => tab.url === url).id)"
    tab = worker_of(context).evaluate(find, page.url)
    return own_page(context, f"popup.html?url={page.url}&title=The%20nail%20in%20the%20wall&tab={tab}")


def _keep_in_two_groups(env: Env, context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    popup = _popup(context, page)
    for name in ("Reading", "Tools"):
        popup.get_by_label(re.compile(f"^{name}")).check()
    popup.get_by_label("Tags").fill("work, slate")
    popup.get_by_role("button", name="Keep").click()
    expect(popup.get_by_text("Kept.")).to_be_visible(timeout=30_000)
    kept = "select g.slug from bookmark b join library l on l.id = b.library_id join grp g on g.id = l.group_id order by g.slug"
    assert rows(env, kept) == [("reading",), ("tools",)]
    popup.close()
    page.close()


def _annotating(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(address)
    _again(context, page)
    return page


def _again(context: BrowserContext, page: Page) -> None:
    """The page anew, and the button that brings the annotator to it."""
    page.reload()
    popup = _popup(context, page)
    popup.get_by_role("button", name="Annotate this page").click()
    if not popup.is_closed():
        popup.wait_for_event("close")
    page.bring_to_front()
    page.wait_for_selector("[data-florilegium]", state="attached")


def _choose(page: Page, words: str) -> None:
    """Select words, and wait for the bar to know who hears them."""
    drag(page, words)
    ClosedRoot(page).wait("p", "For ")


def _highlight_and_note(env: Env, page: Page) -> None:
    inside = ClosedRoot(page)
    _choose(page, ACROSS)
    inside.click("button", "change")
    inside.click("label", "Reading, 2 members")
    page.keyboard.press("1")
    until(lambda: rows(env, "select quote from annotation") == [(ACROSS,)])
    _choose(page, NAIL)
    page.keyboard.press("n")
    inside.wait("textarea", "")
    page.keyboard.type("Where is yours?")
    page.keyboard.press("Control+Enter")
    until(lambda: _bodies(env) == ["", "Where is yours?"])
    heard = "select count(*) from audience u join library l on l.id = u.library_id join grp g on g.id = l.group_id where g.slug = 'reading'"
    assert rows(env, heard) == [(2,)]


def _reply(env: Env, page: Page) -> None:
    until(lambda: _painted(page) == sorted([ACROSS, NAIL]), every=0.2)
    _open(page, NAIL, "Where is yours?")
    inside = ClosedRoot(page)
    inside.click("button", "Reply")
    inside.wait("textarea", "")
    page.keyboard.type("Ours is a slate.")
    page.keyboard.press("Control+Enter")
    until(lambda: _bodies(env) == ["", "Where is yours?", "Ours is a slate."])


def _open(page: Page, words: str, said: str) -> None:
    """Press painted words, and see what is said of them."""
    page.mouse.click(*page.evaluate(_MIDDLE, words))
    ClosedRoot(page).wait("p", said)


def _bodies(env: Env) -> list[str]:
    return [body for (body,) in rows(env, "select body from annotation order by id")]


def _painted(page: Page) -> list[str]:
    """The words that are painted."""
    found = page.evaluate("() => [...CSS.highlights.values()].flatMap(one => [...one].map(range => range.toString()))")
    return sorted({" ".join(words.split()) for words in found})


_MIDDLE = """words => {
  const ranges = [...CSS.highlights.values()].flatMap(one => [...one]);
  const box = ranges.find(range => range.toString() === words).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""
