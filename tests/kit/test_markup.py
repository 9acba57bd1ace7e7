"""People's words and foreign HTML become HTML in which nothing runs, nothing is fetched, and what was meant is kept."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from florilegium.kit import markup

TEXT = set("p br em strong code pre blockquote ul ol li a hr del s sub sup".split())
ARTICLE = TEXT | set("h1 h2 h3 h4 figure figcaption dl dt dd cite q abbr".split())
REL = "nofollow noopener noreferrer"

#: Ways in that were known elsewhere: each tries to run a script, to fetch something, or to leave its place.
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<script/xss>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<script \x00>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    "<img src=https://evil.example/pixel.gif>",
    "<img srcset='https://evil.example/a 1x'>",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text x=1 y=20>click</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><p><style><g title='</style><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>click</math>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'></mi></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<body background='javascript:alert(1)'>",
    "<html manifest=//evil.example><head><base href='//evil.example/'></head></html>",
    "<base href='javascript:alert(1)//'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'; *{background:url(javascript:alert(1))}</style>",
    "<p style='background:url(//evil.example)'>styled</p>",
    "<div style='width:expression(alert(1))'>styled</div>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<frameset><frame src='javascript:alert(1)'></frameset>",
    "<object data='javascript:alert(1)'></object>",
    "<object data='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='></object>",
    "<embed src='javascript:alert(1)'>",
    "<applet code=x archive=//evil.example/x.jar></applet>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<video poster='javascript:alert(1)'></video>",
    "<details open ontoggle=alert(1)>open</details>",
    "<marquee onstart=alert(1)>roll</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction='javascript:alert(1)'>press</button>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea></textarea><script>alert(1)</script>",
    "<isindex action='javascript:alert(1)' type=submit>",
    "<keygen autofocus onfocus=alert(1)>",
    "<table background='javascript:alert(1)'><tr><td>x</td></tr></table>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><img title='</noembed><script>alert(1)</script>'></noembed>",
    "<xmp><p title='</xmp><svg onload=alert(1)>'></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<title><img title='</title><img src onerror=alert(1)>'></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><?php echo 1 ?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<a href='javascript:alert(1)'>click</a>",
    "<a href='JaVaScRiPt:alert(1)'>click</a>",
    "<a href=' \x01javascript:alert(1)'>click</a>",
    "<a href='java\tscript:alert(1)'>click</a>",
    "<a href='java&#10;script:alert(1)'>click</a>",
    "<a href='&#x6A;avascript&colon;alert(1)'>click</a>",
    "<a href='&#0000106avascript:alert(1)'>click</a>",
    "<a href='vbscript:msgbox(1)'>click</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>click</a>",
    "<a href='file:///etc/passwd'>click</a>",
    "<a href='blob:https://example.org/x'>click</a>",
    "<a href='view-source:javascript:alert(1)'>click</a>",
    "<a href='https://example.org/' onclick=alert(1) onmouseover=alert(1)>click</a>",
    "<a href='https://example.org/' target=_blank rel=opener>click</a>",
    "<a href='https://example.org/' ping=//evil.example style=x id=login class=button name=login>click</a>",
    "<a href=\"https://example.org/?'><script>alert(1)</script>\">click</a>",
    "<a href='https://example.org/\"onmouseover=\"alert(1)'>click</a>",
    "<p id=__proto__ name=body>clobber</p><a id=document name=cookie>x</a>",
    "<custom-element onclick=alert(1)>x</custom-element><slot name=x></slot>",
    "<p is=evil-element contenteditable onblur=alert(1) tabindex=1>x</p>",
    "</p></div></main><script>alert(1)</script>",
    "\x00<\x00script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    # in Markdown
    "[click](javascript:alert(1))",
    "[click](JAVASCRIPT:alert(1))",
    "[click](java&Tab;script:alert(1))",
    "[click](&#106;avascript:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:msgbox(1))",
    "[click](<javascript:alert(1)>)",
    "[click](https://example.org/ \"' onmouseover=alert(1) x='\")",
    "[click]: javascript:alert(1)\n\n[click]",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    "![x\"onerror=\"alert(1)](x)",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```\"><script>alert(1)</script>\nx\n```",
    "> <img src=x onerror=alert(1)>",
    "- <svg onload=alert(1)>",
    "**<b onclick=alert(1)>x</b>**",
    "[<img src=x onerror=alert(1)>](https://example.org)",
    "[click](https://example.org/%22%3E%3Cscript%3Ealert(1)%3C/script%3E)",
]  # fmt: skip

MAKERS: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "markdown": (markup.from_markdown, TEXT),
    "plain": (markup.from_plain, set()),
    "article": (markup.clean_article, ARTICLE),
}


def elements(html: str) -> list[etree._Element]:
    """What a browser would make of some HTML in a page."""
    (root,) = lxml_html.document_fromstring(f"<html><body><main>{html}</main></body></html>").iter("main")
    return [element for element in root.iter() if element is not root]


def schemes(html: str) -> set[str]:
    """The schemes of all links, read as a browser reads them: without white space and control characters."""
    addresses = [str(element.attrib["href"]) for element in elements(html) if "href" in element.attrib]
    plain = ["".join(sign for sign in address if sign > " ").lower() for address in addresses]
    return {found[1] for address in plain if (found := re.match(r"([a-z][a-z0-9+.-]*):", address))}


def check_harmless(html: str, allowed: set[str]) -> None:
    """Only the elements that are allowed, with a title or a language, and links only to pages and mail."""
    for element in elements(html):
        assert isinstance(element.tag, str), "a comment or an instruction"
        assert element.tag in allowed
        assert set(element.attrib) <= {"title", "lang"} | ({"href", "rel"} if element.tag == "a" else set())
        assert element.attrib.get("rel") == (REL if element.tag == "a" else None)
    assert schemes(html) <= {"http", "https", "mailto"}


def test_corpus_is_a_corpus() -> None:
    assert len(set(ATTACKS)) >= 100


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_or_fetches_survives(maker: str, attack: str) -> None:
    make, allowed = MAKERS[maker]
    for text in (attack, f"before {attack} after", f"before\n\n{attack}\n\nafter", f"<p>{attack}", attack * 2):
        check_harmless(make(text), allowed)


@pytest.mark.parametrize("maker", MAKERS)
@given(text=st.text(st.sampled_from("<>/='\"&;:#![]()`*_~-\n\t\x00 abijlmpsxSCRIPTonerrorhref"), max_size=60))
@example(text="<a href=javascript:a>")
def test_no_text_at_all_becomes_more_than_is_allowed(maker: str, text: str) -> None:
    make, allowed = MAKERS[maker]
    check_harmless(make(text), allowed)


@given(st.sampled_from(ATTACKS))
def test_cleaning_what_is_clean_changes_nothing(attack: str) -> None:
    once = markup.clean_article(attack)
    assert markup.clean_article(once) == once


@given(st.text())
def test_plain_text_is_shown_letter_for_letter(text: str) -> None:
    html = markup.from_plain(text)
    assert not set("<>\"'") & set(html)
    for shown, written in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"), ("&", "&amp;")):
        html = html.replace(written, shown)
    assert html == text


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c&d=e#f", "http://example.org/", "mailto:bob@example.org"]
)
def test_link_leads_where_it_says_and_vouches_for_nothing(address: str) -> None:
    (link,) = [found for found in elements(markup.from_markdown(f"[here]({address})")) if found.tag == "a"]
    assert sorted(link.attrib.items()) == [("href", address), ("rel", REL)]


@pytest.mark.parametrize(
    "scheme", ["javascript", "data", "vbscript", "file", "blob", "ftp", "ws", "about", "tel", "x-y"]
)
def test_link_of_another_scheme_leads_nowhere(scheme: str) -> None:
    for html in (
        markup.from_markdown(f"[here]({scheme}:x)"),
        markup.from_markdown(f"<{scheme}:x>"),
        markup.clean_article(f"<a href='{scheme}:x'>here</a>"),
    ):
        assert schemes(html) == set()


def test_words_of_a_link_that_leads_nowhere_are_kept() -> None:
    assert "here" in markup.clean_article("<a href='javascript:alert(1)'>here</a>")


# ---------------------------------------------------------------- Markdown as people write it


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("*one* and **two**", "<p><em>one</em> and <strong>two</strong></p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("```\nx = 1\n```", "<pre><code>x = 1\n</code></pre>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("---", "<hr>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<b>as typed</b>", "<p>&lt;b&gt;as typed&lt;/b&gt;</p>"),
        ("« été – “quoted” 日本語 🙂 »", "<p>« été – “quoted” 日本語 🙂 »</p>"),
    ],
)
def test_markdown_is_what_people_expect(text: str, html: str) -> None:
    assert markup.from_markdown(text).strip() == html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![a cat](https://elsewhere.example/cat.png)", "a cat"),
        ("![](https://elsewhere.example/cat.png)", "https://elsewhere.example/cat.png"),
        ('![a *black* <b>](https://elsewhere.example/cat.png "as titled")', "a black &lt;b&gt;"),
        ("![a cat][c]\n\n[c]: https://elsewhere.example/cat.png", "a cat"),
    ],
)
def test_picture_from_elsewhere_is_a_link_to_it(text: str, words: str) -> None:
    link = f'<p><a href="https://elsewhere.example/cat.png" rel="{REL}">{words}</a></p>'
    assert markup.from_markdown(text).strip() == link


def test_article_keeps_its_headings_lists_and_figures() -> None:
    article = (
        "<h2>One</h2><figure><figcaption>Two</figcaption></figure><dl><dt>a</dt><dd>b</dd></dl><p>x<sup>2</sup></p>"
    )
    assert markup.clean_article(article) == article


@pytest.mark.parametrize(
    "harmful",
    ["<script>x</script>", "<img src=x>", "<p onclick=x>", "<p style=x>", f"<a rel='{REL}' href=' java\tscript:x'>x</a>",
     "<!-- x -->", "<a href=https://example.org>x</a>", f"<a rel='{REL}' id=x>x</a>"],
)  # fmt: skip
def test_check_of_these_tests_sees_what_is_harmful(harmful: str) -> None:
    with pytest.raises(AssertionError):
        check_harmless(harmful, ARTICLE)
