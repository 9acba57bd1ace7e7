"""What is left of a highlight when its markup is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats._fragments import decode, plain_text

KEPT = [
    "a < b and c > d", "vector<int> v", "if x <y and z> w", "1<2", "<", "a <", "<>", "</>", "< b>", "<3", "->", "a <b and b> c", "List<String>",
    "<unknown>", "</unknown>", '<a href="never ends', "<!-- never ends", "AT&T &unknown; &copy 2 &lt", "?a=1&copy=2&amp", "x\n\ny  z\u00a0\u00a0w",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_text_that_is_no_markup_is_kept_letter_for_letter(text: str) -> None:
    assert plain_text(text) == (text, False)


@pytest.mark.parametrize(("fragment", "text"), [
    ("a <em>b</em> c", "a b c"),
    ("</td><td class=x>a</td><td>b", "a\tb"),
    ("a<br>b<br/>\nc<BR />d", "a\nb\nc\nd"),
    ("a<br><br>b", "a\n\nb"),
    ("<p>a</p>\n  <p>b</p><ul>\n<li>c</li>\n<li>d</li></ul>e", "a\nb\nc\nd\ne"),
    ('<a href="/x?a=1&amp;b>2" hidden title=\'"\'>a</a>', "a"),
    ("&lt;b&gt; &amp;lt; &#39;x&#x27; a&nbsp;b &eacute;", "<b> &lt; 'x' a\u00a0b é"),
    ("a<!-- <b>not</b> this -->b<script>if (a<b) x()</script>c<style>p{}</style>d", "abcd"),
    ('x<span class="diigoHighlightCommentLocator"></span>y', "xy"),
    ("<o:p>a</o:p><my-own b='1'>c</my-own><h2>d", "ac\nd"),
    ("  <b> a </b>\n", "a"),
    ("\u00a0a\u00a0<b></b>", "\u00a0a\u00a0"),
    ("1 < 2 <b>and</b> 3 > 2", "1 < 2 and 3 > 2"),
    ("<img src='data:,<b>' alt=x>", ""),
])  # fmt: skip
def test_markup_goes_and_the_words_stay(fragment: str, text: str) -> None:
    assert plain_text(fragment)[0] == text


@pytest.mark.parametrize(
    ("fragment", "more"), [("a<br>b", False), ("a<b>b", True), ("a<!-- -->b", True), ("a &lt; b", False)]
)
def test_more_than_a_line_break_is_told(fragment: str, more: bool) -> None:
    assert plain_text(fragment)[1] is more


@given(st.text())
def test_text_comes_back_from_escaped_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain_text(escaped) == (text.strip(" \t\r\n\f"), False)
    assert decode(escaped) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "<b>",
                "</b>",
                "<p>",
                "<br>",
                "<",
                ">",
                '"',
                "z",
                " ",
                "\n",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "=",
                "&lt;",
            ]
        )
    )
)
def test_any_markup_loses_no_word_outside_it(parts: list[str]) -> None:
    text, _ = plain_text("".join(parts))
    visible = "".join(parts)
    if "<!--" not in visible and "<script>" not in visible and '"' not in visible:
        assert text.count("z") == visible.count("z")
