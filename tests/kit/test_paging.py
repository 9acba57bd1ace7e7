"""Pages of a listing: a cursor survives its address, a forged one is the first page, and every row is on one page."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.kit.paging import SIZES, Cursor, Key, Paged, page

#: What a row is listed by: often the same for many rows.
ORDERS = st.integers(-3, 3)
NUMBERS = st.integers(0, 10**18 - 1)


def rows_read(rows: Sequence[Key], cursor: Cursor) -> list[Key]:
    """What a database gives for a cursor: descending, or ascending when read backwards, from its edge."""
    ordered = sorted(rows, reverse=not cursor.backwards)
    if cursor.after is not None and not cursor.last:
        ordered = [row for row in ordered if row < cursor.after]
    if cursor.before is not None and not cursor.last:
        ordered = [row for row in ordered if row > cursor.before]
    return ordered[: cursor.wanted(len(rows))]


def ask(rows: Sequence[Key], cursor: Cursor) -> Paged[Key]:
    return page(cursor, rows_read(rows, cursor), lambda row: row, len(rows))


def through_an_address(query: object) -> Cursor:
    """The cursor of a link, as it comes back from a browser."""
    assert isinstance(query, dict)
    return Cursor.parse(dict(parse_qsl(urlencode(query), keep_blank_values=True)))


@st.composite
def listings(draw: st.DrawFn) -> tuple[list[Key], int]:
    """Rows with many ties, the newest first, and the size of a page."""
    orders = draw(st.lists(ORDERS, max_size=130))
    rows = [(order, number) for number, order in enumerate(orders, start=1)]
    return sorted(rows, reverse=True), draw(st.sampled_from(SIZES))


@given(listings())
def test_going_forward_shows_every_row_once_in_order(listing: tuple[list[Key], int]) -> None:
    rows, size = listing
    shown: list[Key] = []
    found = ask(rows, Cursor(size=size))
    while True:
        assert found.start == (len(shown) + 1 if rows else 1)
        shown += found.rows
        assert found.end == len(shown)
        assert found.total == len(rows)
        if found.next is None:
            break
        assert len(found.rows) == size
        found = ask(rows, through_an_address(found.next))
    assert shown == rows


@given(listings())
def test_going_back_from_the_last_page_shows_every_row_once_in_order(listing: tuple[list[Key], int]) -> None:
    rows, size = listing
    found = ask(rows, Cursor(size=size, last=True))
    assert found.next is None
    shown = list(found.rows)
    while found.previous is not None:
        found = ask(rows, through_an_address(found.previous))
        shown = [*found.rows, *shown]
        assert found.start == len(rows) - len(shown) + 1
    assert shown == rows


@given(listings(), st.lists(st.sampled_from(["next", "previous", "first", "last"]), max_size=12))
def test_any_walk_among_pages_tells_the_numbers_of_the_rows_it_shows(
    listing: tuple[list[Key], int], steps: list[str]
) -> None:
    rows, size = listing
    found = ask(rows, Cursor(size=size))
    for step in steps:
        query = getattr(found, step)
        if query is None:
            continue
        found = ask(rows, through_an_address(query))
        assert list(found.rows) == rows[found.start - 1 : found.end]
        assert (found.previous is None) == (found.start == 1)
        assert (found.next is None) == (found.end == len(rows))


@given(listings(), st.data())
def test_rows_that_come_or_go_meanwhile_double_and_pass_over_none_of_the_others(
    listing: tuple[list[Key], int], data: st.DataObject
) -> None:
    rows, size = listing
    stayed = set(rows)
    found = ask(rows, Cursor(size=size))
    shown = list(found.rows)
    while found.next is not None:
        gone = set(data.draw(st.lists(st.sampled_from(rows), max_size=3))) if rows else set()
        come = {(order, len(rows) + 1000 + n) for n, order in enumerate(data.draw(st.lists(ORDERS, max_size=2)))}
        rows = sorted((set(rows) - gone) | come, reverse=True)
        stayed -= gone
        found = ask(rows, through_an_address(found.next))
        shown += found.rows
    assert len(shown) == len(set(shown))
    assert stayed <= set(shown)


@given(st.tuples(st.integers(-(10**18) + 1, 10**18 - 1), NUMBERS), st.sampled_from(SIZES), st.integers(2, 10**9))
def test_cursor_survives_its_address(key: Key, size: int, start: int) -> None:
    written = f"{key[0]}.{key[1]}"
    told = {"size": str(size), "start": str(start)}
    assert through_an_address({**told, "after": written}) == Cursor(size=size, after=key, start=start)
    assert through_an_address({**told, "before": written}) == Cursor(size=size, before=key, start=start)


@pytest.mark.parametrize(
    "key",
    ["", ".", "1", "1.", ".1", "1.2.3", "1,2", "a.b", "--1.2", "1.-2", "+1.2", "1e3.2", " 1.2", "1.2 ", "0x1.2", "١.٢",
     "²." + "1", "nan.1", "inf.1", "1_0.2", "9" * 30 + ".1", "1." + "9" * 30, "1.2;drop table bookmark", "1.2' or '1'='1",
     "\x00.1", "None.None", "-.1"],
)  # fmt: skip
@pytest.mark.parametrize("word", ["after", "before"])
def test_forged_key_is_the_first_page(word: str, key: str) -> None:
    assert Cursor.parse({word: key, "start": "21"}) == Cursor()


@pytest.mark.parametrize("start", ["", "0", "1", "-5", "x", "1.5", "9" * 30, "²"])
def test_key_without_a_number_that_makes_sense_is_the_first_page(start: str) -> None:
    assert Cursor.parse({"after": "5.5", "start": start}) == Cursor()


@pytest.mark.parametrize("size", ["", "0", "19", "-20", "1000000", "x", "20.0", "２０"])
def test_forged_size_is_the_usual_one(size: str) -> None:
    assert Cursor.parse({"size": size}).size == SIZES[0]


@given(st.dictionaries(st.sampled_from(["size", "page", "start", "after", "before", "else"]), st.text()))
def test_any_address_at_all_is_a_page(query: dict[str, str]) -> None:
    cursor = Cursor.parse(query)
    assert cursor.size in SIZES
    assert cursor.start >= 1
    for key in (cursor.after, cursor.before):
        assert key is None or all(abs(number) < 2**63 for number in key)


def test_first_page_has_one_address() -> None:
    rows = [(0, number) for number in range(41, 0, -1)]
    second = ask(rows, through_an_address(ask(rows, Cursor()).next))
    assert second.previous == second.first == {}


def test_empty_listing_is_one_page_without_neighbours() -> None:
    found = ask([], Cursor())
    assert (list(found.rows), found.start, found.end, found.total) == ([], 1, 0, 0)
    assert (found.first, found.previous, found.next, found.last) == (None, None, None, None)


def test_page_behind_the_end_leads_back_to_the_first() -> None:
    found = ask([(0, 5)], Cursor(after=(0, 1), start=21))
    assert list(found.rows) == []
    assert found.first == {}


def test_listing_counted_only_so_far_offers_no_last_page() -> None:
    rows = [(0, number) for number in range(1500, 0, -1)]
    found = page(Cursor(), rows_read(rows, Cursor()), lambda row: row, 1000, more_than=True)
    assert found.next is not None
    assert found.last is None
