"""The browser extension is given a key by its person's word, and loses it by another."""

import base64
import hashlib
import json
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client

from florilegium.library.actions import connections
from florilegium.library.errors import NotFound
from tests.cast import Cast

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
HOME = connections.EXTENSION.redirects[0]
ORIGIN = "chrome-extension://boahbhaajepiefcifkjkkbakhhkjppjp"


def asked(**changes: str) -> str:
    """The address to which an extension leads its person."""
    parameters = {
        "response_type": "code", "client_id": connections.EXTENSION.id, "redirect_uri": HOME, "scope": "read write",
        "state": "st", "code_challenge": CHALLENGE, "code_challenge_method": "S256", **changes,
    }  # fmt: skip
    return "/oauth/authorize?" + urlencode({name: value for name, value in parameters.items() if value})


def allow(browser: Client, action: str = "grant") -> dict[str, list[str]]:
    """Press a button of the page that asks; what the extension is answered."""
    page = browser.get(asked()).content.decode()
    signed = re.search(r'name="request" value="([^"]+)"', page)
    assert signed is not None
    answer = browser.post(
        "/oauth/authorize", {"request": signed[1], "scopes": ["read", "write"], "action": action}
    )  # fmt: skip
    assert answer.status_code == 302 and answer["Location"].startswith(HOME)
    return parse_qs(urlsplit(answer["Location"]).query)


def exchange(code: str, **changes: str) -> tuple[int, dict[str, object]]:
    """Trade a code, or what ``changes`` says, for keys."""
    fields = {
        "grant_type": "authorization_code", "code": code, "client_id": connections.EXTENSION.id, "redirect_uri": HOME,
        "code_verifier": VERIFIER, **changes,
    }  # fmt: skip
    answer = Client().post("/oauth/token", fields, headers={"Origin": ORIGIN})
    assert answer["Access-Control-Allow-Origin"] == ORIGIN
    told: dict[str, object] = json.loads(answer.content)
    return answer.status_code, told


@pytest.fixture
def alices(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast["alice"])
    return browser


def test_a_key_is_given_for_a_code_once(alices: Client, cast: Cast) -> None:
    code = allow(alices)
    assert code["state"] == ["st"]
    status, told = exchange(code["code"][0])
    assert status == 200 and told["scope"] == "read write" and told["token_type"] == "Bearer"
    token = connections.find_by_access(str(told["access_token"]))
    assert token is not None and token.user == cast["alice"]
    assert exchange(code["code"][0])[0] == 400  # a code is good once


def test_the_api_is_asked_with_it(alices: Client, cast: Cast) -> None:
    told = exchange(allow(alices)["code"][0])[1]
    bearer = {"Authorization": f"Bearer {told['access_token']}", "Origin": ORIGIN}
    answer = Client().get("/api/v1/me", headers=bearer)
    assert answer.status_code == 200 and answer["Access-Control-Allow-Origin"] == ORIGIN
    assert json.loads(answer.content)["person"]["login"] == "alice"
    kept = Client().post(
        "/api/v1/libraries/~alice/bookmarks", {"url": "https://example.org/a"}, content_type="application/json",
        headers=bearer,
    )  # fmt: skip
    assert kept.status_code == 201 and "RateLimit-Remaining" in kept.headers
    connections.disconnect(by=cast["alice"], program=connections.EXTENSION.id)
    answer = Client().get("/api/v1/me", headers=bearer)
    assert answer.status_code == 401 and answer["Access-Control-Allow-Origin"] == ORIGIN


def test_a_refresh_token_opens_nothing_by_itself(alices: Client) -> None:
    told = exchange(allow(alices)["code"][0])[1]
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {told['refresh_token']}"})
    assert answer.status_code == 401


def test_a_key_is_renewed_and_the_old_one_is_none(alices: Client) -> None:
    told = exchange(allow(alices)["code"][0])[1]
    old = str(told["refresh_token"])
    renewed = {"grant_type": "refresh_token", "refresh_token": old}
    status, fresh = exchange("", **renewed)
    assert status == 200 and connections.find_by_access(str(fresh["access_token"])) is not None
    assert exchange("", **renewed)[0] == 400


