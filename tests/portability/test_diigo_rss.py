"""Diigo's XML export and feeds. Our own files, built as the programs that read them describe them."""

import html
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats import diigo_rss
from florilegium.portability.formats._lines import CELL_LIMIT
from florilegium.portability.records import Highlight, Note, Record, Source
from tests.portability.reading import only, read

AT = int(datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC).timestamp()) * 1_000_000
GROUP = "http://groups.diigo.com/group/watch"
OWN = "https://www.diigo.com/user/anna"


def feed(*items: str, link: str = GROUP) -> str:
    """A feed."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="x"><channel><title>T</title><link>{link}</link>{"".join(items)}</channel></rss>'  # fmt: skip


def item(description: str = "", *, title: str = "A title", rest: str = "", url: str = "https://example.org/a") -> str:
    """An item; its description is escaped."""
    return f"<item><title>{title}</title><link>{url}</link><description>{html.escape(description)}</description>{rest}</item>"


DESCRIPTION = """<p>What it <b>says</b> &amp; more,<br />in two lines</p>
<p><strong>Tags:</strong> <a href='http://www.diigo.com/user/anna/soil'>soil</a>, <a href='http://www.diigo.com/user/anna/soil+life'>soil life</a></p>
<ul><li>a passage<ul><li>why? - by <a href="http://www.diigo.com/user/ben">Ben</a></li><li>so</li></ul></li><li>another <i>one</i></li></ul>
<ul class="diigo-comments"><li>on the page – <a href="http://www.diigo.com/profile/carl">Carl</a></li></ul>
<p><strong>Posted by:</strong> <a href='http://www.diigo.com/user/anna'>Anna Lind</a></p>"""


def test_an_item_of_a_group_s_feed_is_read() -> None:
    record = only(
        feed(
            item(
                DESCRIPTION,
                title="Worms &amp;amp; soil",
                rest="<pubDate>Sun, 03 Feb 2013 10:09:32 GMT</pubDate><category>c</category>",
            )
        )
    )
    assert record == Record(
        1, "Worms & soil", "https://example.org/a", description="What it says & more,\nin two lines",
        tags=("soil", "soil life", "c"), author="Anna Lind", at=AT,
        highlights=(Highlight("a passage", (Note("why?", "Ben"), Note("so")), "Anna Lind"), Highlight("another one", (), "Anna Lind")),
        comments=(Note("on the page", "Carl"),),
    )  # fmt: skip


def test_in_a_person_s_own_feed_she_is_not_named() -> None:
    record = only(feed(item(DESCRIPTION), link=OWN))
    assert record.author is None
    assert [h.author for h in record.highlights] == [None, None]
    assert [note.author for note in record.highlights[0].notes] == ["Ben", None]


@pytest.mark.parametrize(("link", "about"), [
    (GROUP, Source(group="watch")), (GROUP + "/content/tag/soil", Source(group="watch", tag="soil")), (OWN, Source(account="anna")),
    ("https://www.diigo.com/rss/user/anna/soil", Source(account="anna")), ("https://example.org", Source()), ("", Source()),
])  # fmt: skip
def test_a_feed_tells_whose_it_is(link: str, about: Source) -> None:
    assert diigo_rss.source(io.BytesIO(feed(item(), link=link).encode())) == about


@pytest.mark.parametrize("wrapped", [
    f"<description><![CDATA[{DESCRIPTION}]]></description>", f"<description>{DESCRIPTION}</description>", f"<description>\n{html.escape(DESCRIPTION)}</description>",
])  # fmt: skip
def test_a_description_comes_escaped_or_as_a_section_or_plainly(wrapped: str) -> None:
    plain = only(feed(item(DESCRIPTION)))
    assert only(feed(f"<item><title>A title</title><link>https://example.org/a</link>{wrapped}</item>")) == plain


def test_what_xml_forbids_is_removed_and_said_of_its_item_alone() -> None:
    broken = feed(
        item("a\x0bb\x08 & \ufffe <unclosed", title="T\x01 & b"), "\n\n\n", item(title="Second <3 &nbsp;&bogus;")
    )
    first, second = read(broken).records
    assert (first.title, first.description, first.remarks) == ("T & b", "ab &", ("control_removed",))
    assert (second.title, second.remarks) == ("Second <3 \u00a0&bogus;", ())


def test_bytes_that_are_not_utf8_are_guessed_and_said() -> None:
    record = only(feed(item(title="été")).encode("latin-1"))
    assert (record.title, record.remarks) == ("été", ("encoding_guessed",))
    assert only(feed(item(title="été")).encode("utf-16")).title == "été"


def test_a_document_type_is_not_looked_at() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    record = only(feed(item(title="&b;&f;")).replace("<rss", bomb + "<rss"))
    assert record.title == "&b;&f;"


@pytest.mark.parametrize(("date", "at", "remarks"), [
    ("Sun, 03 Feb 2013 10:09:32 +0000", AT, ()), ("Sun, 3 Feb 2013 11:09:32 +0100", AT, ()), ("Sun, 03 Feb 2013 10:09:32", AT, ()),
    ("2013-02-03T10:09:32Z", AT, ()), ("Sun, 03 Feb 2013 10:09:32 -0000", AT, ()), ("once", None, ("date_unreadable",)), ("", None, ()),
    ("Sun, 99 Feb 2013 10:09:32 GMT", None, ("date_unreadable",)),
])  # fmt: skip
def test_dates_come_as_mail_writes_them_or_otherwise(date: str, at: int | None, remarks: tuple[str, ...]) -> None:
    record = only(feed(item(rest=f"<pubDate>{date}</pubDate>")))
    assert (record.at, record.remarks) == (at, remarks)


@pytest.mark.parametrize(("rest", "author"), [
    ("<dc:creator>anna</dc:creator>", "anna"), ("<author>nobody@diigo.com (Anna Lind)</author>", "Anna Lind"), ("", "watch"),
])  # fmt: skip
def test_who_posted_is_told_in_several_ways(rest: str, author: str) -> None:
    assert only(feed(item("words", rest=rest))).author == author


def test_a_line_that_says_who_posted_is_no_description() -> None:
    record = only(feed(item('Plain words, posted by <a href="https://www.diigo.com/user/dora">Dora</a>')))
    assert (record.description, record.author) == ("Plain words,", "Dora")


def test_a_broken_item_is_named_and_the_rest_is_kept() -> None:
    long, unclosed = (
        item("x" * CELL_LIMIT, title="Long"),
        "<item><title>Unclosed</title><link>https://example.org/u</link>",
    )
    records, rejected = read(feed(long, "<item><guid>1</guid></item>", unclosed, item(title="Kept"), "<item><title>Cut</title>").partition("</channel>")[0])  # fmt: skip
    assert [(record.number, record.title) for record in records] == [(3, "Unclosed"), (4, "Kept")]
    assert [(one.number, one.reason, one.title) for one in rejected] == [
        (1, "cell_too_long", "Long"), (2, "nothing_to_keep", ""), (5, "row_unfinished", "Cut"),
    ]  # fmt: skip


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="&<>\u2028\u2029\x85"), min_size=1, max_size=30).map(lambda text: " ".join(text.split(" ")).strip(" ")).filter(bool)  # fmt: skip


@given(st.lists(st.tuples(WORDS, WORDS, st.lists(WORDS, max_size=3)), min_size=1, max_size=4))
def test_any_passages_come_back_as_they_were(items: list[tuple[str, str, list[str]]]) -> None:
    made = [item(f"<p>x{html.escape(d)}</p><ul>{''.join(f'<li>p{html.escape(q)}</li>' for q in quotes)}</ul>", title=f"t{t}") for t, d, quotes in items]  # fmt: skip
    records, rejected = read(feed(*made), diigo_rss)
    assert rejected == []
    assert [(r.title, r.description, [h.quote for h in r.highlights]) for r in records] == [
        (f"t{t}", f"x{d}", [f"p{q}" for q in quotes]) for t, d, quotes in items
    ]
