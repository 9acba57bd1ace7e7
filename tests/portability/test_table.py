"""The quick way through a table gives what the patient way gives, row by row."""

from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from florilegium.portability.formats import _table
from florilegium.portability.formats._table import Line, Row

signs = st.sampled_from(
    ['"', '""', ",", "\r", "a", "é", " ", ";", "'", "\t", "\x0b", "\u2028", "\n", "\r\n", '","', '"\n"']
)
texts = st.lists(signs, max_size=40).map("".join)
quoted = st.lists(signs, max_size=12).map("".join).map(lambda text: '"' + text.replace('"', '""') + '"')
tables = st.lists(st.lists(st.one_of(texts, quoted), min_size=1, max_size=4).map(",".join), max_size=5).map("\n".join)


def lines_of(text: str) -> list[Line]:
    """Lines with their ends; every other one carries a remark."""
    found = text.split("\n")
    whole = [line + "\n" for line in found[:-1]] + [line for line in found[-1:] if line]
    return [(line, ("encoding_guessed",) if n % 2 else ()) for n, line in enumerate(whole)]


def patiently(lines: list[Line]) -> Iterator[Row]:
    rest = iter(lines)
    for line in rest:
        if line[0] not in ("\n", "\r\n"):
            yield _table.patient_row(_after(line, rest), ",")


def _after(line: Line, rest: Iterator[Line]) -> Iterator[Line]:
    yield line
    yield from rest


@example(",\r\r")
@given(tables)
def test_a_table_is_read_alike_both_ways(text: str) -> None:
    assert list(_table.rows(lines_of(text))) == list(patiently(lines_of(text)))


def test_a_cell_beyond_the_standard_readers_limit_is_read() -> None:
    text = 'a,"' + "é\n" * 90_000 + '",b\nc,d,e\n'
    first, second = _table.rows(lines_of(text))
    assert (first.problem, len(first.cells[1])) == (None, 180_000)
    assert second.cells == ["c", "d", "e"]
