"""A group's pages as browsers save them. Our own pages, built as the programs that read such pages describe them."""

import io
from datetime import UTC, datetime

import pytest

from florilegium.portability.formats import detect, diigo_group
from florilegium.portability.formats._lines import CELL_LIMIT
from florilegium.portability.records import Highlight, Note, Record, Source
from tests.portability.reading import only, read

AT = int(datetime(2013, 2, 7, tzinfo=UTC).timestamp()) * 1_000_000
SAID = int(datetime(2014, 3, 12, tzinfo=UTC).timestamp()) * 1_000_000
CRUMB = (
    '<div id="crumb"><a href="https://groups.diigo.com/">Home</a>/ <a href="/group/watch">Watch &amp; read</a>/'
    " Group items tagged <b>common goods</b></div>\n<h1><img alt='Rss Feed'> Group items tagged</h1>"
)
PAGER = '<div class="pager">1 - 20 of 1,064 <a href="?view=recent&amp;page_num=1">Next ›</a> <a>Last »</a><p>Showing 20 items per page</p></div>'


def person(name: str, login: str) -> str:
    return f'<a href="https://www.diigo.com/user/{login}"><img src="data:image/gif;base64,R0" alt="{name}"></a>'


def comment(name: str, text: str) -> str:
    """What somebody said, in a list of items."""
    return f"<li>{person(name, name.lower())}&nbsp;<div>{text}</div></li>"


def item(n: int = 0, *, title: str = "A title", url: str = "https://example.org/a", lists: str = "", tags: str = "", day: str = " on 07 Feb 13") -> str:  # fmt: skip
    """One item of a group."""
    links = " ".join(f'<a href="/group/watch/content/tag/{tag}">{tag}</a>' for tag in tags.split(",") if tag)
    return (
        f'<div class="item" id="item_{n}"><input type="hidden" name="item_id" value="{n + 5}"><div>{person("anna", "anna")}</div>'
        f'<div class="middle"><div><div><span><a href="https://www.diigo.com/user/anna">Anna Lind</a>{day}</span>'
        f'<div><span><a id="title_link_{n}" href="{url}">{title}</a> - 1,012 views</span></div></div>'
        f'<div id="tags_{n}">{links}</div>{lists}</div></div></div>'
    )


def page(*items: str, head: str = "") -> str:
    """A page of a group's listing."""
    return f"<!DOCTYPE html><html><head>{head}<title>Diigo</title></head><body>{CRUMB}{''.join(items)}{PAGER}</body></html>"


def test_an_item_of_a_listing_is_read() -> None:
    lists = (
        "<ul><li>one</li><li>two <b>bold</b><br>and a line</li><li>three</li><li><a href='#'>...2 more annotations...</a></li>"
        f'<li style="display:none">four</li><li style="display:none">one</li></ul><ul>{comment("Ben", "Why &lt;this&gt;?")}{comment("Carl", "So.")}</ul>'
    )
    record = only(page(item(title="Worms &amp; soil", lists=lists, tags="soil,soil life")))
    assert record == Record(
        1, "Worms & soil", "https://example.org/a", tags=("soil", "soil life"), author="Anna Lind", at=AT, views=1012,
        highlights=tuple(Highlight(quote, author="Anna Lind") for quote in ("one", "two bold\nand a line", "three", "four", "one")),
        comments=(Note("Why <this>?", "Ben"), Note("So.", "Carl")),
    )  # fmt: skip


def test_the_page_of_one_item_tells_who_said_what_when() -> None:
    def said(name: str, text: str) -> str:
        byline = f"<div><span>{name} on 12 Mar 14</span></div>"
        return f"<li>{person(name, name.lower())}<div>{byline}<div><div>x</div><div>{text}</div></div></div></li>"

    def block(quote: str, *notes: str) -> str:
        return f'<div class="annContent"><div><div>{quote}</div></div><div><ul>{"".join(notes)}</ul></div></div>'

    blocks = block("a <i>passage</i>", said("Ben", "why?<br>tell"), said("Dora", "so")) + block(
        "", said("Ben", "about all")
    )
    expected = (
        (Highlight("a passage", (Note("why?\ntell", "Ben", SAID), Note("so", "Dora", SAID)), "Anna Lind"),),
        (Note("about all", "Ben", SAID),),
    )
    inside, after = only(page(item(lists=blocks))), only(page(item(), blocks))
    assert (inside.highlights, inside.comments) == expected
    assert (after.highlights, after.comments) == expected


