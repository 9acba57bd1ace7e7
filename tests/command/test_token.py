"""Tokens by command: printed alone, listed without themselves, revoked."""

import re

import pytest
from django.test import Client

from florilegium.command.main import main
from florilegium.people.models import Token


def test_a_token_is_printed_alone_and_works_until_it_is_revoked(
    transactional_db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["person", "add", "anna"])
    capsys.readouterr()
    assert main(["token", "add", "anna", "--scopes", "read"]) == 0
    plain = capsys.readouterr().out
    assert re.fullmatch(r"flo_[\w-]{43}\n", plain)
    headers = {"authorization": f"Bearer {plain.strip()}"}
    told = Client().get("/api/v1/libraries", headers=headers)
    assert told.status_code == 200 and "~anna" in told.content.decode()
    body = {"url": "https://example.org/1"}
    path = "/api/v1/libraries/~anna/bookmarks"
    assert Client().post(path, body, content_type="application/json", headers=headers).status_code == 403
    token = Token.objects.get()
    assert plain.strip() not in (token.digest, token.name)
    assert main(["token", "list", "anna"]) == 0
    assert plain.strip() not in capsys.readouterr().out
    assert main(["token", "revoke", str(token.pk)]) == 0
    assert Client().get("/api/v1/libraries", headers=headers).status_code == 401
    assert main(["token", "add", "missing", "--scopes", "read"]) == 2
    assert main(["token", "add", "anna", "--scopes", "everything"]) == 2
