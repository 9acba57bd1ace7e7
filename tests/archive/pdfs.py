"""Small PDFs of our own making: what a test wants on a page stands there, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Letters that the second font draws as boxes, each by a code of its own from 1 on.
HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת "
#: The number of the first object of ``extra``.
EXTRA = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at a place, in points from the lower left. Hebrew is written as it is read, and set from the right."""

    x: float
    y: float
    text: str
    size: float = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. ``rotate``: by how many degrees it is turned when it is shown; ``more``: what else its dictionary says."""

    lines: Sequence[Line]
    width: float = 612
    height: float = 792
    rotate: int = 0
    more: bytes = b""


def pdf_of(
    sheets: Sequence[Sheet], *, title: str = "", catalog: bytes = b"", extra: Sequence[bytes] = (), trailer: bytes = b""
) -> bytes:
    """The file. ``catalog`` and ``trailer``: what else these say; ``extra``: objects, from number ``EXTRA`` on."""
    objects = [b"", b"", *_fonts(), b"<</Title(%s)/Author(Idris Holloway)>>" % _escaped(title), *extra]
    kids = []
    for sheet in sheets:
        objects.append(_stream(b"\n".join(_set(line) for line in sheet.lines)))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Contents %d 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>%s>>"
            % (sheet.width, sheet.height, sheet.rotate, len(objects), sheet.more)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects, b"/Root 1 0 R/Info 7 0 R" + trailer)


def lines_of(text: str, x: float = 72, top: float = 700, size: float = 12) -> list[Line]:
    """Lines one below the other."""
    return [Line(x, top - n * size * 1.5, line, size) for n, line in enumerate(text.splitlines())]


def locked() -> bytes:
    """A PDF that opens with no password that anybody knows."""
    encrypt = b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32)
    known = b"/Encrypt %d 0 R/ID[<00><00>]" % EXTRA
    return pdf_of([Sheet(lines_of("Nobody reads this."))], extra=[encrypt], trailer=known)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, trailer, len(out),
    )  # fmt: skip


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _set(line: Line) -> bytes:
    if any(letter in HEBREW.strip() for letter in line.text):
        codes = bytes(HEBREW.index(letter) + 1 for letter in reversed(line.text))
        return b"BT /F2 %g Tf %g %g Td <%s> Tj ET" % (line.size, line.x, line.y, codes.hex().encode())
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (line.size, line.x, line.y, _escaped(line.text))


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _fonts() -> list[bytes]:
    """Objects 3 to 6: Helvetica, and a font of boxes with the letters that they stand for."""
    count = len(HEBREW)
    names = b" ".join(b"/g%d" % code for code in range(1, count + 1))
    glyphs = b"".join(b"/g%d 6 0 R" % code for code in range(1, count + 1))
    boxes = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1/LastChar %d/Widths[%s]"
        b"/Encoding<</Differences[1 %s]>>/CharProcs<<%s>>/Resources<<>>/ToUnicode 5 0 R>>"
        % (count, b" ".join([b"600"] * count), names, glyphs)
    )
    pairs = b"".join(b"<%02x> <%04x>\n" % (code, ord(letter)) for code, letter in enumerate(HEBREW, 1))
    letters = (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap end end" % (count, pairs)
    )
    return [
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        boxes,
        _stream(letters),
        _stream(b"600 0 d0 80 0 440 500 re f"),
    ]
