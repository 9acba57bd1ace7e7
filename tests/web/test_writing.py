"""Forms: what they do, and that a mistake loses nothing that was typed."""

import re

import pytest
from django.test import Client

from florilegium.groups.models import Group, Membership, Role
from florilegium.library.models import Annotation, Bookmark, Trash
from florilegium.people.models import Person
from florilegium.web import tagging, visits
from tests.cast import Cast, draft, keep

from .browsing import HUMAN, client_of


def test_who_keeps_the_instance_opens_accounts(cast: Cast) -> None:
    alice = cast["alice"]
    assert client_of(cast, "alice").get("/people/new").status_code == 404
    assert client_of(cast, "alice").post("/people/new", {"login": "zoe"}).status_code == 404
    alice.is_admin = True
    alice.save()
    client = client_of(cast, "alice")
    assert "/people/new" in client.get("/preferences").content.decode()
    assert "is taken" in client.post("/people/new", {"login": "bob"}).content.decode()
    wrong = client.post("/people/new", {"login": "Zoé", "name": "Zoé <b>", "email": "no"})
    assert wrong.status_code == 422
    assert "Zoé &lt;b&gt;" in wrong.content.decode() and "letters a to z" in wrong.content.decode()
    made = client.post("/people/new", {"login": "zoe", "name": "Zoé"})
    password = re.search(r"shown only now: (\S+?)</p>", made.content.decode())
    assert password is not None and made["Cache-Control"] == "no-store"
    assert Client().login(username="zoe", password=password[1])
    assert cast.own("bob").person != Person.objects.get(login="zoe").library.person


def test_the_appearance_can_be_chosen_without_a_script(cast: Cast) -> None:
    client = client_of(cast, "alice")
    client.post("/preferences", {"name": "Alice", "language": "", "theme": "dark"})
    assert 'id="theme-dark" value="dark" autocomplete="off" checked' in client.get("/").content.decode()


def test_a_get_never_saves(cast: Cast) -> None:
    page = client_of(cast, "alice").get(
        "/save", {"url": "https://example.org/x", "title": "T <x>", "description": "said", "tags": "a,b"}
    )
    assert page.status_code == 200
    assert 'value="https://example.org/x"' in page.content.decode()
    assert 'value="T &lt;x&gt;"' in page.content.decode()
    assert Bookmark.objects.count() == 0


def test_a_page_is_kept_and_shown(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    client = client_of(cast, "bob")
    form = {"url": "HTTPS://Example.org/x?utm_source=mail", "title": "T", "tags": 'a, "b, c", A', "in": group.pk}
    answer = client.post("/save", form)
    bookmark = Bookmark.objects.select_related("page").get()
    assert answer["Location"] == f"/group/open/bookmark/{bookmark.pk}"
    assert bookmark.page.key == "//example.org/x"
    page = client.get(answer["Location"]).content.decode()
    assert "Kept." in page and "b, c" in page
    assert "was kept here already" in client.post("/save", form, follow=True).content.decode()
    assert Bookmark.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"url": ""}, "Write the page"),
        ({"url": "javascript:alert(1)"}, "Only pages of the web"),
        ({"url": "not an address"}, "This is not an address"),
        ({"url": "https://example.org/", "title": "x" * 1001}, "1000 is the most"),
        ({"url": "https://example.org/", "in": "999"}, "Choose the library"),
        ({"url": "https://example.org/", "tags": ",".join(map(str, range(101)))}, "more than 100 tags"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    own = cast.own("alice")
    form = {
        "url": "https://example.org/",
        "title": "My <title>",
        "description": "kept words",
        "in": str(own.pk),
        **typed,
    }
    answer = client_of(cast, "alice").post("/save", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "kept words" in page
    assert Bookmark.objects.count() == 0


def test_nobody_keeps_into_a_group_that_is_not_hers(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    answer = client_of(cast, "dave").post("/save", {"url": "https://example.org/", "in": group.pk})
    assert answer.status_code == 422
    assert Bookmark.objects.count() == 0


def test_notes_and_replies_are_said_changed_and_taken_back(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1))[0]
    here = f"/group/open/bookmark/{bookmark.pk}"
    alice, bob = client_of(cast, "alice"), client_of(cast, "bob")
    alice.post(f"{here}/note", {"body": "**Strong** <script>alert(1)</script>", "audience": "library"})
    note = Annotation.objects.get()
    page = client_of(cast, "nobody").get(here).content.decode()
    assert "<strong>Strong</strong>" in page
    assert "<script>alert" not in page
    bob.post(f"{here}/annotation/{note.pk}/reply", {"body": "I differ"})
    assert bob.get(f"{here}/annotation/{note.pk}/edit").status_code == 403
    alice.post(f"{here}/annotation/{note.pk}/edit", {"body": "Weaker"})
    assert "Weaker" in client_of(cast, "nobody").get(here).content.decode()
    assert "Others have answered" in alice.get(f"{here}/annotation/{note.pk}/delete").content.decode()
    alice.post(f"{here}/annotation/{note.pk}/delete")
    page = client_of(cast, "nobody").get(here).content.decode()
    assert "Weaker" not in page and "I differ" in page and "Withdrawn by its author" in page
    alice.post(f"/trash/{Trash.objects.get().pk}/restore")
    assert "Weaker" in client_of(cast, "nobody").get(here).content.decode()


def test_a_note_for_me_alone_is_seen_by_me_alone(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1))[0]
    here = f"/group/open/bookmark/{bookmark.pk}"
    client_of(cast, "bob").post(f"{here}/note", {"body": "between me and me", "audience": "me"})
    assert "between me and me" in client_of(cast, "bob").get(here).content.decode()
    assert "between me and me" in client_of(cast, "bob").get("/group/open").content.decode()
    for other in ("alice", "carol", "dave", "nobody"):
        assert "between me" not in client_of(cast, other).get(here).content.decode()
        assert "between me" not in client_of(cast, other).get("/group/open").content.decode()


def test_an_empty_note_is_refused_and_the_page_comes_back(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1))[0]
    answer = client_of(cast, "bob").post(f"/group/open/bookmark/{bookmark.pk}/note", {"body": "  ", "audience": "me"})
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()


