"""A PDF that was kept, read sheet by sheet and annotated on its words, in a real Chromium."""

from dataclasses import dataclass

import pytest

from florilegium.library.models import Annotation, Color
from tests.archive.pdfs import Line, Sheet, lines_of, pdf_of
from tests.cast import Cast

from .annotating import wait_painted, wait_said, write
from .conftest import Window
from .sheets import PROSE, book, kept, opened, select
from .test_pages import faults_of

pytestmark = pytest.mark.browser

ASIDE = "A margin is the only part of a\npage that belongs to its reader.\nIt is narrow, and beside the line."


@dataclass(frozen=True, slots=True)
class Layout:
    """A PDF, and words on it: as they are set, and as they are quoted."""

    content: bytes
    words: str
    page: int = 1


LAYOUTS = {
    "one column": Layout(pdf_of([Sheet(lines_of(PROSE))]), "lit since noon."),
    "two columns": Layout(pdf_of([Sheet([*lines_of(PROSE), *lines_of(ASIDE, x=330)])]), "belongs to its reader."),
    "turned": Layout(pdf_of([Sheet(lines_of(PROSE), rotate=90)]), "lit since noon."),
    "right to left": Layout(pdf_of([Sheet([Line(250, 700, "שלום עולם ומלואו"), Line(250, 680, "ספר פתוח")])]), "עולם"),
    "a book": Layout(pdf_of([Sheet(lines_of(f"Page {n}\n{PROSE}")) for n in range(1, 13)]), "lit since noon."),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_words_are_highlighted_with_the_mouse_and_painted_again(window: Window, people: Cast, name: str) -> None:
    layout = LAYOUTS[name]
    here = kept(people, layout.content)
    page, complaints = opened(window(who="alice"), here)
    select(page, layout.words)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("2")
    said = wait_said(lambda: Annotation.objects.filter(color=Color.BLUE))
    assert said.quote == layout.words
    page.reload()
    wait_painted(page, layout.words, "blue-0-mine")
    assert complaints == []


def test_words_are_described_by_the_page_as_the_server_reads_it(window: Window, people: Cast) -> None:
    page, complaints = opened(window(who="alice"), kept(people, book(3)))
    select(page, "lit since noon.", on=2)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("1")
    quote, position, fragment = wait_said(lambda: Annotation.objects.filter(quote="lit since noon.")).selectors
    text = " ".join(f"This is page 2.\n{PROSE}".split())
    start = text.index("lit since noon.")
    assert quote["prefix"] == text[:start][-32:] and quote["suffix"] == text[start + 15 :][:32]
    assert (position["start"], position["end"]) == (start, start + 15)
    assert fragment["value"] == "page=2"
    assert complaints == []


def test_one_passage_runs_from_a_page_into_the_next(window: Window, people: Cast) -> None:
    low, high = lines_of(PROSE, top=80), lines_of("This is page 2.\nAnd more of it.", top=760)
    page, complaints = opened(window(who="alice"), kept(people, pdf_of([Sheet(low), Sheet(high), Sheet(low)])))
    page.locator("#page-2[data-drawn]").wait_for()
    select(page, "remembered who had", "This is page 2.")
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("3")
    quote = "remembered who had asked for it.\nThis is page 2."
    said = wait_said(lambda: Annotation.objects.filter(color=Color.GREEN))
    assert said.quote == quote and said.selectors[-1]["value"] == "page=1"
    page.reload()
    page.locator("#page-2[data-drawn]").wait_for()
    ends = "[...CSS.highlights.get('florilegium-green-0-mine') ?? []].map((range) => [range.startContainer, range.endContainer])"
    page.wait_for_function(f"{ends}.some((pair) => pair.every((node) => node.parentElement.closest('.textLayer')))")
    pages = page.evaluate(f"{ends}.map((pair) => pair.map((node) => node.parentElement.closest('section').id))")
    assert pages == [["page-1", "page-2"]]
    # the picture of a page that lies between the two ends is not part of what was said
    middle = page.locator("#page-1").bounding_box()
    page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    assert page.locator(".card:visible").count() == 0
    assert complaints == []


def test_what_is_said_in_the_text_is_found_on_the_sheets_and_the_other_way_round(window: Window, people: Cast) -> None:
    here = kept(people, book(4))
    context = window(who="alice")
    page, complaints = opened(context, here)
    select(page, "had been lit", on=2)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("1")
    wait_said(lambda: Annotation.objects.filter(quote="had been lit"))
    page.goto(here.reader)
    wait_painted(page, "had been lit", "yellow-0-mine")
    where = "(name) => [...CSS.highlights.get(name)].map((range) => range.startContainer.parentElement.closest('section').id)"
    assert page.evaluate(where, "florilegium-yellow-0-mine") == ["page-2"]
    page.locator("#page-3").evaluate(
        "(page) => { const range = document.createRange(), at = page.firstChild.data.indexOf('asked for');"
        " range.setStart(page.firstChild, at); range.setEnd(page.firstChild, at + 9);"
        " page.scrollIntoView(); getSelection().removeAllRanges(); getSelection().addRange(range); }"
    )
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("4")
    wait_said(lambda: Annotation.objects.filter(quote="asked for", color=Color.PINK))
    page.goto(here.sheets)
    wait_painted(page, "asked for", "pink-0-mine")
    assert page.evaluate(where, "florilegium-pink-0-mine") == ["page-3"]
    assert complaints == []


def test_the_keyboard_alone_chooses_words_and_notes_them(window: Window, people: Cast) -> None:
    page, complaints = opened(window(who="alice"), kept(people, book(2)))
    page.keyboard.press("m")
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    page.keyboard.press("n")
    write(page, "Typed, not pointed at.")
    said = wait_said(lambda: Annotation.objects.filter(body="Typed, not pointed at."))
    assert said.quote == "Nobody remembered who had asked for it"
    assert complaints == []


def test_the_panel_leads_to_a_page_far_below(window: Window, people: Cast) -> None:
    here = kept(people, book(60))
    page, complaints = opened(window(who="alice"), here)
    page.get_by_label("Page", exact=True).fill("50")
    page.keyboard.press("Enter")
    page.locator("#page-50[data-drawn]").wait_for()
    select(page, "page 50.", on=50)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("1")
    wait_said(lambda: Annotation.objects.filter(quote="page 50."))
    page.evaluate("scrollTo(0, 0)")
    page.locator("#page-1[data-drawn]").wait_for()
    page.locator("#page-50:not([data-drawn])").wait_for(state="attached")
    page.locator(".opener").click()
    page.locator(".panel").get_by_role("button", name="Highlight, yellow").click()
    page.locator("#page-50[data-drawn]").wait_for()
    wait_painted(page, "page 50.", "yellow-0-mine-focus")
    assert page.evaluate(
        "() => { const [range] = CSS.highlights.get('florilegium-yellow-0-mine-focus'), box = range.getBoundingClientRect();"
        " return range.startContainer.parentElement.closest('.textLayer') !== null && box.top > 0 && box.bottom < innerHeight; }"
    )
    page.goto(f"{here.sheets}#a{Annotation.objects.get().pk}")
    page.reload()
    page.locator("#page-50[data-drawn]").wait_for()
    assert complaints == []


def test_only_pages_near_the_window_have_a_canvas_and_all_have_their_words(window: Window, people: Cast) -> None:
    page, complaints = opened(window(who="alice"), kept(people, book(60)))
    seen = []
    for share in (0.0, 0.3, 0.6, 1.0, 0.0):
        page.evaluate("(share) => scrollTo(0, document.documentElement.scrollHeight * share)", share)
        page.wait_for_function(
            "() => [...document.querySelectorAll('.pdf-page')].filter((page) => { const box = page.getBoundingClientRect();"
            " return box.bottom > 0 && box.top < innerHeight; }).every((page) => page.hasAttribute('data-drawn'))"
        )
        seen.append(page.locator("canvas").count())
    assert max(seen) <= 8
    assert page.locator("#page-60 canvas").count() == 0
    assert "This is page 60." in page.locator("#page-60").inner_text()
    assert page.evaluate("find('This is page 43.')")  # by the browser's own search
    page.locator("#page-43[data-drawn]").wait_for()
    assert complaints == []


def test_page_and_size_are_chosen_in_the_bar(window: Window, people: Cast) -> None:
    page, complaints = opened(window(who="alice"), kept(people, book(5)))
    number, size, first = (
        page.get_by_label("Page", exact=True),
        page.get_by_label("Size", exact=True),
        page.locator("#page-1"),
    )
    fitting = first.bounding_box()["width"]
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Larger").press("Enter")
    page.wait_for_function(
        "(width) => document.querySelector('#page-1').getBoundingClientRect().width > width * 1.1", arg=fitting
    )
    larger = int(size.inner_text().removesuffix("%"))
    page.get_by_role("button", name="Smaller").click()
    assert int(size.inner_text().removesuffix("%")) < larger
    assert page.get_by_role("button", name="Width").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Width").click()
    page.wait_for_function(
        "(width) => document.querySelector('#page-1').getBoundingClientRect().width === width", arg=fitting
    )
    number.fill("4")
    number.press("Enter")
    page.locator("#page-4[data-drawn]").wait_for()
    box = page.locator("#page-4").bounding_box()
    assert 0 < box["y"] < 200
    page.keyboard.press("Tab")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("() => document.querySelector('[name=page]').value === '1'")
    page.locator("#page-1[data-drawn]").wait_for()
    select(page, "lit since noon.")  # at its new size, words are where they are drawn
    assert complaints == []


@pytest.mark.parametrize(
    ("width", "theme", "language"),
    [(390, "light", "fr"), (390, "dark", "en"), (1280, "light", "en"), (1280, "dark", "fr")],
)
def test_it_fits_and_axe_finds_nothing(window: Window, people: Cast, width: int, theme: str, language: str) -> None:
    page, complaints = opened(window(width=width, theme=theme, language=language, who="alice"), kept(people, book(3)))
    faults = {"read": faults_of(page)}
    select(page, "lit since noon.")
    page.locator(".bar .heard").wait_for()
    faults["selected"] = faults_of(page)
    page.keyboard.press("n")
    write(page, "Seen.")
    wait_said(lambda: Annotation.objects.filter(body="Seen."))
    page.locator(".opener").click()
    page.locator(".panel").wait_for()
    faults["panel"] = faults_of(page)
    assert faults == {"read": [], "selected": [], "panel": []}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-sheet-bar]").inner_text().split()[:3] == (
        ["Page", "sur", "3"] if language == "fr" else ["Page", "of", "3"]
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Agrandir" if language == "fr" else "Larger").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
