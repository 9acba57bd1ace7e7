"""The same act elsewhere: on a phone, in a frozen copy, without custom highlights, in French and in the dark."""

from typing import Any

import pytest

from florilegium.library.actions import annotating
from florilegium.library.models import Annotation, Color, Kind
from tests.cast import Cast

from .annotating import Shelf, open_reader, press_on, select, shelve, wait_focus, wait_painted, wait_said, write
from .conftest import Window
from .test_pages import ARABIC, WORD, faults_of

pytestmark = pytest.mark.browser

CHOOSE = "so that she has to choose her words."
LENT = "Books are lent and not given back."


def _speak(people: Cast, shelf: Shelf) -> list[Annotation]:
    """A note with a reply, a stroke and a note on the page, by several people."""
    library = shelf.bookmark.library
    note = annotating.highlight(
        by=people["bob"],
        bookmark=shelf.bookmark,
        quote=CHOOSE,
        color=Color.PINK,
        body=f"Words, and {WORD}.",
        audience=library,
    )
    annotating.reply(by=people["alice"], to=note, library=library, body="A reply.")
    stroke = annotating.highlight(
        by=people["alice"], bookmark=shelf.bookmark, quote=LENT, color=Color.GREEN, audience=library
    )
    annotating.note_page(by=people["carol"], bookmark=shelf.bookmark, body=ARABIC, audience=library)
    return [note, stroke]


