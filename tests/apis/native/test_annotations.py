"""The API of a page's annotations, as `docs/annotating.md` promises it to those who build on it."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from florilegium.apis.native import annotations
from florilegium.library.actions import groups
from florilegium.library.actions.tokens import make_token
from florilegium.library.drafts import NoteDraft
from florilegium.library.models import Annotation, Bookmark
from tests.cast import Cast, draft, keep
from tests.shared_files import REPOSITORY

from .asking import send

ADDRESS = "https://example.org/1"
SELECTORS: list[dict[str, Any]] = [
    {"type": "TextQuoteSelector", "exact": "words of the page", "prefix": "the ", "suffix": ", said"},
    {"type": "TextPositionSelector", "start": 40, "end": 57},
    {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 4, "endContainer": "/p[1]", "endOffset": 21},
]


class Asker:
    """Somebody's program."""

    def __init__(self, cast: Cast, who: str) -> None:
        headers = {}
        if who != "nobody":
            key = make_token(by=cast[who], name="x", scopes=["read", "write"])[1]
            headers = {"authorization": f"Bearer {key}"}
        self.client = Client(headers=headers)

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        return send(self.client, method, path, body, **headers)

    def say(self, **told: object) -> Any:
        given = {"url": ADDRESS, "body": "mine", "audience": ["closed"], **told}
        return self("POST", "/annotations", {name: value for name, value in given.items() if value is not None})

    def page(self, known: str = "", url: str = ADDRESS) -> Any:
        return self.client.get("/api/v1/annotations", {"url": url}, headers={"If-None-Match": known} if known else {})


@pytest.fixture
def bob(cast: Cast) -> Asker:
    cast.group("closed")
    return Asker(cast, "bob")


def test_an_annotation_is_told_as_the_document_says(cast: Cast, bob: Asker) -> None:
    document = (REPOSITORY / "docs" / "annotating.md").read_text(encoding="utf-8")
    promised = json.loads(re.findall(r"```json\n(.*?)```", document, re.DOTALL)[0])
    made = bob.say(selectors=SELECTORS, color="blue", tags=["Climat"], body="*mine*", key="k")
    assert made.status_code == 201
    told = made.json()
    assert set(told) == set(promised)
    pk = told["id"]
    assert made["Location"] == f"/api/v1/annotations/{pk}"
    assert made["ETag"] == told["etag"]
    row = Bookmark.objects.get()
    for name, value in {
        "kind": "note", "quote": "words of the page", "selectors": SELECTORS, "color": "blue", "body": "*mine*",
        "body_html": "<p><em>mine</em></p>\n", "body_format": "markdown", "tags": ["Climat"],
        "author": {"login": "bob", "name": "Bob"}, "mine": True, "can": ["edit", "delete", "reply"], "audience": ["closed"],
        "only_me": False, "parent": None, "root": None, "replies": 0, "withdrawn": False, "approximate": False,
        "created_known": True, "html_url": f"http://testserver/group/closed/bookmark/{row.pk}#a{pk}",
        "link": f"http://testserver/annotation/{pk}",
    }.items():  # fmt: skip
        assert told[name] == value, name
    assert bob("GET", f"/annotations/{pk}").json() == told
    assert bob.page().json()["items"] == [told]
    hers = Asker(cast, "alice").page().json()["items"][0]
    assert {**told, "mine": False, "can": ["reply"]} == hers


def test_a_page_is_told_whole_with_its_state(cast: Cast, bob: Asker) -> None:
    cast.group("public", readable_by="world")
    first = bob.say(audience=["closed", "public"], selectors=SELECTORS).json()
    reply = bob.say(url=None, parent=first["id"], audience=["public"], body="and").json()
    only = bob.say(audience=[], body="to myself").json()
    assert (only["audience"], only["only_me"], only["can"]) == ([], True, ["edit", "delete", "reply"])
    assert (reply["parent"], reply["root"], reply["audience"]) == (first["id"], first["id"], ["public"])
    told = bob.page()
    assert told["Cache-Control"] == "no-cache, private"
    assert [one["id"] for one in told.json()["items"]] == [first["id"], only["id"], reply["id"]]
    assert told.json()["items"][0]["replies"] == 1
    assert [one["id"] for one in Asker(cast, "nobody").page().json()["items"]] == [first["id"], reply["id"]]
    assert Asker(cast, "nobody").page().json()["items"][0]["audience"] == ["public"]
    row = Bookmark.objects.get(library__group__slug="closed")
    by_bookmark = bob.client.get("/api/v1/annotations", {"bookmark": row.pk})
    assert by_bookmark.json() == told.json()
    assert by_bookmark["ETag"] == told["ETag"]


