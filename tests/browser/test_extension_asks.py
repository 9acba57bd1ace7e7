"""What the extension tells the server of what is read, heard at the socket: nothing where it is off, and no address in the clear."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from florilegium.library.models import Annotation
from tests.cast import Cast
from tests.scratch import until

from .annotating import drag
from .extension import ClosedRoot, own_page, worker_of
from .test_extension import annotate, built, hers, highlighted, popup_for, sign_in, site, tab_of
from .wire import Wire, wire_to

pytestmark = pytest.mark.browser
__all__ = ["built", "hers", "site"]

NAIL = "a nail from which the late orders hang"


@pytest.fixture
def wire(live_server: Any) -> Iterator[Wire]:
    """Between the browser and the server."""
    with wire_to(live_server.url) as listening:
        yield listening


def _choose(context: BrowserContext, page: Page, way: str) -> None:
    """In the popup, which asks about this page: she pressed the button."""
    popup = popup_for(context, page)
    popup.get_by_label(way).check()
    expect(popup.get_by_role("button", name="Annotate this page")).to_be_visible()
    popup.close()
    page.bring_to_front()


def test_a_page_is_asked_for_only_where_she_chose_it_and_never_by_its_name(
    wire: Wire, people: Cast, hers: BrowserContext, site: str, tmp_path: Path
) -> None:
    for name in ("secret-one", "secret-two", "secret-three"):
        (tmp_path / "site" / f"{name}.html").write_text(f"<!doctype html><title>{name}</title><p>Nobody's.</p>")
    sign_in(hers, wire.url, people)
    page = hers.new_page()
    page.goto(f"{site}/nail.html")
    annotate(hers, page)
    drag(page, NAIL)
    ClosedRoot(page).wait("p", "For ")
    page.keyboard.press("1")
    until(lambda: Annotation.objects.count() == 1)

    page.goto(f"{site}/secret-one.html")
    wire.forget()
    page.goto(f"{site}/nail.html")
    page.goto(f"{site}/secret-two.html")
    assert wire.asked() == []
    page.goto(f"{site}/nail.html")
    _choose(hers, page, "by itself")
    assert not [asked for asked in wire.asked() if "digests" in asked]

    wire.forget()
    page.goto(f"{site}/secret-three.html")
    until(lambda: bool(wire.asked()))
    assert wire.asked() == ["GET /api/v1/pages/digests?prefix="]
    page.goto(f"{site}/secret-one.html")
    page.goto(f"{site}/nail.html")
    page.wait_for_selector("[data-florilegium]", state="attached")
    until(lambda: highlighted(page) > 0)
    # A page that was left before it heard that its words were saved says them again: that they are, is known by their key.
    again = {"POST /api/v1/annotations"}
    assert {asked.split("?")[0] for asked in wire.asked()[1:]} - again == {"GET /api/v1/me", "GET /api/v1/annotations"}
    assert b"secret" not in wire.sent
    count = "tab => chrome.action.getBadgeText({tabId: tab})"
    assert worker_of(hers).evaluate(count, tab_of(hers, page)) == "1"

    _choose(hers, page, "never")
    page.goto(f"{site}/secret-one.html")
    wire.forget()
    page.goto(f"{site}/nail.html")
    popup = popup_for(hers, page)
    popup.get_by_role("button", name="Annotate this page").click()
    expect(popup.get_by_text("You have put the annotator off here.")).to_be_visible()
    assert page.query_selector("[data-florilegium]") is None
    assert not [asked for asked in wire.asked() if "annotations" in asked or "digests" in asked]


def test_off_altogether_is_off_everywhere_and_can_be_taken_back(
    wire: Wire, people: Cast, hers: BrowserContext, site: str
) -> None:
    sign_in(hers, wire.url, people)
    options = own_page(hers, "options.html")
    options.get_by_label("The annotator is off, on all sites").check()
    page = hers.new_page()
    page.goto(f"{site}/nail.html")
    popup = popup_for(hers, page)
    expect(popup.get_by_label("by itself")).to_be_disabled()
    popup.get_by_role("button", name="Annotate this page").click()
    expect(popup.get_by_text("You have put the annotator off here.")).to_be_visible()
    popup.close()
    options.get_by_label("The annotator is off, on all sites").uncheck()
    annotate(hers, page)
