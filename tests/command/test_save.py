"""Keeping a page from the command line, and the processes that fetch it: real ones, really killed."""

import json
from pathlib import Path

import pytest

from florilegium.archive.equivalence import merge
from florilegium.archive.models import Capture, Snapshot
from florilegium.command.main import main
from florilegium.library.models import Bookmark, Page
from tests import scratch
from tests.archive.site import Site, article, open_site


@pytest.fixture
def anna(transactional_db: None) -> None:
    assert main(["person", "add", "anna"]) == 0
    assert main(["group", "add", "our-group", "--name", "Ours", "--owner", "anna"]) == 0


def test_a_page_is_kept_fetched_at_once_and_what_was_got_is_said(
    anna: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_site() as site:
        url = site.put("/a", article())
        asked = ["save", url, "--group", "our-group", "--by", "anna", "--tags", "one, two", "--now", "--json"]
        capsys.readouterr()
        assert main(asked) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["facts"]["title"] == "What margins are for" and told["capture"] == {"state": "done", "problem": ""}
        assert told["copy"]["words"] > 100
        bookmark = Bookmark.objects.get()
        assert bookmark.title == "What margins are for" and bookmark.tags_n == 2
        assert main(asked[:-1]) == 0
        assert "there already" in capsys.readouterr().out
        assert Snapshot.objects.count() == 1


def test_what_cannot_be_kept_or_fetched_is_said(anna: None, capsys: pytest.CaptureFixture[str]) -> None:
    whose = ("--person", "anna", "--by", "anna")
    assert main(["save", "javascript:alert(1)", *whose]) == 2
    assert main(["save", "https://example.org/", "--group", "missing", "--by", "anna"]) == 2
    assert main(["save", "https://example.org/", "--person", "anna", "--by", "nobody"]) == 2
    assert main(["save", "http://192.168.1.1/", *whose, "--now"]) == 1
    assert "private network" in capsys.readouterr().out
    with open_site() as site:
        assert main(["save", site.url("/missing"), *whose, "--now"]) == 1
    assert "does not exist (answer 404)" in capsys.readouterr().out


def test_pages_that_were_merged_are_listed_and_parted(anna: None, capsys: pytest.CaptureFixture[str]) -> None:
    for url in ("https://example.org/a", "https://example.org/b"):
        assert main(["save", url, "--group", "our-group", "--by", "anna"]) == 0
    kept, gone = Page.objects.order_by("pk")
    done = merge(kept, gone, {"how": "redirect"})
    capsys.readouterr()
    assert main(["pages", "merged"]) == 0
    assert f"{done.pk}  " in (said := capsys.readouterr().out) and "(redirect)" in said
    assert main(["pages", "part", str(done.pk)]) == 0
    assert Bookmark.objects.filter(page=gone).exists()
    assert main(["pages", "part", str(done.pk)]) == 2
    assert main(["pages", "part", "999"]) == 2


def _instance(env: scratch.Env, site: Site) -> None:
    env["FLORILEGIUM_FETCH_ALLOW"] = f"127.0.0.1:{site.port}"
    scratch.fill(env, "alice", group="nous")


def test_a_capture_that_is_killed_is_begun_again_and_nothing_is_left_half() -> None:
    with open_site() as site, scratch.scratch_instance() as env:
        _instance(env, site)
        site.put("/slow", article(), wait=20)
        scratch.done(env, "save", site.url("/slow"), "--group", "nous", "--by", "alice")
        with scratch.started(env, "worker", "--captures") as process:
            scratch.until(lambda: site.asked == ["/slow"], 60)
            process.kill()
            process.wait()
        assert scratch.rows(env, "select state, tries from capture") == [("running", 1)]
        assert scratch.rows(env, "select count(*) from snapshot") == [(0,)]
        site.answers["/slow"].wait = 0
        scratch.change(env, "update capture set beat = 0")  # it has been silent for two minutes
        with scratch.started(env, "worker"):
            scratch.until(lambda: scratch.rows(env, "select state from capture") == [("done",)], 120, 0.2)
        assert scratch.rows(env, "select tries, problem from capture") == [(2, "")]
        assert scratch.rows(env, "select count(*) from snapshot") == [(1,)]
        [(digest, size)] = scratch.rows(env, "select digest, size from stored_file")
        stored = list(Path(env["FLORILEGIUM_DATA"], "files").rglob("*"))
        files = {path.name: path.stat().st_size for path in stored if path.is_file()}
        assert files == {digest: size}


def test_saving_in_a_served_instance_fetches_the_page_by_and_by_and_a_restore_brings_its_copy(tmp_path: Path) -> None:
    with open_site() as site, scratch.scratch_instance() as env:
        _instance(env, site)
        with scratch.started(env, "worker"):
            scratch.done(env, "save", site.put("/a", article()), "--group", "nous", "--by", "alice")
            scratch.until(lambda: scratch.rows(env, "select state from capture") == [("done",)], 120, 0.2)
        file = tmp_path / "backup.tar.gz"
        scratch.done(env, "backup", str(file))
        kept = sorted(path.name for path in Path(env["FLORILEGIUM_DATA"], "files").rglob("*") if path.is_file())
        assert kept
        with scratch.scratch_instance() as other:
            scratch.done(other, "restore", str(file))
            there = sorted(path.name for path in Path(other["FLORILEGIUM_DATA"], "files").rglob("*") if path.is_file())
            assert there == kept
            assert scratch.rows(other, "select count(*) from snapshot") == [(1,)]


def test_an_instance_that_fetches_nothing_says_so(
    anna: None, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CAPTURE = "off"  # type: ignore[attr-defined]
    assert main(["save", "https://example.org/", "--person", "anna", "--by", "anna", "--now"]) == 1
    assert "does not fetch pages" in capsys.readouterr().out
    assert not Capture.objects.exists()
