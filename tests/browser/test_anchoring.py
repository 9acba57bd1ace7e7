"""The anchoring in a real browser: cases as data, and hard pages of ours."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.anchoring import chamber

pytestmark = pytest.mark.browser

CASES = [(name, case) for name in ("same", "changed", "several", "told", "pdf") for case in chamber.cases(name)]
FRAGMENTS = chamber.cases("fragments")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with chamber.chamber(chromium) as page:
        yield page


@pytest.mark.parametrize(("group", "case"), CASES, ids=lambda one: str(one["name"] if isinstance(one, dict) else one))
def test_a_passage_is_found_where_it_is_or_not_at_all(page: Page, group: str, case: dict[str, Any]) -> None:
    answer = page.evaluate("case_ => anchoring.answer(case_)", case)
    assert answer["found"] == answer["expected"]
    assert answer["isThere"]
    assert (answer["how"], answer["approximate"]) == (case.get("how"), case.get("approximate", False))


@pytest.mark.parametrize("case", FRAGMENTS, ids=lambda case: str(case["name"]))
def test_a_passage_is_told_as_a_fragment(page: Page, case: dict[str, Any]) -> None:
    selector = {"type": "TextQuoteSelector", "exact": case["quote"]}
    selector |= {name: case[name] for name in ("prefix", "suffix") if name in case}
    assert page.evaluate("selector => anchoring.toTextFragment([selector])", selector) == case["directive"]


@pytest.mark.parametrize("case", [case for case in FRAGMENTS if "page" in case], ids=lambda case: str(case["name"]))
def test_a_browser_follows_the_fragment(chromium: Browser, case: dict[str, Any]) -> None:
    """What the fragment means stands far below, and what it might mean by mistake far above that."""
    tall = "<!doctype html><meta charset=utf-8><style>p { margin: 3000px 0 }</style><body>"
    context = chromium.new_context(viewport={"width": 800, "height": 600})
    context.route(
        "**/*", lambda route: route.fulfill(body=tall + case["page"], content_type="text/html; charset=utf-8")
    )
    page = context.new_page()
    page.goto(f"http://elsewhere.test/#:~:{case['directive']}")
    page.wait_for_function("scrollY > 0", timeout=5000)
    shown = page.evaluate("(({top, bottom}) => bottom > 0 && top < innerHeight)(there.getBoundingClientRect())")
    context.close()
    assert shown


def test_nothing_is_ever_taken_for_something_like_it(page: Page) -> None:
    """Tables, threads, refrains: what is deleted has left something very like it on the same page."""
    for kind in chamber.kinds(page):
        outcomes = chamber.tried(page, chamber.made_up(page, kind, 1), 1)
        assert len(outcomes) > 200
        assert [one for one in outcomes if one["verdict"] == "wrong"] == []
