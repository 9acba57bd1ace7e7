"""The browser that is on the machine, started."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium_path() -> str:
    """The browser of this machine."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "The browser tests need Chromium: install it, or set CHROMIUM to where it is."
    return path


def launched(playwright: Playwright, *ways: str) -> Browser:
    """A Chromium of one's own, started in some way."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *ways])
