"""WHO SEES COPIES. Every answer was written by hand: by library, by its switch, for each of the cast, at every address."""

import pytest

from florilegium.archive import files
from florilegium.archive import queries as archive
from florilegium.archive.models import SnapshotImage
from florilegium.library import queries, rules
from florilegium.library.models import Bookmark, Copies, Library
from tests.cast import EVERYBODY, draft, keep
from tests.library.world import World, make_world
from tests.web.browsing import client_of

from .made import copy_of
from .site import PIXEL

#                               alice bob  carol dave erin frank nobody
TABLE = {
    ("public b", "members"):     "yes  yes  yes  404  404  404  404",
    ("public b", "readers"):     "yes  yes  yes  yes  yes  yes  yes",
    ("public b", "nobody"):      "404  404  404  404  404  404  404",
    ("closed b", "members"):     "yes  yes  yes  404  404  404  404",
    ("closed b", "readers"):     "yes  yes  yes  404  404  404  404",
    ("unlisted b", "members"):   "yes  yes  yes  404  404  404  404",
    ("gone b", "readers"):       "404  404  404  404  404  404  404",
    ("strict b", "members"):     "yes  yes  yes  404  404  404  404",
    ("alice's shown", "members"): "yes  404  404  404  404  404  404",
    ("alice's shown", "readers"): "yes  yes  yes  yes  yes  yes  yes",
    ("alice's secret", "members"): "yes 404  404  404  404  404  404",
    ("alice's secret", "readers"): "yes 404  404  404  404  404  404",
    ("bob's b", "members"):      "404  yes  404  404  404  404  404",
    ("bob's b", "nobody"):       "404  404  404  404  404  404  404",
}  # fmt: skip
SWITCH = {"members": Copies.INSIDE, "readers": Copies.READERS, "nobody": Copies.NOBODY}


@pytest.fixture
def world(db: None) -> World:
    """The people and libraries of the library's own matrix."""
    return make_world()


def _path(bookmark: Bookmark) -> str:
    library = bookmark.library
    name = f"group/{library.group.slug}" if library.group is not None else f"person/{library.person.login}"  # type: ignore[union-attr]
    return f"/{name}/bookmark/{bookmark.pk}"


def test_each_sees_copies_as_the_table_says_at_every_address(world: World) -> None:
    image = files.put(PIXEL, "image/png")
    wrong = []
    for (thing, switch), answers in TABLE.items():
        bookmark = world.bookmarks[thing]
        Library.objects.filter(pk=bookmark.library_id).update(copies=SWITCH[switch])
        snapshot = copy_of(bookmark)
        SnapshotImage.objects.get_or_create(snapshot=snapshot, file=image)
        base = _path(bookmark)
        addresses = (
            f"{base}/read", f"{base}/snapshots", f"{base}/snapshot/{snapshot.pk}", f"{base}/snapshot/{snapshot.pk}/copy",
            f"{base}/image/{image.digest}",
        )  # fmt: skip
        for who, expected in zip(EVERYBODY, answers.split(), strict=True):
            client = client_of(world.cast, who)
            for address in addresses:
                answer = client.get(address)
                got = answer.status_code
                b"".join(answer)  # read to its end, a file is closed; answer.close() would close the database too
                if got != (200 if expected == "yes" else 404):
                    wrong.append(f"{who} at {address} of {thing} for {switch}: {got}, not {expected}")
    assert wrong == []


def test_the_two_forms_of_the_rule_agree_and_so_do_listings_and_bookmarks(world: World) -> None:
    for (thing, switch), answers in TABLE.items():
        bookmark = world.bookmarks[thing]
        Library.objects.filter(pk=bookmark.library_id).update(copies=SWITCH[switch])
        copy_of(bookmark)
        library = Library.objects.select_related("group", "person").get(pk=bookmark.library_id)
        for who, expected in zip(EVERYBODY, answers.split(), strict=True):
            viewer = world.cast.viewer(who)
            row = Bookmark.objects.filter(rules.copies_visible_to(viewer), pk=bookmark.pk).exists()
            seen = queries.find_visible_bookmark(viewer, bookmark.pk)
            both = seen is not None and rules.can_see_copies(viewer, library)
            listed = seen is not None and bool(archive.newest(viewer, library, [bookmark.page_id]))
            assert row == both == listed == (expected == "yes"), (thing, switch, who)


def test_what_somebody_sent_belongs_to_one_library(world: World) -> None:
    cast = world.cast
    closed, public = world.libraries["closed"], world.libraries["public"]
    here = world.bookmarks["closed b"]
    there = keep(public, draft(cast["bob"], "closed/b"))[0]
    assert here.page_id == there.page_id
    sent = copy_of(here, "What bob saw, signed in.", library=closed, noted=False)
    client = client_of(cast, "bob")
    assert client.get(f"{_path(here)}/snapshot/{sent.pk}/copy").status_code == 200
    assert client.get(f"{_path(there)}/snapshot/{sent.pk}/copy").status_code == 404
    assert client.get(f"{_path(there)}/read").status_code == 404
    assert "What bob saw" not in client.get(f"{_path(there)}").content.decode()
    assert archive.newest(cast.viewer("bob"), public, [there.page_id]) == {}


@pytest.mark.parametrize(
    ("who", "expected"),
    [("alice", 302), ("bob", 302), ("carol", 302), ("dave", 404), ("erin", 404), ("frank", 404), ("nobody", 404)],
)
def test_who_may_ask_for_a_fresh_copy(world: World, who: str, expected: int) -> None:
    client = client_of(world.cast, who)
    answer = client.post(f"{_path(world.bookmarks['closed b'])}/capture")
    if who == "nobody":
        assert answer.status_code == 302 and answer["Location"].startswith("/account/login/")
    else:
        assert answer.status_code == expected
    strict = client.post(f"{_path(world.bookmarks['strict b'])}/capture")
    if who in ("alice", "carol"):
        assert strict.status_code == 302
    elif who != "nobody":
        assert strict.status_code == 403
