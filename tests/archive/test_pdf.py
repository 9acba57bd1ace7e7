"""The text of PDFs: page by page, and of hostile ones nothing."""

import time
import zlib

import pytest

from florilegium.archive.pdf import UnreadablePdf, read_pdf
from tests.shared_files import shared


def made(*pages: str, title: str = "", extra: bytes = b"") -> bytes:
    """A PDF of our own: one line of text a page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for text in pages:
        stream = b"BT /F1 12 Tf 72 700 Td (" + text.encode("cp1252") + b") Tj ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<</Title(%s)/Author(Idris Holloway)>>" % title.encode("cp1252"))
    out, places = b"%PDF-1.4\n" + extra, []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(objects), start,
    )  # fmt: skip


def test_text_of_each_page_and_what_the_file_says_of_itself() -> None:
    pdf = read_pdf(made("Une marge, à gauche", "", "and one on the right", title="Les marges"))
    assert pdf.pages == ("Une marge, à gauche", "", "and one on the right")
    assert (pdf.count, pdf.title, pdf.author) == (3, "Les marges", "Idris Holloway")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"<html>", b"%PDF-1.7\n" + b"\x00" * 1_000, made("x")[:200]])
def test_what_is_no_pdf_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadablePdf) as caught:
        read_pdf(content)
    assert caught.value.reason == "broken" and caught.value.sentence.endswith(".")


def test_pdf_that_unpacks_without_end_is_stopped_or_read_in_time() -> None:
    bomb = zlib.compress(zlib.compress(b"BT (x) Tj ET " * 3_000_000))
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(bomb), bomb)
    whole = made("x").replace(b"/Contents 4 0 R", b"/Contents 9 0 R") + b"\n9 0 obj\n" + stream + b"\nendobj\n"
    began = time.monotonic()
    try:
        assert read_pdf(whole).count <= 1
    except UnreadablePdf as refused:
        assert refused.reason in ("broken", "too_hard")
    assert time.monotonic() - began < 120


def test_pages_that_contain_themselves() -> None:
    whole = made("x").replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")
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
