"""The pages of a personal library, as browsers and SingleFile save them. Our own page, built as programs describe it."""

import io
from datetime import UTC, datetime

import pytest

from florilegium.portability.formats import detect, diigo_library
from florilegium.portability.formats._lines import CELL_LIMIT
from florilegium.portability.records import Record, Source
from tests.portability.reading import only, read

AT = int(datetime(2026, 1, 30, tzinfo=UTC).timestamp()) * 1_000_000


def item(
    title: str = "A title",
    url: str = "https://example.org/a",
    *,
    date: str = "Jan 30, 2026",
    tags: str = "",
    rest: str = "",
) -> str:
    """One item, as a browser writes it."""
    spans = "".join(f'<span class="wrapper" title="{tag}"><span>{tag}</span></span>' for tag in tags.split(",") if tag)
    return (
        f'<div class="ListItem"><div><h3 class="titleInner"><a href="{url}" target="_blank">{title}</a></h3>'
        f'<div class="date">{date}</div>{rest}<div class="tags">{spans}</div></div></div>'
    )


def page(*items: str, head: str = "") -> str:
    """A library's page."""
    return f'<!DOCTYPE html><html><head>{head}</head><body><div id="diigoLibrary">{"".join(items)}</div></body></html>'


def test_an_item_is_read() -> None:
    description = '<div class="description">What it says,<br>in two lines</div>'
    record = only(
        page(
            item(
                "Worms &amp;amp; soil",
                "https://example.org/a?x=1&amp;y=2",
                tags="soil,soil life,no_tag",
                rest=description,
            )
        )
    )
    assert record == Record(
        1, "Worms & soil", "https://example.org/a?x=1&y=2", description="What it says,\nin two lines",
        tags=("soil", "soil life"), at=AT,
    )  # fmt: skip


def as_singlefile(html: str) -> str:
    """The same page as SingleFile writes it: its note, no needless quotes and ends, styles and pictures in the page."""
    styles = f"<style>.a{{background:url('data:font/woff2;base64,{'A' * 200_000}')}}</style>"
    note = (
        "<!--\n Page saved with SingleFile \n url: https://www.diigo.com/user/anna \n saved date: Fri Jan 30 2026\n-->"
    )
    html = html.replace("<html>", f"<html lang=en>{note}").replace("<head>", f"<meta charset=utf-8>{styles}")
    html = html.replace('class="titleInner"', "class=titleInner").replace('class="tags"', "class=tags")
    html = html.replace(
        '<div class="ListItem">',
        f"<div class=ListItem style=\"background:url('data:image/png;base64,{'B' * 20_000}')\">",
    )
    return html.replace("</body></html>", "").replace('target="_blank"', "target=_blank")


def test_singlefile_s_page_reads_the_same() -> None:
    plain = page(
        item(tags="a,b c"),
        item("Second", "https://example.org/b"),
        '<div class="ListItem" style="display: none;">x</div>',
    )
    saved = as_singlefile(
        plain.replace(' style="display: none;"', ' sf-hidden"').replace('ListItem" sf', "ListItem sf")
    )
    data = saved.encode()
    stream = io.BytesIO(data)
    assert detect(data[: 1 << 16], stream) is diigo_library
    assert read(data, diigo_library) == read(plain)
    assert [record.title for record in read(plain).records] == ["A title", "Second"]
    assert diigo_library.source(stream) == Source(account="anna")


def test_a_browser_s_note_tells_whose_library_it_is() -> None:
    saved = page(item()).replace(
        "<html>", "<!-- saved from url=(0031)https://www.diigo.com/user/anna?page=2 -->\n<html>"
    )
    assert diigo_library.source(io.BytesIO(saved.encode())) == Source(account="anna")


def test_highlights_that_cannot_be_read_are_said() -> None:
    shown = only(page(item(rest='<div class="annotationList"><div class="x">A passage</div></div>')))
    assert (shown.remarks, shown.highlights) == (("annotations_not_read",), ())
    assert only(page(item(rest='<i class="annotationIcon"></i>'))).remarks == ()


@pytest.mark.parametrize(("date", "remarks"), [("", ()), ("yesterday", ("date_unreadable",)), ("Feb 31, 2026", ("date_unreadable",))])  # fmt: skip
def test_a_date_that_is_none_is_remarked(date: str, remarks: tuple[str, ...]) -> None:
    record = only(page(item(date=date)))
    assert (record.at, record.remarks) == (None, remarks)


def test_a_broken_item_is_named_and_the_rest_is_kept() -> None:
    empty = '<div class="ListItem"><div class="date">Jan 30, 2026</div></div>'
    long = item("Long", rest=f'<div class="description">{"x" * CELL_LIMIT}</div>')
    cut = '<div class="ListItem"><h3 class="titleInner"><a href="https://example.org/c">Cut</a>'
    records, rejected = read(page(empty, long, item("Kept"), cut).partition("Cut</a>")[0] + "Cut</a>")
    assert [(record.number, record.title) for record in records] == [(3, "Kept")]
    assert [(one.number, one.reason, one.title) for one in rejected] == [
        (1, "nothing_to_keep", ""), (2, "cell_too_long", "Long"), (4, "row_unfinished", "Cut"),
    ]  # fmt: skip


def test_letters_that_are_not_utf8_are_guessed_and_said_of_their_item_alone() -> None:
    data = page(item("été"), "\n", item("Kept")).encode("cp1252")
    assert [(record.title, record.remarks) for record in read(data).records] == [
        ("été", ("encoding_guessed",)), ("Kept", ()),
    ]  # fmt: skip
