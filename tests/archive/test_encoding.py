"""The bytes of a page become the letters that were meant, as browsers find them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.archive.encoding import decoded, header_charset

TEXT = "Été à l’œuvre : « où ça ? » €"
META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (TEXT.encode(), None), (TEXT.encode("cp1252"), None), (TEXT.encode("cp1252"), "iso-8859-1"), (TEXT.encode("cp1252"), "latin1"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "iso-8859-1"), (b"\xff\xfe" + TEXT.encode("utf-16le"), "utf-8"), (b"\xfe\xff" + TEXT.encode("utf-16be"), None),
        (TEXT.encode("utf-16le"), "utf-16"), (TEXT.encode("utf-8"), "utf8"), (TEXT.encode("utf-8"), "no-such-thing"), (TEXT.encode(), "replacement"),
    ],
)  # fmt: skip
def test_letters_are_those_that_were_meant(body: bytes, charset: str | None) -> None:
    assert decoded(body, charset) == TEXT


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-15">', "iso-8859-15"), ("<META HTTP-EQUIV=content-type CONTENT='text/html; charset=windows-1252'>", "cp1252"),
        ('<?xml version="1.0" encoding="iso-8859-15"?>', "iso-8859-15"), ('<!-- <meta charset="koi8-r"> --><meta charset=utf-8>', "utf-8"),
        ('<meta charset="utf-16">', "utf-8"), ('<meta name=x content="charset=koi8-r is old"><meta charset=utf-8>', "koi8-r"),
    ],
)  # fmt: skip
def test_what_the_page_says_itself_counts_where_its_server_is_silent(head: str, encoding: str) -> None:
    text = head + ("слово" if encoding == "koi8-r" else "œuvre à 5 €")
    assert decoded(text.encode(encoding)) == text
    assert decoded(text.encode("utf-8"), "utf-8") == text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "gbk", "shift_jis", "x-user-defined", "utf-7", "\x00"]))
def test_any_bytes_at_all_have_a_text(body: bytes, charset: str | None) -> None:
    assert isinstance(decoded(body, charset), str)


@pytest.mark.parametrize(
    ("told", "charset"),
    [("text/html; charset=UTF-8", "utf-8"), ("text/html;charset='koi8-r'", "koi8-r"), ("text/html", None), ("", None)],
)
def test_charset_of_a_header(told: str, charset: str | None) -> None:
    assert header_charset({"content-type": told}) == charset
