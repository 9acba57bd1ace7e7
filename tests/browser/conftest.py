"""A real Chromium against a live server. Never skipped: without a browser these tests fail and say what to do."""

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.cast import Cast, assemble
from tests.scratch import until
from tests.shared_files import REPOSITORY

from .launching import launched

# Playwright runs its own event loop; Django would refuse the database in what it takes for an asynchronous test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = (REPOSITORY / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; there can be one."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests."""
    browser = launched(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file: in memory all threads share one connection, and pages that ask every few seconds lock each other."""
    database = connections["default"].settings_dict
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "browser.sqlite3")


@pytest.fixture
def answered(live_server: Any) -> Iterator[None]:
    """At the end every request has been answered: a page that is closed while it asks leaves its question behind."""
    asked = [0]

    def begins(**_sent: Any) -> None:
        asked[0] += 1

    def ends(**_sent: Any) -> None:
        asked[0] -= 1

    request_started.connect(begins)
    request_finished.connect(ends)
    yield
    with contextlib.suppress(AssertionError):
        until(lambda: asked[0] <= 0, seconds=10)
    request_started.disconnect(begins)
    request_finished.disconnect(ends)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the live server sees."""
    return assemble()


Window = Callable[..., BrowserContext]


@pytest.fixture
def window(chromium: Browser, live_server: Any, people: Cast, answered: None) -> Iterator[Window]:
    """Opens a window: ``window(width=390, theme="dark", language="fr", who="alice", javascript=False)``."""
    opened: list[BrowserContext] = []

    def open_window(
        *, width: int = 1280, theme: str = "light", language: str = "en", who: str = "", javascript: bool = True
    ) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,  # type: ignore[arg-type]
            locale=language,
            java_script_enabled=javascript,
        )
        if who:
            client = Client()
            client.force_login(people[who])
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()
