"""What the plays of reading PDFs share: a PDF in a library, its sheets on the screen, and a hand that selects on them."""

from dataclasses import dataclass
from typing import Any

from florilegium.archive.pdf import read_pdf
from florilegium.library.models import Bookmark, Library
from tests.archive.made import copy_of
from tests.archive.pdfs import Sheet, lines_of, pdf_of
from tests.cast import Cast, draft, keep

from .annotating import open_reader

PROSE = "The lamp over the reading table\nhad been lit since noon. Nobody\nremembered who had asked for it."


def book(count: int) -> bytes:
    """A book whose pages are told apart by their first line."""
    return pdf_of([Sheet(lines_of(f"This is page {n}.\n{PROSE}")) for n in range(1, count + 1)])


@dataclass(frozen=True, slots=True)
class Kept:
    """A PDF in a group's library: its bookmark, and where its sheets and its text are."""

    bookmark: Bookmark
    sheets: str
    reader: str


def kept(people: Cast, content: bytes, text: str | None = None) -> Kept:
    """alice keeps it; ``text``: what the server read, else what it would read."""
    group = Library.objects.select_related("group").filter(group__slug="shelf").first() or people.group("shelf")
    bookmark = keep(group, draft(people["alice"], f"pdf-{Bookmark.objects.count()}", title="The lamp"))[0]
    words = "\f".join(read_pdf(content).pages) if text is None else text
    snapshot = copy_of(bookmark, words, pdf=content, title="The lamp")
    base = f"/group/shelf/bookmark/{bookmark.pk}"
    return Kept(bookmark, f"{base}/snapshot/{snapshot.pk}", f"{base}/read")


def opened(context: Any, kept: Kept) -> tuple[Any, list[str]]:
    """Its sheets, once the first is drawn."""
    page, complaints = open_reader(context, kept.sheets)
    page.locator("#page-1[data-drawn]").wait_for()
    return page, complaints


#: Where the first letter begins and the last one ends, whichever way they run; the words may begin on one page and end on another.
_ENDS = """
([words, page]) => {
  const nodes = [...document.querySelectorAll('.textLayer span')].filter((span) => Number(span.closest('section').dataset.pageNumber) >= page)
    .map((span) => span.firstChild);
  let text = ''; const starts = nodes.map((node) => { const at = text.length; text += node.data; return at; });
  const from = text.indexOf(words[0]), to = text.indexOf(words[1], from) + words[1].length - 1;
  if (from < 0 || to < from) throw new Error(`“${words}” is not in “${text}”`);
  const letter = (at) => {
    const index = starts.findLastIndex((start) => start <= at), range = document.createRange();
    range.setStart(nodes[index], at - starts[index]); range.setEnd(nodes[index], at - starts[index] + 1);
    return range;
  };
  letter(from).startContainer.parentElement.scrollIntoView({block: 'center'});
  const middle = (range) => { const box = range.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2, box]; };
  const [x, y, box] = middle(letter(from)), [u, v] = middle(letter(from + 1)), [z, w, last] = middle(letter(to)), [p, q] = middle(letter(to - 1));
  const along = (a, b, size) => { const d = Math.hypot(a, b) || 1; return [a / d * size.width * .4, b / d * size.height * .4]; };
  const [dx, dy] = along(u - x, v - y, box), [ex, ey] = along(z - p, w - q, last);
  return [x - dx, y - dy, z + ex, w + ey];
}
"""


def select(page: Any, first: str, last: str = "", *, on: int = 1) -> None:
    """Select with the mouse, from the first words to the last ones, until the bar is there."""
    left, top, right, bottom = page.evaluate(_ENDS, [[first, last or first], on])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=5)
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()
    page.locator(".bar").wait_for()
