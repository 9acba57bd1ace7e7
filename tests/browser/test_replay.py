"""Hostile pages captured, replayed and quoted, in a real Chromium: nothing of theirs runs, nothing is asked for."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Playwright

from florilegium.archive.extraction.extracting import extracted
from florilegium.archive.extraction.images import with_images
from florilegium.archive.freezing.document import FreezeLimits, written
from florilegium.archive.freezing.supply import Resource
from florilegium.kit import addresses
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.models import Copies, Library
from tests.archive.conftest import fetch_now
from tests.archive.made import copy_of
from tests.archive.site import Site, article, open_site
from tests.cast import Cast, draft, keep
from tests.kit.test_markup import ATTACKS

from .conftest import Window
from .hostile import Watch, watching
from .hostile_pages import HOSTILE

pytestmark = pytest.mark.browser

BASE = "http://evil.example/page/"
ALL = [*HOSTILE, *ATTACKS]


class Witness:
    """What a window does that it should not: requests to anywhere but this site, scripts of strangers, dialogs."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.asked: list[str] = []
        self.ran: list[str] = []
        context.expose_binding("ran", lambda source, *what: self.ran.append(str(what)))
        context.on("request", lambda request: self._note(request.url))
        context.on("dialog", self._dialog)

    def _note(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "about:")):
            self.asked.append(url)

    def _dialog(self, dialog: Any) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def check(self, what: object) -> None:
        assert (self.asked, self.ran) == ([], []), what


def nothing_there(wanted: Sequence[str]) -> list[Resource | None]:
    return [None for _address in wanted]


@pytest.fixture(scope="module")
def watch(playwright: Playwright) -> Iterator[Watch]:
    with watching(playwright) as found:
        yield found


def test_copies_of_hostile_pages_do_nothing_alone_in_their_frame_and_in_the_reader(
    window: Window, people: Cast, live_server: Any
) -> None:
    own, alice = people.own("alice"), people["alice"]
    context = window(who="alice")
    witness = Witness(context, live_server.url)
    page = context.new_page()
    # each page holds a dozen ways in: what one of them breaks, others are in another page too
    pages = ["<p>".join(ALL[n::11]) for n in range(11)] + ["".join(ALL[n : n + 12]) for n in range(0, len(ALL), 12)]
    addresses_of = []
    for n, body in enumerate(pages):  # all before the first is shown: the two would wait for each other
        bookmark = keep(own, draft(alice, n, address=addresses.parse(f"https://evil.example/{n}")))[0]
        full = article(extra=body)
        frozen = written(full, BASE, nothing_there, FreezeLimits(), seen=False)
        read = extracted(full.encode(), BASE, {})
        snapshot = copy_of(
            bookmark, read.text or "x", html=with_images(read.html, {}) or "<p>x</p>", document=frozen.document.decode(),
            title=read.title,
        )  # fmt: skip
        base = f"/person/alice/bookmark/{bookmark.pk}"
        addresses_of += [f"{base}/snapshot/{snapshot.pk}/copy", f"{base}/snapshot/{snapshot.pk}", f"{base}/read"]
    for address in addresses_of:
        page.goto(address, wait_until="load")
        page.wait_for_timeout(30)
        assert page.url == live_server.url + address
        witness.check(address)


def test_a_copy_has_no_origin_no_cookie_and_no_way_out_and_our_script_runs_in_it(
    window: Window, people: Cast, live_server: Any
) -> None:
    bookmark = keep(people.own("alice"), draft(people["alice"], 1))[0]
    snapshot = copy_of(
        bookmark, document="<!DOCTYPE html><html lang=en><head><title>T</title></head><body><p>Words</p></body></html>"
    )
    context = window(who="alice")
    page = context.new_page()
    alone = f"/person/alice/bookmark/{bookmark.pk}/snapshot/{snapshot.pk}/copy"
    page.goto(alone)
    told = page.evaluate(
        """async () => {
          const tried = async (what) => { try { return String(await what()) } catch (error) { return error.name } };
          return {
            origin: self.origin,
            cookie: await tried(() => document.cookie),
            storage: await tried(() => localStorage.length),
            fetch: await tried(() => fetch("/preferences")),
            image: await tried(() => new Promise((done) => { const i = new Image(); i.onload = () => done("loaded"); i.onerror = () => done("refused"); i.src = "/static/florilegium/icon.svg"; })),
            inline: await tried(() => { const s = document.createElement("script"); s.textContent = "window.theirs = 1"; document.body.append(s); return window.theirs ?? "refused"; }),
            lang: document.documentElement.lang, mode: document.compatMode,
          }
        }"""
    )
    assert told == {
        "origin": "null", "cookie": "SecurityError", "storage": "SecurityError", "fetch": "TypeError", "image": "refused",
        "inline": "refused", "lang": "en", "mode": "CSS1Compat",
    }  # fmt: skip
    answer = context.request.get(alone)
    assert "set-cookie" not in answer.headers


