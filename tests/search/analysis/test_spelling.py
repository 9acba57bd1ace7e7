"""Errors in typing: how many there are, and how what was meant is found among many words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from florilegium.search.analysis.spelling import deletions, distance, forgiven, nearest

WORDS = st.text("abcd", max_size=12)
EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "leave", "exchange", "swap"]), st.integers(0, 12), st.sampled_from("abcd"))
)


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("", "", 0),
        ("climat", "climat", 0),
        ("climat", "climta", 1),
        ("climat", "clmat", 1),
        ("climat", "climmat", 1),
        ("climat", "climax", 1),
        ("bibliotheque", "biblioteque", 1),
        ("bibliotheque", "bibilotehque", 2),
        ("bibliotheque", "blbliotecque", None),
        ("ab", "ba", 1),
        ("ca", "abc", None),
        ("", "abc", None),
    ],
)
def test_errors_are_counted_up_to_two(one: str, other: str, errors: int | None) -> None:
    assert distance(one, other, 2) == errors
    assert distance(other, one, 2) == errors


def plainly(one: str, other: str) -> int:
    """The whole table of Damerau and Levenshtein's restricted distance."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


@given(WORDS, WORDS, st.integers(0, 4))
def test_the_distance_is_the_plain_one_up_to_its_limit(one: str, other: str, limit: int) -> None:
    errors = plainly(one, other)
    assert distance(one, other, limit) == (errors if errors <= limit else None)


@example(
    "aaaaabb", [("add", 0, "a"), ("add", 0, "a")]
)  # the two that were added push the last two out of the first seven
@given(WORDS, EDITS.map(lambda edits: edits[:2]))
def test_a_word_with_the_errors_it_is_forgiven_has_a_key_in_common_with_what_was_meant(
    word: str, edits: list[tuple[str, int, str]]
) -> None:
    typed = word
    for kind, at, letter in edits:
        at = min(at, len(typed))
        if kind == "add":
            typed = typed[:at] + letter + typed[at:]
        elif kind == "leave":
            typed = typed[:at] + typed[at + 1 :]
        elif kind == "exchange":
            typed = typed[:at] + letter + typed[at + 1 :]
        else:
            typed = typed[:at] + typed[at : at + 2][::-1] + typed[at + 2 :]
    if distance(typed, word, forgiven(typed)) is not None:
        assert deletions(typed) & deletions(word)


@given(st.text(max_size=40))
def test_a_word_has_few_keys(word: str) -> None:
    assert 1 <= len(deletions(word)) <= 29
    assert len(deletions("cle")) == 1 and len(deletions("climat")) == 7


def test_the_nearest_comes_first_and_what_is_too_far_does_not() -> None:
    words = ["environs", "environment", "environnement", "environnemental"]
    assert nearest("envirronnement", words) == ["environnement"]
    assert nearest("envirronement", words) == ["environment", "environnement"]
    assert nearest("enviroment", words) == ["environment"]
    assert nearest("environnemant", words) == ["environnement"]
    assert nearest("cle", ["cles", "clef"]) == []
    assert nearest("abcdefgh", ["abcdefxy", "abcdefgx", "abcdefgh"]) == ["abcdefgh", "abcdefgx", "abcdefxy"]
