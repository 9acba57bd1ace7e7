"""The extension in Firefox ESR, from the same source: signed in at a real server, a page kept, words highlighted."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scratch import PASSWORD, answers, fill, free_port, rows, scratch_instance, started, until
from tests.shared_files import REPOSITORY

from .extension import BUILT, build, elsewhere

pytestmark = pytest.mark.browser


WORDS = "a nail from which the late orders hang"
ARTICLE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>The nail in the wall</title><body>
<h1>The nail in the wall</h1><p>It may be {WORDS}, or a slate.</p></body></html>"""


def test_a_page_is_kept_and_words_are_highlighted_in_firefox(tmp_path: Path) -> None:
    build()
    folder = tmp_path / "extension"
    shutil.copytree(BUILT / "firefox", folder)
    told = json.loads((folder / "manifest.json").read_text())
    told["host_permissions"] = ["http://127.0.0.1/*"]  # as by the button that no driver can press
    (folder / "manifest.json").write_text(json.dumps(told))
    firefox = subprocess.run([REPOSITORY / "scripts" / "firefox.sh"], capture_output=True, text=True, check=True)
    port = free_port()
    with scratch_instance() as env, elsewhere(tmp_path / "site", ARTICLE) as address:
        fill(env, "anna", group="reading")
        with started(env, "serve", "--port", str(port)):
            until(lambda: answers(port))
            server = f"http://127.0.0.1:{port}"
            script = REPOSITORY / "tests" / "browser" / "firefox.mjs"
            play = subprocess.Popen(
                ["node", script, firefox.stdout.strip(), folder, server, address, "anna", PASSWORD, WORDS],
                cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert play.stdout is not None
            painted = play.stdout.readline()
            if painted:  # the words are painted before they are sent
                until(lambda: rows(env, "select quote, color from annotation") == [(WORDS, 1)])
            _, said = play.communicate(timeout=60)
            assert play.returncode == 0, said
            assert json.loads(painted) == [WORDS]
        assert rows(env, "select title from bookmark") == [("The nail",)]
