"""Anchoring on real pages, and on the cases that other projects hold themselves to. Nothing of them is repeated here."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.anchoring import chamber
from tests.shared_files import shared

pytestmark = pytest.mark.browser

CORPUS = shared("corpora", "extraction-anchoring", "dev")
PAGES = sorted((CORPUS / "readability").glob("*/source.html"))
OTHERS = json.loads((CORPUS / "anchoring" / "apache-annotator" / "text-quote_match-cases.json").read_text("utf-8"))
RANGES = json.loads((CORPUS / "anchoring" / "hypothesis" / "html-anchoring-fixture.rangespecs.json").read_text("utf-8"))
ANNOTATIONS = sorted(shared("corpora", "webannotation").rglob("*.json"))

SELECTORS = """(found => {
  const lists = [];
  const look = (one) => {
    if (Array.isArray(one)) { lists.push(one); one.forEach(look); }
    else if (one && typeof one === "object") { lists.push([one]); Object.values(one).forEach(look); }
  };
  look(found);
  const text = anchoring.readText(document.body);
  return lists.filter((list) => anchoring.locate(list, text) !== null).length;
})"""

RANGE = """([html, spec]) => {
  document.body.innerHTML = html;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  const at = (place) => typeof place === "number" ? texts[place]
    : document.evaluate("." + place, document.body, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
  const range = document.createRange();
  range.setStart(at(spec.startContainer), spec.startOffset);
  range.setEnd(at(spec.endContainer), spec.endOffset);
  const told = anchoring.describe(range, document.body);
  const text = anchoring.readText(document.body);
  const found = anchoring.locate(told, text);
  return {quote: told[0].exact, position: [told[1].start, told[1].end], found: found && [found.start, found.end],
          drawn: range.toString()};
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with chamber.chamber(chromium) as page:
        yield page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_twenty_quotes_of_a_page_after_its_edits_are_never_wrong(page: Page, path: Path) -> None:
    outcomes = chamber.tried(page, path.read_text("utf-8", errors="replace"), 1)
    assert outcomes
    assert [one for one in outcomes if one["verdict"] == "wrong"] == []
    untouched = Counter(one["verdict"] for one in outcomes if one["edit"] == "kept" and one["told"] == "whole")
    # words that stand many times on a page may be nobody's; of twenty quotes that is one or two, where text is filler
    assert untouched["orphan"] * 5 <= untouched.total()


@pytest.mark.parametrize("name", OTHERS)
def test_a_quote_of_another_project_is_found_where_it_says(page: Page, name: str) -> None:
    """Of several places none is chosen. No passages here: nothing, a page's title, a quote alone that cuts a word."""
    case = OTHERS[name]
    page.evaluate("html => { document.body.innerHTML = html }", case["html"])
    found = page.evaluate(
        "selector => { const found = anchoring.locate([selector], anchoring.readText(document.body)); "
        "return found && found.range.startContainer.data.slice(found.range.startOffset) }",
        case["selector"],
    )
    cut = case["selector"]["exact"] == "dolor am"
    if len(case["expected"]) != 1 or not case["selector"]["exact"] or "head" in name or cut:
        assert found is None
        return
    [place] = case["expected"]
    path = place["startContainerXPath"]
    start = page.evaluate(
        "path => document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue.data",
        path,
    )
    assert found == start[place["startOffset"] :]


@pytest.mark.parametrize("spec", RANGES, ids=lambda spec: str(spec["description"]))
def test_a_range_of_another_project_is_described_and_found(page: Page, spec: dict[str, Any]) -> None:
    html = (CORPUS / "anchoring" / "hypothesis" / "html-anchoring-fixture.html").read_text("utf-8")
    answer = page.evaluate(RANGE, [html, spec])
    assert answer["found"] == answer["position"]
    assert "".join(answer["quote"].split()) == "".join(spec["quote"].split())


def test_an_annotation_of_another_server_is_found(page: Page) -> None:
    folder = CORPUS / "hypothesis-anchoring"
    page.evaluate("html => { document.body.innerHTML = html }", (folder / "minimal.html").read_text("utf-8"))
    [row] = json.loads((folder / "minimal.json").read_text("utf-8"))["rows"]
    found = page.evaluate(
        "list => anchoring.locate(list, anchoring.readText(document.body))?.range.toString()",
        row["target"][0]["selector"],
    )
    assert found == row["target"][0]["selector"][2]["exact"]


def test_no_annotation_of_the_standards_examples_is_more_than_unknown(page: Page) -> None:
    """Whatever is in a selector, and wherever: at worst nothing is found."""
    page.evaluate("document.body.innerHTML = '<p>Nothing of theirs.</p>'")
    assert len(ANNOTATIONS) > 100
    for path in ANNOTATIONS:
        try:
            annotation = json.loads(path.read_text("utf-8"))
        except ValueError:
            continue
        assert page.evaluate(SELECTORS, annotation) == 0