def test_a_deleted_bookmark_rests_in_the_trash_and_comes_back_under_its_address(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1, tags=("a",)))[0]
    here = f"/group/open/bookmark/{bookmark.pk}"
    carol = client_of(cast, "carol")
    carol.post(f"{here}/delete")
    assert client_of(cast, "alice").get(here).status_code == 404
    assert "Page 1" in carol.get("/trash").content.decode()
    assert client_of(cast, "alice").post(f"/trash/{Trash.objects.get().pk}/restore").status_code == 404
    carol.post(f"/trash/{Trash.objects.get().pk}/restore")
    assert client_of(cast, "nobody").get(here).status_code == 200


def test_a_group_is_made_and_its_people_come(cast: Cast) -> None:
    alice, dave = client_of(cast, "alice"), client_of(cast, "dave")
    form = {"name": "Readers", "slug": "readers", "readable_by": "world", "joinable_by": "request",
            "writable_by": "members", "listed": "yes"}  # fmt: skip
    assert alice.post("/groups/new", {**form, "slug": "No Slug!"}).status_code == 422
    assert alice.post("/groups/new", form)["Location"] == "/group/readers"
    assert dave.post("/groups/new", form).status_code == 409
    dave.post("/group/readers/join")
    waiting = Membership.objects.get(person=cast["dave"])
    assert waiting.role == Role.PENDING
    assert client_of(cast, "bob").post(f"/group/readers/members/{waiting.pk}/approve").status_code == 403
    alice.post(f"/group/readers/members/{waiting.pk}/approve")
    assert alice.post("/group/readers/members/add", {"login": "nobody-here"}).status_code == 422
    alice.post("/group/readers/members/add", {"login": "bob"})
    assert Group.objects.get(slug="readers").members == 3
    assert alice.post("/group/readers/leave").status_code == 409  # the last owner
    dave.post("/group/readers/leave")
    assert Group.objects.get(slug="readers").members == 2


def test_closing_a_group_is_felt_at_the_next_request(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1))[0]
    here = f"/group/open/bookmark/{bookmark.pk}"
    form = {
        "name": "Open",
        "readable_by": "members",
        "joinable_by": "request",
        "writable_by": "members",
        "listed": "yes",
    }
    nobody = client_of(cast, "nobody")
    assert nobody.get(here).status_code == 200
    client_of(cast, "alice").post("/group/open/settings", form)
    assert nobody.get(here).status_code == 404
    client_of(cast, "alice").post("/group/open/settings", {**form, "readable_by": "world"})
    assert nobody.get(here).status_code == 404  # announced, effective after seven days
    assert "becomes readable by everyone" in client_of(cast, "bob").get("/group/open").content.decode()


def test_forms_need_their_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, headers={"user-agent": HUMAN})
    client.force_login(cast["alice"])
    answer = client.post("/save", {"url": "https://example.org/"})
    assert answer.status_code == 403
    assert "expired" in answer.content.decode()
    assert Bookmark.objects.count() == 0


def test_a_form_never_leads_to_another_site(cast: Cast) -> None:
    for bad in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = client_of(cast, "nobody").post("/preferences/language", {"language": "fr", "next": bad})
        assert answer["Location"] == "/"


def test_views_are_counted_once_a_visitor_and_not_for_robots(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1, views=7))[0]
    here = f"/group/open/bookmark/{bookmark.pk}"
    client_of(cast, "nobody").get(here)
    client_of(cast, "nobody").get(here)
    client_of(cast, "nobody").post(f"{here}/followed")
    Client(headers={"user-agent": "Googlebot/2.1"}).get(here)
    Client(headers={"user-agent": HUMAN, "sec-purpose": "prefetch"}).get(here)
    Client(headers={"user-agent": HUMAN + " other"}).get(here)
    assert visits.write() == 2
    client_of(cast, "nobody").get(here)
    assert visits.write() == 0
    bookmark.refresh_from_db()
    assert bookmark.views == 9


def test_tags_survive_being_typed() -> None:
    for tags in (("a", "b c"), ("with, comma",), ('quo"te', "C++"), ("travail/atelier",)):
        assert tagging.parse(tagging.typed(tags)) == tags
    assert tagging.parse(" #a,, b ,") == ("a", "b")


def test_diigo_s_addresses_lead_to_ours(cast: Cast) -> None:
    client = client_of(cast, "nobody")
    for old, new in {
        "/group/our-group/content/tag/caf%C3%A9": "/group/our-group/tag/caf%C3%A9",
        "/group/our-group/content/some-title-123": "/group/our-group/bookmark/123",
        "/group/our-group/content/123": "/group/our-group/bookmark/123",
        "/group/our-group/rss": "/feeds/group/our-group.rss",
        "/user/anna": "/person/anna",
        "/user/anna/work": "/person/anna/tag/work",
        "/user/anna?query=%23work": "/person/anna/tag/work",
        "/rss/user/anna/work": "/feeds/person/anna.rss?tag=work",
    }.items():
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_every_page_forbids_what_it_does_not_need(cast: Cast) -> None:
    answer = client_of(cast, "nobody").get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    page = answer.content.decode()
    assert not re.search(r"<[^>]+ (?:style|onclick)=", page)
    assert "<style" not in page and re.findall(r"<script(?![^>]* src=)", page) == []
