"""The demonstration: what its file says is so in its articles, and what is loaded is read by a stranger."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from florilegium.command import demo
from florilegium.command.main import main
from florilegium.groups.models import Group, JoinableBy, Membership, ReadableBy, Role
from florilegium.kit import clock
from florilegium.library.auditing import audit
from florilegium.library.models import Annotation, Bookmark, Color, Kind, Library, Page, Saving
from florilegium.people.models import Person
from florilegium.portability.demonstration import FOLDER, article_source, title_of
from florilegium.web.demonstration import SITES
from tests.shared_files import REPOSITORY

CONTENT = json.loads((REPOSITORY / "florilegium/command/demonstration/demonstration.json").read_text("utf-8"))
LOGINS = {person["login"] for person in CONTENT["people"]}
IN_GROUPS = [bookmark for group in CONTENT["groups"] for bookmark in group["bookmarks"]]
OWN = [bookmark for person in CONTENT["people"] for bookmark in person.get("bookmarks", [])]
BOOKMARKS = IN_GROUPS + OWN
HIGHLIGHTS = [highlight for bookmark in BOOKMARKS for highlight in bookmark["highlights"]]
PAGE_NOTES = [note for bookmark in BOOKMARKS for note in bookmark.get("page_notes", [])]
REPLIES = [reply for spoken in HIGHLIGHTS + PAGE_NOTES for reply in spoken.get("replies", [])]
ARTICLES = ["{1}/{0}".format(*path.name.split(".")) for path in sorted(FOLDER.glob("*.html"))]


def words(html: str) -> str:
    """The text, white space folded (so that a no-break space is a space)."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def source(article: str) -> str:
    return article_source(*article.split("/"))


@pytest.mark.parametrize("bookmark", BOOKMARKS, ids=lambda bookmark: bookmark["article"])
def test_every_quote_is_in_its_article(bookmark: dict[str, Any]) -> None:
    text = words(source(bookmark["article"]))
    times = Counter(words(highlight["quote"]) for highlight in bookmark["highlights"])
    assert {quote: n for quote, n in times.items() if text.count(quote) < n} == {}


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_is_of_a_reasonable_length_and_in_plain_html(article: str) -> None:
    html = source(article)
    assert html.count("<h1>") == 1
    assert set(re.findall(r"</?(\w+)", html)) <= {"h1", "h2", "p", "em"}
    assert "&" not in html  # the title is escaped once, by the page
    assert 400 <= len(words(html).split()) <= 1000


def test_every_article_is_used_and_every_used_one_exists() -> None:
    assert {bookmark["article"] for bookmark in BOOKMARKS} == set(ARTICLES)
    assert {article.partition("/")[0] for article in ARTICLES} == set(SITES)


def test_everybody_named_is_a_person_and_every_choice_one_there_is() -> None:
    named = {group["owner"] for group in CONTENT["groups"]} | {who for who, _text in REPLIES}
    named |= {login for group in CONTENT["groups"] for login in [*group["members"], *group.get("asking", [])]}
    named |= {login for bookmark in BOOKMARKS for login in [bookmark["by"], *bookmark.get("also", [])]}
    named |= {spoken["by"] for spoken in HIGHLIGHTS + PAGE_NOTES if "by" in spoken}
    assert named == LOGINS
    assert {role for group in CONTENT["groups"] for role in group["members"].values()} <= {
        role.name.lower() for role in Role
    }
    assert {highlight["color"] for highlight in HIGHLIGHTS} == {color.name.lower() for color in Color}
    assert {group["joinable_by"] for group in CONTENT["groups"]} == set(JoinableBy.values)


def test_only_members_speak_in_a_group_and_nobody_else_in_a_person_s_library() -> None:
    for group in CONTENT["groups"]:
        assert speakers(group["bookmarks"]) <= {group["owner"], *group["members"]}
    for person in CONTENT["people"]:
        assert speakers(person.get("bookmarks", [])) <= {person["login"]}


