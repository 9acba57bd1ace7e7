"""A Chromium with our extension in it, unpacked, as somebody has it who tries it out."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from tests.shared_files import REPOSITORY

from .launching import QUIET, chromium_path

BUILT = REPOSITORY / "dist" / "extension"
ID = "boahbhaajepiefcifkjkkbakhhkjppjp"


#: The same with the sites of this machine allowed, as by the button "Allow on all sites", which no driver can press: the
#: browser asks in a window of its own.
ALLOWED = BUILT / "allowed"


def build() -> None:
    """Make the extension anew, for both browsers."""
    subprocess.run(["npm", "run", "--silent", "extension"], cwd=REPOSITORY, check=True)
    shutil.copytree(BUILT / "chromium", ALLOWED)
    told = json.loads((ALLOWED / "manifest.json").read_text())
    told["host_permissions"] = ["http://127.0.0.1/*"]
    (ALLOWED / "manifest.json").write_text(json.dumps(told))


@contextmanager
def browser_with_extension(
    playwright: Playwright, profile: Path, *, language: str = "en", folder: Path = ALLOWED
) -> Iterator[BrowserContext]:
    """A browser of its own; closed, it keeps what the extension keeps in ``profile``."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium_path(),
        headless=True,
        locale=language,
        viewport={"width": 1000, "height": 800},
        args=[*QUIET, f"--lang={language}", f"--disable-extensions-except={folder}", f"--load-extension={folder}"],
    )
    context.set_default_timeout(20_000)
    try:
        yield context
    finally:
        context.close()


def worker_of(context: BrowserContext) -> Worker:
    """The extension's worker, started."""
    return context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")


def own_page(context: BrowserContext, path: str) -> Page:
    """A page of the extension's."""
    page = context.new_page()
    page.goto(f"chrome-extension://{ID}/{path}")
    return page