def test_another_site_cannot_frame_a_copy(window: Window, people: Cast, live_server: Any) -> None:
    Library.objects.filter(person=people["alice"]).update(open=True, copies=Copies.READERS)
    bookmark = keep(people.own("alice"), draft(people["alice"], 1, private=False))[0]
    snapshot = copy_of(bookmark)
    here = f"{live_server.url}/person/alice/bookmark/{bookmark.pk}/snapshot/{snapshot.pk}/copy"
    page = window().new_page()
    page.route(
        "https://other.example/",
        lambda route: route.fulfill(content_type="text/html", body=f"<iframe src='{here}'></iframe>"),
    )
    with page.expect_event("framenavigated", lambda frame: frame.parent_frame is not None):
        page.goto("https://other.example/")
    assert "The words of the page" not in page.frames[1].content()


def test_a_link_in_a_copy_leads_the_whole_page_out_when_it_is_pressed(window: Window, people: Cast) -> None:
    bookmark = keep(people.own("alice"), draft(people["alice"], 1))[0]
    body = (
        '<!DOCTYPE html><html><head></head><body><a href="https://other.example/" target="_top">out</a></body></html>'
    )
    snapshot = copy_of(bookmark, document=body)
    context = window(who="alice")
    page = context.new_page()
    context.route("https://other.example/**", lambda route: route.fulfill(body="there"))
    page.goto(f"/person/alice/bookmark/{bookmark.pk}/snapshot/{snapshot.pk}")
    page.frame_locator("iframe").get_by_text("out").click()
    page.wait_for_url("https://other.example/")


def test_hostile_words_in_entries_notes_and_titles_do_nothing(window: Window, people: Cast, live_server: Any) -> None:
    group = people.group("open", readable_by="world")
    alice = people["alice"]
    drafts = [
        draft(
            alice, n, address=addresses.parse(f"https://evil.example/{n}"), title=words[:300], description=words,
            tags=(words.replace(",", " ")[:60],), highlights=(HighlightDraft(words, alice, notes=(NoteDraft(words, alice),)),),
            page_notes=(NoteDraft(words, alice),),
        )
        for n, words in enumerate(ALL)
    ]  # fmt: skip
    bookmarks = keep(group, *drafts)
    for bookmark in bookmarks[::9]:
        copy_of(bookmark, title=bookmark.title)
    context = window()
    witness = Witness(context, live_server.url)
    page = context.new_page()
    addresses_of = [f"/group/open?size=100{more}" for more in ("", "&page=2", "&page=3")] + ["/group/open/tags"]
    for bookmark in bookmarks[::9]:
        addresses_of += [f"/group/open/bookmark/{bookmark.pk}", f"/annotated/{bookmark.pk}"]
    for address in addresses_of:
        page.goto(address)
        page.wait_for_timeout(20)
        witness.check(address)


def test_hostile_words_in_feeds_and_json_do_nothing_even_to_a_reader_that_trusts_them(
    watch: Watch, people: Cast
) -> None:
    group, alice = people.group("open", readable_by="world"), people["alice"]
    drafts = [
        draft(alice, n, title=words[:300], description=f"x {words}", highlights=(HighlightDraft(words, alice),),
              page_notes=(NoteDraft(words, alice),))
        for n, words in enumerate(ALL)
    ]  # fmt: skip
    bookmarks = keep(group, *drafts)
    client = Client()
    feed = client.get("/feeds/group/open.json").json()
    shown = [str(item.get("content_html", "")) for item in feed["items"]]
    for bookmark in bookmarks[:: max(len(bookmarks) // 25, 1)]:
        said = client.get(f"/api/v1/bookmarks/{bookmark.pk}/annotations").json()["items"]
        shown += [one["body_html"] for one in said]
    assert len([one for one in shown if one]) > 20
    for html in shown:
        seen = watch.show(f"<!doctype html><body>{html}", poke=False)
        assert seen.nothing, html


def test_a_hostile_page_is_captured_for_real_and_does_nothing(window: Window, people: Cast, live_server: Any) -> None:
    with open_site() as site:
        _put_hostile(site)
        bookmark = keep(people.own("alice"), draft(people["alice"], 0, address=addresses.parse(site.url("/evil"))))[0]
        assert fetch_now(bookmark).state == "done"
        asked = len(site.asked)
        context = window(who="alice")
        witness = Witness(context, live_server.url)
        page = context.new_page()
        for end in ("read", "snapshots"):
            page.goto(f"/person/alice/bookmark/{bookmark.pk}/{end}")
            witness.check(end)
        page.get_by_role("main").get_by_role("link").last.click()
        page.frame_locator("iframe").get_by_text("left for its readers").first.wait_for()
        witness.check("the copy")
        assert len(site.asked) == asked  # nobody asked the page's own site for anything


def _put_hostile(site: Site) -> None:
    body = article(head="<link rel=stylesheet href=/s.css><script src=/s.js></script>", extra="<p>".join(ALL[::3]))
    # an address that is refused as it stands: no test looks up a name
    site.put("/evil", body.replace("evil.example", "192.0.2.1"))
    site.put(
        "/s.css",
        "@import '/t.css'; body { background: url(/u.png) } p::before { content: url(http://192.0.2.1/) }",
        "text/css",
    )
    site.put("/s.js", "ran('a script')", "text/javascript")
