"""Frozen pages in a real Chromium: nothing runs, nothing is asked for, even where no policy would stop it."""

import base64
import json
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Playwright

from florilegium.archive.freezing.document import FreezeLimits, Frozen, written
from florilegium.archive.freezing.supply import Resource
from tests.kit.test_markup import ATTACKS
from tests.shared_files import shared

from .hostile import REPLAY, Watch, watching
from .hostile_pages import HOSTILE

pytestmark = pytest.mark.browser

BASE = "http://evil.example/page/"
PNG = base64.b64decode(  # one red dot
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" onload="parent.ran()">
<script>parent.ran(); fetch('http://evil.example/s')</script><image href="http://evil.example/i" xlink:href="http://evil.example/j"/>
<style>@import 'http://evil.example/i.css';</style><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://evil.example/f"/></foreignObject></svg>"""
SHEET = b"""@import 'more.css'; @import url(//evil.example/again.css) print; p{background:url(pic.png)} *{background:u\\72l(//evil.example/z)}
b{content:'</style><script>ran()</script><img src=x onerror=ran()>'} @media (width<a){} <!-- <img src=x onerror=ran()> -->"""


def world(addresses: Sequence[str]) -> list[Resource | None]:
    """What the pages are made of: all of it hostile."""
    return [_stands_at(address) for address in addresses]


def _stands_at(address: str) -> Resource | None:
    if "never" in address:
        return None
    if address.endswith(".css"):
        return Resource(address, SHEET, "text/css")
    if address.endswith(".png"):
        return Resource(address, PNG, "image/png")
    return Resource(address, DRAWING, "image/png")


def frozen(page: str, *, seen: bool = False) -> Frozen:
    return written(page, BASE, world, FreezeLimits(), seen=seen)


@pytest.fixture(scope="module")
def watch(playwright: Playwright) -> Iterator[Watch]:
    with watching(playwright) as found:
        yield found


def check_inert(watch: Watch, page: str) -> None:
    """As fetched and as seen in a browser, it does nothing, with no policy around it; and again when frozen again."""
    once = frozen(page)
    for document in {once.document, frozen(page, seen=True).document}:
        seen = watch.show(document)
        assert seen.nothing and not seen.odd, (page, seen, document)
    twice = frozen(once.document.decode(), seen=True).document
    assert frozen(twice.decode(), seen=True).document == twice


def batches(pages: Sequence[str], size: int = 12) -> list[list[str]]:
    return [list(pages[start : start + size]) for start in range(0, len(pages), size)]


@pytest.mark.parametrize("pages", batches(HOSTILE), ids=lambda pages: pages[0][:40])
def test_hostile_pages_of_our_own_do_nothing(watch: Watch, pages: list[str]) -> None:
    for page in pages:
        check_inert(watch, page)


@pytest.mark.parametrize("pages", batches(ATTACKS), ids=lambda pages: pages[0][:40])
def test_what_was_tried_on_words_does_nothing(watch: Watch, pages: list[str]) -> None:
    for page in pages:
        check_inert(watch, page)


def test_what_was_tried_on_sanitisers_elsewhere_does_nothing(watch: Watch) -> None:
    cases = json.loads(shared("corpora", "extra", "dev", "xss_dompurify_dev.json").read_text("utf-8"))
    assert len(cases) > 100
    for case in cases:
        check_inert(watch, case["payload"])


def test_everything_at_once_does_nothing(watch: Watch) -> None:
    for page in ("".join(HOSTILE), "".join(reversed(HOSTILE)), "<p>".join(HOSTILE[::2]), "<svg>".join(HOSTILE[1::3])):
        check_inert(watch, page)


def test_the_witness_sees_what_pages_do(watch: Watch) -> None:
    """Unfrozen, most of them do what they want; otherwise the tests above would show nothing."""
    did = [page for page in HOSTILE[::7] if not watch.show(page).nothing]
    assert len(did) > len(HOSTILE[::7]) / 3


def test_a_page_is_whole_under_the_policy_of_the_replay(watch: Watch) -> None:
    page = """<!doctype html><html lang=fr><head><link rel=stylesheet href=a.css><style>p{color:red;background:url(pic.png)}</style>
    <style>@font-face{font-family:x;src:url(x.woff2)}</style></head><body style="background:url(pic.png)"><p>text</p>
    <img src=pic.png><svg><image href=pic.png /><rect style="fill:url(#g)"/></svg><video poster=pic.png src=v></video></body></html>"""
    seen = watch.show(frozen(page).document, csp=REPLAY, poke=False)
    assert (seen.reached, seen.asked, seen.ran, seen.odd, seen.refused) == ([], [], [], [], [])


DRAWN = b"""<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="teal"/><circle cx="30" cy="20" r="9" fill="gold"/></svg>"""
LOOK = rb"""@import "base.css" screen; @import "never.css" print;
:root{--ink:#123;--paper:url(/look/drawn.svg)} body{font:16px/1.5 serif;color:var(--ink);margin:2em}
header{background:var(--paper) repeat-x,linear-gradient(#fff,#eee);padding:60px 0 0} .grid{display:grid;grid-template-columns:repeat(3,1fr);gap:1em}
.grid>:nth-child(2n){background:#fed} @media (width<600px){.grid{display:block}} @media (min-width:600px) and (not print){h1{letter-spacing:.1em}}
li::marker{content:"\2192 "} p::first-letter{font-size:2em} a[href^="https://"]::after{content:" \2197"} @supports (display:grid){h2{border-bottom:2px solid}}
.card{& p{color:#800} &:hover{color:red}} q{quotes:"\ab" "\bb"} .icon{-webkit-mask:url("drawn.svg") center/contain no-repeat;width:40px;height:40px;background:navy;display:block}"""
PAGE = """{doctype}<html lang="fr"><head><meta charset="utf-8"><base href="http://copy.example/look/"><title>Une page</title>
<link rel="stylesheet" href="look.css"><link rel="alternate stylesheet" href="other.css"><style media="screen">h1{{color:#247}}</style></head>
<body><header><h1>Les marges &amp; le reste</h1></header><main class="grid"><section><h2>Un</h2><p>Des mots, <em>des mots</em>, <q>des mots</q>.</p></section>
<section class="card"><h2>Deux</h2><p>Rouge.</p><ul><li>a<li>b</ul></section><section><h2>Trois</h2><picture><source srcset="drawn.svg 60w"><img src="drawn.svg" alt="" width="60"></picture>
<i class="icon"></i></section></main><table border=1 bgcolor="#eeeeff" cellpadding=8><tr><th>x<td rowspan=2 align=right>y<tr><th>z</table>
<svg width="90" height="30" viewBox="0 0 90 30"><defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>
<style>.bar{{fill:url(#g)}}</style><rect class="bar" width="90" height="30"/><use href="#g"/></svg><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>
<div><template shadowrootmode="open"><style>p{{color:green;border:1px dashed}}</style><p>Dans l’ombre <slot></slot></p></template>et dehors</div>
<x-note>Un élément à soi</x-note><noscript><p>Sans script.</p></noscript><p style="background:url(drawn.svg) right no-repeat;padding:9px">Fin.</p></body></html>"""


@pytest.mark.parametrize("doctype", ["<!DOCTYPE html>", ""])
@pytest.mark.parametrize("width", [900, 500])
def test_a_frozen_page_looks_as_it_did(watch: Watch, doctype: str, width: int) -> None:
    files = {
        "look.css": (LOOK, "text/css"),
        "base.css": (b"table{margin:1em 0}", "text/css"),
        "drawn.svg": (DRAWN, "image/svg+xml"),
    }
    for name, (body, kind) in files.items():
        watch.put(f"/look/{name}", body, kind)

    def stored(addresses: Sequence[str]) -> list[Resource | None]:
        names = [address.rpartition("/")[2] for address in addresses]
        return [
            Resource(address, *files[name]) if name in files else None
            for address, name in zip(addresses, names, strict=True)
        ]

    page = PAGE.format(doctype=doctype)
    copy = written(page, "http://copy.example/look/page", stored, FreezeLimits(), seen=False)
    assert watch.picture(page.encode(), width=width) == watch.picture(copy.document, width=width)
