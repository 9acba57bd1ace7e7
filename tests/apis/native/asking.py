"""Asking the API as somebody of the cast with a token of some scope, about the things of ``tests.library.world``."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from florilegium.library.actions import annotating
from florilegium.library.actions.tokens import make_token, revoke_token
from florilegium.library.models import Library
from florilegium.library.queries import EditableAnnotation
from florilegium.people.models import Token
from florilegium.portability import importing
from tests.archive.made import copy_of
from tests.cast import EVERYBODY, PEOPLE
from tests.library.world import World, make_world

SCOPES = ("none", "read", "write", "both", "expired", "revoked")
CSV = b"title,url,tags,description,comments,annotations,created_at\nA,https://example.org/brought,x,,,,2020-01-01 00:00:00\n"


@dataclass(frozen=True, slots=True)
class Known:
    """The world, everybody's tokens by (name, scope), an import of alice's, and a copy of each page by its bookmark."""

    world: World
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    imports: dict[str, int] = field(default_factory=dict)
    copies: dict[str, int] = field(default_factory=dict)

    def client(self, who: str, scope: str = "both", **headers: str) -> Client:
        """Somebody's program; ``nobody`` has no token, whatever the scope."""
        key = self.keys.get((who, scope))
        return Client(headers={**headers, **({"authorization": f"Bearer {key}"} if key else {})})


def make_known() -> Known:
    """Everything above, in the database."""
    known = Known(make_world())
    for name in PEOPLE:
        person = known.world.cast[name]
        for scope, scopes in (("read", ["read"]), ("write", ["write"]), ("both", ["read", "write"])):
            known.keys[name, scope] = make_token(by=person, name=scope, scopes=scopes)[1]
        expired, known.keys[name, "expired"] = make_token(by=person, name="expired", scopes=["read", "write"])
        Token.objects.filter(pk=expired.pk).update(expires=timezone.now() - timedelta(seconds=1))
        revoked, known.keys[name, "revoked"] = make_token(by=person, name="revoked", scopes=["read", "write"])
        revoke_token(by=person, token_id=revoked.pk)
    job = importing.receive(by=known.world.cast["alice"], name="mine.csv", stream=_file())  # type: ignore[arg-type]
    known.imports["alice's"] = job.pk
    known.copies.update({name: copy_of(bookmark).pk for name, bookmark in known.world.bookmarks.items()})
    return known


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("export.csv", CSV)


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Known]:
    """Made once for all tests of a module and cleared away after the last."""
    with django_db_blocker.unblock():
        known = make_known()
    yield known
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def known(made_once: Known, db: None) -> Known:
    """As it was made: what a test does is undone after it."""
    return made_once


# ---------------------------------------------------------------- routes


def name_of(library: Library) -> str:
    """What a library is called in addresses."""
    if library.group is not None:
        return library.group.slug
    assert library.person is not None
    return f"~{library.person.login}"


def send(client: Client, method: str, path: str, body: object = None, **headers: str) -> Any:
    """One request; ``body`` as JSON."""
    data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(client, method.lower())(f"/api/v1{path}", headers=headers, **data)


#: a client, the world, the name of the thing → the answer
Route = Callable[[Client, Known, str], Any]


def _of_library(method: str, end: str = "", body: object = None) -> Route:
    def ask(client: Client, known: Known, thing: str) -> Any:
        return send(client, method, f"/libraries/{name_of(known.world.libraries[thing])}{end}", body)

    return ask


def _of_bookmark(method: str, end: str = "", body: object = None) -> Route:
    def ask(client: Client, known: Known, thing: str) -> Any:
        return send(client, method, f"/bookmarks/{known.world.bookmarks[thing].pk}{end}", body)

    return ask


def _of_annotation(method: str, body: object = None) -> Route:
    def ask(client: Client, known: Known, thing: str) -> Any:
        return send(client, method, f"/annotations/{known.world.said[thing].pk}", body)

    return ask


def _of_group(end: str = "") -> Route:
    return lambda client, known, thing: send(client, "GET", f"/groups/{thing}{end}")


def _reply(client: Client, known: Known, thing: str) -> Any:
    """A reply on the bookmark of which it is said: of a group it is ``b``."""
    where = thing.split()[0]
    bookmark = known.world.bookmarks[f"{where} {'shown' if where.endswith(chr(39) + 's') else 'b'}"]
    body = {"parent": known.world.said[thing].pk, "body": "an answer"}
    return send(client, "POST", f"/bookmarks/{bookmark.pk}/annotations", body)


def _keep_again(client: Client, known: Known, thing: str) -> Any:
    bookmark = known.world.bookmarks[thing]
    body = {"url": bookmark.page.url, "tags": ["again"]}
    return send(client, "POST", f"/libraries/{name_of(bookmark.library)}/bookmarks", body)


def _of_page(client: Client, known: Known, thing: str) -> Any:
    return client.get("/api/v1/annotations", {"bookmark": known.world.bookmarks[thing].pk})


def _of_address(client: Client, known: Known, thing: str) -> Any:
    return client.get("/api/v1/annotations", {"url": known.world.bookmarks[thing].page.url})


