"""Real PDFs: what the server read is painted on the words as they are set, and what is chosen there is what the server read."""

import contextlib
import random
import re
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from florilegium.archive.pdf import read_pdf
from florilegium.library.actions import annotating
from florilegium.library.models import Annotation
from tests.cast import Cast
from tests.scratch import until
from tests.shared_files import shared

from .annotating import wait_said
from .conftest import Window
from .sheets import kept, opened

pytestmark = pytest.mark.browser

FILES = sorted(shared("corpora", "extraction-anchoring", "dev", "pdf").glob("*.pdf"))
QUOTES = 6
PAGES = 2
LONGEST = 120

#: Of each highlight on a page: the words under it, as the letters of the layer.
_PAINTED = """
(number) => [...CSS.highlights].filter(([name]) => name.startsWith('florilegium-')).flatMap(([, all]) => [...all])
  .filter((range) => range.startContainer.parentElement?.closest(`#page-${number} .textLayer`)).map((range) => range.toString())
"""
#: Choose a run of words on a page, by the places of its pieces that hold letters; gives what was chosen.
_CHOOSE = r"""
([number, share]) => {
  const nodes = [...document.querySelectorAll(`#page-${number} .textLayer span`)].map((span) => span.firstChild).filter((node) => /\p{L}{2}/u.test(node?.data ?? ''));
  const first = nodes[Math.floor(share * nodes.length)], last = nodes[Math.min(nodes.length - 1, Math.floor(share * nodes.length) + 2)];
  document.activeElement?.blur();  // keys are letters where a number is typed
  const range = document.createRange();
  range.setStart(first, 0); range.setEnd(last, last.length);
  first.parentElement.scrollIntoView({block: 'center'});
  getSelection().removeAllRanges(); getSelection().addRange(range);
  return range.toString();
}
"""


def letters(text: str) -> str:
    """What is the same whoever reads it: no spaces, marks or hyphens."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[\W_]", "", "".join(one for one in plain if not unicodedata.combining(one)))


def quotes_of(path: Path) -> dict[int, list[str]]:
    """By page, some words in a row that stand only once in the whole file."""
    pages = [" ".join(page.split()) for page in read_pdf(path.read_bytes()).pages]
    chance = random.Random(path.name)
    found: dict[int, list[str]] = {}
    # a font may tell nobody which letters it draws: then what is read are few, and signs
    with_words = [n for n, page in enumerate(pages, 1) if len(letters(page)) > max(4, len(page) / 2)]
    for number in with_words[:PAGES]:
        words = pages[number - 1].split()
        for _ in range(QUOTES):
            at = chance.randrange(len(words))
            quote = " ".join(words[at : at + chance.randint(2, 12)])
            if (
                len(quote) <= LONGEST
                and sum(page.count(quote) for page in pages) == 1
                and quote not in found.get(number, [])
            ):
                found.setdefault(number, []).append(quote)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_quotes_of_what_the_server_read_are_painted_and_what_is_chosen_is_such_a_quote(
    window: Window, people: Cast, path: Path
) -> None:
    content, quotes = path.read_bytes(), quotes_of(path)
    here = kept(people, content)
    library = here.bookmark.library
    for number in quotes:
        for quote in quotes[number]:
            annotating.highlight(by=people["alice"], bookmark=here.bookmark, quote=quote, audience=library)
    page, complaints = opened(window(who="alice"), here)
    wrong: list[object] = []
    for number, wanted in quotes.items():
        page.get_by_label("Page", exact=True).fill(str(number))
        page.keyboard.press("Enter")
        page.locator(f"#page-{number}[data-drawn]").wait_for()
        wrong += _missing(page, number, wanted)
        wrong += _misread(page, number, path)
    assert wrong == []
    assert complaints == []


def _missing(page: Any, number: int, wanted: list[str]) -> list[object]:
    """The quotes of a page whose letters are not what is painted on it."""

    def painted() -> set[str]:
        return {letters(words) for words in page.evaluate(_PAINTED, number)}

    with contextlib.suppress(AssertionError):
        until(lambda: {letters(quote) for quote in wanted} <= painted(), seconds=5)
    return [(number, quote, painted()) for quote in wanted if letters(quote) not in painted()]


def _misread(page: Any, number: int, path: Path) -> list[object]:
    """What was chosen on a page, where something else is stored as its quote."""
    wrong: list[object] = []
    text = letters(read_pdf(path.read_bytes()).pages[number - 1])
    for share in (0.1, 0.7):
        chosen = page.evaluate(_CHOOSE, [number, share])
        page.locator(".bar .heard").wait_for()
        before = set(Annotation.objects.values_list("pk", flat=True))
        page.keyboard.press("2")
        quote = wait_said(partial(Annotation.objects.exclude, pk__in=before)).quote
        if letters(quote) != letters(chosen) or letters(quote) not in text:
            wrong.append((number, chosen, quote))
    return wrong