def test_an_address_nobody_she_reads_has_kept_is_an_empty_list(cast: Cast, bob: Asker) -> None:
    bob.say()
    dave = Asker(cast, "dave")
    unheard, unknown = dave.page(), dave.page(url="https://example.org/never")
    assert unheard.json() == unknown.json() == {"items": [], "total": 0, "total_is_exact": True, "next": None}
    assert unheard["ETag"] == unknown["ETag"]


def test_asked_again_nothing_is_built_until_something_is_otherwise(cast: Cast, bob: Asker) -> None:
    alice = Asker(cast, "alice")
    pk = bob.say(selectors=SELECTORS).json()["id"]
    states = [bob.page()["ETag"]]

    def again() -> None:
        assert bob.page(states[-1]).status_code == 304
        assert bob.page(f'W/"x", {states[-1]}').status_code == 304

    def other() -> None:
        answer = bob.page(states[-1])
        assert answer.status_code == 200
        assert answer["ETag"] not in states
        states.append(answer["ETag"])

    again()
    with CaptureQueriesContext(connection) as asked:
        bob.page(states[-1])
    assert len(asked) <= 6  # token, standing in two, page, state; none of them depends on how much is said
    alice.say(url=None, parent=pk, body="so?")
    other()
    bob("PATCH", f"/annotations/{pk}", {"tags": ["x"]})
    other()
    bob("DELETE", f"/annotations/{pk}")
    other()
    bob("POST", f"/annotations/{pk}/restore")
    other()
    again()
    groups.leave(by=cast["bob"], library=Bookmark.objects.get().library)
    other()


