"""The text of PDFs: page by page, and of hostile ones nothing."""

import time
import zlib

import pytest

from florilegium.archive.pdf import UnreadablePdf, read_pdf
from florilegium.archive.pdf.work import cleaned
from tests.archive.pdfs import Line, Sheet, lines_of, pdf_of
from tests.shared_files import shared


def made(*pages: str, title: str = "") -> bytes:
    """One line of text a page."""
    return pdf_of([Sheet([Line(72, 700, text)]) for text in pages], title=title)


def test_text_of_each_page_and_what_the_file_says_of_itself() -> None:
    pdf = read_pdf(made("Une marge, à gauche", "", "and one on the right", title="Les marges"))
    assert pdf.pages == ("Une marge, à gauche", "", "and one on the right")
    assert (pdf.count, pdf.title, pdf.author) == (3, "Les marges", "Idris Holloway")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read_from_its_first_line_on(rotate: int) -> None:
    pdf = read_pdf(pdf_of([Sheet(lines_of("the first\nthe second\nthe third"), rotate=rotate)]))
    assert pdf.pages == ("the first\nthe second\nthe third",)


def test_what_a_font_does_not_tell_parts_no_page() -> None:
    assert cleaned("in\x02ward\r\n\x03\x0c\x08\ttwo\ufffe\r") == "inward\n\ttwo"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"<html>", b"%PDF-1.7\n" + b"\x00" * 1_000, made("x")[:200]])
def test_what_is_no_pdf_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadablePdf) as caught:
        read_pdf(content)
    assert caught.value.reason == "broken" and caught.value.sentence.endswith(".")


def test_pdf_that_unpacks_without_end_is_stopped_or_read_in_time() -> None:
    bomb = zlib.compress(zlib.compress(b"BT (x) Tj ET " * 3_000_000))
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(bomb), bomb)
    whole = pdf_of([Sheet([])], extra=[stream]).replace(b"/Contents 9 0 R", b"/Contents 8 0 R")
    began = time.monotonic()
    try:
        assert read_pdf(whole).count <= 1
    except UnreadablePdf as refused:
        assert refused.reason in ("broken", "too_hard")
    assert time.monotonic() - began < 120


def test_pages_that_contain_themselves() -> None:
    whole = made("x").replace(b"/Kids[9 0 R]", b"/Kids[2 0 R]")
    try:
        assert read_pdf(whole).pages in ((), ("",))
    except UnreadablePdf as refused:
        assert refused.reason == "broken"


def test_real_files_have_their_words() -> None:
    folder = shared("corpora", "extraction-anchoring", "dev", "pdf")
    names = ("pdfjs_tracemonkey", "pdfjs_copy_paste_ligatures", "pdfjs_hello_world_rotated", "pdfjs_empty")
    pages = {name: read_pdf((folder / f"{name}.pdf").read_bytes()) for name in names}
    assert pages["pdfjs_tracemonkey"].count == 14 and len(pages["pdfjs_tracemonkey"].pages[0]) > 3_000
    assert "ffi" in pages["pdfjs_copy_paste_ligatures"].pages[0]  # a ligature is the letters it stands for
    assert pages["pdfjs_hello_world_rotated"].pages[0] == "Hello world"
    assert pages["pdfjs_empty"].pages == ("",)
