"""Nothing that was typed is lost: the server killed, a session ended, a page closed, in the middle of it."""

import json
import os
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from florilegium.library.models import Annotation
from tests.cast import Cast
from tests.scratch import PASSWORD, Env, answers, fill, free_port, rows, scratch_instance, started, until
from tests.shared_files import REPOSITORY

from .annotating import open_reader, select, shelve, wait_focus, wait_painted, wait_said, write
from .conftest import Window

pytestmark = pytest.mark.browser

LENT = "Books are lent and not given back."
INK = "Ink fades."

#: In the instance's own process: an article in the library of the group ``shelf``; where it is read.
_SHELVE = """
import django
django.setup()
from florilegium.library.models import Library
from florilegium.people.models import Person
from tests.archive.made import copy_of
from tests.browser.annotating import ARTICLE
from tests.cast import draft, keep
group = Library.objects.select_related("group").get(group__slug="shelf")
bookmark = keep(group, draft(Person.objects.get(login="anna"), "lamp", title="The lamp"))[0]
copy_of(bookmark, html=ARTICLE)
print(f"/group/shelf/bookmark/{bookmark.pk}/read")
"""


def _bodies(env: Env) -> list[str]:
    return [body for (body,) in rows(env, "select body from annotation order by id")]


def test_a_server_that_is_killed_between_selection_and_saving_loses_nothing(chromium: Browser) -> None:
    with scratch_instance() as env:
        fill(env, "anna", group="shelf")
        told = subprocess.run(
            [sys.executable, "-c", _SHELVE], cwd=REPOSITORY, env=env, capture_output=True, text=True, check=True
        )
        address = told.stdout.strip()
        port = free_port()
        context = chromium.new_context(base_url=f"http://127.0.0.1:{port}", locale="en")
        context.set_default_timeout(30_000)
        try:
            with started(env, "serve", "--port", str(port)) as server:
                until(lambda: answers(port))
                page = context.new_page()
                page.goto(f"/account/login/?next={address}")
                page.get_by_label("Username").fill("anna")
                page.get_by_label("Password").fill(PASSWORD)
                page.keyboard.press("Enter")
                page.wait_for_url(address)
                page.locator(".opener").wait_for()
                select(page, LENT)
                page.locator(".bar .heard").wait_for()
                page.keyboard.press("n")
                wait_focus(page, "TEXTAREA")
                page.keyboard.type("Written to nobody")
                os.killpg(server.pid, signal.SIGKILL)
                server.wait(20)
            page.keyboard.type(", yet.")
            page.keyboard.press("Control+Enter")
            page.locator("section.margin").get_by_text("kept here").wait_for()
            select(page, INK)
            page.keyboard.press("2")
            wait_painted(page, INK, "blue-0-mine")
            assert _bodies(env) == []
            with started(env, "serve", "--port", str(port)):
                until(lambda: answers(port))
                # The page is not touched: it tries again by itself.
                until(lambda: _bodies(env) == ["Written to nobody, yet.", ""])
                page.locator("section.margin").get_by_text("kept here").wait_for(state="detached")
                page.reload()
                wait_painted(page, LENT, "yellow-0-mine")
                wait_painted(page, INK, "blue-0-mine")
                assert _bodies(env) == ["Written to nobody, yet.", ""]
        finally:
            context.close()


def test_a_session_that_ended_keeps_the_text_until_one_signs_in_again(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    context = window(who="alice")
    page, _complaints = open_reader(context, shelf.reader)
    select(page, LENT)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("n")
    wait_focus(page, "TEXTAREA")
    session = [one for one in context.cookies() if one["name"] == "sessionid"]
    context.clear_cookies(name="sessionid")
    write(page, "Still here.")
    waiting = page.locator("section.margin").get_by_text("You are signed out.")
    waiting.wait_for()
    assert page.locator("section.margin").get_by_text("Still here.").is_visible()
    assert "/account/login/?next=" in (page.get_by_role("link", name="Sign in").first.get_attribute("href") or "")
    context.add_cookies(json.loads(json.dumps(session)))
    page.reload()
    assert wait_said(lambda: Annotation.objects.filter(body="Still here.")).author == people["alice"]
    page.locator("section.margin").get_by_text("Still here.").wait_for()
    waiting.wait_for(state="detached")


def test_what_was_not_finished_is_offered_again_and_only_to_its_author(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    context = window(who="alice")
    page, _complaints = open_reader(context, shelf.reader)
    select(page, LENT)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("n")
    wait_focus(page, "TEXTAREA")
    page.keyboard.type("Half a thought")
    page.wait_for_function("() => Object.values(localStorage).some(value => value.includes('Half a thought'))")
    page.reload()
    page.get_by_text("A note is not finished: “Half a thought”").wait_for()
    page.get_by_role("button", name="Go on writing").click()
    write(page, ", now whole.")
    said = wait_said(lambda: Annotation.objects.filter(body="Half a thought, now whole."))
    assert said.quote == LENT
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.includes('wish'))")


def test_what_is_refused_is_shown_with_its_reason_and_can_be_mended(window: Window, people: Cast) -> None:
    shelf = shelve(people)
    page, _complaints = open_reader(window(who="alice"), shelf.reader)
    select(page, LENT)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("n")
    page.locator(".editor textarea").fill("Long. " * 20_000)
    page.keyboard.press("Control+Enter")
    page.locator("section.margin .fate").get_by_text("not saved").wait_for()
    page.locator("section.margin .fate").get_by_role("button", name="Edit").click()
    page.locator(".editor textarea").fill("Short.")
    page.keyboard.press("Control+Enter")
    assert wait_said(lambda: Annotation.objects.filter(quote=LENT)).body == "Short."