def test_a_code_without_its_secret_opens_nothing(alices: Client) -> None:
    assert exchange(allow(alices)["code"][0], code_verifier="w" * 64)[0] == 400
    assert exchange(allow(alices)["code"][0], code_verifier="")[0] == 400
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": HOME.replace(".chromiumapp.org", ".chromiumapp.org.evil.example")},
        {"client_id": "somebody-else"},
        {"client_id": ""},
        {"code_challenge_method": "plain", "code_challenge": VERIFIER},
        {"code_challenge_method": "", "code_challenge": VERIFIER},
    ],
)
def test_what_asks_under_another_name_is_refused_here_and_led_nowhere(alices: Client, changes: dict[str, str]) -> None:
    answer = alices.get(asked(**changes))
    assert answer.status_code == 400
    assert "This cannot be allowed" in answer.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": ""},
        {"scope": "read write admin"},
        {"response_type": "token"},
    ],
)
def test_the_extension_is_told_what_it_asks_wrong(alices: Client, changes: dict[str, str]) -> None:
    answer = alices.get(asked(**changes))
    assert answer.status_code == 302 and answer["Location"].startswith(HOME)
    assert "error" in answer["Location"] and "code=" not in answer["Location"]


def test_who_says_no_gives_nothing(alices: Client) -> None:
    assert allow(alices, "cancel") == {"error": ["access_denied"], "state": ["st"]}
    assert not Token.objects.exists()


def test_the_page_says_who_asks_and_may_lead_back_to_the_extension_only(alices: Client, cast: Cast) -> None:
    page = alices.get(asked(), headers={"Accept-Language": "fr"})
    text = page.content.decode()
    assert "Laisser l’extension" in text and cast["alice"].called in text
    assert page["Cache-Control"] == "no-store"
    directives = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    homes = {"{0.scheme}://{0.netloc}".format(urlsplit(uri)) for uri in connections.EXTENSION.redirects}
    assert set(directives["form-action"].split()) == {"'self'", *homes}


def test_who_is_not_signed_in_signs_in_first_and_comes_back(cast: Cast) -> None:
    answer = Client().get(asked())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/oauth/authorize")


def test_another_site_cannot_press_the_button(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["alice"])
    signed = re.search(r'name="request" value="([^"]+)"', strict.get(asked()).content.decode())
    assert signed is not None
    answer = strict.post("/oauth/authorize", {"request": signed[1], "scopes": ["read"], "action": "grant"})
    assert answer.status_code == 403


def test_a_program_can_give_its_key_back(alices: Client) -> None:
    told = exchange(allow(alices)["code"][0])[1]
    Client().post(
        "/oauth/revoke",
        {"token": told["refresh_token"], "token_type_hint": "refresh_token", "client_id": connections.EXTENSION.id},
    )
    assert exchange("", grant_type="refresh_token", refresh_token=str(told["refresh_token"]))[0] == 400


def test_its_person_takes_back_every_key_at_once(alices: Client, cast: Cast) -> None:
    told = exchange(allow(alices)["code"][0])[1]
    with pytest.raises(NotFound):
        connections.disconnect(by=cast["bob"], program=connections.EXTENSION.id)
    page = alices.get("/preferences/tokens").content.decode()
    assert "Browser extension" in page
    answer = alices.post(f"/preferences/tokens/{connections.EXTENSION.id}/disconnect")
    assert answer.status_code == 302
    assert connections.find_by_access(str(told["access_token"])) is None
    assert exchange("", grant_type="refresh_token", refresh_token=str(told["refresh_token"]))[0] == 400
    assert "Browser extension" not in alices.get("/preferences/tokens").content.decode()


def test_a_closed_account_has_no_keys(alices: Client, cast: Cast) -> None:
    told = exchange(allow(alices)["code"][0])[1]
    cast["alice"].is_active = False
    cast["alice"].save()
    assert connections.find_by_access(str(told["access_token"])) is None


def test_an_address_says_that_it_is_a_florilegium_to_extensions(db: None) -> None:
    answer = Client().get("/.well-known/oauth-authorization-server", headers={"Origin": ORIGIN})
    told = json.loads(answer.content)
    assert told["florilegium"] == {"name": "Florilegium", "api": "http://testserver/api/v1"}
    assert answer["Access-Control-Allow-Origin"] == ORIGIN


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "chrome-extensions://a", "http://127.0.0.1"])
def test_pages_elsewhere_are_told_nothing(db: None, origin: str) -> None:
    for method in ("get", "options"):
        ask = getattr(Client(), method)
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        for path in ("/api/v1/me", "/oauth/token", "/.well-known/oauth-authorization-server"):
            assert "Access-Control-Allow-Origin" not in ask(path, headers=headers).headers


def test_a_preflight_is_answered(db: None) -> None:
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    answer = Client().options("/oauth/token", headers=headers)
    assert answer.status_code == 204 and "POST" in answer["Access-Control-Allow-Methods"]