def speakers(bookmarks: list[dict[str, Any]]) -> set[str]:
    found = set()
    for bookmark in bookmarks:
        found |= {bookmark["by"], *bookmark.get("also", [])}
        for spoken in bookmark["highlights"] + bookmark.get("page_notes", []):
            found |= {spoken.get("by", bookmark["by"])} | {who for who, _text in spoken.get("replies", [])}
    return found


def test_it_shows_what_is_hard_to_show() -> None:
    lengths = [len(bookmark["highlights"]) for bookmark in IN_GROUPS]
    assert max(lengths) == 45
    assert min(lengths) == 0
    quotes = [[highlight["quote"] for highlight in bookmark["highlights"]] for bookmark in IN_GROUPS]
    assert any(len(set(some)) < len(some) for some in quotes)
    assert max(len(title_of(source(article))) for article in ARTICLES) > 160
    assert [bookmark for bookmark in OWN if bookmark.get("title") == ""] != []
    days = [bookmark["days_ago"] for bookmark in BOOKMARKS]
    assert max(days) > 600
    assert max(days) < 731
    assert any(re.search("[\u0600-\u06ff]", highlight["quote"] + highlight.get("note", "")) for highlight in HIGHLIGHTS)


@pytest.fixture
def loaded(db: None) -> dict[str, str]:
    return demo.load()


def test_what_is_loaded_is_what_the_file_says(loaded: dict[str, str]) -> None:
    assert audit() == []
    assert set(loaded) == {person["login"] for person in CONTENT["people"] if person.get("signs_in")}
    assert Person.objects.filter(demonstration=True).count() == Person.objects.count() == len(LOGINS)
    assert Group.objects.count() == len(CONTENT["groups"])
    asking = sum(len(group.get("asking", [])) for group in CONTENT["groups"])
    assert Membership.objects.filter(role=Role.PENDING).count() == asking
    assert Bookmark.objects.count() == len(BOOKMARKS)
    assert Page.objects.count() == len(ARTICLES)
    assert Saving.objects.count() == sum(1 + len(bookmark.get("also", [])) for bookmark in BOOKMARKS)
    assert Bookmark.objects.filter(private=True).count() == sum("private" in bookmark for bookmark in BOOKMARKS)
    said = Counter(Annotation.objects.values_list("kind", flat=True))
    noted = sum("note" in highlight for highlight in HIGHLIGHTS)
    assert said == {
        Kind.HIGHLIGHT: len(HIGHLIGHTS) - noted,
        Kind.NOTE: noted,
        Kind.PAGE_NOTE: len(PAGE_NOTES),
        Kind.REPLY: len(REPLIES),
    }


def test_nothing_is_of_tomorrow(loaded: dict[str, str]) -> None:
    now = clock.now()
    assert not Annotation.objects.filter(at__gt=now).exists()
    assert not Saving.objects.filter(at__gt=now).exists()


def test_a_stranger_reads_every_article(client: Client) -> None:
    for article in ARTICLES:
        page = client.get(f"/demonstration/{article}")
        assert page.status_code == 200
        assert f'<html lang="{article.partition("/")[0]}"' in page.content.decode()
    assert client.get("/demonstration/de/atelier").status_code == 404
    assert client.get("/demonstration/fr/missing").status_code == 404


def test_a_stranger_reads_the_open_libraries_and_the_closed_ones_are_closed(
    loaded: dict[str, str], client: Client
) -> None:
    for group in CONTENT["groups"]:
        front = client.get(f"/group/{group['slug']}")
        shown = front.content.decode()
        assert front.status_code == 200
        for bookmark in group["bookmarks"]:
            stands = f'/demonstration/{bookmark["article"]}"' in shown
            assert stands is (group["readable_by"] == ReadableBy.WORLD), bookmark["article"]
    for library in Library.objects.filter(person__isnull=False).select_related("person"):
        assert library.person is not None
        answer = client.get(f"/person/{library.person.login}")
        assert answer.status_code == (200 if library.open else 404)


def test_the_demonstration_goes_into_an_empty_instance_only(transactional_db: None) -> None:
    assert main(["demo"]) == 0
    assert Bookmark.objects.count() == len(BOOKMARKS)
    assert main(["check"]) == 0
    assert main(["demo"]) == 2
    assert main(["demo", "--if-empty"]) == 0
