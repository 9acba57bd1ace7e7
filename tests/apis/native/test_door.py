"""Who comes in from our own pages: the session, with its CSRF token in a header, on whatever method; and nobody else so."""

import json
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from florilegium.library.actions.tokens import make_token
from florilegium.people.models import Person
from tests.cast import Cast, draft, keep


@pytest.fixture
def alice(cast: Cast) -> Person:
    """She keeps one page, privately."""
    keep(cast.own("alice"), draft(cast["alice"], 1))
    return cast["alice"]


class Browser:
    """A browser in which somebody signed in: her cookies go along with whatever she sends."""

    def __init__(self, person: Person | None, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers=headers)
        self.client.get("/account/login/")  # a page of ours sets the cookie
        if person is not None:
            self.client.force_login(person)
        self.token = self.client.cookies["csrftoken"].value

    def ask(self, method: str = "GET", path: str = "/me", data: object = None, **headers: str) -> Any:
        """As a script of our page does it."""
        sent = {"X-CSRFToken": self.token, **headers}
        body = "" if data is None else json.dumps(data)
        kept = {name: value for name, value in sent.items() if value}
        return self.client.generic(method, f"/api/v1{path}", body, "application/json", headers=kept)


def test_our_own_page_reads_and_writes_as_who_is_signed_in(alice: Person) -> None:
    browser = Browser(alice)
    told = browser.ask()
    assert told.status_code == 200
    assert told.json()["person"]["login"] == "alice"
    assert "private" in told["Cache-Control"]
    assert {"Cookie", "X-CSRFToken", "Authorization"} <= {name.strip() for name in told["Vary"].split(",")}
    made = browser.ask("POST", "/annotations", {"url": "https://example.org/1", "body": "mine", "audience": []})
    assert made.status_code == 201
    place = f"/annotations/{made.json()['id']}"
    assert browser.ask("PATCH", place, {"body": "otherwise"}).json()["body"] == "otherwise"
    assert browser.ask("DELETE", place).status_code == 204


def test_without_the_header_no_cookie_is_looked_at(alice: Person) -> None:
    browser = Browser(alice)
    assert browser.ask(**{"X-CSRFToken": ""}).status_code == 401
    found = browser.ask(path="/annotations?url=https://example.org/1", **{"X-CSRFToken": ""})
    assert found.status_code == 200
    assert "Cookie" not in found["Vary"]
    assert browser.ask(path="/libraries", **{"X-CSRFToken": ""}).json()["items"] == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("token", ["x", "x" * 32, "x" * 64, "é"])
def test_a_wrong_token_is_refused_on_every_method(alice: Person, method: str, token: str) -> None:
    browser = Browser(alice)
    path = {"GET": "/me", "HEAD": "/me", "POST": "/annotations"}.get(method, "/annotations/1")
    answer = browser.ask(method, path, None if method in ("GET", "HEAD", "DELETE") else {}, **{"X-CSRFToken": token})
    assert answer.status_code == 403
    if method != "HEAD":
        assert answer["Content-Type"] == "application/problem+json"
        assert "Reload" in answer.json()["detail"]


def test_another_persons_token_is_refused(cast: Cast) -> None:
    token = Browser(cast["bob"]).token
    assert Browser(cast["alice"]).ask(**{"X-CSRFToken": token}).status_code == 403


def test_a_token_without_its_cookie_is_refused(alice: Person) -> None:
    browser = Browser(alice)
    del browser.client.cookies["csrftoken"]
    assert browser.ask().status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_what_comes_from_another_site_is_refused(alice: Person, site: str) -> None:
    answer = Browser(alice).ask(**{"Sec-Fetch-Site": site})
    assert answer.status_code == (403 if site else 200)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_another_origin_is_refused_also_for_reading(alice: Person, origin: str) -> None:
    assert Browser(alice).ask(Origin=origin).status_code == 403
    assert Browser(alice).ask(Origin="http://testserver").status_code == 200


def test_over_https_the_referer_must_be_ours(alice: Person) -> None:
    browser = Browser(alice)
    ask = {"headers": {"X-CSRFToken": browser.token}, "secure": True}
    assert browser.client.get("/api/v1/me", **ask).status_code == 403  # type: ignore[arg-type]
    ask["headers"] = {"X-CSRFToken": browser.token, "Referer": "https://testserver/group/x"}
    assert browser.client.get("/api/v1/me", **ask).status_code == 200  # type: ignore[arg-type]


def test_who_is_not_signed_in_is_nobody(alice: Person) -> None:
    browser = Browser(None)
    refused = browser.ask()
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert browser.ask(path="/libraries").json()["items"] == []


def test_signing_out_ends_it_at_the_next_request(alice: Person) -> None:
    browser = Browser(alice)
    assert browser.ask().status_code == 200
    browser.client.logout()
    browser.client.cookies["csrftoken"] = browser.token
    assert browser.ask().status_code == 401


def test_a_closed_account_is_nobody(alice: Person) -> None:
    browser = Browser(alice)
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    assert browser.ask().status_code == 401


def test_a_token_beats_the_cookie(cast: Cast) -> None:
    browser = Browser(cast["alice"])
    key = make_token(by=cast["bob"], name="x", scopes=["read"])[1]
    told = browser.ask(Authorization=f"Bearer {key}")
    assert told.json()["person"]["login"] == "bob"
    assert browser.ask("POST", "/annotations", {}, Authorization=f"Bearer {key}").status_code == 403
    # and one that is none is not made good by a cookie
    assert browser.ask(Authorization="Bearer flo_x").status_code == 401


def test_sentences_are_in_the_language_of_who_is_signed_in(alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(language="fr")
    answer = Browser(alice).ask(path="/annotations/999", **{"Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer["Content-Language"] == "fr"
    assert answer.json()["detail"].startswith("Il n’y a rien ici")


def test_a_person_writes_only_so_often(alice: Person, settings: Any) -> None:
    settings.API_WRITES_A_MINUTE = 3
    browser, words = Browser(alice), {"url": "https://example.org/1", "body": "x", "audience": []}
    answers = [browser.ask("POST", "/annotations", words) for _ in range(4)]
    assert [one.status_code for one in answers] in (
        [201, 201, 201, 429],
        [201, 201, 201, 201],
    )  # the minute may have turned
    if answers[-1].status_code == 429:
        assert int(answers[-1]["Retry-After"]) <= 60
        assert "You may write 3 times a minute" in answers[-1].json()["detail"]
    key = make_token(by=alice, name="x", scopes=["read", "write"])[1]
    assert browser.ask("POST", "/annotations", words, Authorization=f"Bearer {key}").status_code == 201
    assert browser.ask().status_code == 200, "reading is not counted"


def test_the_api_is_where_programs_ask() -> None:
    assert "/api/" in django_settings.STATELESS
