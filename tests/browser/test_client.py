"""The typed client in a real browser, from a page of ours and with a token, against a live server."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from florilegium.library.actions import groups
from florilegium.library.actions.tokens import make_token
from florilegium.library.models import Annotation, Bookmark
from tests.cast import Cast, draft, keep
from tests.scratch import until
from tests.shared_files import REPOSITORY

pytestmark = pytest.mark.browser

URL = "https://example.org/1"
_BUILD = """
import { build } from "vite";
await build({ configFile: false, logLevel: "error", root: process.argv[1], build: {
  lib: { entry: process.argv[2], formats: ["iife"], name: "client", fileName: () => "client.js" }, outDir: process.argv[3] } });
"""
_ENTRY = """
export * from "ROOT/frontend/client/client";
export * from "ROOT/frontend/client/host";
export * from "ROOT/frontend/client/known";
export * from "ROOT/frontend/client/addresses";
"""


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The client, in one script that names it ``client``."""
    folder: Path = tmp_path_factory.mktemp("client")
    entry = folder / "entry.ts"
    entry.write_text(_ENTRY.replace("ROOT", str(REPOSITORY)), encoding="utf-8")
    subprocess.run(
        ["node", "--input-type=module", "-e", _BUILD, str(REPOSITORY), str(entry), str(folder / "built")],
        cwd=REPOSITORY, check=True,
    )  # fmt: skip
    return (folder / "built" / "client.js").read_text(encoding="utf-8")


Window = Callable[..., BrowserContext]


@pytest.fixture
def group(people: Cast) -> Any:
    """alice's group; bob's page in it."""
    library = people.group("closed")
    keep(library, draft(people["bob"], 1))
    return library


def opened(window: Window, bundle: str, who: str) -> Page:
    """A page of ours, with the client at hand."""
    page = window(who=who).new_page()
    page.goto("/account/password/change/" if who else "/account/login/")  # a form brings the CSRF cookie
    page.evaluate(f"{bundle}; window.client = client")
    page.evaluate("window.mine = client.createClient({ base: '', as: { csrf: client.csrfToken() } })")
    return page


def value(page: Page, code: str, *arguments: object) -> Any:
    """What a call of the client gives, which must have gone well."""
    result = page.evaluate(f"async (given) => await ({code})", list(arguments))
    assert result["ok"], result
    return result["value"]


def test_the_whole_act_from_a_page_of_ours(window: Window, bundle: str, people: Cast, group: Any) -> None:
    page = opened(window, bundle, "bob")
    me = value(page, "mine.me.get()")
    assert me["person"]["login"] == "bob"
    assert [one["id"] for one in me["libraries"]] == ["~bob", "closed"]
    said = {
        "key": "k1", "color": "green", "body": "*mine*", "tags": ["Climat"], "audience": ["closed"],
        "selectors": [{"type": "TextQuoteSelector", "exact": "words", "prefix": "the "}],
    }  # fmt: skip
    made = value(page, "mine.annotations.say({ url: given[0] }, given[1])", URL, said)
    again = value(page, "mine.annotations.say({ url: given[0] }, given[1])", URL, said)
    assert again["id"] == made["id"]
    assert Annotation.objects.count() == 1
    alice = opened(window, bundle, "alice")
    listing = value(alice, "mine.annotations.list({ url: given[0] })", URL)
    assert [one["body_html"] for one in listing["items"]] == ["<p><em>mine</em></p>\n"]
    assert value(alice, "mine.annotations.list({ url: given[0] }, given[1])", URL, listing["etag"]) is None
    changed = value(page, "mine.annotations.change(given[0], { color: 'pink' }, given[1])", made["id"], made["etag"])
    assert changed["color"] == "pink"
    late = page.evaluate(
        "async ([id, seen]) => await mine.annotations.change(id, { body: 'x' }, seen)", [made["id"], made["etag"]]
    )
    assert late["problem"]["kind"] == "changed"
    value(page, "mine.annotations.remove(given[0])", made["id"])
    assert value(alice, "mine.annotations.list({ url: given[0] }, given[1])", URL, listing["etag"])["items"] == []
    assert value(page, "mine.annotations.restore(given[0])", made["id"])["tags"] == ["Climat"]
    assert value(page, "mine.me.preview('![x](https://elsewhere.example/x.png)')").startswith("<p><a href=")


