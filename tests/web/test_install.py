"""The site on a phone's home screen, and what is shared to it from there."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from florilegium.library.models import Bookmark
from tests.cast import Cast
from tests.shared_files import REPOSITORY

from .browsing import client_of


def test_a_phone_is_told_the_name_the_look_and_where_to_share_to(cast: Cast) -> None:
    answer = Client().get("/manifest.webmanifest", headers={"Accept-Language": "fr"})
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["name"], told["start_url"], told["lang"]) == ("Florilegium", "/", "fr")
    icon = told["icons"][0]["src"].partition("?")[0]
    assert (REPOSITORY / "florilegium" / "web" / icon.removeprefix("/")).read_text("utf-8").startswith("<svg")
    target = told["share_target"]
    assert (target["action"], target["method"]) == ("/save", "GET")
    assert '<link rel="manifest" href="/manifest.webmanifest">' in Client().get("/").content.decode()
    shared = dict.fromkeys(target["params"].values(), "")
    assert client_of(cast, "alice").get(target["action"], shared).status_code == 200


@pytest.mark.parametrize(
    ("shared", "url", "description"),
    [
        ({"url": "https://example.org/a", "text": "why"}, "https://example.org/a", "why"),
        ({"text": "https://example.org/a"}, "https://example.org/a", ""),
        ({"text": "Look at this: https://example.org/a?b=1"}, "https://example.org/a?b=1", "Look at this:"),
        ({"text": "no address <at> all"}, "", "no address &lt;at&gt; all"),
    ],
)
def test_what_is_shared_fills_the_form_and_keeps_nothing_by_itself(
    cast: Cast, shared: dict[str, str], url: str, description: str
) -> None:
    seen = client_of(cast, "alice").get("/save", {"title": "A page", **shared}).content.decode()
    address = re.search(r'<input type="url"[^>]* value="([^"]*)"', seen)
    texts = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", seen)
    assert address is not None and address[1] == url
    assert [text.strip() for text in texts] == [description] and 'value="A page"' in seen
    assert not Bookmark.objects.exists()


def test_who_has_to_sign_in_first_loses_nothing_of_it() -> None:
    answer = Client().get("/save", {"text": "https://example.org/a", "title": "A page"})
    assert answer.status_code == 302
    (back,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
    assert urlsplit(back).path == "/save"
    assert parse_qs(urlsplit(back).query) == {"text": ["https://example.org/a"], "title": ["A page"]}
