"""What one's own libraries know of an address, told to a program; and how it asks without telling which it means."""

from typing import Any

import pytest
from django.test import Client

from florilegium.kit.addresses import digest, parse
from florilegium.library import known as knowing
from florilegium.library.actions import groups
from florilegium.library.actions.annotating import say
from florilegium.library.actions.tokens import make_token
from florilegium.library.drafts import AnnotationDraft
from florilegium.library.models import Page
from tests.cast import Cast, draft, keep

from .asking import send

ADDRESS = "https://example.org/1"


def client(cast: Cast, who: str) -> Client:
    key = make_token(by=cast[who], name="x", scopes=["read", "write"])[1]
    return Client(headers={"authorization": f"Bearer {key}"})


def known(cast: Cast, who: str, url: str = ADDRESS) -> Any:
    answer = client(cast, who).get("/api/v1/pages", {"url": url})
    assert answer.status_code == 200
    return answer.json()


def digests(cast: Cast, who: str, prefix: str = "") -> Any:
    answer = client(cast, who).get("/api/v1/pages/digests", {"prefix": prefix})
    assert answer.status_code == 200, answer.content
    return answer.json()


def of(*numbers: int) -> list[str]:
    return sorted(digest(parse(f"https://example.org/{n}").key) for n in numbers)


def test_ones_own_libraries_tell_what_they_have(cast: Cast) -> None:
    group = cast.group("closed")
    keep(group, draft(cast["bob"], 1, tags=("Climat", "b"), title="An article"))
    keep(cast.own("alice"), draft(cast["alice"], 1, title="Mine", description="to me"))
    say(by=cast["bob"], of=parse(ADDRESS), draft=AnnotationDraft(body="x"), audience=[group])
    say(by=cast["alice"], of=parse(ADDRESS), draft=AnnotationDraft(body="x"), audience=[])
    told = known(cast, "alice", "http://www.example.org/1?utm_source=x#part")
    assert (told["key"], told["annotations"], told["mine"], told["unread"]) == ("//example.org/1", 2, 1, False)
    assert [
        (one["library"], one["title"], one["tags"], one["private"], one["mine"], one["editable"])
        for one in told["bookmarks"]
    ] == [("~alice", "Mine", [], True, True, True), ("closed", "An article", ["Climat", "b"], False, False, True)]
    hers = known(cast, "bob")
    assert [(one["library"], one["mine"], one["editable"]) for one in hers["bookmarks"]] == [("closed", True, True)]
    assert hers["annotations"] == hers["mine"] == 1


def test_nothing_is_told_of_what_others_keep(cast: Cast) -> None:
    group = cast.group("closed")
    public = cast.group("public", readable_by="world")
    for library in (group, public, cast.own("alice")):
        keep(library, draft(cast["alice"], 1, title="Hers"))
    say(by=cast["alice"], of=parse(ADDRESS), draft=AnnotationDraft(body="x"), audience=[group])
    assert known(cast, "dave") == {
        "url": ADDRESS, "key": "//example.org/1", "bookmarks": [], "unread": False, "annotations": 0, "mine": 0,
    }  # fmt: skip
    assert known(cast, "dave")["bookmarks"] == known(cast, "dave", "https://example.org/never")["bookmarks"]
    assert digests(cast, "dave") == {"prefix": "", "digests": [], "complete": True}
    groups.leave(by=cast["bob"], library=group)
    groups.leave(by=cast["bob"], library=public)
    assert known(cast, "bob")["bookmarks"] == [] == digests(cast, "bob")["digests"]


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://example.org/", "see page 3"])
def test_what_is_no_address_is_refused_in_a_sentence(cast: Cast, url: str) -> None:
    answer = client(cast, "alice").get("/api/v1/pages", {"url": url})
    assert answer.status_code == 422
    assert "https://" in answer.json()["errors"]["url"]


