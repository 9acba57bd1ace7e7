"""Pages and feeds of strangers, cut into tags and texts, and into the few elements that are kept."""

import io
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats import Format, diigo_group, diigo_library, diigo_linkroll, diigo_rss
from florilegium.portability.formats._elements import Element, found, of_fragment
from florilegium.portability.formats._lines import CELL_LIMIT
from florilegium.portability.formats._markup import VALUE_LIMIT, of_text, tokens
from florilegium.portability.formats._pages import ESSENCE_CHARACTERS, essence_of
from florilegium.portability.records import Record, Rejected


def told(text: str, size: int = 0) -> list[tuple[object, ...]]:
    """The tokens of a text that comes in pieces of a size, neighbouring texts as one."""
    pieces = iter([text]) if not size else (text[at : at + size] for at in range(0, len(text), size))
    out: list[tuple[object, ...]] = []
    for token in tokens(pieces):
        if token.kind == "text" and out and out[-1][0] == "text":
            out[-1] = ("text", str(out[-1][1]) + token.text)
        elif token.kind == "text":
            out.append(("text", token.text))
        elif token.kind == "open":
            out.append(("open", token.name, token.values))
        else:
            out.append((token.kind, token.name or token.text))
    return out


@pytest.mark.parametrize("tag", [
    '<A HREF="x y" class=\'b\'>', "<a href=x\ty class=b>", "<a href = 'x y'class=b>", "<a href=\"x y\" href=z class=b />", "<a\nhref='x y'\nclass\n=\nb>",
])  # fmt: skip
def test_attributes_come_in_any_spelling(tag: str) -> None:
    [(_kind, name, values)] = told(tag)
    assert name == "a" and isinstance(values, dict)
    assert values["class"] == "b" and values["href"] in ("x y", "x")


def test_what_is_no_tag_is_text_and_what_is_unseen_is_passed_over() -> None:
    text = (
        "a < b &amp;amp; c <3 <!-- <b> --><script>if (a</b>) '</p>'</script x>d<style>\n<i></style>"
        "<!doctype html><?xml?></ nothing><![CDATA[<u>&amp;]]>e"
    )
    assert told(text) == [
        ("text", "a < b &amp; c <3 "), ("comment", " <b> "), ("open", "script", {}), ("close", "script"), ("text", "d"),
        ("open", "style", {}), ("close", "style"), ("text", "<u>&amp;e"),
    ]  # fmt: skip


def test_entities_that_a_document_declares_are_not_known_here() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    outside = '<!ENTITY file SYSTEM "file:///etc/passwd">'
    assert told(f"<!DOCTYPE x [<!ENTITY l0 'lol'>{bomb}{outside}]><t>&l11; &file; &lt;</t>") == [
        ("open", "t", {}), ("text", "&l11; &file; <"), ("close", "t"),
    ]  # fmt: skip


def test_a_picture_in_an_attribute_is_not_kept_whole() -> None:
    [(_, _, values), text] = told(f'<img src="data:image/png;base64,{"A" * 3_000_000}" alt="anna">b', 1 << 16)
    assert isinstance(values, dict) and values["alt"] == "anna"
    assert len(values["src"]) == VALUE_LIMIT and text == ("text", "b")


MARKUP = st.text(st.sampled_from("<>/!-=\"' \nab&;#[]?CDATA"), max_size=120)


@given(MARKUP | st.text(max_size=60), st.integers(1, 9))
def test_it_does_not_matter_in_which_pieces_a_text_comes(text: str, size: int) -> None:
    assert told(text, size) == told(text)


@given(MARKUP)
def test_any_markup_becomes_a_tree_whose_text_can_be_kept(text: str) -> None:
    root = of_fragment(of_text("<ul><li>" + text + "<li>b</ul>"))
    assert "\0" not in root.text() + root.raw_text()
    assert all(isinstance(one, Element) for one in root.walk())


def items(html: str, *, xml: bool = False) -> Iterator[str]:
    for one in found(of_text(html), lambda token, inside: token.name == "li" and not inside, xml=xml):
        yield one.element.text()


@pytest.mark.parametrize("html", ["<ul><li>a<ul><li>b<li>c</ul><li>d</ul>e", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>e", "<li>a<p>b<div>c</div></p></span></li><li>d"])  # fmt: skip
def test_ends_that_were_left_out_are_found(html: str) -> None:
    assert list(items(html)) == ["a\nb\nc", "d"]


def test_text_is_as_a_reader_sees_it() -> None:
    html = "<div>one\n  two<br>three <b>four</b><p> five </p>\n\n<p>six</p><br></div> seven&nbsp; "
    assert of_fragment(of_text(html)).text() == "one two\nthree four\nfive\nsix\n\nseven\u00a0"


def test_what_is_larger_than_any_record_is_said_to_be() -> None:
    wide, tall = "<li>" + "x" * (CELL_LIMIT + 1), "<li>" + "<b></b>" * 60_000
    large = [one.too_large for one in found(of_text(f"{wide}</li>{tall}</li><li>a</li>"), lambda t, _: t.name == "li")]
    assert large[:2] == [True, True] and large[-1] is False


def test_the_essence_of_a_page_goes_past_its_styles() -> None:
    page = f"<html><style>{'a{}' * 100_000}</style><svg data-x='{'y' * 100_000}'></svg><div class=ListItem>" + "x" * 999
    assert b'<div class="ListItem">' in essence_of(io.BytesIO(page.encode()))
    assert len(essence_of(io.BytesIO(b"<p>" + b"<b>x</b>" * 100_000))) < ESSENCE_CHARACTERS + 1000


HOSTILE = [
    "<", "<!--", "<a ", "<a b='", "&", "</", "<![CDATA[", "<!DOCTYPE [", "<script>", "<ul><li>", "<div><b>", "<a href='/user/x'>", "<p>", "</div>", "<span>", " \n",
    "<div class=note>", "<li><a><img alt=x></a>", "<strong>Tags:</strong>", '="',
]  # fmt: skip
BEGINNINGS = {
    diigo_library: "<div class=ListItem><h3 class=titleInner><a href=https://example.org>T</a></h3>",
    diigo_group: "<div id=item_0><a id=title_link_0 href=https://example.org>T</a> diigo ",
    diigo_rss: "<rss><item><title>T</title><description><![CDATA[",
    diigo_linkroll: "<ul class=diigo-linkroll><li><p class=diigo-link>",
}


@pytest.mark.parametrize("form", BEGINNINGS, ids=lambda form: str(form.NAME))
def test_no_page_costs_more_than_its_length(form: Format) -> None:
    began = time.process_time()
    for piece in HOSTILE:
        page = BEGINNINGS[form] + piece * (20_000 // len(piece))  # type: ignore[index]
        for one in form.read(io.BytesIO(page.encode())):
            assert isinstance(one, Record | Rejected)
    assert time.process_time() - began < 20  # the squares of them would take many minutes
