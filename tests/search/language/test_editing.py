"""A query changed by a facet, marked in what was found, completed as it is typed."""

from datetime import date

import pytest

from florilegium.search.language import (
    Completing,
    Has,
    Is,
    Phrase,
    Query,
    Tagged,
    Word,
    completing,
    has_term,
    is_empty,
    offered,
    parse,
    replace,
    show,
    with_term,
    without_term,
    words_of,
)


def read(text: str) -> Query:
    return parse(text, today=date(2026, 11, 26))


def test_a_facet_is_put_in_once_and_taken_out() -> None:
    query = read("climat OR météo sort:newest foo:x")
    more = with_term(query, Tagged("espace  public"))
    assert show(more) == '(climat OR météo) foo:x tag:"espace public" sort:newest'
    assert more.remarks == () and with_term(more, Tagged("espace public")) == more
    assert has_term(more, Tagged("espace public")) and not has_term(query, Tagged("espace public"))
    assert without_term(more, Tagged("espace public")) == query
    assert without_term(query, Word("climat")) == query


def test_what_asks_for_nothing_is_empty() -> None:
    assert is_empty(read("sort:newest -")) and not is_empty(read("a"))
    assert show(with_term(Query(), Is("unread"))) == "is:unread"
    assert without_term(read("has:note"), Has("note")) == Query()


def test_the_words_to_mark_are_those_that_are_looked_for() -> None:
    words = words_of(read('a -b (c* OR "d e") -(f OR -g) in:title(a h) tag:i'))
    assert words == (Word("a"), Word("c", prefix=True), Phrase("d e"), Word("g"), Word("h"))


#: The text with | for the cursor, what is completed (None: nothing), and the text when "x y" is chosen.
TYPED = [
    ("|", None, ""),
    ("a | b", None, ""),
    ("ta|", (None, "ta"), "x y"),
    ("cli -t|a", (None, "t"), "cli -x y"),
    ("ta|g:climat", (None, "ta"), "x yclimat"),
    ("a tag:|", ("tag", ""), 'a tag:"x y"'),
    ("a étiquette:cl|i b", ("tag", "cl"), 'a étiquette:"x y" b'),
    ("-#cl|", ("tag", "cl"), '-#"x y"'),
    ('by:"Anna B|erg" a', ("by", "Anna B"), 'by:"x y" a'),
    ('by:"Anna B| tag:a', ("by", "Anna B"), 'by:"x y" tag:a'),
    ("par:«\u00a0Anna|", ("by", "Anna"), 'par:"x y"'),
    ("in:ti|", ("in", "ti"), 'in:"x y"'),
    ("in:title(wo|", (None, "wo"), "in:title(x y"),
    ("est:pri|", ("is", "pri"), 'est:"x y"'),
    ('"a ph|', None, ""),
    ("foo:b|", None, ""),
    ("a (|", None, ""),
]


@pytest.mark.parametrize(("typed", "expected", "chosen"), TYPED, ids=[typed for typed, _expected, _chosen in TYPED])
def test_what_is_typed_at_the_cursor(typed: str, expected: tuple[str | None, str] | None, chosen: str) -> None:
    text, cursor = typed.replace("|", ""), typed.index("|")
    found = completing(text, cursor)
    assert (None if found is None else (found.operator, found.typed)) == expected
    if found is not None:
        assert replace(text, found, "x y") == chosen


def test_operators_and_choices_are_offered_by_either_name() -> None:
    def offers(text: str) -> tuple[str, ...]:
        found = completing(text, len(text))
        assert isinstance(found, Completing)
        return offered(found)

    assert offers("t") == ("tag:", "sort:")
    assert offers("éti") == offers("ETI") == ("tag:",)
    assert offers("couleur:b") == ("blue",)
    assert offers("couleur:") == ("yellow", "blue", "green", "pink")
    assert offers("est:à") == ("unread",)
    assert offers("tag:cl") == () == offers("climat")
