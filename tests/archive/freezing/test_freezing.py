"""A page becomes one document that stands by itself: what it was made of is in it, as far as there is room."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.archive.freezing.document import FreezeLimits, Frozen, written
from florilegium.archive.freezing.media import media_type
from florilegium.archive.freezing.pictures import best_of_set
from florilegium.archive.freezing.supply import Resource

BASE = "https://site.example/a/page.html?x=1#part"
PNG = b"\x89PNG\r\n\x1a\n"
WOFF2 = b"wOF2"


def png(size: int) -> bytes:
    return PNG + bytes(size - len(PNG))


def frozen(
    page: str, files: Mapping[str, bytes] | None = None, *, seen: bool = False, limits: FreezeLimits | None = None
) -> Frozen:
    return written(page, BASE, store(files or {}), limits or FreezeLimits(), seen=seen)


def store(
    files: Mapping[str, bytes], asked: list[str] | None = None
) -> Callable[[Sequence[str]], list[Resource | None]]:
    """Files by the end of their address."""

    def obtain(addresses: Sequence[str]) -> list[Resource | None]:
        if asked is not None:
            asked.extend(addresses)
        found = [next((body for end, body in files.items() if address.endswith(end)), None) for address in addresses]
        return [
            None if body is None else Resource(address, body) for address, body in zip(addresses, found, strict=True)
        ]

    return obtain


def body_of(page: str, files: Mapping[str, bytes] | None = None, *, seen: bool = False) -> str:
    text = frozen(page, files, seen=seen).document.decode()
    found = re.search(r"<body[^>]*>(.*)</body></html>\Z", text, re.DOTALL)
    assert found
    return found[1]


def data(body: bytes, media: str = "image/png") -> str:
    return f"data:{media};base64,{base64.b64encode(body).decode()}"


# ---------------------------------------------------------------- the document


def test_document_is_whole_and_its_digest_is_its_own() -> None:
    page = '<!doctype html><html lang="fr" class="a b" onclick="x"><title>Titre &amp; <suite></title><meta name=viewport content="width=device-width"><body dir=ltr><p>Mots'
    got = frozen(page)
    assert got.document.decode() == (
        '<!DOCTYPE html><html lang="fr" class="a b"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>Titre &amp; &lt;suite&gt;</title></head><body dir="ltr"><p>Mots</p></body></html>'
    )
    assert got.digest == sha256(got.document).hexdigest()
    assert (got.title, got.missing) == ("Titre & <suite>", ())


def test_same_page_same_bytes() -> None:
    page = "<style>p{background:url(a.png)}</style><p><img src=b.png><img src=c.png>"
    files = {"a.png": png(50), "b.png": png(60)}
    assert len({frozen(page, files).document for _ in range(3)}) == 1
    assert frozen(page, {"a.png": png(50)}).digest != frozen(page, files).digest


@pytest.mark.parametrize(
    ("start", "standard"),
    [("<!doctype html>", True), ("", False), ("<html>", False), ("<!-- a --><!-- b --> <!DOCTYPE html>", True),
     ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">', True), ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">', False)],
)  # fmt: skip
def test_layout_by_the_rules_the_page_was_made_for(start: str, standard: bool) -> None:
    assert frozen(f"{start}<p>x").document.startswith(b"<!DOCTYPE html>") is standard


def test_many_comments_before_the_doctype_take_no_time() -> None:
    assert frozen("<!---->" * 1_000 + "x").document
    assert media_type(b"<!---->" * 500 + b"x") == ""


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("href", "written_as"),
    [
        ("../b", 'href="https://site.example/b" target="_top" rel="noreferrer noopener nofollow"'),
        ("//other.example/", 'href="https://other.example/" target="_top" rel="noreferrer noopener nofollow"'),
        ("mailto:a@b.example", 'href="mailto:a@b.example" target="_top" rel="noreferrer noopener nofollow"'),
        ("#s1", 'href="#s1"'),
        ("https://site.example/a/page.html?x=1#s1", 'href="#s1"'),
        ("javascript:x()", ""), ("data:text/html,x", ""), ("ftp://a.example/", ""), ("http://[", ""), ("blob:x", ""),
    ],
)  # fmt: skip
def test_links_stay_links_to_the_web_and_to_mail(href: str, written_as: str) -> None:
    assert body_of(f'<a href="{href}" target=_blank>x</a>') == f"<a{' ' * bool(written_as)}{written_as}>x</a>"


def test_addresses_are_read_against_the_base_element() -> None:
    assert 'href="https://cdn.example/d/x"' in body_of('<base href="//cdn.example/d/"><a href=x>x</a>')
    assert 'href="https://site.example/a/x"' in body_of('<base href="data:x"><a href=x>x</a>')


# ---------------------------------------------------------------- pictures


def test_pictures_are_in_the_document() -> None:
    assert (
        body_of("<img src=a.png alt=A width=3>", {"/a/a.png": png(9)})
        == f'<img alt="A" width="3" src="{data(png(9))}">'
    )


def test_picture_that_is_not_to_be_had_leaves_its_words() -> None:
    got = frozen('<img src="a.png" alt="A &lt;b&gt;">')
    assert b'<img alt="A &lt;b&gt;">' in got.document
    assert got.missing == ("https://site.example/a/a.png",)


@pytest.mark.parametrize("body", [b"<html>", b"", b"GIF", b"%PDF-1.4", b"<?xml version='1.0'?><x/>", b"\xff\xfe<svg>"])
def test_what_is_no_picture_is_not_taken_for_one(body: bytes) -> None:
    assert body_of("<img src=a.png>", {"a.png": body}) == "<img>"


@pytest.mark.parametrize(
    ("html", "chosen"),
    [
        ("<img src=a.png srcset='b.png 2x, c.png 3x'>", "b.png"), ("<img srcset='a.png 300w, b.png 1300w, c.png 2600w'>", "b.png"),
        ("<img src='data:image/gif;base64,R0lGODlh' data-src=b.png>", "b.png"), ("<img data-lazy-src=b.png>", "b.png"),
        ("<picture><source media='(width<9px)' srcset=a.png><source srcset='b.png, c.png 2x'><img></picture>", "c.png"),
        ("<picture><source srcset=a.png><img src=b.png></picture>", "b.png"), ("<input type=image src=b.png>", "b.png"),
        ("<video poster=b.png src=v.mp4></video>", "b.png"), ("<svg><image href=b.png /></svg>", "b.png"), ("<table background=b.png></table>", "b.png"),
    ],
)  # fmt: skip
def test_one_file_of_a_picture_is_asked_for(html: str, chosen: str) -> None:
    asked: list[str] = []
    written(html, BASE, store({}, asked), FreezeLimits(), seen=False)
    assert asked == [f"https://site.example/a/{chosen}"]


@given(st.text("abc,. \t\n0123wx", max_size=60))
def test_no_srcset_is_too_odd(srcset: str) -> None:
    best = best_of_set(srcset)
    assert not best or (best in srcset and not best.endswith(",") and not set(best) & set(" \t\n"))


def test_tracking_pixels_are_not_asked_for() -> None:
    asked: list[str] = []
    page = "<img width=1 height=1 src=//spy.example/p><img width=0 height=0 src=//spy.example/q><img height=1px width=1px src=//spy.example/r>"
    assert written(page, BASE, store({}, asked), FreezeLimits(), seen=False).document.count(b"<img") == 0
    assert asked == []


def test_smallest_first_within_the_limits() -> None:
    page = "<img src=large.png><img src=small.png><img src=middle.png><img src=huge.png>"
    files = {"large.png": png(400), "small.png": png(100), "middle.png": png(200), "huge.png": png(5_000)}
    got = frozen(page, files, limits=FreezeLimits(resources=400, resource=1_000))
    assert [name.rpartition("/")[2] for name in got.missing] == ["large.png", "huge.png"]
    assert got.document.count(b"data:image/png") == 2


def test_what_stands_in_many_places_counts_in_each() -> None:
    got = frozen("<img src=a.png>" * 50, {"a.png": png(100)}, limits=FreezeLimits(resources=1_000))
    assert got.document.count(b"data:image/png") == 10


def test_no_more_addresses_are_asked_for_than_the_limit_and_each_once() -> None:
    asked: list[str] = []
    page = "<img src=same.png>" * 3 + "".join(f"<img src={n}.png>" for n in range(40))
    written(page, BASE, store({}, asked), FreezeLimits(number=10), seen=False)
    assert len(asked) == len(set(asked)) == 10


# ---------------------------------------------------------------- what is replaced, what is gone


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>a<!-- b --><script>c</script><?d e?>f", "<p>af</p>"),
        ("<iframe src=//v.example/1></iframe>", '<a class="florilegium-elsewhere" href="https://v.example/1" target="_top" rel="noreferrer noopener nofollow">https://v.example/1</a>'),
        ("<object data=x.swf>y</object>", '<a class="florilegium-elsewhere" href="https://site.example/a/x.swf" target="_top" rel="noreferrer noopener nofollow">https://site.example/a/x.swf</a>'),
        ("<audio><source src=x.mp3></audio>", '<a class="florilegium-elsewhere" href="https://site.example/a/x.mp3" target="_top" rel="noreferrer noopener nofollow">https://site.example/a/x.mp3</a>'),
        ("<iframe srcdoc=x></iframe><embed><canvas>x</canvas>", ""),
        ("<form action=/x class=f><input name=q value=v><input type=hidden value=token><input type=password value=p></form>",
         '<div class="f"><input disabled type="text" value="v"><input disabled type="text"></div>'),
        ("<button type=submit name=x onclick=y>Go</button>", '<button disabled type="button">Go</button>'),
        ("<input type=checkbox checked>", '<input checked="" disabled type="checkbox" value="">'),
        ("<textarea>\n\nx</textarea>", "<textarea disabled>\n\nx</textarea>"), ("<xmp><b></xmp>", "<pre>&lt;b&gt;</pre>"),
        ("<x-card data-a=1 onclick=b>c</x-card>", '<x-card data-a="1">c</x-card>'), ("<blink>a</blink>", "a"),
        ("<a name=top>x</a><img name=cookie alt=y>", '<a name="top">x</a><img alt="y">'),
        ("<template>a</template><div><template shadowrootmode=closed>b<slot></slot></template>c</div>", '<div><template shadowrootmode="open">b<slot></slot></template>c</div>'),
        ("<svg viewBox='0 0 1 1'><title>a<b>c</b></title><lineargradient id=g /><use href=#g /><use href=x.svg#g /></svg>",
         '<svg viewBox="0 0 1 1"><title>ac</title><linearGradient id="g"></linearGradient><use href="#g"></use><use></use></svg>'),
        ("<math display=block><mi>x</mi><annotation>tex</annotation></math>", '<math display="block"><mi>x</mi></math>'),
        ("<dialog open>a</dialog><details open><summary>b</summary>c</details>", '<dialog open="">a</dialog><details open=""><summary>b</summary>c</details>'),
        ("\ud800<p>\x00x", "�<p>x</p>"),
    ],
)  # fmt: skip
def test_elements_become_what_may_stand_there(html: str, body: str) -> None:
    assert (
        body_of(html.encode("utf-8", "replace").decode() if "\ud800" not in html else html.replace("\ud800", "\ufffd"))
        == body
    )


def test_noscript_is_shown_where_no_script_ran() -> None:
    page = "<noscript><p>without</p></noscript><p>with"
    assert body_of(page) == "<p>without</p><p>with</p>"
    assert body_of(page, seen=True) == "<p>with</p>"


def test_deep_pages_are_flattened() -> None:
    text = body_of("<div>" * 3_000 + "x")
    assert "x" in text and text.count("<div>") < 500


# ---------------------------------------------------------------- styles


@pytest.mark.parametrize(
    ("css", "written_as"),
    [
        ("p{color:red}", "p{color:red}"),
        ("p{background:url(a.png)}", f'p{{background:url("{data(png(9))}")}}'),
        ("p{background:URL( 'a.png' )}", f'p{{background:url("{data(png(9))}")}}'),
        ("p{background:u\\72 l(a.png)}", f'p{{background:url("{data(png(9))}")}}'),
        ("p{background:image-set('a.png' 1x,'b.png' 2x)}", f'p{{background:url("{data(png(9))}")}}'),
        ("p{--x:url(a.png)}", f'p{{--x:url("{data(png(9))}")}}'),
        ("p{background:url(gone.png)}", 'p{background:url("data:,")}'), ("p{background:url()}", 'p{background:url("data:,")}'),
        ("p{filter:url(#f)}", 'p{filter:url("#f")}'), ("p{background:url(javascript:x)}", 'p{background:url("data:,")}'),
        ("p{behavior:url(a.png)}", f'p{{--gone:url("{data(png(9))}")}}'), ("p{width:expression(x)}", "p{width:}"),
        ("@charset 'x';@namespace a url(b);p{}", "p{}"), ("@media (width<600px){p{}}", "@media (width< 600px){p{}}"),
        ("p{} @import 'late.css'; a{}", "p{}  a{}"), ("<!-- p{} -->", " p{} "), ("/* x */p{}", "p{}"),
        ("p{content:'</style>'}", 'p{content:"\\3c /style>"}'), ("p{content:'a\\\nb'}", 'p{content:"ab"}'), ("a{b:c", "a{b:c}"), ("a{}}b{}", "a{}b{}"),
        ("@font-face{font-family:f;src:url(f.eot),url(f.woff) format('woff'),url(f.woff2) format('woff2')}", f'@font-face{{font-family:f;src:url("{data(WOFF2, "font/woff2")}");}}'),
        ("@font-face{src:local('x')}p{}", "p{}"), (".\\3c b{}", ".\\3c b{}"), ("a<b", "a< b"), ("a\\<b{}", "a\\3c b{}"),
    ],
)  # fmt: skip
def test_styles_are_written_without_ways_out(css: str, written_as: str) -> None:
    text = frozen(
        f"<style>{css}</style>" if "</" not in css else "", {"a.png": png(9), "f.woff2": WOFF2}
    ).document.decode()
    if "</" in css:  # it can only come from a file
        text = frozen("<link rel=stylesheet href=s.css>", {"s.css": css.encode()}).document.decode()
    assert f"<style>{written_as}</style>" in text


def test_style_sheets_and_what_they_import_are_taken_in() -> None:
    files = {
        "a.css": b"@import url(deep/b.css) layer(x) supports(display:grid) screen and (min-width:9px);p{}",
        "deep/b.css": b"a{background:url(c.png)}@import 'never.css';", "deep/c.png": png(9),
    }  # fmt: skip
    text = frozen(
        '<link rel="StyleSheet" href=a.css media="print"><link rel="alternate stylesheet" href=z.css>', files
    ).document.decode()
    assert (
        f'<style media="print">@layer x{{@supports (display:grid){{@media  screen and (min-width:9px){{a{{background:url("{data(png(9))}")}}}}}}}}p{{}}</style>'
        in re.sub(r" +screen", "  screen", text)
    )


def test_sheets_that_import_each_other_come_to_an_end() -> None:
    files = {"a.css": b"@import 'b.css';a{}", "b.css": b"@import 'a.css';@import 'b.css';b{}"}
    assert b"<style>b{}a{}</style>" in frozen("<link rel=stylesheet href=a.css>", files).document


def test_styles_beyond_the_limit_are_left_out() -> None:
    got = frozen(
        "<style>p{color:red}</style><link rel=stylesheet href=a.css>",
        {"a.css": b"a{}" * 100},
        limits=FreezeLimits(style=100),
    )
    assert b"p{color:red}" in got.document and b"a{}" not in got.document
    assert got.missing == ("https://site.example/a/a.css",)


def test_style_attributes_are_rewritten_and_escaped() -> None:
    text = body_of("<p style='background:url(a.png);font-family:\"x\"'>y</p>", {"a.png": png(9)})
    assert text == f'<p style="background:url(&quot;{data(png(9))}&quot;);font-family:&quot;x&quot;">y</p>'


@given(st.text(st.sampled_from("<>/='\"&;:#!(){}[]@\\-*, \n\tabhilmnprstuxSTYLE039\u2028é"), max_size=80))
def test_no_style_holds_what_could_begin_a_tag(css: str) -> None:
    files = {"s.css": css.encode("utf-8"), "t.css": f"a{{b:'{css}'}}".encode(), "u.css": f"a{{b:url({css})}}".encode()}
    text = frozen("".join(f"<link rel=stylesheet href={name}>" for name in files), files).document.decode()
    for sheet in re.findall(r"<style>(.*?)</style>", text, re.DOTALL):
        assert not re.search(r"<[A-Za-z/!?]", sheet)
    assert re.sub(r"<style>[^<]*(?:<[^A-Za-z/!?][^<]*)*</style>", "", text) == frozen("").document.decode()


@given(st.text(st.sampled_from("<>/='\"&;:#!?-` \n\tabdefghilmnoprstvxypSVGMATH\x00é"), max_size=120))
def test_any_text_at_all_becomes_tags_of_the_vocabulary(page: str) -> None:
    for text in (
        body_of(page),
        body_of(page, seen=True),
        body_of(f"<svg><style>{page}"),
        body_of(f"<p title='{page}'>"),
    ):
        text = re.sub(r"(<style>).*?(</style>)", r"\1\2", text, flags=re.DOTALL)  # styles have their own test
        for tag in re.findall(r"<[^>]*>?", re.sub(r'"[^"]*"', '""', text)):
            assert re.fullmatch(r'</?[a-zA-Z][a-zA-Z0-9:-]*(?: [a-zA-Z][a-zA-Z0-9:_.-]*(?:="")?)*>', tag), tag
            assert not re.match(r"<(?:script|iframe|object|embed|form|base|meta|link)\b", tag)
            assert not re.search(r" on[a-z]+=", tag)