def source(html: str) -> Source:
    return diigo_group.source(io.BytesIO(html.encode()))


def test_the_page_tells_its_group_its_tag_and_its_range() -> None:
    assert source(page(item())) == Source(group="Watch & read", tag="common goods", first=1, last=20, total=1064)
    saved = "<!-- saved from url=(0060)https://groups.diigo.com/group/watch/content/tag/soil -->" + item()
    assert source(saved) == Source(group="watch", tag="soil")
    assert source(item()) == Source()
    assert source('<a href="https://groups.diigo.com/group/watch">x</a>' + item()) == Source(group="watch")


def test_an_item_without_tags_of_its_own_carries_the_page_s() -> None:
    assert only(page(item())).tags == ("common goods",)


def test_a_fold_that_holds_less_than_it_says_is_remarked() -> None:
    assert only(page(item(lists="<ul><li>one</li><li>...2 more annotations...</li><li>two</li></ul>"))).remarks == ("fold_incomplete",)  # fmt: skip


def test_the_address_is_the_page_s_and_not_diigo_s() -> None:
    own = item(url="https://groups.diigo.com/group/watch/content/a-1").replace("</span></div>", '</span> <a href="https://example.org/b">b</a></div>', 1)  # fmt: skip
    assert only(page(own)).url == "https://example.org/b"
    assert only(page(item(url="https://www.diigo.com/about"))).url == "https://www.diigo.com/about"


def test_a_title_that_the_listing_cut_is_said_to_be() -> None:
    record = only(page(item(title="x" * 77 + "...")))
    assert record.title_cut and record.remarks == ()


@pytest.mark.parametrize("day", ["", " on 7 Feb 2013", " shared on 07 Feb 13 <a>Share</a>"])
def test_the_day_is_where_it_can_be(day: str) -> None:
    assert only(page(item(title="Before 12 Mar 14", day=day))).at == (AT if day else None)


def test_a_name_is_found_where_the_link_has_none() -> None:
    nameless = item().replace(">Anna Lind<", "><")
    assert only(page(nameless)).author == "anna"
    nobody = nameless.replace("/user/anna", "/elsewhere").replace('alt="anna"', "")
    assert only(page(nobody)).author == "Watch & read"


def test_a_page_without_numbers_and_quotes_reads_the_same() -> None:
    plain = page(
        item(0, lists="<ul><li>one</li><li>two</li></ul>"), item(1, title="Second", url="https://example.org/b")
    )
    saved = plain.replace('class="item" id="item_0"', "class=item").replace(
        'class="item" id="item_1"', "class='item x'"
    )
    saved = (
        saved.replace("</li>", "").replace('name="item_id"', "name=item_id").replace('class="middle"', "class=middle")
    )
    styles = f"<style>{'a{}' * 50_000}</style>"
    data = saved.replace("<head>", f"<head>{styles}").encode()
    assert detect(data[: 1 << 16], io.BytesIO(data)) is diigo_group
    assert read(data, diigo_group) == read(plain)
    assert [len(record.highlights) for record in read(plain).records] == [2, 0]


def test_a_broken_item_is_named_and_the_rest_is_kept() -> None:
    long = item(0, title="Long", lists=f"<ul><li>{'x' * CELL_LIMIT}</li></ul>")
    nothing = '<div class="item"><input name="item_id" value="1"></div>'
    menu = '<div class="item">A menu</div>'
    cut = page(long, menu, nothing, item(2, title="Kept"), item(3, title="Cut")).partition("- 1,012 views</span></div></div><div id=\"tags_3\"")[0]  # fmt: skip
    records, rejected = read(cut)
    assert [(record.number, record.title) for record in records] == [(3, "Kept")]
    assert [(one.number, one.reason, one.title) for one in rejected] == [
        (1, "cell_too_long", "Long"), (2, "nothing_to_keep", ""), (4, "row_unfinished", "Cut"),
    ]  # fmt: skip


def test_a_page_that_is_not_diigo_s_is_not_taken_for_one() -> None:
    other = page(item()).replace("diigo", "other").replace("Diigo", "Other")
    assert not diigo_group.probe(other.encode())
