"""Reading a PDF as the confined process does it."""

import re
from collections.abc import Sequence
from typing import Any

import pypdfium2
from pypdfium2 import raw

_PAGES = 2_000
_CHARACTERS = 20_000_000
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ufffe]")


def work(_told: dict[str, Any], bodies: Sequence[bytes], _ask: object) -> tuple[dict[str, Any], list[bytes]]:
    """The text of each page, and what the file says of itself."""
    try:
        document = pypdfium2.PdfDocument(bodies[0])
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        return {"reason": "locked" if locked else "broken"}, []
    pages: list[str] = []
    left = _CHARACTERS
    for number in range(min(len(document), _PAGES)):
        pages.append(_text(document, number)[:left])
        left -= len(pages[-1])
    told = document.get_metadata_dict(skip_empty=True)
    title, author = (" ".join(told.get(name, "").replace("\x00", "").split())[:1000] for name in ("Title", "Author"))
    return {"pages": pages, "count": len(document), "title": title, "author": author}, []


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of one page, with line ends as \\n; a page that cannot be read has none."""
    try:
        page = document[number]
        page.set_rotation(0)  # turned, the lines of some pages would be read from the last to the first
        text = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""
    return cleaned(str(text))


def cleaned(text: str) -> str:
    """With line ends as \\n, and without control characters: a hyphen at the end of a line is one, a font that does not
    tell its letters gives many, and among them the form feed, which parts pages where they are kept."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
