"""The act, in a real browser against the real server: words selected, marked, said, answered, changed, taken back."""

import pytest

from florilegium.library.models import Annotation, Audience, Color, Kind
from tests.cast import Cast

from .annotating import select, shelve, wait_painted, watch
from .conftest import Window

pytestmark = pytest.mark.browser

CHOOSE = "so that she has to choose her words."
MARGIN = "A margin is the only part of a page that belongs to its reader."


def test_a_sentence_selected_with_the_mouse_is_highlighted_with_one_key(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page = window(who="alice").new_page()
    complaints = watch(page)
    page.goto(shelf.reader)
    select(page, CHOOSE)
    page.locator(".bar").get_by_text("Shelf, 3 members").wait_for()
    page.keyboard.press("3")
    wait_painted(page, CHOOSE, "green-0-mine")
    said = _said(CHOOSE)
    assert (said.kind, said.color, said.author) == (Kind.HIGHLIGHT, Color.GREEN, people["alice"])
    assert [one.library for one in Audience.objects.filter(annotation=said)] == [shelf.bookmark.library]
    page.reload()
    wait_painted(page, CHOOSE, "green-0-mine")
    assert complaints == []


def _said(quote: str) -> Annotation:
    import time

    for _ in range(100):
        found = Annotation.objects.filter(quote=quote).first()
        if found is not None:
            return found
        time.sleep(0.05)
    raise AssertionError(f"nobody said “{quote}”")
