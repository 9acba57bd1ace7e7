"""What the plays of annotating share: an article to read, a hand that selects words, and what is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from playwright.sync_api import TimeoutError

from florilegium.library.models import Annotation, Bookmark, Library
from tests.archive.made import copy_of
from tests.cast import Cast, draft, keep
from tests.scratch import until

ARTICLE = """
<p>The lamp over the <em>reading table</em> had been lit since noon. Nobody remembered who had asked for it, and nobody
put it out. Under it lay the book in which everybody wrote.</p>
<h2>What is written in margins</h2>
<p>A margin is the only part of a page that belongs to its reader. It is narrow, so that she has to choose her words. It is
beside the line, so that she cannot pretend to speak of something else.</p>
<p>Whoever opens the book after her finds two voices on one page, and may add a third. In this way a shelf becomes a
conversation, slowly, over years.</p>
<h2>What is lost</h2>
<p>Books are lent and not given back. Ink fades. Rooms are emptied on a Tuesday by people who were told to hurry. What was
copied twice is still there.</p>
"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group's library with one article in it."""

    bookmark: Bookmark
    reader: str
    copy: str


def shelve(people: Cast, html: str = ARTICLE, **copied: Any) -> Shelf:
    """alice keeps an article in her group's library, which everybody there reads."""
    group = Library.objects.select_related("group").filter(group__slug="shelf").first() or people.group("shelf")
    name = f"lamp-{Bookmark.objects.count()}"
    bookmark = keep(group, draft(people["alice"], name, title="The lamp"))[0]
    snapshot = copy_of(bookmark, "word " * 150, html=html, **copied)
    base = f"/group/shelf/bookmark/{bookmark.pk}"
    return Shelf(bookmark, f"{base}/read", f"{base}/snapshot/{snapshot.pk}")


#: Where the words begin and end in the window, once they are in sight.
_WORDS = """
words => {
  const root = document.querySelector('article[data-root]') ?? document.body;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = []; let text = '';
  while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.data.replace(/\\n/g, ' '); }
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`“${words}” is not here`);
  const spot = offset => { const [start, node] = nodes.findLast(([start]) => start <= offset); return [node, offset - start]; };
  const range = document.createRange();
  range.setStart(...spot(at)); range.setEnd(...spot(at + words.length));
  range.startContainer.parentElement.scrollIntoView({block: 'center'});
  const boxes = [...range.getClientRects()].filter(box => box.width > 0);
  const first = boxes[0], last = boxes.at(-1);
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}
"""


def select(page: Any, words: str, frame: Any = None) -> None:
    """Select words with the mouse, as a hand does, until the bar is there."""
    drag(page, words, frame)
    page.locator(".bar").wait_for()


def drag(page: Any, words: str, frame: Any = None) -> None:
    """The same, where nobody sees the bar."""
    left, top, right, bottom = (frame or page).evaluate(_WORDS, words)
    if frame is not None:
        box = page.locator("iframe").bounding_box()
        left, right, top, bottom = left + box["x"] + 1, right + box["x"] + 1, top + box["y"] + 1, bottom + box["y"] + 1
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()


def press_on(page: Any, words: str) -> None:
    """Click on the beginning of these words."""
    left, top, _right, _bottom = page.evaluate(_WORDS, words)
    page.mouse.click(left + 4, top)


#: What is painted: the name of each highlight and the words under it.
_PAINTED = """
() => [...CSS.highlights].flatMap(([name, all]) => [...all].map(range => [name.replace('florilegium-', ''), range.toString()]))
"""


def painted(page: Any) -> dict[str, str]:
    """The words that are painted, and how: ``{"The lamp": "yellow-0-mine"}``."""
    return {" ".join(words.split()): name for name, words in page.evaluate(_PAINTED)}


def wait_painted(page: Any, words: str, look: str) -> None:
    """Until these words are painted so; if they never are, a failure that tells what is painted instead."""
    try:
        page.wait_for_function(
            "([words, look]) => [...CSS.highlights].some(([name, all]) => name.startsWith('florilegium-' + look)"
            " && [...all].some(range => range.toString().replace(/\\s+/g, ' ') === words))",
            arg=[words, look],
        )
    except TimeoutError as nothing:
        raise AssertionError(f"{words!r} is not painted {look}: {painted(page)}") from nothing


def wait_said(what: Callable[[], QuerySet[Annotation]]) -> Annotation:
    """The first of these, once it is there; a failure if it does not come."""
    until(lambda: what().exists())
    return what().get()


def open_reader(context: Any, address: str) -> tuple[Any, list[str]]:
    """The page, once its annotator knows what is said; and what it complains of."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    complaints = watch(page)
    with page.expect_response(lambda answer: "/api/v1/annotations" in answer.url):
        page.goto(address)
    return page, complaints


def write(page: Any, text: str) -> None:
    """Type into the editor that has just opened, and save with the keyboard."""
    page.locator(".editor textarea").wait_for()
    wait_focus(page, "TEXTAREA")
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


_HAS_FOCUS = """
tag => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.tagName === tag;
}
"""


def wait_focus(page: Any, tag: str) -> None:
    """Until such an element has the focus, inside our shadow root too."""
    page.wait_for_function(_HAS_FOCUS, arg=tag)


def watch(page: Any) -> list[str]:
    """Whatever the page complains of from now on."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
