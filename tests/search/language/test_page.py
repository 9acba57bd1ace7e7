"""The page that tells people of the language tells the truth: every example on it is understood, and none is forgotten."""

import re
from datetime import date
from typing import get_args

import pytest

from florilegium.search.language import parse, show
from florilegium.search.language.names import CHOICES, OPERATORS, Operator
from tests.shared_files import REPOSITORY

TODAY = date(2026, 11, 26)
PAGE = (REPOSITORY / "docs" / "searching.md").read_text("utf-8").partition("## Bounds")[0]
ROWS = [re.findall(r"`([^`]+)`", line) for line in PAGE.splitlines() if line.startswith("| `")]
#: Fields and the beginnings of operators are named on their own in the prose.
EXAMPLES = [code for code in re.findall(r"`([^`]+)`", PAGE) if not re.fullmatch(r"\w+:?", code)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood(example: str) -> None:
    query = parse(example, today=TODAY)
    assert query.remarks == ()
    assert show(query) != ""


def test_every_operator_and_choice_is_told() -> None:
    assert {word for word in re.findall(r"(\w+):", PAGE) if word in get_args(Operator)} == set(get_args(Operator))
    told = set(re.findall(r"\w+", PAGE))
    assert {name for operator, known in CHOICES.items() if operator != "lang" for name in known.values()} <= told
    assert set(OPERATORS.values()) == set(get_args(Operator))


def test_the_french_of_an_operator_is_its_english() -> None:
    table = PAGE.partition("## Operators")[2].partition("## Where")[0]
    for line in table.splitlines():
        if line.startswith("| `"):
            english, french = (
                {show(parse(code, today=TODAY)) for code in re.findall(r"`([^`]+)`", cell)}
                for cell in line.split("|")[1:3]
            )
            assert english & french, line
