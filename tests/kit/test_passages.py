"""Text fragments: the same cases as TypeScript's, which a browser follows in ``tests/browser/test_anchoring.py``."""

import json
from pathlib import Path
from typing import Any

import pytest

from florilegium.kit.passages import passage_url, text_directive

CASES = json.loads((Path(__file__).parents[1] / "anchoring" / "cases" / "fragments.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_quote_is_told_as_a_fragment(case: dict[str, Any]) -> None:
    assert text_directive(case["quote"], case.get("prefix", ""), case.get("suffix", "")) == case["directive"]


def test_the_rest_of_the_address_stays() -> None:
    assert passage_url("https://example.org/a?b=1#part", "a few words of it") == (
        "https://example.org/a?b=1#part:~:text=a%20few%20words%20of%20it"
    )
    assert passage_url("https://example.org/", "") == "https://example.org/"
