"""Private feeds: one listing, read only, while its person may read it; nowhere in the logs."""

import json
import logging
import re

import pytest
from django.test import Client

from florilegium.library.actions import groups
from florilegium.library.models import FeedKey
from florilegium.library.queries import get_moderated_library
from tests.cast import Cast, draft, keep
from tests.web.browsing import client_of


def _make(client: Client, number: int, asked: str = "") -> str:
    """The path of a private feed, without its ending."""
    page = client.post("/preferences/feeds", {"in": number, "asked": asked})
    assert page["Cache-Control"] == "no-store"
    found = re.search(r'value="http://testserver(/feeds/private/[\w-]{43})\.rss"', page.content.decode())
    assert found is not None
    return found[1]


def test_a_key_reads_one_listing_without_signing_in(cast: Cast) -> None:
    group = cast.group("closed")
    keep(group, draft(cast["alice"], 1, tags=("a",)), draft(cast["alice"], 2, tags=("b",)))
    bob = client_of(cast, "bob")
    asked = bob.get("/group/closed/tag/a").content.decode()
    assert f'href="/preferences/feeds?in={group.pk}&amp;tag=a"' in asked
    key = _make(bob, group.pk, "tag=a")
    for form, kind in (
        ("rss", "application/rss+xml"),
        ("atom", "application/atom+xml"),
        ("json", "application/feed+json"),
    ):
        answer = Client().get(f"{key}.{form}?tag=b")
        assert answer.status_code == 200 and answer["Content-Type"].startswith(kind)
        assert answer["Cache-Control"] == "private" and not answer.cookies
        assert b"Page 1" in answer.content and b"Page 2" not in answer.content
    again = Client().get(f"{key}.atom", headers={"if-none-match": Client().get(f"{key}.atom")["ETag"]})
    assert again.status_code == 304
    assert Client().post(f"{key}.rss").status_code == 405


def test_who_left_reads_no_more_and_a_revoked_key_opens_nothing(cast: Cast) -> None:
    group = cast.group("closed")
    keep(group, draft(cast["alice"], 1))
    bobs, alices = _make(client_of(cast, "bob"), group.pk), _make(client_of(cast, "alice"), group.pk)
    groups.leave(by=cast["bob"], library=group)
    assert Client().get(f"{bobs}.rss").status_code == 404
    assert Client().get(f"{alices}.rss").status_code == 200
    proof = get_moderated_library(cast.viewer("alice"), group)
    groups.add_member(by=cast["alice"], library=proof, login="bob")
    assert Client().get(f"{bobs}.rss").status_code == 200
    key = FeedKey.objects.get(person=cast["alice"])
    assert client_of(cast, "bob").post(f"/preferences/feeds/{key.pk}/revoke").status_code == 404
    client_of(cast, "alice").post(f"/preferences/feeds/{key.pk}/revoke")
    assert Client().get(f"{alices}.rss").status_code == 404
    assert _make(client_of(cast, "bob"), group.pk) != bobs
    assert Client().get(f"{bobs}.rss").status_code == 404


@pytest.mark.parametrize("who", ["dave", "erin", "frank"])
def test_outsiders_get_no_key(cast: Cast, who: str) -> None:
    group = cast.group("closed")
    assert client_of(cast, who).post("/preferences/feeds", {"in": group.pk}).status_code == 404
    assert not FeedKey.objects.exists()


def test_a_key_is_in_no_log_and_only_its_digest_is_kept(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    group = cast.group("closed")
    key = _make(client_of(cast, "bob"), group.pk)
    client_of(cast, "alice").post(f"/preferences/feeds/{FeedKey.objects.get().pk}/revoke")
    FeedKey.objects.all().delete()
    with caplog.at_level(logging.DEBUG):
        assert Client().get(f"{key}.rss").status_code == 404
        Client().post(f"{key}.rss")
    secret = key.rpartition("/")[2]
    assert caplog.records and secret not in caplog.text


def test_json_feed_is_version_1_1_and_tells_what_the_others_tell(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, draft(cast["alice"], 1, tags=("a", "b"), title="كتاب <b>"))
    answer = client_of(cast, "nobody").get("/feeds/group/open.json")
    told = json.loads(answer.content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"].endswith("/feeds/group/open.json") and told["title"] == "Open"
    item = told["items"][0]
    assert (
        item["external_url"] == "https://example.org/1" and item["tags"] == ["a", "b"] and item["title"] == "كتاب <b>"
    )
    assert isinstance(item["id"], str) and "/bookmark/" in item["url"] and "content_html" in item
    same = {"if-none-match": answer["ETag"]}
    assert client_of(cast, "nobody").get("/feeds/group/open.json", headers=same).status_code == 304
