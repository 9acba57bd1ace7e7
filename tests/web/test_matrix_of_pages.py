"""What each of the cast is answered at each address. Expected answers by hand: 200, 302 (to sign in), 403, 404."""

import pytest

from tests.cast import EVERYBODY, Cast, draft, keep

from .browsing import client_of

#                                      alice bob  carol dave erin frank nobody
GET = {
    "/":                               "200 200 200 200 200 200 200",
    "/group/":                         "200 200 200 200 200 200 200",
    "/group/open":                     "200 200 200 200 200 200 200",
    "/group/closed":                   "200 200 200 200 200 200 200",  # its front: name, switches, nothing kept
    "/group/hidden":                   "200 200 200 404 200 404 404",  # unlisted and closed
    "/group/open/tag/common":          "200 200 200 200 200 200 200",
    "/group/closed/tag/common":        "200 200 200 404 404 404 404",
    "/group/closed/tags":              "200 200 200 404 404 404 404",
    "/group/closed/members":           "200 200 200 404 404 404 404",
    "/group/open/members":             "200 200 200 200 200 200 200",
    "/group/open/bookmark/{open}":     "200 200 200 200 200 200 200",
    "/group/closed/bookmark/{closed}": "200 200 200 404 404 404 404",
    "/group/open/bookmark/{closed}":   "404 404 404 404 404 404 404",  # another library's bookmark
    "/group/open/settings":            "200 403 403 403 403 403 302",
    "/group/closed/settings":          "200 403 403 403 403 403 302",
    "/group/open/bookmark/{open}/edit":   "200 403 200 403 403 403 302",
    "/group/open/bookmark/{open}/delete": "200 403 200 403 403 403 302",
    "/group/open/leave":               "200 200 200 404 200 404 302",
    "/person/alice":                   "200 200 200 200 200 200 200",  # open
    "/person/bob":                     "404 200 404 404 404 404 404",  # closed
    "/person/alice/bookmark/{public}": "200 200 200 200 200 200 200",
    "/person/alice/bookmark/{private}":"200 404 404 404 404 404 404",
    "/person/alice/tag/secret":        "200 404 404 404 404 404 404",  # only on the private bookmark
    "/save":                           "200 200 200 200 200 200 302",
    "/preferences":                    "200 200 200 200 200 200 302",
    "/trash":                          "200 200 200 200 200 200 302",
    "/imports":                        "200 200 200 200 200 200 302",
    "/imports/new":                    "200 200 200 200 200 200 302",
    "/groups/new":                     "200 200 200 200 200 200 302",
    "/group/missing":                  "404 404 404 404 404 404 404",
    "/person/missing":                 "404 404 404 404 404 404 404",
    "/group/open/tag/missing":         "404 404 404 404 404 404 404",
    "/group/open/bookmark/999999":     "404 404 404 404 404 404 404",
}  # fmt: skip


@pytest.fixture
def places(cast: Cast) -> dict[str, int]:
    """The libraries that the table speaks of, and the ids in its addresses."""
    opened = cast.group("open", readable_by="world")
    closed = cast.group("closed")
    cast.group("hidden", listed=False)
    mine = cast.own("alice")
    type(mine).objects.filter(pk=mine.pk).update(open=True)
    mine = cast.own("alice")
    alice = cast["alice"]
    return {
        "open": keep(opened, draft(alice, "open", tags=("common",)))[0].pk,
        "closed": keep(closed, draft(alice, "closed", tags=("common",)))[0].pk,
        "public": keep(mine, draft(alice, "public", private=False))[0].pk,
        "private": keep(mine, draft(alice, "private", private=True, tags=("secret",)))[0].pk,
    }


def test_every_address_answers_each_of_the_cast_as_expected(cast: Cast, places: dict[str, int]) -> None:
    wrong = []
    for name in EVERYBODY:
        client = client_of(cast, name)
        for address, answers in GET.items():
            expected = int(answers.split()[EVERYBODY.index(name)])
            answer = client.get(address.format(**places)).status_code
            if answer != expected:
                wrong.append(f"{name} at {address}: {answer}, not {expected}")
    assert wrong == []


PRIVATE_WORDS = ("Page closed", "Page private", "secret")


@pytest.mark.parametrize("name", ["dave", "erin", "frank", "nobody"])
def test_nothing_private_stands_on_any_page_of_an_outsider(cast: Cast, places: dict[str, int], name: str) -> None:
    client = client_of(cast, name)
    for address in GET:
        text = client.get(address.format(**places)).content.decode()
        for word in PRIVATE_WORDS:
            assert word not in text.replace(address, ""), (address, word)


def test_counts_are_the_viewer_s_own(cast: Cast, places: dict[str, int]) -> None:
    assert b"2 bookmarks." in client_of(cast, "alice").get("/person/alice").content
    assert b"1 bookmark." in client_of(cast, "dave").get("/person/alice").content
    front = client_of(cast, "dave").get("/group/closed").content
    assert b"bookmark" not in front.split(b"<main")[1].split(b"</main")[0]
    directory = client_of(cast, "dave").get("/group/").content.decode()
    assert directory.count("1 bookmark") == 1  # the open group's; the closed one's is not told
