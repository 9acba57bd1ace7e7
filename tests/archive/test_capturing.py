"""A page that is kept is fetched: what it says of itself, its article, a copy; or a sentence that says why not."""

import pytest

from florilegium.archive import files
from florilegium.archive.models import Capture, Snapshot, SnapshotKind, State, StoredFile
from florilegium.library.models import Copies, Library, PageFacts
from tests.cast import Cast

from .conftest import Captured, fetch_now
from .site import PIXEL, TEXT, Site, article


def test_a_page_is_fetched_read_and_frozen(cast: Cast, site: Site, captured: Captured) -> None:
    site.put("/dot.png", PIXEL, "image/png")
    url = site.put("/a", article(extra=f'<figure><img src="/dot.png" alt="a dot"></figure><p>{TEXT}</p>'))
    bookmark = captured(cast.own("alice"), cast["alice"], url)
    capture = Capture.objects.get(page=bookmark.page)
    assert (capture.state, capture.problem) == (State.DONE, "")
    facts = PageFacts.objects.get(page=bookmark.page)
    assert (facts.title, facts.author, facts.site) == ("What margins are for", "Idris Holloway", "The Slow Shelf")
    assert bookmark.title == "What margins are for"
    snapshot = Snapshot.objects.get(page=bookmark.page)
    assert snapshot.kind == SnapshotKind.PAGE and snapshot.library is None and snapshot.words > 100
    assert "left for its readers" in snapshot.text and "Second part" in snapshot.html
    document = files.read(snapshot.file_id)
    assert document.startswith(b"<!DOCTYPE html><html") and b"data:image/png" in document
    assert f'src="image/{snapshot.images.get().file_id}"' in snapshot.html


def test_what_somebody_called_it_stays_hers(cast: Cast, site: Site, captured: Captured) -> None:
    bookmark = captured(cast.own("alice"), cast["alice"], site.put("/a", article()), title="My own title")
    assert bookmark.title == "My own title"
    assert PageFacts.objects.get(page=bookmark.page).title == "What margins are for"


@pytest.mark.parametrize(
    ("status", "problem", "state"),
    [
        (404, "missing", State.FAILED),
        (403, "refused", State.FAILED),
        (503, "busy", State.WAITING),
        (500, "broken", State.WAITING),
    ],
)
def test_a_failure_is_told_and_tried_again_if_that_may_help(
    cast: Cast, site: Site, captured: Captured, status: int, problem: str, state: State
) -> None:
    bookmark = captured(cast.own("alice"), cast["alice"], site.put("/a", "no", status=status))
    capture = Capture.objects.get(page=bookmark.page)
    assert (capture.problem, capture.state) == (problem, state)
    assert not Snapshot.objects.exists() and not PageFacts.objects.exists()


def test_a_page_that_asks_not_to_be_kept_is_not(cast: Cast, site: Site, captured: Captured) -> None:
    bookmark = captured(
        cast.own("alice"), cast["alice"], site.put("/a", article(head='<meta name="robots" content="noarchive">'))
    )
    capture = Capture.objects.get(page=bookmark.page)
    assert (capture.state, capture.problem) == (State.DONE, "noarchive")
    assert PageFacts.objects.get(page=bookmark.page).noarchive
    assert not Snapshot.objects.exists() and not StoredFile.objects.exists()


def test_where_no_library_keeps_copies_none_is_made(cast: Cast, site: Site, captured: Captured) -> None:
    Library.objects.filter(person=cast["alice"]).update(copies=Copies.NOBODY)
    bookmark = captured(cast.own("alice"), cast["alice"], site.put("/a", article()))
    assert Capture.objects.get(page=bookmark.page).problem == "no_copy"
    assert PageFacts.objects.filter(page=bookmark.page).exists() and not Snapshot.objects.exists()


def test_the_same_page_again_is_only_seen_again_and_a_changed_one_is_a_new_copy(
    cast: Cast, site: Site, captured: Captured
) -> None:
    bookmark = captured(cast.own("alice"), cast["alice"], site.put("/a", article()))
    first = Snapshot.objects.get()
    fetch_now(bookmark)
    again = Snapshot.objects.get()
    assert again.pk == first.pk and again.seen > first.seen
    site.put("/a", article("Changed"))
    fetch_now(bookmark)
    assert Snapshot.objects.count() == 2 and StoredFile.objects.count() == 2


def test_words_are_read_in_the_page_s_own_character_set(cast: Cast, site: Site, captured: Captured) -> None:
    body = article("Où est la marge ? Été").replace("utf-8", "windows-1252").encode("windows-1252")
    bookmark = captured(cast.own("alice"), cast["alice"], site.put("/a", body, "text/html"))
    assert bookmark.title == "Où est la marge ? Été"
    assert "Où est la marge".encode() in files.read(Snapshot.objects.get().file_id)


def test_redirects_are_followed_and_the_last_address_is_told(cast: Cast, site: Site, captured: Captured) -> None:
    site.put("/end", article())
    site.lead("/middle", "/end")
    captured(cast.own("alice"), cast["alice"], site.lead("/a", "/middle"))
    assert Snapshot.objects.get().url == site.url("/end")