def test_what_is_said_twice_is_said_once(bob: Asker) -> None:
    first, again = bob.say(key="k"), bob.say(key="k", body="otherwise")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert again["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"url": None}, "url"),
        ({"bookmark": 1}, "bookmark"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"audience": None}, "audience"),
        ({"audience": ["nowhere"]}, "audience"),
        ({"audience": ["../x"]}, "audience.0"),
        ({"body": ""}, ""),
        ({"body": "x" * 100_001}, "body"),
        ({"tags": ["x"] * 21}, "tags"),
        ({"key": "x" * 65}, "key"),
        ({"color": "red"}, "color"),
        ({"selectors": [{"type": "CssSelector", "value": "p"}]}, "selectors.0"),
        ({"selectors": [SELECTORS[0], {**SELECTORS[2], "startContainer": "//p"}]}, "selectors.1"),
        ({"selectors": [SELECTORS[1]]}, "selectors"),
        ({"selectors": SELECTORS, "quote": "other words"}, "quote"),
        ({"parent": 999}, "parent"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_what_makes_no_sense_is_said_by_field(bob: Asker, told: dict[str, Any], field: str) -> None:
    answer = bob.say(**told)
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert field in answer.json().get("errors", {"": ""})
    assert answer.json()["detail"]
    assert not Annotation.objects.exists()


def test_a_quote_alone_is_enough_and_halves_of_characters_are_left_out(bob: Asker) -> None:
    assert bob.say(quote="words").json()["selectors"] == [{"type": "TextQuoteSelector", "exact": "words"}]
    cut = [{"type": "TextQuoteSelector", "exact": "x", "prefix": "\ude00 y", "suffix": "z \ud83d"}]
    assert bob.say(selectors=cut).json()["selectors"][0] == {
        "type": "TextQuoteSelector", "exact": "x", "prefix": " y", "suffix": "z ",
    }  # fmt: skip


def test_no_more_than_she_has_seen_is_changed(cast: Cast, bob: Asker) -> None:
    told = bob.say(selectors=SELECTORS).json()
    path = f"/annotations/{told['id']}"
    changed = bob("PATCH", path, {"color": "pink", "body": "x"}, **{"If-Match": told["etag"]})
    assert (changed.status_code, changed.json()["color"], changed.json()["body"]) == (200, "pink", "x")
    late = bob("PATCH", path, {"body": "y"}, **{"If-Match": told["etag"]})
    assert late.status_code == 412
    assert bob("DELETE", path, **{"If-Match": told["etag"]}).status_code == 412
    assert bob("PATCH", path, {}).json()["etag"] == changed.json()["etag"], "nothing asked, nothing changed"


def test_the_audience_is_told_back_as_it_was_told(cast: Cast, bob: Asker) -> None:
    cast.group("other")
    pk = bob.say(audience=[]).json()["id"]
    for audience in (["closed"], ["closed", "other"], ["other"], [], ["other"]):
        told = bob("PATCH", f"/annotations/{pk}", {"audience": audience}).json()
        assert told["audience"] == audience
        assert told["only_me"] is (audience == [])


def test_where_others_answered_a_line_stays(cast: Cast, bob: Asker) -> None:
    alice = Asker(cast, "alice")
    pk = bob.say(selectors=SELECTORS, tags=["x"]).json()["id"]
    alice.say(url=None, parent=pk, body="so?")
    bob("PATCH", f"/annotations/{pk}", {"audience": []})
    stub, reply = alice.page().json()["items"]
    assert (stub["withdrawn"], stub["quote"], stub["body"], stub["tags"], stub["selectors"]) == (True, "", "", [], [])
    assert stub["author"]["login"] == "bob"
    assert reply["root"] == stub["id"] != pk
    assert [one["can"] for one in bob.page().json()["items"] if one["id"] == stub["id"]] == [["reply"]]


def test_taken_back_and_put_back(bob: Asker) -> None:
    told = bob.say(selectors=SELECTORS, tags=["x"], key="k").json()
    path = f"/annotations/{told['id']}"
    assert bob("DELETE", path).status_code == 204
    assert bob("GET", path).status_code == 404
    assert bob("POST", f"{path}/restore").json() == told
    assert bob("POST", f"{path}/restore").json() == told, "twice is once"


def test_who_left_is_told_where_she_spoke_and_may_tell_it_back(cast: Cast, bob: Asker) -> None:
    pk = bob.say().json()["id"]
    groups.leave(by=cast["bob"], library=Bookmark.objects.get().library)
    told = bob("PATCH", f"/annotations/{pk}", {"audience": ["closed"], "body": "still mine"})
    assert (told.status_code, told.json()["body"]) == (200, "still mine")
    assert bob.say().status_code == 422


def test_oneself(cast: Cast, bob: Asker) -> None:
    cast.group("public", readable_by="world", name="Lecture")
    groups.set_library_open(by=cast["bob"], library=cast.own("bob"), is_open=True)
    bob.say(selectors=SELECTORS, color="green")
    bob.say(body="a page note has no colour")
    told = bob("GET", "/me").json()
    assert told["person"] == {"login": "bob", "name": "Bob"}
    assert told["colour"] == "green"
    assert [(one["id"], one["word"], one["members"], one["open"], one["writable"]) for one in told["libraries"]] == [
        ("~bob", "everyone", 1, True, True),
        ("closed", "Closed, 3 members", 3, False, True),
        ("public", "Lecture, 3 members, and everyone", 3, True, True),
    ]
    assert all(one["recommended"] == [] for one in told["libraries"])
    groups.set_library_open(by=cast["bob"], library=cast.own("bob"), is_open=False)
    assert bob("GET", "/me").json()["libraries"][0]["word"] == "only me"


def test_a_preview_is_what_will_be_shown(bob: Asker) -> None:
    body = "**b** <script>alert(1)</script> ![cat](https://elsewhere.example/c.png) [x](javascript:alert(1))"
    html = bob("POST", "/preview", {"body": body}).json()["html"]
    assert html == bob.say(body=body).json()["body_html"]
    assert "<strong>b</strong>" in html
    assert "<script" not in html and "<img" not in html and "javascript:" not in html.replace("[x](javascript:", "")
    assert '<a href="https://elsewhere.example/c.png"' in html


def test_imported_words_are_plain_and_shown_by_lines(cast: Cast, bob: Asker) -> None:
    (row,) = keep(
        cast.own("bob"), draft(cast["bob"], 1, page_notes=(NoteDraft("a <b>\n\nc", cast["bob"], plain=True),))
    )
    told = bob.page(url=row.page.url).json()["items"][0]
    assert (told["body_format"], told["body_html"]) == ("plain", "<p>a &lt;b&gt;</p><p>c</p>")
    changed = bob("PATCH", f"/annotations/{told['id']}", {"tags": ["x"]}).json()
    assert changed["body_format"] == "plain", "what was not rewritten stays as it was brought"


def test_a_thousand_are_told_at_a_time(cast: Cast, bob: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotations, "MOST", 3)
    ids = [bob.say(body=f"{n}").json()["id"] for n in range(7)]
    found, query = [], {"url": ADDRESS}
    while True:
        told = bob.client.get("/api/v1/annotations", query).json()
        found += [one["id"] for one in told["items"]]
        assert told["total"] == 7
        if told["next"] is None:
            break
        query["cursor"] = told["next"]
    assert found == ids
