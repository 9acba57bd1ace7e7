"""A form is known by its content; what is none of ours is refused in a sentence."""

import io
import json
import string
from typing import get_args

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability import sentences
from florilegium.portability.formats import FORMATS, HEAD_BYTES, detect, named
from florilegium.portability.records import Problem, Reason, Record, Rejected, Remark, Unreadable

FIELD_NAMES = set(
    "title url tags description dates views highlights notes note_authors note_dates colors privacy read_later".split()
)
LINK_ROLL = "document.write('<div class=diigo-roll>')"


@pytest.mark.parametrize(("text", "code"), [
    ("", "empty_file"), ("\ufeff \n\n", "empty_file"), (LINK_ROLL, "link_roll"), ("just words", "unknown_form"), ("[]", "unknown_form"),
    ("<html><body><a href='x'>y</a></body></html>", "unknown_form"), ("<?xml version='1.0'?><rss></rss>", "unknown_form"),
    ("title,url,time_added,tags,status\n", "unknown_form"), ("%PDF-1.7", "unknown_form"), ('[{"annotations": [], "title": "x"}]', "unknown_form"),
    ("From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"", "archived_page"), ("bplist00", "archived_page"),
    ("A diary\n\nI had - 2 views\n\nof it.", "unknown_form"),
])  # fmt: skip
def test_what_is_no_form_of_ours_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect(text.encode())
    assert refusal.value.code == code


def test_forms_are_named_once_and_found_by_name() -> None:
    assert [named(form.NAME) for form in FORMATS] == list(FORMATS)
    assert len({form.NAME for form in FORMATS}) == len(FORMATS)
    with pytest.raises(Unreadable):
        named("csv")


def test_each_form_states_each_field_once() -> None:
    for form in FORMATS:
        stated = form.FIELDS.preserved + form.FIELDS.approximate + form.FIELDS.absent
        assert sorted(stated) == sorted(FIELD_NAMES)


PIECES = [b"<!DOCTYPE NETSCAPE-Bookmark-file-1>", b"<DL><p><DT><A HREF=", b'"', b"\n", b",", b"[", b"{", b'"items":', b'"link_id":1,"u_name":2', b'"shared":1,"desc":', b"a\n\nT - 1 views\n\n  \xe2\x80\xa2 x\n", b"Home/ x", b"title,url,annotations,created_at\n", b"\xff\xfe", b"\0", b"]", b"}", b"1 - 1 of 1\n", b"<div class=ListItem>", b"<h3 class=titleInner><a href=x>", b"<div id=item_0>diigo<a id=title_link_0 href=x>", b"<li>", b"<ul class=diigo-linkroll>", b"<rss><item>", b"<title>", b"<description>", b"</div>", b"<![CDATA["]  # fmt: skip


@given(st.binary(max_size=2000) | st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=30).map(b"".join))
def test_any_bytes_are_recognised_or_refused_and_then_read_or_refused(data: bytes) -> None:
    for form in FORMATS:
        assert form.probe(data[:HEAD_BYTES]) in (True, False)
    try:
        form = detect(data[:HEAD_BYTES])
        form.source(io.BytesIO(data))
        for one in form.read(io.BytesIO(data)):
            assert isinstance(one, Record | Rejected)
            str(one).encode()  # no half characters: a database could not keep them
    except Unreadable as refusal:
        assert sentences.explained(refusal)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: str(form.NAME))
@given(data=st.binary(max_size=500))
def test_any_bytes_can_be_read_as_any_form(form, data: bytes) -> None:  # type: ignore[no-untyped-def]
    try:
        form.source(io.BytesIO(data))
        found = list(form.read(io.BytesIO(data)))
    except Unreadable:
        return
    assert [one.number for one in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(("codes", "texts"), [
    (get_args(Remark), sentences.REMARKS), (get_args(Reason), sentences.REASONS), (get_args(Problem), sentences.UNREADABLE),
])  # fmt: skip
def test_every_code_has_a_sentence_and_no_sentence_is_left_over(
    codes: tuple[str, ...], texts: dict[str, object]
) -> None:
    assert set(codes) == set(texts)
    with override("en"):
        assert all(str(text).endswith((".", "”")) and str(text)[0] in string.ascii_uppercase for text in texts.values())


def test_a_refusal_is_explained_with_its_details() -> None:
    with override("en"), pytest.raises(Unreadable) as refusal:
        list(detect(b'{"message": "no"}').read(io.BytesIO(json.dumps({"message": "Busy, 100% of the time"}).encode())))
    with override("en"):
        assert "“Busy, 100% of the time”" in sentences.explained(refusal.value)
