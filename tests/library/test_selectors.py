"""Selectors: what anybody's JSON becomes, and that nothing of it breaks us."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from florilegium.library.selectors import (
    HIGHEST,
    LONGEST_CONTEXT,
    LONGEST_PATH,
    LONGEST_QUOTE,
    MOST,
    PDF,
    PageFragment,
    RangeXPath,
    Selector,
    TextPosition,
    TextQuote,
    dump,
    parse,
    position_of,
    quote_of,
)
from tests.shared_files import shared

QUOTE = {"type": "TextQuoteSelector", "exact": "words", "prefix": "the ", "suffix": " of"}
POSITION = {"type": "TextPositionSelector", "start": 4, "end": 9}
RANGE = {
    "type": "RangeSelector", "startContainer": "/html/body[1]/p[2]", "startOffset": 4, "endContainer": "/article/my-box[1]",
    "endOffset": 0,
}  # fmt: skip
PAGE = {"type": "FragmentSelector", "conformsTo": PDF, "value": "page=7"}

#: JSON as a parser gives it, lone surrogates and all.
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
NAMES = ("type", "exact", "prefix", "suffix", "start", "end", "value", "conformsTo", "refinedBy")
NEARLY = st.fixed_dictionaries(
    {"type": st.sampled_from(["TextQuoteSelector", "TextPositionSelector", "RangeSelector", "FragmentSelector", 7])},
    optional=dict.fromkeys((*NAMES[1:], "startContainer", "startOffset", "endContainer", "endOffset"), ANY),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
NUMBER = st.integers(0, HIGHEST)


@st.composite
def proper(draw: st.DrawFn) -> list[Selector]:
    """Any selectors that make sense, in the order in which they are kept."""
    start = draw(st.integers(0, HIGHEST - 1))
    path = st.sampled_from(["", "/", "/html/body", "/div[12]/p[1]/text()[3]", "p[2]", "/x-é/b:c"])
    every: list[Selector] = [
        TextQuote(draw(WORDS.filter(str.strip)), draw(WORDS), draw(WORDS)),
        TextPosition(start, draw(st.integers(start + 1, HIGHEST))),
        RangeXPath(draw(path), draw(NUMBER), draw(path), draw(NUMBER)),
        PageFragment(draw(st.integers(1, 99_999))),
    ]
    return [one for one in every if draw(st.booleans())]


@given(proper())
def test_what_is_dumped_is_read_as_it_was(selectors: list[Selector]) -> None:
    told = parse(json.loads(json.dumps(dump(selectors))))
    assert told.selectors == tuple(selectors)
    assert told.dropped == ()


@given(proper(), st.randoms())
def test_the_order_in_which_they_come_means_nothing(selectors: list[Selector], chance: Any) -> None:
    mixed = dump(selectors)
    chance.shuffle(mixed)
    assert parse(mixed).selectors == tuple(selectors)


@given(st.lists(ANY | NEARLY) | ANY | NEARLY)
@example([{**QUOTE, "exact": "x\ud83d"}])
@example([{**QUOTE, "exact": "\0\ud83d"}])
@example([{**POSITION, "start": True}])
@example([{**POSITION, "end": 1e400}])
def test_nothing_breaks_it_and_all_it_gives_can_be_kept(given_: object) -> None:
    told = parse(given_)
    kept = dump(told.selectors)
    text = json.dumps(kept, ensure_ascii=False)
    text.encode()  # no half of a character
    assert "\\u0000" not in text
    assert parse(kept) == type(told)(told.selectors)
    assert len(told.selectors) <= 4
    position = position_of(told.selectors)
    assert position is None or 0 <= position <= HIGHEST
    if isinstance(given_, list):
        assert len(told.selectors) + len(told.dropped) == min(len(given_), MOST + 1)


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ("https://example.org/selector", "not_an_object"),
        (None, "not_an_object"),
        ({}, "unknown_type"),
        ({"type": ["TextQuoteSelector"]}, "unknown_type"),
        ({"type": "CssSelector", "value": "p"}, "unknown_type"),
        ({"type": "XPathSelector", "value": "//p"}, "unknown_type"),
        ({"type": "FragmentSelector", "value": "t=10"}, "unknown_type"),
        ({**PAGE, "conformsTo": "http://www.w3.org/TR/media-frags/"}, "unknown_type"),
        ({**PAGE, "value": "page=0"}, "misspelt"),
        ({**PAGE, "value": "page=٣"}, "misspelt"),
        ({**QUOTE, "exact": " \n"}, "misspelt"),
        ({**QUOTE, "exact": 7}, "misspelt"),
        ({**QUOTE, "exact": "x" * (LONGEST_QUOTE + 1)}, "too_long"),
        ({**QUOTE, "prefix": "x" * (LONGEST_CONTEXT + 1)}, "too_long"),
        ({**QUOTE, "refinedBy": POSITION}, "refined"),
        ({**POSITION, "start": -1}, "misspelt"),
        ({**POSITION, "start": 9}, "misspelt"),
        ({**POSITION, "start": 4.0}, "misspelt"),
        ({**POSITION, "start": "4"}, "misspelt"),
        ({**POSITION, "end": HIGHEST + 1}, "misspelt"),
        ({**RANGE, "startContainer": "//p"}, "misspelt"),
        ({**RANGE, "startContainer": "/p[count(//*[.//*]) > 1]"}, "misspelt"),
        ({**RANGE, "endContainer": "/p/ancestor::*"}, "misspelt"),
        ({**RANGE, "endContainer": "/p/.."}, "misspelt"),
        ({**RANGE, "endContainer": "/p/ancestor::p"}, "misspelt"),
        ({**RANGE, "endContainer": "/svg:svg[1]/text()[2]"}, None),
        ({**RANGE, "endContainer": "/p" * LONGEST_PATH}, "too_long"),
        ({**RANGE, "endOffset": None}, "misspelt"),
        ({"type": "RangeSelector", "startSelector": {"type": "XPathSelector", "value": "//p"}}, "misspelt"),
    ],
)
def test_what_is_dropped_is_told_why(given_: object, reason: str | None) -> None:
    told = parse([given_])
    assert [why for _index, why in told.dropped] == ([] if reason is None else [reason])


def test_one_of_each_type_and_no_more_than_ten_are_looked_at() -> None:
    assert parse([QUOTE, {**QUOTE, "exact": "others"}]).dropped == ((1, "twice"),)
    assert parse([{}] * 1000).dropped[-1] == (MOST, "too_many")
    assert len(parse([{}] * 1000).dropped) == MOST + 1


def test_quote_and_position() -> None:
    told = parse([RANGE, POSITION, QUOTE]).selectors
    assert quote_of(told) == "words"
    assert position_of(told) == 4
    assert position_of(parse([QUOTE]).selectors) is None
    assert position_of(parse([PAGE, POSITION]).selectors) == 7_000_004
    assert position_of(parse([PAGE]).selectors) == 7_000_000
    assert position_of(parse([{**PAGE, "value": "page=999999"}]).selectors) == HIGHEST
    assert quote_of(()) == ""


def _selectors(told: Any) -> Iterator[Any]:
    if isinstance(told, dict):
        if "selector" in told:
            yield told["selector"]
        for value in told.values():
            yield from _selectors(value)
    elif isinstance(told, list):
        for value in told:
            yield from _selectors(value)


def test_every_case_of_the_working_groups_is_read() -> None:
    """The examples of the Web Annotation model and its test suite, right and wrong ones."""
    types, seen = set(), 0
    for path in sorted(shared("corpora", "webannotation").rglob("*.json")):
        try:
            told = json.loads(path.read_bytes())
        except ValueError:  # some are no JSON, on purpose
            continue
        for given_ in _selectors(told):
            seen += 1
            types |= {type(one).__name__ for one in parse(given_).selectors}
    assert seen > 40
    assert types >= {"TextQuote"}