def test_keeping_finding_and_asking_without_telling(window: Window, bundle: str, people: Cast, group: Any) -> None:
    page = opened(window, bundle, "bob")
    new = {"url": "https://example.org/new?utm_source=x", "title": "New", "tags": ["Énergie"], "private": True}
    kept = page.evaluate(
        "async (new_) => [...await mine.bookmarks.keepIn(['~bob', 'closed'], new_)].map(([, one]) => one.value)", new
    )
    assert [(one["library"], one["private"]) for one in kept] == [("~bob", True), ("closed", False)]
    assert [one["name"] for one in value(page, "mine.tags.beginning('closed', 'energ')")] == ["Énergie"]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    known = "client.createKnown(mine.pages).has(client.pageKey(given[0]))"
    assert value(page, known, "http://www.example.org/new#part") is True
    assert value(page, known, "https://example.org/never") is False
    assert {url.partition("/api/v1")[2] for url in asked} == {"/pages/digests?prefix="}
    told = value(page, "mine.pages.get(given[0])", "http://www.example.org/new#part")
    assert [one["library"] for one in told["bookmarks"]] == ["~bob", "closed"]
    assert told["key"] == page.evaluate("client.pageKey('http://www.example.org/new#part')")
    assert value(page, "mine.bookmarks.change(given[0], { unread: true })", kept[1]["id"])["unread"] is True
    value(page, "mine.bookmarks.remove(given[0])", kept[0]["id"])
    assert not Bookmark.objects.filter(library=people.own("bob")).exists()


def test_a_host_hears_within_seconds_what_somebody_else_says(
    window: Window, bundle: str, people: Cast, group: Any
) -> None:
    page = opened(window, bundle, "alice")
    page.evaluate(
        "url => { window.heard = []; client.pageHost(mine, { url }, () => false).watch(all => heard.push(all.length)) }",
        URL,
    )
    until(lambda: page.evaluate("heard.length === 1"))
    bob = opened(window, bundle, "bob")
    said = {"key": "k", "color": "yellow", "body": "hello", "tags": [], "audience": ["closed"], "selectors": []}
    value(bob, "mine.annotations.say({ url: given[0] }, given[1])", URL, said)
    until(lambda: page.evaluate("heard.length === 2"))
    assert page.evaluate("heard") == [0, 1]
    bob.evaluate(
        "url => { window.heard = []; client.pageHost(mine, { url }, () => false).watch(all => heard.push(all)) }", URL
    )
    until(lambda: bob.evaluate("heard.length === 1"))
    groups.leave(by=people["bob"], library=group)  # her own words stay, and may no longer be answered there
    until(lambda: bob.evaluate("heard.length === 2 && !heard[1][0].can.includes('reply')"))


def test_nobody_and_who_signed_in_anew_are_told_so(window: Window, bundle: str, people: Cast, group: Any) -> None:
    page = opened(window, bundle, "")
    assert value(page, "mine.me.get()") is None
    draft_ = {"key": "k", "color": "yellow", "body": "x", "tags": [], "audience": [], "selectors": []}
    refused = page.evaluate("async ([url, one]) => await mine.annotations.say({ url }, one)", [URL, draft_])
    assert refused["problem"]["kind"] == "signed-out"
    page.evaluate("window.stale = client.createClient({ base: '', as: { csrf: 'x'.repeat(32) } })")
    stale = page.evaluate("async () => await stale.annotations.list({ url: 'https://example.org/1' })")
    assert stale["problem"]["kind"] == "signed-out"
    assert "Reload" in stale["problem"]["sentence"]


def test_with_a_token_and_no_cookie(window: Window, bundle: str, people: Cast, group: Any, live_server: Any) -> None:
    key = make_token(by=people["bob"], name="x", scopes=["read"])[1]
    page = opened(window, bundle, "alice")  # whose cookie is not looked at
    page.evaluate(
        "([base, token]) => { window.mine = client.createClient({ base, as: { token } }) }", [live_server.url, key]
    )
    assert value(page, "mine.me.get()")["person"]["login"] == "bob"
    refused = page.evaluate("async () => await mine.bookmarks.keep('closed', { url: 'https://example.org/9' })")
    assert refused["problem"]["kind"] == "refused"
    page.evaluate("window.mine = client.createClient({ base: 'http://127.0.0.1:9', as: null })")
    away = page.evaluate("async () => await mine.me.get()")
    assert away["problem"]["kind"] == "offline"


def test_the_browsers_own_parser_gives_the_same_keys(window: Window, bundle: str) -> None:
    page = opened(window, bundle, "")
    vectors = json.loads((REPOSITORY / "tests" / "kit" / "address_vectors.json").read_text(encoding="utf-8"))
    differing = page.evaluate(
        "all => all.map(([text, key]) => [text, key, client.pageKey(text)]).filter(([, key, ours]) => key !== ours)",
        vectors,
    )
    assert differing == []
