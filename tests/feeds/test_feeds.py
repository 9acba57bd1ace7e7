"""Feeds: valid, complete, cached, and silent about what is private."""

import feedparser
import pytest
from django.test import Client

from florilegium.library.actions import annotating
from florilegium.library.drafts import HighlightDraft, NoteDraft
from tests.cast import Cast, draft, keep
from tests.web.browsing import client_of

HOSTILE = "a ]]> & <b> \x0b\x1f كتاب 🦉"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_is_well_formed_and_holds_what_the_page_holds(cast: Cast, form: str) -> None:
    group = cast.group("open", readable_by="world")
    alice = cast["alice"]
    marks = (HighlightDraft(quote=HOSTILE, author=alice, notes=(NoteDraft(body="noted", author=alice),)),)
    keep(group, draft(alice, 1, title=HOSTILE, description=HOSTILE, tags=("C#?", "b"), highlights=marks))
    answer = client_of(cast, "nobody").get(f"/feeds/group/open.{form}?tag=C%23%3F")
    read = feedparser.parse(answer.content)  # type: ignore[attr-defined,no-untyped-call]
    assert answer.status_code == 200
    assert not read.bozo, read.get("bozo_exception")
    entry = read.entries[0]
    assert entry.link == "https://example.org/1"
    assert "noted" in entry.summary and "كتاب 🦉" in entry.title
    assert {tag.term for tag in entry.tags} == {"C#?", "b"}
    assert entry.id.endswith(f"/bookmark/{entry.id.rpartition('/')[2]}")


def test_an_unchanged_feed_is_answered_304_until_something_is_said(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1))[0]
    client = client_of(cast, "nobody")
    first = client.get("/feeds/group/open.atom")
    same = {"if-none-match": first["ETag"]}
    assert client.get("/feeds/group/open.atom", headers=same).status_code == 304
    assert (
        client.get("/feeds/group/open.atom", headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    )
    annotating.note_page(by=cast["bob"], bookmark=bookmark, body="new words", audience=group)
    again = client.get("/feeds/group/open.atom", headers=same)
    assert again.status_code == 200
    assert b"new words" in again.content


def test_nothing_private_is_in_a_feed(cast: Cast) -> None:
    closed = cast.group("closed")
    keep(closed, draft(cast["alice"], 1))
    for name in ("dave", "erin", "frank", "nobody"):
        assert client_of(cast, name).get("/feeds/group/closed.rss").status_code == 404
    assert client_of(cast, "bob").get("/feeds/group/closed.rss")["Cache-Control"] == "private"
    opened = cast.group("open", readable_by="world")
    bookmark = keep(opened, draft(cast["alice"], 2))[0]
    annotating.note_page(by=cast["bob"], bookmark=bookmark, body="only for bob", audience=None)
    assert b"only for bob" not in client_of(cast, "bob").get("/feeds/group/open.rss").content


def test_a_feed_starts_no_session(cast: Cast) -> None:
    cast.group("open", readable_by="world")
    assert not Client().get("/feeds/group/open.rss").cookies
