"""The act, in a real browser against the real server: words selected, marked, said, answered, changed, taken back."""

import time
from typing import Any

import pytest
from django.db.models import QuerySet

from florilegium.library.actions import annotating
from florilegium.library.models import Annotation, Audience, Color, Kind
from tests.cast import Cast

from .annotating import open_reader, painted, press_on, select, shelve, wait_focus, wait_painted, wait_said, write
from .conftest import Window

pytestmark = pytest.mark.browser

CHOOSE = "so that she has to choose her words."
MARGIN = "A margin is the only part of a page that belongs to its reader."
LENT = "Books are lent and not given back."


def _saying(**fields: Any) -> Any:
    def those() -> QuerySet[Annotation]:
        return Annotation.objects.filter(**fields)

    return those


def test_a_sentence_selected_with_the_mouse_is_highlighted_with_one_key(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, complaints = open_reader(window(who="alice"), shelf.reader)
    select(page, CHOOSE)
    page.locator(".bar").get_by_text("Shelf, 3 members").wait_for()
    page.keyboard.press("3")
    wait_painted(page, CHOOSE, "green-0-mine")
    said = wait_said(_saying(quote=CHOOSE))
    assert (said.kind, said.color, said.author) == (Kind.HIGHLIGHT, Color.GREEN, people["alice"])
    assert [one.library_id for one in Audience.objects.filter(annotation=said)] == [shelf.bookmark.library_id]
    page.reload()
    wait_painted(page, CHOOSE, "green-0-mine")
    select(page, MARGIN)
    assert page.locator(".bar .ink").first.get_attribute("aria-label") == "Highlight in green, key 3"
    assert complaints == []


def test_the_keyboard_alone_chooses_words_marks_them_and_says_something(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, complaints = open_reader(window(who="alice"), shelf.reader)
    page.keyboard.press("m")
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowLeft"):
        page.locator(".bar .heard").wait_for()
        page.keyboard.press(key)
    page.keyboard.press("2")
    wait_painted(page, "Under it lay the book in which everybody", "blue-0-mine")
    page.keyboard.press("m")
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("Tab")
    wait_focus(page, "BUTTON")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    write(page, "By keys alone.")
    said = wait_said(_saying(body="By keys alone."))
    assert said.quote == "The lamp over the reading table had been lit since noon."
    # The focus is on the note; Enter opens it, and what can be done with it follows.
    wait_focus(page, "BUTTON")
    page.keyboard.press("Enter")
    page.locator(".margin .open").wait_for()
    names = []
    for _ in range(9):
        page.keyboard.press("Tab")
        names.append(page.evaluate(_NAME))
    assert {"Reply", "Edit", "Delete", "Copy link", "Make it yellow"} <= set(names)
    page.keyboard.press("Escape")
    page.locator(".margin .open").wait_for(state="detached")
    assert complaints == []


_NAME = """(() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
return e.getAttribute('aria-label') ?? e.innerText })()"""


def test_a_note_is_previewed_and_says_for_whom_it_is_and_a_second_person_answers(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    hers, complaints = open_reader(window(who="alice"), shelf.reader)
    his, more = open_reader(window(who="bob", language="fr"), shelf.reader)
    select(hers, CHOOSE)
    hers.locator(".bar .heard").wait_for()
    hers.keyboard.press("n")
    wait_focus(hers, "TEXTAREA")
    hers.keyboard.type("Few words, *then*.")
    hers.get_by_role("button", name="Preview").click()
    hers.locator(".preview em").get_by_text("then").wait_for()
    hers.get_by_role("button", name="Preview").click()
    assert hers.get_by_label("Shelf, 3 members").is_checked()
    hers.get_by_label("only me").click()
    assert not hers.get_by_label("Shelf, 3 members").is_checked()
    hers.get_by_label("Shelf, 3 members").click()
    hers.get_by_label("Tags, between commas").fill("margins, words")
    hers.get_by_role("button", name="Save").click()
    wait_painted(his, CHOOSE, "yellow-0")
    his.locator(".margin button.who").click()
    his.get_by_role("button", name="Répondre").click()
    write(his, "Ou beaucoup, mais serrés.")
    began = time.monotonic()
    hers.locator(".margin .replies").get_by_text("Ou beaucoup, mais serrés.").wait_for()
    assert time.monotonic() - began < 15
    reply = wait_said(_saying(kind=Kind.REPLY))
    assert (reply.author, reply.parent and reply.parent.body) == (people["bob"], "Few words, *then*.")
    assert complaints == [] and more == []


def test_a_note_is_recoloured_edited_taken_back_and_put_back(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, complaints = open_reader(window(who="alice"), shelf.reader)
    select(page, LENT)
    page.keyboard.press("1")
    wait_painted(page, LENT, "yellow-0-mine")
    said = wait_said(_saying(quote=LENT))
    press_on(page, LENT)
    page.get_by_role("button", name="Make it pink").click()
    wait_painted(page, LENT, "pink-0-mine")
    wait_said(_saying(quote=LENT, color=Color.PINK))
    page.get_by_role("button", name="Add a note").click()
    write(page, "Some are.")
    assert wait_said(_saying(body="Some are.")).pk == said.pk
    press_on(page, LENT)
    page.locator("section.margin").get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert painted(page) == {}
    assert not Annotation.objects.filter(quote=LENT).exists()
    page.get_by_role("button", name="Undo").click()
    wait_painted(page, LENT, "pink-0-mine")
    assert wait_said(_saying(body="Some are.")).pk == said.pk
    assert complaints == []


def test_overlaps_by_several_people_keep_a_line_each(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    for who, quote, color in (
        ("bob", f"{MARGIN} It is narrow, {CHOOSE}", Color.YELLOW),
        ("carol", f"It is narrow, {CHOOSE}", Color.YELLOW),
        ("alice", "choose her words. It is beside the line", Color.BLUE),
    ):
        annotating.highlight(
            by=people[who], bookmark=shelf.bookmark, quote=quote, color=color, audience=shelf.bookmark.library
        )
    page, _complaints = open_reader(window(who="alice"), shelf.reader)
    wait_painted(page, "choose her words. It is beside the line", "blue-2-mine")
    assert set(painted(page).values()) == {"yellow-0", "yellow-1", "blue-2-mine"}
    press_on(page, CHOOSE)
    wait_painted(page, f"It is narrow, {CHOOSE}", "yellow-1-focus")
    press_on(page, CHOOSE)
    wait_painted(page, f"{MARGIN} It is narrow, {CHOOSE}", "yellow-0-focus")


def test_two_who_edit_one_note_see_both_texts(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, _complaints = open_reader(window(who="alice"), shelf.reader)
    select(page, LENT)
    page.keyboard.press("n")
    write(page, "First.")
    wait_said(_saying(body="First."))
    page.locator(".margin button.who").click()
    page.get_by_role("button", name="Edit").click()
    wait_focus(page, "TEXTAREA")
    other, _more = open_reader(window(who="alice"), shelf.reader)
    other.locator(".margin button.who").click()
    other.get_by_role("button", name="Edit").click()
    other.locator("textarea").fill("Meanwhile.")
    other.keyboard.press("Control+Enter")
    wait_said(_saying(body="Meanwhile."))
    page.locator("textarea").fill("Second.")
    page.keyboard.press("Control+Enter")
    page.locator(".margin .theirs").get_by_text("Meanwhile.").wait_for()
    assert page.locator("section.margin").get_by_text("Second.").is_visible()
    page.locator("section.margin").get_by_role("button", name="Save mine").click()
    wait_said(_saying(body="Second."))
    page.locator(".margin .theirs").wait_for(state="detached")


def test_what_is_not_found_is_listed_with_its_quote_and_attached_again(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    annotating.highlight(
        by=people["alice"],
        bookmark=shelf.bookmark,
        quote="Books are borrowed.",
        body="Mine.",
        audience=shelf.bookmark.library,
    )
    page, complaints = open_reader(window(who="alice"), shelf.reader)
    page.keyboard.press("a")
    page.get_by_role("heading", name="Not found in this text").wait_for()
    assert page.locator(".panel .quote").get_by_text("Books are borrowed.").is_visible()
    assert page.get_by_role("link", name="Where it stood").is_visible()
    page.get_by_role("button", name="Attach to my selection").click()
    select(page, LENT)
    page.locator(".bar").get_by_role("button", name="Attach to my selection").click()
    wait_painted(page, LENT, "yellow-0-mine")
    assert wait_said(_saying(quote=LENT)).kind == Kind.NOTE
    assert page.locator("section.margin").get_by_text("Mine.").is_visible()
    assert complaints == []


def test_the_panel_lists_everything_and_shows_less_on_demand(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    for who, quote in (("bob", LENT), ("alice", MARGIN)):
        annotating.highlight(by=people[who], bookmark=shelf.bookmark, quote=quote, audience=shelf.bookmark.library)
    page, complaints = open_reader(window(who="alice"), shelf.reader)
    page.get_by_role("button", name="2 annotations").click()
    panel = page.locator(".panel")
    assert panel.locator(".quote").all_inner_texts() == [MARGIN, LENT]
    panel.get_by_role("button", name="Add a note on the page").click()
    write(page, "On the whole.")
    assert wait_said(_saying(body="On the whole.")).kind == Kind.PAGE_NOTE
    panel.get_by_text("On the whole.", exact=True).wait_for()
    panel.get_by_label("mine").click()
    page.wait_for_function("() => [...CSS.highlights].length === 1")
    panel.get_by_label("none").click()
    page.wait_for_function("() => [...CSS.highlights].length === 0")
    page.keyboard.press("Escape")
    wait_focus(page, "BUTTON")
    assert not panel.is_visible()
    assert complaints == []


def test_a_link_leads_to_one(window: Window, people: Cast) -> None:
    filler = "".join(f"<p>Nothing to see in paragraph {n}, which is only here to be long.</p>" for n in range(80))
    long = shelve(people, html=f"{filler}<p>{LENT}</p>")
    said = annotating.highlight(by=people["bob"], bookmark=long.bookmark, quote=LENT, audience=long.bookmark.library)
    page, _complaints = open_reader(window(who="alice"), f"{long.reader}#a{said.pk}")
    wait_painted(page, LENT, "yellow-0-focus")
    page.wait_for_function("() => scrollY > 500")
    assert page.locator(".margin .open").is_visible()
