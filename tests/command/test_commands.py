"""The command line as people use it: in-process for what it says, as real processes for what it does."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.test import Client

from florilegium.command.main import main
from florilegium.groups.models import Group, Membership, Role
from florilegium.library.models import Bookmark, Tag
from florilegium.people.models import Person
from florilegium.portability.models import Import
from tests.shared_files import REPOSITORY, shared

CSV = 'title,url,tags,description,comments,annotations,created_at\n"T","https://example.org/a","x","","","Highlight:q\n","2013-02-03 10:09:32"\n'


@pytest.fixture
def group(transactional_db: None) -> None:
    assert main(["person", "add", "anna"]) == 0
    assert main(["group", "add", "our-group", "--name", "Ours", "--owner", "anna", "--readable-by", "world"]) == 0


def test_people_and_groups_are_made(group: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["person", "add", "anna"]) == 2
    assert main(["person", "add", "No Good"]) == 2
    assert main(["person", "add", "ben"]) == 0
    assert "Password: " in capsys.readouterr().out
    assert main(["group", "member", "our-group", "ben", "--role", "moderator"]) == 0
    assert main(["group", "member", "our-group", "ben", "--role", "owner"]) == 0
    assert Membership.objects.get(person__login="ben").role == Role.OWNER
    assert main(["group", "member", "our-group", "missing"]) == 2
    assert main(["group", "add", "our-group", "--name", "x", "--owner", "anna"]) == 2
    assert Group.objects.get().members == 2
    assert Person.objects.get(login="anna").library.open is False


def test_a_forgotten_password_is_replaced(group: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.force_login(Person.objects.get(login="anna"))
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert main(["person", "password", "anna", "--password-stdin"]) == 0
    assert Person.objects.get(login="anna").check_password("correct horse battery")
    assert client.get("/trash").status_code == 302  # signed out everywhere
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["person", "password", "anna", "--password-stdin"]) == 2
    assert main(["person", "password", "missing"]) == 2


def test_an_import_says_what_it_did_and_a_second_changes_nothing(
    group: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.csv"
    file.write_text(CSV, encoding="utf-8")
    asked = ["import", str(file), "--group", "our-group", "--by", "anna", "--json"]
    capsys.readouterr()
    assert main([*asked, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)["imports"][0]["new"] == 1
    assert Bookmark.objects.count() == Import.objects.count() == 0
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["imports"][0]["new"] == 1
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["imports"][0]["unchanged"] == 1
    assert Bookmark.objects.get().highlights == 1


def test_what_cannot_be_read_is_said_and_exits_with_2(
    group: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG....")
    assert main(["import", str(file), "--group", "our-group", "--by", "anna"]) == 2
    assert "We do not know this form" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "missing"), "--group", "our-group", "--by", "anna"]) == 2
    assert main(["import", str(file), "--group", "nothing", "--by", "anna"]) == 2


def test_the_seed_twice(group: None, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["import", str(shared("seed", "group-page.txt")), "--group", "our-group", "--by", "anna", "--json"]
    capsys.readouterr()
    assert main(asked) == 0
    first = json.loads(capsys.readouterr().out)["imports"][0]
    assert (first["new"], first["rejected"]) == (20, 0)
    assert any("20" in notice and "64" in notice for notice in first["notices"])
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["imports"][0]["unchanged"] == 20


def test_check_finds_a_wrong_count_and_repairs_it(group: None, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text(CSV, encoding="utf-8")
    main(["import", str(file), "--group", "our-group", "--by", "anna"])
    assert main(["check"]) == 0
    Tag.objects.update(n=7)
    assert main(["check", "--repair"]) == 1
    assert main(["check"]) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "florilegium.command.main", *arguments]


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLORILEGIUM_")}
    return {**kept, "FLORILEGIUM_DATA": str(data), "FLORILEGIUM_WORKERS": "1"}


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.read() == b"ok\n")
    except OSError:
        return False


def _until(what: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_is_the_whole_product_and_ends_as_one(tmp_path: Path, number: signal.Signals) -> None:
    port = _free_port()
    server = subprocess.Popen(
        _command(tmp_path, "serve", "--first-run", "--port", str(port)), cwd=REPOSITORY, env=_environment(tmp_path),
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        _until(lambda: _answers(port))
        again = subprocess.run(
            _command(tmp_path, "serve", "--port", str(port)), cwd=REPOSITORY, env=_environment(tmp_path),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert again.returncode == 2
        assert "cannot be used" in again.stderr
        elsewhere = subprocess.run(
            _command(tmp_path, "serve", "--host", "0.0.0.0", "--port", str(_free_port())),
            cwd=REPOSITORY, env=_environment(tmp_path), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "demonstration accounts" in elsewhere.stderr
        server.send_signal(number)
        server.wait(10)

        def gone() -> bool:
            try:
                os.killpg(server.pid, 0)
            except ProcessLookupError:
                return True
            return False

        _until(gone)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        if server.stdout is not None:
            server.stdout.close()


@pytest.mark.parametrize("after", [0.0, 0.15, 0.4])
def test_ctrl_c_while_it_still_starts_leaves_nothing_behind(tmp_path: Path, after: float) -> None:
    assert (
        subprocess.run(
            _command(tmp_path, "migrate"), cwd=REPOSITORY, env=_environment(tmp_path), check=False
        ).returncode
        == 0
    )
    port = _free_port()
    environment = {**_environment(tmp_path), "FLORILEGIUM_WORKERS": "2"}
    server = subprocess.Popen(
        _command(tmp_path, "serve", "--port", str(port)), cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _until(lambda: _answers(port) or server.poll() is not None)
        time.sleep(after)
        os.killpg(server.pid, signal.SIGINT)
        server.wait(20)
        _until(lambda: not _group_lives(server.pid))
    finally:
        if _group_lives(server.pid):
            os.killpg(server.pid, signal.SIGKILL)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_backup_brings_everything_back_and_a_damaged_one_changes_nothing(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "all.backup"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            _command(data, *arguments),
            cwd=REPOSITORY,
            env=_environment(data),
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("migrate").returncode == 0
    assert run("person", "add", "anna").returncode == 0
    assert run("backup", str(file)).returncode == 0
    assert run("person", "add", "ben").returncode == 0
    damaged = tmp_path / "damaged"
    damaged.write_bytes(file.read_bytes()[:-40])
    assert run("restore", str(damaged)).returncode == 2
    assert run("person", "add", "ben").returncode == 2  # still there
    assert run("restore", str(file)).returncode == 0
    assert run("person", "add", "ben").returncode == 0  # was not in the backup
    assert run("person", "add", "anna").returncode == 2
