"""Bookmark files: Diigo's own, and the liberties other programs take."""

import html
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats import netscape
from florilegium.portability.formats._bookmark_tokens import LOOKAHEAD
from florilegium.portability.formats._lines import CELL_LIMIT
from florilegium.portability.records import Record, Rejected
from tests.portability.reading import only, read

AT = int(datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC).timestamp()) * 1_000_000
HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
            <META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
            <!-- This is an automatically generated file. <DT><A HREF="no"> -->
            <TITLE>Bookmarks</TITLE>
            <H1>Bookmarks</H1>
            <DL><p>
"""
DIIGO = (
    HEAD
    + """<DT><A HREF="https://example.org/a?x=1&amp;y=2" LAST_VISIT="1681787446" ADD_DATE="1359886172" PRIVATE="1" TAGS="a,&quot;b c&quot;,no_tag">Worms &amp; soil: </A>
<DT><A HREF="https://example.org/b" LAST_VISIT="1682322949" ADD_DATE="1359886172" PRIVATE="0" TAGS="no_tag">Second</A>
<DD>A description
over two  lines, a &lt; b &amp; c
<DT><A HREF="https://example.org/c" ADD_DATE="0">Third</A>
</DL><p>
"""
)


def test_diigo_s_file_is_read() -> None:
    (first, second, third), rejected = read(DIIGO)
    assert rejected == []
    assert first == Record(1, "Worms & soil: ", "https://example.org/a?x=1&y=2", tags=("a", "b c"), at=AT, private=True)
    assert second.description == "A description\nover two  lines, a < b & c"
    assert (second.tags, second.private) == ((), False)
    assert (third.description, third.at, third.private) == ("", None, None)


def link(attributes: str = 'HREF="https://example.org"', title: str = "T", after: str = "") -> str:
    return f"{HEAD}<DT><A {attributes}>{title}</A>{after}\n</DL><p>\n"


@pytest.mark.parametrize("after", ["<DD>said", "\n<DD>said\n", "<DD>said</DD>", "<DD>said<HR>", "<DD>said\n<DT><H3>Folder</H3>\n<DD>about the folder", "<dd> said </dl>"])  # fmt: skip
def test_a_description_ends_where_something_else_begins(after: str) -> None:
    assert only(link(after=after)).description == "said"


def test_what_looks_like_a_tag_in_words_is_words() -> None:
    record = only(link(title="The <video> element, a < b", after='<DD>use <b> or <a href="x">this</a><br>then'))
    assert record.title == "The <video> element, a < b"
    assert record.description == 'use <b> or <a href="x">this</a>\nthen'


def test_words_are_unescaped_once() -> None:
    assert only(link(title="a &amp;lt; b &#39;c&#39; &copy d")).title == "a &lt; b 'c' &copy d"


@pytest.mark.parametrize(
    "date", ["1359886172", "1359886172000", "1359886172000000", "13004359772000000", " 1359886172 "]
)
def test_dates_are_seconds_milliseconds_microseconds_or_since_1601(date: str) -> None:
    assert only(link(f'HREF="https://example.org" ADD_DATE="{date}"')).at == AT


@pytest.mark.parametrize("date", ["yesterday", "9" * 30, "99999999999999999999"])
def test_a_date_that_is_none_is_remarked(date: str) -> None:
    record = only(link(f'HREF="https://example.org" ADD_DATE="{date}"'))
    assert (record.at, record.remarks) == (None, ("date_unreadable",))


@pytest.mark.parametrize("attributes", ["href=https://example.org", "HREF='https://example.org'", 'ICON="data:,&quot;<>" HREF = "https://example.org"', 'HREF="https://example.org" HREF="x"', 'TITLE=it\'s HREF="https://example.org"'])  # fmt: skip
def test_attributes_come_in_any_form_and_order(attributes: str) -> None:
    assert only(link(attributes)).url == "https://example.org"


def test_folders_are_left_out_and_said_to_be() -> None:
    nested = (
        f"{HEAD}<DT><H3>Folder</H3>\n<DL><p>\n<DT><A HREF='x:1'>In</A>\n</DL><p>\n<DT><A HREF='x:2'>Out</A>\n</DL><p>"
    )
    inside, outside = read(nested).records
    assert (inside.tags, inside.remarks) == ((), ("folder_left_out",))
    assert (outside.tags, outside.remarks) == ((), ())


@pytest.mark.parametrize("spoilt", [DIIGO.replace("<!DOCTYPE NETSCAPE-Bookmark-file-1>", ""), DIIGO.lower().replace("<p>", ""), "\n \n" + DIIGO, "\ufeff" + DIIGO, DIIGO.replace("\n", "\r\n"), DIIGO.replace("</A>", "")])  # fmt: skip
def test_files_are_recognised_and_read_without_what_others_leave_out(spoilt: str) -> None:
    records, rejected = read(spoilt)
    assert [record.url for record in records] == [record.url for record in read(DIIGO).records]
    assert rejected == []


def test_a_link_that_never_ends_is_rejected_and_the_rest_goes_on() -> None:
    records, rejected = read(HEAD + '<DT><A HREF="https://example.org <DT><A HREF=https://example.org/b>Second</A>')
    assert [(record.number, record.title) for record in records] == [(2, "Second")]
    assert [(one.number, one.reason) for one in rejected] == [(1, "link_unreadable")]


def test_a_link_with_nothing_and_one_with_too_much_are_rejected() -> None:
    assert [one.reason for one in read(link("NAME=x", "")).rejected] == ["nothing_to_keep"]
    assert [one.reason for one in read(link(after="<DD>" + "x" * CELL_LIMIT)).rejected] == ["cell_too_long"]


def test_a_link_across_the_borders_of_what_is_read_at_once_is_whole() -> None:
    for before in range(LOOKAHEAD - 30, LOOKAHEAD, 7):
        filled = link().replace("<DT>", "\n" * (before - len(HEAD)) + "<DT>")
        assert only(filled).url == "https://example.org"


def test_letters_that_are_not_utf8_are_guessed_and_said() -> None:
    record = only(link(title="été").encode("cp1252"))
    assert (record.title, record.remarks) == ("été", ("encoding_guessed",))


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(lambda text: text.strip(" \t\r\n\f"))


@given(st.lists(st.tuples(WORDS.filter(bool), WORDS, st.lists(WORDS.filter(lambda tag: tag not in ("", "no_tag", "notag") and tag == tag.strip() and not set(tag) & set(',"')), max_size=3)), min_size=1, max_size=5))  # fmt: skip
def test_any_links_come_back_as_they_were(links: list[tuple[str, str, list[str]]]) -> None:
    text = HEAD
    for title, description, tags in links:
        text += f'<DT><A HREF="https://example.org" TAGS="{html.escape(",".join(tags))}">{html.escape(title)}</A>\n'
        text += f"<DD>{html.escape(description)}\n" if description else ""
    found = list(netscape.read(io.BytesIO(text.encode())))
    for record, (title, description, tags) in zip(found, links, strict=True):
        assert isinstance(record, Record)
        assert (record.title, record.description, list(record.tags)) == (title, description, tags)


@given(st.text(st.sampled_from("<>\"'=/ \n!-aAdDtThHrR"), max_size=200))
def test_any_markup_is_links_or_rejected_links(text: str) -> None:
    for number, one in enumerate(netscape.read(io.BytesIO((HEAD + text).encode())), 1):
        assert isinstance(one, Record | Rejected)
        assert one.number == number
