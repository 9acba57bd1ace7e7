"""Working in a library by its pages: several bookmarks at once and back, tags renamed, things to read, pins, what is new."""

import re

from django.test import Client

from florilegium.kit import clock
from florilegium.library.models import Bookmark, Change, Tag, Trash, Unread, Visit
from tests.cast import Cast, draft, keep

from .browsing import client_of


def _post(client: Client, path: str, **fields: object) -> str:
    """What the page says to which a form leads."""
    return client.post(path, fields, follow=True).content.decode()


def _titles(html: str) -> list[str]:
    return re.findall(r"Page (\d+)</a>", html)


def test_ticked_bookmarks_are_tagged_and_the_change_is_undone(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    one, two = keep(group, draft(cast["bob"], 1, tags=("old",)), draft(cast["bob"], 2))
    client = client_of(cast, "bob")
    page = client.get("/group/open?several=1").content.decode()
    assert f'form="several" name="id" value="{one.pk}"' in page
    assert "Tick “Page 1”" in page
    shown = _post(
        client,
        "/group/open/several",
        id=[one.pk, two.pk],
        act="tag",
        add="new, À lire",
        remove="old",
        next="/group/open",
    )
    assert "Tags changed on 2 bookmarks (+new, +À lire, −old)." in shown
    assert sorted(Tag.objects.filter(n__gt=0).values_list("name", "n")) == [("new", 2), ("À lire", 2)]
    change = Change.objects.get()
    assert f'action="/changes/{change.pk}/undo"' in shown
    assert "Undone on 2 bookmarks." in _post(client, f"/changes/{change.pk}/undo")
    assert sorted(Tag.objects.filter(n__gt=0).values_list("name", "n")) == [("old", 1)]
    assert "Undone." in client.get("/changes").content.decode()
    assert client.post(f"/changes/{change.pk}/undo").status_code == 409


def test_what_is_not_ones_own_is_passed_over_and_said(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    hers, his = keep(group, draft(cast["alice"], 1), by=cast["alice"]) + keep(group, draft(cast["bob"], 2))
    shown = _post(client_of(cast, "bob"), "/group/open/several", id=[hers.pk, his.pk], act="delete", next="/group/open")
    assert "1 bookmark was passed over: it is not yours to change." in shown
    assert list(Bookmark.objects.values_list("pk", flat=True)) == [hers.pk]
    assert Trash.objects.get().person == cast["bob"]
    for who in ("dave", "nobody"):
        client_of(cast, who).post("/group/open/several", {"id": [hers.pk], "act": "delete"})
    assert Bookmark.objects.count() == 1
    assert "Tick at least one" in _post(client_of(cast, "bob"), "/group/open/several", act="delete", next="/group/open")
    assert client_of(cast, "dave").post("/group/nothing/several", {"id": [hers.pk], "act": "delete"}).status_code == 404


def test_bookmarks_are_copied_into_a_group_without_what_is_said(cast: Cast) -> None:
    group, own = cast.group("open", readable_by="world"), cast.own("bob")
    rows = keep(own, draft(cast["bob"], 1, tags=("t",)), draft(cast["bob"], 2))
    shown = _post(
        client_of(cast, "bob"),
        "/person/bob/several",
        id=[row.pk for row in rows],
        act="copy",
        to=group.pk,
        next="/group/open",
    )
    assert "2 bookmarks copied here." in shown
    assert Bookmark.objects.filter(library=group, private=False).count() == 2


def test_a_tag_is_renamed_then_merged_and_its_old_addresses_lead_on(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, draft(cast["alice"], 1, tags=("old",)), draft(cast["alice"], 2, tags=("other",)))
    carol, bob = client_of(cast, "carol"), client_of(cast, "bob")
    assert "/group/open/tags/rename?tag=old" in carol.get("/group/open/tag/old").content.decode()
    assert "/tags/rename" not in bob.get("/group/open/tag/old").content.decode()
    assert bob.post("/group/open/tags/rename", {"tag": "old", "name": "x"}).status_code == 403
    assert "Tag renamed on 1 bookmark: old → new/er." in _post(
        carol, "/group/open/tags/rename", tag="old", name="new/er"
    )
    asked = carol.post("/group/open/tags/rename", {"tag": "new/er", "name": "Other"})
    assert asked.status_code == 409
    assert "There is a tag “other” already" in asked.content.decode() and 'name="merge"' in asked.content.decode()
    merged = _post(carol, "/group/open/tags/rename", tag="new/er", name="Other", merge="1")
    assert "Tag merged on 1 bookmark: new/er → other." in merged
    nobody = client_of(cast, "nobody")
    for old in ("old", "new/er"):
        answer = nobody.get(f"/group/open/tag/{old}?sort=oldest")
        assert (answer.status_code, answer["Location"]) == (301, "/group/open/tag/other?sort=oldest")
        feed = nobody.get("/feeds/group/open.rss", {"tag": old})
        assert (feed.status_code, feed["Location"]) == (301, "/feeds/group/open.rss?tag=other")
    assert _titles(nobody.get("/group/open/tag/other").content.decode()) == ["2", "1"]
    assert "Tag “other” taken off 2 bookmarks." in _post(carol, "/group/open/tags/delete", tag="other")
    assert nobody.get("/group/open/tag/other").status_code == 404
    for change in Change.objects.order_by("-pk"):
        assert carol.post(f"/changes/{change.pk}/undo").status_code == 302
    assert sorted(Tag.objects.filter(n__gt=0).values_list("name", "n")) == [("old", 1), ("other", 1)]
    assert nobody.get("/group/open/tag/old").status_code == 200


def test_what_is_to_be_read_is_ones_own_affair(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    row, _other = keep(group, draft(cast["alice"], 1), draft(cast["alice"], 2))
    bob = client_of(cast, "bob")
    _post(bob, f"/group/open/bookmark/{row.pk}/unread")
    assert Unread.objects.get().person == cast["bob"]
    page = bob.get("/group/open?kind=unread").content.decode()
    assert _titles(page) == ["1"] and "<span>to read</span>" in page
    assert "<span>to read</span>" not in client_of(cast, "alice").get("/group/open").content.decode()
    assert client_of(cast, "nobody").get("/group/open?kind=unread").status_code == 404
    _post(bob, f"/group/open/bookmark/{row.pk}/read")
    assert not Unread.objects.exists()


def test_moderators_pin_up_to_ten(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    rows = keep(group, *(draft(cast["alice"], n, title=f"Pinned {n}") for n in range(11)))
    carol = client_of(cast, "carol")
    assert client_of(cast, "bob").post(f"/group/open/bookmark/{rows[0].pk}/pin").status_code == 403
    for row in rows:
        said = _post(carol, f"/group/open/bookmark/{row.pk}/pin")
    assert "Ten bookmarks are pinned here already" in said
    page = client_of(cast, "nobody").get("/group/open").content.decode()
    assert page.index('aria-label="Pinned"') < page.index("<article")
    assert page.count(">Pinned 3<") == 2
    assert 'aria-label="Pinned"' not in client_of(cast, "nobody").get("/group/open?sort=oldest").content.decode()
    _post(carol, f"/group/open/bookmark/{rows[3].pk}/unpin")
    assert client_of(cast, "nobody").get("/group/open").content.decode().count(">Pinned 3<") == 1


def test_what_came_since_the_last_visit_is_marked(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, draft(cast["alice"], 1, at=clock.now() - 3 * clock.DAY))
    bob = client_of(cast, "bob")
    assert "new to you" not in bob.get("/group/open").content.decode()
    Visit.objects.filter(person=cast["bob"]).update(now=clock.now() - 2 * clock.DAY)
    keep(group, draft(cast["alice"], 2))
    page = bob.get("/group/open").content.decode()
    assert re.search(r"1 is new since \d+ \w+ \d{4}\.", page)
    assert page.count("new to you") == 1
    assert "new to you" in bob.get("/group/open").content.decode()  # the visit is not over yet
    assert "new to you" not in client_of(cast, "alice").get("/group/open").content.decode()
