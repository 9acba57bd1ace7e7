"""What holds for every text and for every tree."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from florilegium.search.language import (
    Query,
    completing,
    is_empty,
    normal,
    parse,
    range_of,
    replace,
    sentence,
    show,
    with_term,
    without_term,
    words_of,
)
from florilegium.search.language.days import Saved, Side, When, find_when, is_sound, written
from florilegium.search.language.parsing import DEEPEST, MOST_TERMS, _depth
from florilegium.search.language.tree import And, Node, Tagged
from tests.search.language.trees import NODES, QUERIES, TEXTS, VALUES, WHENS

TODAY = date(2026, 11, 26)
SIDES: tuple[Side, ...] = ("before", "on", "after")


@given(QUERIES)
def test_a_tree_written_and_read_is_the_same(query: Query) -> None:
    where = normal(query.where) if query.where is not None else None
    if where is not None and _depth(where) > DEEPEST:
        return
    again = parse(show(query), today=TODAY)
    assert (again.where, again.sort) == (where, query.sort)


@given(TEXTS)
@example("(" * 10_000)
@example("-(" * 5_000 + "a")
@example("title:" * 1_500 + "a")
@example("in:title " * 1_500)
@example("a OR (b AND " * 800)
@example('"' * 9_999)
@example("on:3 " * 2_500)
@example(") " * 5_000)
@example("NOT " * 3_000)
@example("a" * 10_000)
@example(" ".join(f"mot{n}" for n in range(2_000)))
def test_any_text_is_a_query_and_its_writing_is_a_fixed_point(text: str) -> None:
    query = parse(text, today=TODAY)
    said = show(query)
    again = parse(said, today=TODAY)
    assert again == query
    assert show(again) == said
    said.encode()
    assert all(sentence(remark) for remark in query.remarks)
    assert query.where is None or (_depth(query.where) <= DEEPEST and said.count(" ") <= MOST_TERMS * 200)


@given(TEXTS)
def test_what_is_written_is_understood_but_for_unknown_names(text: str) -> None:
    said = show(parse(text, today=TODAY))
    assert {remark.code for remark in parse(said, today=TODAY).remarks} <= {"unknown_operator"}


@given(NODES)
def test_normal_of_normal_is_itself(node: Node) -> None:
    once = normal(node)
    assert once is None or normal(once) == once


@given(QUERIES, NODES)
def test_a_term_put_in_is_there_and_taken_out_is_not(query: Query, node: Node) -> None:
    wanted = normal(node)
    query = parse(show(query), today=TODAY)
    more = with_term(query, node)
    assert with_term(more, node) == more
    less = without_term(more, node)
    left = less.where.parts if isinstance(less.where, And) else (less.where,)
    assert wanted is None or wanted not in left
    assert less.sort == query.sort
    assert not is_empty(more) or (wanted is None and is_empty(query))
    assert len(set(words_of(more))) == len(words_of(more))


@given(WHENS, st.dates())
def test_every_day_has_its_range_on_every_day(when: When, today: date) -> None:
    if is_sound(when):
        before, on, after = (range_of(Saved(side, when), today) for side in SIDES)
        assert before.end == on.start == after.start
        assert before.start is None and after.end is None
        assert on.start is not None and on.end is not None and on.start <= on.end
        assert find_when(written(when), today) == when


@given(TEXTS, st.data())
def test_completing_at_any_cursor_says_a_part_of_the_text(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    found = completing(text, cursor)
    if found is not None:
        assert 0 <= found.start <= cursor <= found.end <= len(text)
        replace(text, found, "x")


@given(VALUES)
def test_a_completed_tag_is_the_tag_that_was_offered(name: str) -> None:
    text, wanted = "a -tag:cl OR b", normal(Tagged(name))
    at = completing(text, 9)
    assert at is not None
    if isinstance(wanted, Tagged):
        assert show(parse(replace(text, at, wanted.name), today=TODAY)) == f"a (-{show(Query(wanted))} OR b)"