def test_read_later_is_whoever_sees_its_own_matter(cast: Cast) -> None:
    (row,) = keep(cast.group("public", readable_by="world"), draft(cast["alice"], 1))
    dave = client(cast, "dave")
    assert send(dave, "PATCH", f"/bookmarks/{row.pk}", {"unread": True}).json()["unread"] is True
    assert known(cast, "dave")["unread"] is True
    assert known(cast, "alice")["unread"] is False
    assert send(dave, "GET", f"/bookmarks/{row.pk}").json()["unread"] is True
    assert send(dave, "PATCH", f"/bookmarks/{row.pk}", {"unread": True, "title": "x"}).status_code == 403
    assert send(dave, "PATCH", f"/bookmarks/{row.pk}", {"unread": False}).json()["unread"] is False
    made = send(client(cast, "alice"), "POST", "/libraries/~alice/bookmarks", {"url": ADDRESS, "unread": True})
    assert (made.status_code, made.json()["unread"]) == (201, True)


# ---------------------------------------------------------------- digests


def test_digests_are_of_the_pages_of_ones_libraries(cast: Cast) -> None:
    keep(cast.group("closed"), *(draft(cast["alice"], n) for n in range(40)))
    keep(cast.own("alice"), draft(cast["alice"], 7), draft(cast["alice"], 99))
    assert digests(cast, "bob")["digests"] == of(*range(40))
    every = of(*range(40), 99)
    assert digests(cast, "alice")["digests"] == every
    for prefix in ("0", "a3", every[0][:3], every[5][:4], "ffff"):
        told = digests(cast, "alice", prefix)
        assert told == {"prefix": prefix, "digests": [one for one in every if one.startswith(prefix)], "complete": True}


def test_a_page_without_an_address_has_no_digest(cast: Cast) -> None:
    keep(cast.own("alice"), draft(cast["alice"], 1, address=None))
    assert digests(cast, "alice")["digests"] == []


def test_an_address_that_came_to_lead_to_another_page_is_known_as_well(cast: Cast) -> None:
    (row,) = keep(cast.own("alice"), draft(cast["alice"], 1))
    other = parse("https://example.org/2")
    Page.objects.create(key=other.key, url=other.url, merged_into=row.page, bucket=int(digest(other.key)[:4], 16))
    assert digests(cast, "alice")["digests"] == of(1, 2)
    assert digests(cast, "alice", of(2)[0][:4])["digests"] == of(2)
    assert [one["id"] for one in known(cast, "alice", other.url)["bookmarks"]] == [row.pk]


def test_too_many_are_not_told_but_asked_for_by_a_longer_prefix(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowing, "MOST_DIGESTS", 30)
    keep(cast.own("alice"), *(draft(cast["alice"], n) for n in range(40)))
    assert digests(cast, "alice") == {"prefix": "", "digests": [], "complete": False}
    parts = [digests(cast, "alice", f"{digit:x}") for digit in range(16)]
    assert all(part["complete"] for part in parts)
    assert sorted(one for part in parts for one in part["digests"]) == of(*range(40))


@pytest.mark.parametrize("prefix", ["12345", "AB", "g", "0x", " ", "é"])
def test_a_prefix_that_would_tell_too_much_or_is_none_is_refused(cast: Cast, prefix: str) -> None:
    assert client(cast, "alice").get("/api/v1/pages/digests", {"prefix": prefix}).status_code == 422


# ---------------------------------------------------------------- tags


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("", ["Énergie", "énergies", "climat", "énumérer", "%"]),
        ("e", ["Énergie", "énergies", "énumérer"]),
        ("ÉNERG", ["Énergie", "énergies"]),
        ("  énergie ", ["Énergie", "énergies"]),
        ("énergies", ["énergies"]),
        ("%", ["%"]),
        ("_", []),
        ("x", []),
    ],
)
def test_tags_are_found_by_how_they_begin_accents_aside(cast: Cast, prefix: str, found: list[str]) -> None:
    group = cast.group("closed")
    for n, tags in enumerate([("%",), ("énumérer", "climat"), ("climat", "énergies"), ("énergies", "Énergie")]):
        keep(group, draft(cast["bob"], n, tags=tags))
    keep(group, *(draft(cast["bob"], n, tags=("Énergie",)) for n in (11, 12)))
    keep(cast.own("alice"), draft(cast["alice"], 1, tags=("énorme",)))
    answer = client(cast, "bob").get("/api/v1/libraries/closed/tags", {"prefix": prefix})
    told = answer.json()
    assert sorted(one["name"] for one in told["items"]) == sorted(found)
    assert [one["bookmarks"] for one in told["items"]] == sorted(
        (one["bookmarks"] for one in told["items"]), reverse=True
    )
    assert told["total"] == len(found)