@pytest.mark.parametrize(
    ("width", "theme", "language"),
    [(390, "light", "fr"), (390, "dark", "en"), (1280, "light", "en"), (1280, "dark", "fr")],
)
def test_it_fits_and_axe_finds_nothing(window: Window, people: Cast, width: int, theme: str, language: str) -> None:
    shelf = shelve(people)
    _speak(people, shelf)
    page, complaints = open_reader(window(width=width, theme=theme, language=language, who="alice"), shelf.reader)
    wait_painted(page, CHOOSE, "pink-0")
    faults = {"read": faults_of(page)}
    press_on(page, CHOOSE)
    page.get_by_role("button", name="Répondre" if language == "fr" else "Reply").first.click()
    page.locator(".editor textarea").wait_for()
    faults["replying"] = faults_of(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    select(page, LENT)
    page.locator(".bar .heard").wait_for()
    faults["selected"] = faults_of(page)
    page.keyboard.press("n")
    page.locator(".editor textarea").wait_for()
    faults["writing"] = faults_of(page)
    page.keyboard.press("Escape")
    page.locator(".opener").click()
    page.locator(".panel").wait_for()
    faults["panel"] = faults_of(page)
    assert faults == {"read": [], "replying": [], "selected": [], "writing": [], "panel": []}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    words = page.locator(".panel").inner_text()
    assert ("Dans l’ordre de la page" in words) is (language == "fr")
    assert complaints == []


def test_on_a_phone_a_number_calls_the_note_which_opens_at_the_foot(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    _speak(people, shelf)
    page, complaints = open_reader(window(width=390, who="alice"), shelf.reader)
    page.get_by_role("button", name="1. Note, pink, by Bob").click()
    card = page.locator(".card")
    card.get_by_text("A reply.").wait_for()
    box = card.bounding_box()
    assert box is not None and (box["x"], round(box["y"] + box["height"]), box["width"]) == (0, 900, 390)
    page.keyboard.press("Escape")
    wait_focus(page, "BUTTON")
    assert not card.is_visible()
    select(page, "Ink fades.")
    bar = page.locator(".bar").bounding_box()
    assert bar is not None and (bar["x"], round(bar["y"] + bar["height"])) == (0, 900)
    page.locator(".bar").get_by_role("button", name="Note").click()
    write(page, "From a phone.")
    assert wait_said(lambda: Annotation.objects.filter(body="From a phone.")).quote == "Ink fades."
    page.get_by_role("button", name="2. Note").wait_for(state="attached")
    assert complaints == []


def test_in_right_to_left_words_the_margin_stays_and_the_number_stands_at_their_end(
    window: Window, people: Cast
) -> None:
    shelf = shelve(people, html=f"<p>{ARABIC}</p>" * 2, language="ar", rtl=True)
    quote = ARABIC.split("،")[1].strip()
    shelf_of_one = shelve(people, html=f"<p>{ARABIC}</p>", language="ar", rtl=True)
    annotating.highlight(
        by=people["bob"], bookmark=shelf_of_one.bookmark, quote=quote, body=ARABIC, audience=shelf.bookmark.library
    )
    wide, _complaints = open_reader(window(who="alice"), shelf_of_one.reader)
    wait_painted(wide, quote, "yellow-0")
    article, note = wide.locator("article[data-root]").bounding_box(), wide.locator("li.beside").bounding_box()
    assert article is not None and note is not None and note["x"] > article["x"] + article["width"]
    phone, _more = open_reader(window(width=390, who="alice"), shelf_of_one.reader)
    phone.locator(".call").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


# ---------------------------------------------------------------- the frozen copy


def _frame(page: Any) -> Any:
    page.locator("iframe").wait_for()
    frame = page.frames[1]
    frame.wait_for_load_state()
    return frame


def test_the_frozen_copy_is_annotated_in_its_frame(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, complaints = open_reader(window(who="alice"), shelf.copy)
    frame = _frame(page)
    select(page, CHOOSE, frame)
    page.keyboard.press("2")
    wait_painted(frame, CHOOSE, "blue-0-mine")
    said = wait_said(lambda: Annotation.objects.filter(quote=CHOOSE))
    assert said.color == Color.BLUE and said.selectors
    select(page, LENT, frame)
    page.keyboard.press("n")
    write(page, "Twice.")
    assert wait_said(lambda: Annotation.objects.filter(body="Twice.")).quote == LENT
    # What is said of the copy is said of the page: the reader shows it too.
    page.goto(shelf.reader)
    wait_painted(page, CHOOSE, "blue-0-mine")
    wait_painted(page, LENT, "blue-0-mine")
    assert complaints == []


def test_the_colour_used_last_is_offered_though_the_server_answers_from_before(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, complaints = open_reader(window(who="alice"), shelf.reader)
    with page.expect_response("**/api/v1/me") as answered:
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    before = answered.value.json()
    assert before["colour"] == "yellow"
    select(page, CHOOSE)
    page.keyboard.press("2")
    wait_said(lambda: Annotation.objects.filter(quote=CHOOSE, color=Color.BLUE))
    page.route("**/api/v1/me", lambda route: route.fulfill(json=before))
    with page.expect_response("**/api/v1/me"):
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    select(page, LENT)
    page.keyboard.press("n")
    write(page, "In the same ink.")
    assert wait_said(lambda: Annotation.objects.filter(body="In the same ink.")).color == Color.BLUE
    assert complaints == []


#: What a copy that got hold of a script would try.
_FORGED = """
() => {
  const box = {left: 5, top: 5, right: 50, bottom: 20};
  const quote = [{type: 'TextQuoteSelector', exact: 'Forged words', prefix: '', suffix: ''}];
  const all = [
    null, 1, 'x', [], {}, {type: 'ready'}, {type: 'say', draft: {body: 'x'}}, {type: 'paint', marks: []}, {type: '__proto__'},
    {type: 'selected', selectors: quote, box, by: 'pointer'}, {type: 'key', key: '1'}, {type: 'key', key: '2'},
    {type: 'key', key: 'c'}, {type: 'key', key: 'Enter'}, {type: 'selected', selectors: 'x', box, by: 'pointer'},
    {type: 'pressed', ids: [1, 2, 999], box}, {type: 'anchored', anchored: [{id: 999, spot: null}, {id: -1, spot: null}]},
    {type: 'moved', box: {left: 1e9, top: -1e9, right: NaN, bottom: 0}}, {type: 'remove', id: 1},
  ];
  for (const one of all) parent.postMessage(one, '*');
  for (const one of all) top.postMessage(one, location.origin);
}
"""


def test_a_copy_that_forges_messages_changes_nothing(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    note = annotating.highlight(
        by=people["alice"], bookmark=shelf.bookmark, quote=LENT, body="Mine.", audience=shelf.bookmark.library
    )
    page, complaints = open_reader(window(who="alice"), shelf.copy)
    frame = _frame(page)
    wait_painted(frame, LENT, "yellow-0-mine")
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(f"{request.method} {request.url}") if request.method != "GET" else None
    )
    frame.evaluate(_FORGED)
    # The same from the page itself and from a frame that is not ours.
    page.evaluate("(forge) => { const f = document.createElement('iframe'); document.body.append(f); }", _FORGED)
    page.evaluate("() => postMessage({type: 'key', key: '1'}, '*')")
    page.wait_for_timeout(500)
    assert sent == []
    assert list(Annotation.objects.values_list("pk", flat=True)) == [note.pk]
    assert page.locator(".opener").inner_text() == "1 annotation"
    page.keyboard.press("Escape")
    assert [text for text in complaints if "postMessage" not in text] == []


def test_without_custom_highlights_marks_are_elements_that_leave_no_trace(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    _speak(people, shelf)
    context = window(who="alice")
    context.add_init_script("delete window.Highlight")
    page, complaints = open_reader(context, shelf.reader)
    mark = page.locator("florilegium-mark")
    mark.get_by_text(LENT).wait_for()
    assert "underline" in page.evaluate("() => document.querySelector('florilegium-mark').style.textDecoration")
    select(page, "Ink fades.")
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("1")
    mark.get_by_text("Ink fades.").wait_for()
    said = wait_said(lambda: Annotation.objects.filter(quote="Ink fades."))
    assert said.kind == Kind.HIGHLIGHT
    page.locator(".opener").click()
    page.get_by_label("none").click()
    mark.first.wait_for(state="detached")
    whole = page.evaluate(
        "() => { const a = document.querySelector('article'); return [...a.childNodes].length + a.innerHTML }"
    )
    page.evaluate("() => document.querySelector('article').normalize()")
    assert whole == page.evaluate(
        "() => { const a = document.querySelector('article'); return [...a.childNodes].length + a.innerHTML }"
    )
    press_on(page, LENT)
    assert complaints == []
