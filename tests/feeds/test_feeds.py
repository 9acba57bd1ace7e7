"""Feeds: valid, complete, cached, and silent about what is private."""

from pathlib import Path

import feedparser
import pytest
from django.test import Client
from lxml import etree

from florilegium.library.actions import annotating
from florilegium.library.actions.groups import set_library_open
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


def test_atom_follows_its_grammar(cast: Cast) -> None:
    grammar = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    group, alice = cast.group("open", readable_by="world"), cast["alice"]
    client = client_of(cast, "nobody")
    for size in (0, 1, 20):
        keep(
            group,
            *(
                draft(alice, n, title=HOSTILE if n % 2 else "", tags=("é", "b"), at_known=n % 3 == 0)
                for n in range(size)
            ),
            by=alice,
        )
        read = etree.fromstring(client.get("/feeds/group/open.atom").content)
        assert grammar.validate(read), grammar.error_log
        assert len(read.findall("{*}entry")) == size
    read.remove(read[0])
    assert not grammar.validate(read), "the grammar must be able to refuse"


def test_what_only_its_person_sees_is_never_given_to_a_shared_cache(cast: Cast) -> None:
    own = cast.own("alice")
    set_library_open(by=cast["alice"], library=own, is_open=True)
    keep(own, draft(cast["alice"], 1, private=True, title="secret"))
    hers = client_of(cast, "alice").get("/feeds/person/alice.rss")
    assert b"secret" in hers.content and hers["Cache-Control"] == "private"
    others = client_of(cast, "nobody").get("/feeds/person/alice.rss")
    assert b"secret" not in others.content and others["Cache-Control"].startswith("public")


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
