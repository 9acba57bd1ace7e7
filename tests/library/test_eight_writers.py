"""Eight people write into one group at once: nobody is refused, nothing is lost, and every count is right."""

import contextlib
import http.cookiejar
import json
import re
import subprocess
import threading
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests import scratch
from tests.library.writer import COMMAND, GROUP, QUOTES, SHARED
from tests.shared_files import REPOSITORY

LOGINS = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")
OPERATIONS = 30
SAVES = 40


@pytest.fixture
def env() -> Iterator[scratch.Env]:
    """An instance with a group of eight."""
    with scratch.scratch_instance() as made:
        scratch.fill(made, *LOGINS, group=GROUP)
        yield made


def number(env: scratch.Env, sql: str) -> int:
    """The one number that a statement gives."""
    return int(scratch.rows(env, f"select {sql}")[0][0] or 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_eight_processes_write_at_once_and_everything_adds_up(env: scratch.Env, seed: int) -> None:
    did = at_work(env, seed)
    assert did["operations"] == len(LOGINS) * OPERATIONS
    assert number(env, "count(*) from bookmark") == did["new"] - did["deleted"]
    assert number(env, "bookmarks from library where group_id is not null") == did["new"] - did["deleted"]
    assert number(env, "count(*) from trash where kind = 'bookmark'") == did["deleted"]
    assert number(env, "count(*) from annotation where kind > 1 and not withdrawn") == did["said"] - did["taken back"]
    assert number(env, "count(*) from trash where kind = 'annotation'") == did["taken back"]
    assert number(env, "sum(views) from bookmark") == did["views"]
    shared = "from bookmark b join page g on g.id = b.page_id where g.url like 'https://example.org/shared/%'"
    assert number(env, f"count(*) {shared}") == SHARED
    assert number(env, f"sum(highlights) {shared}") == SHARED * len(QUOTES)  # the same passage is kept once
    scratch.done(env, "check")


def at_work(env: scratch.Env, seed: int) -> Counter[str]:
    """All eight at once; what they brought about together."""
    did: Counter[str] = Counter()
    with contextlib.ExitStack() as stack:
        writers = [
            stack.enter_context(
                subprocess.Popen(
                    [*COMMAND, login, str(seed * 100 + nth), str(OPERATIONS)],
                    cwd=REPOSITORY, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE, text=True,
                )
            )
            for nth, login in enumerate(LOGINS)
        ]  # fmt: skip
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("\n")
            writer.stdin.flush()
        said = [writer.communicate() for writer in writers]
        assert not any(writer.returncode for writer in writers), "\n".join(problem[-900:] for _out, problem in said)
    for out, _problem in said:
        did.update(json.loads(out))
    return did


# ---------------------------------------------------------------- through the server


class Browser:
    """A browser that is signed in, keeps its cookies and the token of its session, and does not follow where it is sent."""

    class _Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    def __init__(self, site: str, login: str) -> None:
        self.site = site
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(self._Stay, urllib.request.HTTPCookieProcessor(self.cookies))
        self.token = self._token("/account/login/")
        assert self.send("/account/login/", login=login, password=scratch.PASSWORD) == 302
        self.token = self._token("/save")  # signing in makes a new one

    def read(self, path: str) -> str:
        with self.opener.open(self.site + path, timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def _token(self, path: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.read(path))
        assert token is not None
        return token[1]

    def send(self, path: str, **fields: str) -> int:
        """The status of a form that is sent with the token."""
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        try:
            with self.opener.open(self.site + path, body, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code


def test_eight_browsers_keep_pages_at_once_and_the_group_shows_them_all(env: scratch.Env) -> None:
    port = scratch.free_port()
    library = str(number(env, "id from library where group_id is not null"))
    statuses: list[int] = []

    def keep(browser: Browser, login: str) -> None:
        for nth in range(SAVES):
            url = f"https://example.org/{login}/{nth}"
            fields = {"url": url, "title": f"Page de {login}", "tags": f"été, {login}", "in": library}
            statuses.append(browser.send("/save", **fields))

    with scratch.started(env, "serve", "--port", str(port)):
        site = f"http://127.0.0.1:{port}"
        scratch.until(lambda: answers(site))
        browsers = [(Browser(site, login), login) for login in LOGINS]
        threads = [threading.Thread(target=keep, args=one) for one in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [302] * (len(LOGINS) * SAVES)
        assert f"1 – 20 of {len(LOGINS) * SAVES}" in browsers[0][0].read(f"/group/{GROUP}")
    scratch.done(env, "check")


def answers(site: str) -> bool:
    """Whether the server is there."""
    try:
        with urllib.request.urlopen(f"{site}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
