"""The quick way through a table's row gives what the patient way gives."""

from hypothesis import example, given
from hypothesis import strategies as st

from florilegium.portability.formats import _table

signs = st.sampled_from(['"', '""', ",", "\r", "a", "é", " ", ";", "'", "\t", "\x0b", "\u2028"])
cells = st.lists(signs, max_size=12).map("".join)


@example(",\r\r", "")
@given(st.lists(cells, min_size=1, max_size=5).map(",".join), st.sampled_from(["\n", "\r\n", ""]))
def test_a_row_of_one_line_is_read_alike_both_ways(text: str, end: str) -> None:
    quick = _table._plain(text + end, ",")
    patient = _table._Assembly(",")
    complete = patient.add(text + end)
    if quick is not None:
        assert complete
        assert patient.row.cells == quick
        assert patient.row.problem is None and patient.row.remarks == []
