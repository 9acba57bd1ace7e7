"""Tokens in the preferences: shown once, listed, revoked by their person only."""

import re

from django.test import Client

from florilegium.people.models import Token
from tests.cast import Cast

from .browsing import client_of


def test_a_token_is_made_shown_once_and_revoked(cast: Cast) -> None:
    client = client_of(cast, "alice")
    form = {"name": "my <script>", "scopes": ["read", "write"], "days": "30"}
    made = client.post("/preferences/tokens", form)
    plain = re.search(r"flo_[\w-]{43}", made.content.decode())
    assert plain is not None and made["Cache-Control"] == "no-store"
    headers = {"authorization": f"Bearer {plain[0]}"}
    body = {"url": "https://example.org/1", "tags": ["a"]}
    path = "/api/v1/libraries/~alice/bookmarks"
    kept = Client().post(path, body, content_type="application/json", headers=headers)
    assert kept.status_code == 201 and kept["Location"]
    page = client.get("/preferences/tokens").content.decode()
    assert "my &lt;script&gt;" in page and plain[0] not in page
    token = Token.objects.get()
    assert client_of(cast, "bob").post(f"/preferences/tokens/{token.pk}/revoke").status_code == 404
    client.post(f"/preferences/tokens/{token.pk}/revoke")
    assert Client().post(path, body, content_type="application/json", headers=headers).status_code == 401


def test_a_token_that_may_do_nothing_is_refused_in_a_sentence(cast: Cast) -> None:
    answer = client_of(cast, "alice").post("/preferences/tokens", {"name": "kept", "days": "30"})
    assert answer.status_code == 422
    assert 'value="kept"' in answer.content.decode()
    assert not Token.objects.exists()
