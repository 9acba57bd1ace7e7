"""The pages on which a group and an account end: what is asked, what is said, what is refused."""

import io
import re

import pytest
from django.test import Client

from florilegium.groups.models import Membership, Role
from florilegium.library.models import Ending, Library
from florilegium.people.models import Person
from florilegium.portability import importing
from tests.cast import Cast, draft, keep

from .browsing import client_of

CSV = b"title,url,tags,description,comments,annotations,created_at\nA,https://example.org/b,x,,,,2020-01-01 00:00:00\n"
PASSWORD = "a long enough password"


@pytest.fixture
def group(cast: Cast) -> Library:
    group = cast.group("choir", readable_by="world")
    keep(group, draft(cast["bob"], 1, title="What we sing"))
    return group


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


# ---------------------------------------------------------------- the group


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("carol", 403), ("dave", 403), ("nobody", 302)])
def test_only_owners_are_shown_the_way_to_delete(cast: Cast, group: Library, who: str, status: int) -> None:
    assert client_of(cast, who).get("/group/choir/delete").status_code == status
    assert client_of(cast, who).post("/group/choir/delete", {"slug": "choir"}).status_code == status
    assert not Ending.objects.exists()


def test_group_is_deleted_once_its_address_is_typed(cast: Cast, group: Library) -> None:
    alice = client_of(cast, "alice")
    assert "/group/choir/delete" in text(alice, "/group/choir/settings")
    assert "/group/choir/export" in text(alice, "/group/choir/delete")
    wrong = alice.post("/group/choir/delete", {"slug": "chior"})
    assert wrong.status_code == 422 and 'value="chior"' in wrong.content.decode()
    answer = alice.post("/group/choir/delete", {"slug": " Choir "})
    assert (answer.status_code, answer["Location"]) == (302, "/trash")
    for who in ("alice", "bob", "carol", "dave", "nobody"):
        client = client_of(cast, who)
        assert client.get("/group/choir").status_code == 404
        assert client.get("/feeds/group/choir.atom").status_code == 404
        assert "What we sing" not in text(client, "/") and "Choir" not in text(client, "/")
        assert "Choir" not in text(client, "/group/")
    assert alice.post("/group/choir/delete", {"slug": "choir"}).status_code == 404


def test_owner_takes_it_back_from_her_trash(cast: Cast, group: Library) -> None:
    alice, bob = client_of(cast, "alice"), client_of(cast, "bob")
    alice.post("/group/choir/delete", {"slug": "choir"})
    page = text(alice, "/trash")
    assert "group, with everything in it, deleted by Alice" in page
    assert "Choir" not in text(bob, "/trash")
    path = re.findall(r"/trash/group/\d+/restore", page)[0]
    assert bob.post(path).status_code == 404
    answer = alice.post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/group/choir")
    assert "What we sing" in text(bob, "/group/choir")
    assert alice.post(path).status_code == 404


def test_nothing_of_a_deleted_group_shows_in_what_its_members_have_elsewhere(cast: Cast, group: Library) -> None:
    """Lists of changes, trash, imports, private feeds; all of them there again when it is taken back."""
    alice = client_of(cast, "alice")
    job = importing.receive(by=cast["alice"], name="brought.csv", stream=io.BytesIO(CSV))
    importing.begin(job, group)
    row = keep(group, draft(cast["alice"], 2, title="Another song"))[0]
    alice.post("/group/choir/several", {"id": [row.pk], "act": "tag", "add": "x", "next": "/group/choir"})
    alice.post(f"/group/choir/bookmark/{row.pk}/delete")
    alice.post("/preferences/feeds", {"in": str(group.pk)})
    pages = ("/changes", "/imports", "/preferences/feeds", "/save", "/")
    for path in pages:
        assert "Choir" in text(alice, path), path
    assert "Another song" in text(alice, "/trash")
    alice.post("/group/choir/delete", {"slug": "choir"})
    assert "Another song" not in text(alice, "/trash")
    for path in pages:
        assert "Choir" not in text(alice, path), path
    assert alice.get(f"/imports/{job.pk}").status_code == 404
    importing.run(job)
    assert (job.state, job.new) == ("failed", 0)
    alice.post(re.findall(r"/trash/group/\d+/restore", text(alice, "/trash"))[0])
    for path in pages:
        assert "Choir" in text(alice, path), path


# ---------------------------------------------------------------- the account


@pytest.fixture
def bob(cast: Cast, group: Library) -> Client:
    cast["bob"].set_password(PASSWORD)
    cast["bob"].save()
    client = Client()
    assert client.post("/account/login/", {"login": "bob", "password": PASSWORD}).status_code == 302
    return client


def test_account_is_deleted_with_ones_password(cast: Cast, bob: Client) -> None:
    assert "/preferences/delete" in text(bob, "/preferences")
    assert "/person/bob/export" in text(bob, "/preferences/delete")
    answer = bob.post("/preferences/delete", {"words": "keep", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Your account is deleted" in text(bob, "/")
    assert bob.get("/trash").status_code == 302
    assert bob.post("/account/login/", {"login": "bob", "password": PASSWORD}).status_code == 200
    assert bob.get("/person/bob").status_code == 404
    page = text(client_of(cast, "alice"), "/group/choir")
    assert "former member" in page and "Bob" not in page
    assert "Bob" not in text(client_of(cast, "alice"), "/group/choir/members")
    french = client_of(cast, "alice", "fr").get("/group/choir").content.decode()
    assert "ancien membre" in french


@pytest.mark.parametrize(
    ("words", "password"), [("keep", "wrong"), ("", PASSWORD), ("everything", PASSWORD), ("erase", "")]
)
def test_wrong_password_or_no_choice_changes_nothing(bob: Client, words: str, password: str) -> None:
    answer = bob.post("/preferences/delete", {"words": words, "password": password})
    assert answer.status_code == 422
    assert PASSWORD not in answer.content.decode()
    assert Person.objects.filter(login="bob", is_active=True).exists()


def test_password_is_not_to_be_guessed_here(bob: Client) -> None:
    for _ in range(11):
        answer = bob.post("/preferences/delete", {"words": "keep", "password": "guess"})
    assert "Too many attempts" in answer.content.decode()
    assert bob.post("/preferences/delete", {"words": "keep", "password": PASSWORD}).status_code == 422


def test_only_owner_is_told_what_to_settle_first(cast: Cast, group: Library) -> None:
    alice = client_of(cast, "alice")
    page = text(alice, "/preferences/delete")
    assert "You are the only owner of “Choir”" in page
    assert "/group/choir/members" in page and "/group/choir/delete" in page and 'type="password"' not in page
    assert alice.post("/preferences/delete", {"words": "keep", "password": "x"}).status_code == 409
    membership = Membership.objects.get(library=group, person=cast["bob"])
    alice.post(f"/group/choir/members/{membership.pk}/role", {"role": "owner"})
    membership.refresh_from_db()
    assert membership.role == Role.OWNER
    assert 'type="password"' in text(alice, "/preferences/delete")
    assert alice.post("/group/choir/leave").status_code == 302


def test_last_owner_is_told_what_to_do_instead_of_leaving(cast: Cast, group: Library) -> None:
    answer = client_of(cast, "alice").post("/group/choir/leave")
    assert answer.status_code == 409
    assert "make another member its owner first" in answer.content.decode()
