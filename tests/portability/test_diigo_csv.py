"""Diigo's table, and what editors and spreadsheets make of it."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats import diigo_csv
from florilegium.portability.formats._lines import CELL_LIMIT, LINE_LIMIT
from florilegium.portability.records import Highlight, Note, Record, Rejected
from tests.portability.reading import only, read

HEADER = "title,url,tags,description,comments,annotations,created_at\n"
AT = int(datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC).timestamp()) * 1_000_000


def row(
    title: str = "A title",
    url: str = "https://example.org/a",
    tags: str = "no_tag",
    description: str = "",
    comments: str = "",
    annotations: str = "",
    created_at: str = "2013-02-03 10:09:32",
) -> str:
    cells = (title, url, tags, description, comments, annotations, created_at)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def annotated(cell: str) -> Record:
    return only(HEADER + row(annotations=cell))


def test_a_row_is_a_record() -> None:
    record = only(
        HEADER
        + row(
            "Work &amp; teams&nbsp;– l&#039;essai",
            " https://example.org/a?x=1&copy=2 ",
            'work,"remote teams",Été',
            'my "short"  note',
        )
    )
    assert record == Record(
        1,
        "Work & teams\u00a0– l'essai",
        "https://example.org/a?x=1&copy=2",
        description='my "short"  note',
        tags=("work", "remote teams", "Été"),
        at=AT,
    )


def test_a_title_is_unescaped_once_and_its_blanks_are_kept() -> None:
    assert only(HEADER + row("a &amp;lt; b & c &unknown; ")).title == "a &lt; b & c &unknown; "


def test_highlights_carry_their_notes_and_empty_ones_are_page_notes() -> None:
    record = annotated(
        "Highlight:a <em>cooperative</em> nomad\nHighlight:\nSticky notes:a floating note\nHighlight:second passage\n"
        "Sticky notes:first remark\nSticky notes:second remark, continued\n\non the next  line <b>\n"
    )
    assert record.highlights == (
        Highlight("a cooperative nomad"),
        Highlight("second passage", (Note("first remark"), Note("second remark, continued\n\non the next  line <b>"))),
    )
    assert record.comments == (Note("a floating note"),)
    assert record.remarks == ("highlight_markup_removed",)


def test_the_same_quote_twice_stays_two() -> None:
    assert len(annotated("Highlight:again\nHighlight:again\n").highlights) == 2


def test_a_quote_over_several_lines_is_one() -> None:
    assert annotated("Highlight:one\r\n\r\ntwo\nthree\n").highlights == (Highlight("one\r\n\r\ntwo\nthree"),)


def test_words_that_begin_a_line_with_highlight_are_taken_for_one_and_no_others() -> None:
    assert annotated("Highlight:a Highlight:b\n").highlights == (Highlight("a Highlight:b"),)
    assert annotated("Highlight:a\nHighlight:b\n").highlights == (Highlight("a"), Highlight("b"))


def test_a_picture_is_no_highlight_but_its_note_is_kept() -> None:
    record = annotated('Highlight:<img src="x.png">\nSticky notes:look\n')
    assert record.highlights == ()
    assert record.comments == (Note("look"),)
    assert set(record.remarks) == {"highlight_markup_removed", "highlight_without_text"}


def test_a_comment_cell_that_speaks_becomes_a_page_note() -> None:
    assert only(HEADER + row(comments="said")).comments == (Note("said"),)


@pytest.mark.parametrize(
    ("cell", "tags"), [("no_tag", ()), ("notag", ()), ("", ()), (",a,, b ,", ("a", "b")), ('"x, y",z', ("x, y", "z"))]
)
def test_tags_are_split_at_commas_outside_quotes(cell: str, tags: tuple[str, ...]) -> None:
    assert only(HEADER + row(tags=cell)).tags == tags


def test_a_table_without_a_header_is_known_by_its_columns() -> None:
    assert [record.title for record in read(row("First") + row("Second")).records] == ["First", "Second"]


def test_a_first_row_longer_than_what_is_looked_at_is_recognised() -> None:
    assert read(row(annotations="Highlight:" + "w " * 60_000)).rejected == []


def test_columns_are_found_by_their_names() -> None:
    data = "created_at,extra,url,annotations,title\n2013-02-03 10:09:32,?,https://example.org,Highlight:q,T\n"
    assert only(data) == Record(1, "T", "https://example.org", highlights=(Highlight("q"),), at=AT)


def test_columns_without_a_name_change_nothing() -> None:
    records, rejected = read(",,title,url,annotations,created_at\n1,2,T,https://example.org,,\n,,,u,\n")
    assert [(record.title, record.url) for record in records] == [("T", "https://example.org")]
    assert [(one.number, one.reason) for one in rejected] == [(2, "row_broken")]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheet_s_delimiter_is_understood(delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(diigo_csv.COLUMNS)
    writer.writerow(["T", "https://example.org", "a,b", "d; e", "", "Highlight:q\n", "2013-02-03 10:09:32"])
    record = only(out.getvalue())
    assert (record.tags, record.description, record.highlights) == (("a", "b"), "d; e", (Highlight("q"),))


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n"), lambda text: text.rstrip("\n"), lambda text: text + "\n\n"])  # fmt: skip
def test_marks_line_ends_and_a_missing_last_one_change_nothing(change) -> None:  # type: ignore[no-untyped-def]
    data = HEADER + row("First") + row("Second", description="end")
    assert read(change(data)) == read(data)


def test_a_row_that_is_not_utf8_is_guessed_alone() -> None:
    data = HEADER.encode() + row("Où été").encode() + row("Où été").encode("cp1252")
    first, second = read(data).records
    assert (first.title, first.remarks) == ("Où été", ())
    assert (second.title, second.remarks) == ("Où été", ("encoding_guessed",))


def test_null_characters_are_removed_and_said() -> None:
    record = only(HEADER + row("nu\0ll"))
    assert (record.title, record.remarks) == ("null", ("nul_removed",))


@pytest.mark.parametrize(("cell", "at", "remarks"), [("0000-00-00 00:00:00", None, ()), ("", None, ()), ("03.02.13", None, ("date_unreadable",)), ("2013-02-31 10:00:00", None, ("date_unreadable",)), ("2013/02/03 11:09:32 +0100", AT, ())])  # fmt: skip
def test_dates(cell: str, at: int | None, remarks: tuple[str, ...]) -> None:
    record = only(HEADER + row(created_at=cell))
    assert (record.at, record.remarks) == (at, remarks)


def test_addresses_and_titles_at_diigo_s_limits_are_probably_cut() -> None:
    record = only(HEADER + row("t" * 255, "https://example.org/".ljust(512, "x")))
    assert set(record.remarks) == {"title_probably_cut", "url_probably_cut"}
    assert not record.title_cut


def test_any_scheme_is_handed_over_as_text_and_none_is_none() -> None:
    assert only(HEADER + row(url="javascript:alert(1)")).url == "javascript:alert(1)"
    assert only(HEADER + row(url="")).url is None


def test_a_broken_row_is_rejected_with_its_number_and_the_rest_goes_on() -> None:
    data = HEADER + row("First") + '"only","three","cells"\n' + row("", "") + row("Last")
    records, rejected = read(data)
    assert [(record.number, record.title) for record in records] == [(1, "First"), (4, "Last")]
    assert [(one.number, one.reason) for one in rejected] == [(2, "row_broken"), (3, "nothing_to_keep")]
    assert rejected[0].raw == '"only","three","cells"\n'


def test_a_quotation_mark_that_is_not_doubled_costs_no_other_row() -> None:
    data = HEADER + row("First").replace("First", 'a 12" disc, big') + row("Second") + row("x").replace('"x"', '"x')
    records, rejected = read(data + row("Last"))
    assert "Second" in [record.title for record in records]
    assert [one.reason for one in rejected] == ["row_broken", "row_broken"]
    assert [record.title for record in records][-1] == "Last"


def test_text_after_a_closing_quotation_mark_is_kept_and_said() -> None:
    record = only(HEADER + row("x").replace('"x"', '"a "b" c"'))
    assert (record.title, record.remarks) == ('a b" c"', ("quotes_unclear",))


def test_a_file_that_ends_in_a_row_says_so() -> None:
    records, rejected = read(HEADER + row("First") + row("Second", description="cut here").partition("here")[0])
    assert [record.title for record in records] == ["First"]
    assert [(one.number, one.reason, one.title) for one in rejected] == [(2, "row_unfinished", "Second")]


@pytest.mark.parametrize(
    "filling", ["x" * (CELL_LIMIT + 1), "x\n" * (CELL_LIMIT // 2 + 1), "x" * (LINE_LIMIT + LINE_LIMIT)]
)
def test_a_cell_beyond_the_limit_is_rejected_and_the_rest_goes_on(filling: str) -> None:
    records, rejected = read(HEADER + row("First") + row("Long", description=filling) + row("Last"))
    assert [record.title for record in records] == ["First", "Last"]
    assert [(one.number, one.reason, len(one.raw)) for one in rejected] == [(2, "cell_too_long", 500)]


def test_a_cell_of_the_limit_is_read() -> None:
    assert len(only(HEADER + row(description="x" * CELL_LIMIT)).description) == CELL_LIMIT


PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0&<"), max_size=40)
QUOTE = (
    PLAIN.map(lambda text: text.strip(" \t\r\n\f"))
    .filter(bool)
    .filter(lambda text: "Highlight" not in text and "Sticky" not in text)
)
NOTE = QUOTE
HIGHLIGHTS = st.lists(st.tuples(QUOTE, st.lists(NOTE, max_size=2)), max_size=4)
TAG = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8)


@given(
    st.lists(
        st.tuples(QUOTE, PLAIN, st.lists(TAG, max_size=3), HIGHLIGHTS, st.lists(NOTE, max_size=2)),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)
def test_any_rows_come_back_as_they_were(
    rows: list[tuple[str, str, list[str], list[tuple[str, list[str]]], list[str]]], header: bool
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for title, description, tags, highlights, page_notes in rows:
        cell = "".join(f"Highlight:\nSticky notes:{note}\n" for note in page_notes)
        cell += "".join(
            f"Highlight:{quote}\n" + "".join(f"Sticky notes:{note}\n" for note in notes) for quote, notes in highlights
        )
        quoted = ",".join('"' + tag.replace('"', '""') + '"' for tag in tags) or "no_tag"
        writer.writerow([title, "https://example.org/a", quoted, description, "", cell, "2013-02-03 10:09:32"])
    data = ((HEADER if header else "") + out.getvalue()).encode()
    assert diigo_csv.probe(data)
    found = list(diigo_csv.read(io.BytesIO(data)))
    for record, (title, description, tags, highlights, page_notes) in zip(found, rows, strict=True):
        assert isinstance(record, Record)
        assert (record.title, record.description) == (title, description)
        assert list(record.tags) == [tag for tag in tags if tag not in ("no_tag", "notag")]
        assert [(one.quote, [note.text for note in one.notes]) for one in record.highlights] == highlights
        assert [note.text for note in record.comments] == page_notes


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_rejected_rows(data: bytes) -> None:
    for number, one in enumerate(diigo_csv.read(io.BytesIO(HEADER.encode() + data)), 1):
        assert isinstance(one, Record | Rejected)
        assert one.number == number