def _known(client: Client, known: Known, thing: str) -> Any:
    return client.get("/api/v1/pages", {"url": known.world.bookmarks[thing].page.url})


def _say(client: Client, known: Known, thing: str) -> Any:
    audience = [name_of(library) for name, library in known.world.libraries.items() if name == thing]
    return send(client, "POST", "/annotations", {"url": "https://example.org/new", "body": "x", "audience": audience})


def _answer(client: Client, known: Known, thing: str) -> Any:
    said = known.world.said[thing]
    audience = [name_of(known.world.libraries[thing.split()[0]])] if said.heard else []
    return send(client, "POST", "/annotations", {"parent": said.pk, "body": "an answer", "audience": audience})


def _restore(client: Client, known: Known, thing: str) -> Any:
    """Its author took it back."""
    said = known.world.said[thing]
    annotating.take_back(by=said.author, annotation=EditableAnnotation(said))
    return send(client, "POST", f"/annotations/{said.pk}/restore")


def _copy(client: Client, known: Known, thing: str) -> Any:
    return send(client, "GET", f"/snapshots/{known.copies[thing]}")


def _send_dom(client: Client, known: Known, thing: str) -> Any:
    dom = SimpleUploadedFile("page.html", b"<p>What I see</p>", "text/html")
    return client.post(f"/api/v1/bookmarks/{known.world.bookmarks[thing].pk}/snapshots", {"title": "Mine", "dom": dom})


def _bring(client: Client, known: Known, thing: str) -> Any:
    return client.post("/api/v1/imports", {"library": name_of(known.world.libraries[thing]), "file": _file()})


ROUTES: dict[str, Route] = {
    "list_libraries": lambda client, known, thing: send(client, "GET", "/libraries"),
    "get_library": _of_library("GET"),
    "list_tags": _of_library("GET", "/tags"),
    "list_bookmarks": _of_library("GET", "/bookmarks"),
    "add_bookmark": _of_library("POST", "/bookmarks", {"url": "https://example.org/new"}),
    "keep_again": _keep_again,
    "get_bookmark": _of_bookmark("GET"),
    "change_bookmark": _of_bookmark("PATCH", "", {"title": "Otherwise"}),
    "read_later": _of_bookmark("PATCH", "", {"unread": True}),
    "delete_bookmark": _of_bookmark("DELETE"),
    "list_annotations": _of_bookmark("GET", "/annotations"),
    "note_library": _of_bookmark("POST", "/annotations", {"body": "mine", "audience": "library"}),
    "note_me": _of_bookmark("POST", "/annotations", {"body": "mine", "audience": "me"}),
    "highlight": _of_bookmark("POST", "/annotations", {"quote": "words", "audience": "library"}),
    "reply": _reply,
    "get_annotation": _of_annotation("GET"),
    "change_annotation": _of_annotation("PATCH", {"body": "otherwise"}),
    "delete_annotation": _of_annotation("DELETE"),
    "move_annotation": _of_annotation("PATCH", {"audience": ["closed"]}),
    "restore_annotation": _restore,
    "list_page_annotations": _of_page,
    "list_by_address": _of_address,
    "say": _say,
    "say_to_oneself": _say,
    "answer": _answer,
    "get_page": _known,
    "list_digests": lambda client, known, thing: send(client, "GET", "/pages/digests"),
    "get_me": lambda client, known, thing: send(client, "GET", "/me"),
    "preview": lambda client, known, thing: send(client, "POST", "/preview", {"body": "*x*"}),
    "list_snapshots": _of_bookmark("GET", "/snapshots"),
    "get_snapshot": _copy,
    "capture_again": _of_bookmark("POST", "/capture"),
    "send_snapshot": _send_dom,
    "list_groups": lambda client, known, thing: send(client, "GET", "/groups"),
    "get_group": _of_group(),
    "list_members": _of_group("/members"),
    "list_imports": lambda client, known, thing: send(client, "GET", "/imports"),
    "get_import": lambda client, known, thing: send(client, "GET", f"/imports/{known.imports[thing]}"),
    "add_import": _bring,
}


def cells(table: str, scope: str = "") -> list[tuple[str, str, str, str, int]]:
    """(scope, route, thing, who, expected status) of every cell; ``scope``: of a table that does not name it."""
    head, *body = [line.split() for line in table.splitlines() if line]
    assert tuple(head) == EVERYBODY
    found = []
    for line in body:
        named, route, thing, *answers = [scope, *line] if scope else line
        for who, expected in zip(EVERYBODY, answers, strict=True):
            found.append((named, route, thing.replace("-", " ", 1), who, int(expected)))
    assert len(found) == len(set(found))
    return found


def check(known: Known, scope: str, route: str, thing: str, who: str, expected: int) -> None:
    """Ask, and compare; a refusal is a problem in the right form."""
    answer = ROUTES[route](known.client(who, scope), known, thing)
    assert answer.status_code == expected, answer.content
    if expected >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == expected
    if expected == 401:
        assert answer["WWW-Authenticate"].startswith('Bearer realm="Florilegium"')
