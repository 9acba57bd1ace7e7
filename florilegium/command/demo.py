"""``demo``: groups in French and in English, with people who disagree politely, in an empty instance."""

import argparse
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .main import set_up
from .output import DONE, NOTHING, Output

if TYPE_CHECKING:  # the models can be imported only when Django is set up
    from florilegium.library.drafts import BookmarkDraft, HighlightDraft
    from florilegium.library.models import Library
    from florilegium.people.models import Person

    People = dict[str, Person]  # by login

HELP = "fill an empty instance with a demonstration"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--if-empty``: say nothing where something is there."""
    parser.add_argument("--if-empty", action="store_true", help="do nothing where there are people already")


def run(args: argparse.Namespace, output: Output) -> int:
    """Load it, and print the passwords once."""
    set_up()
    if load_if_empty(output) or args.if_empty:
        return DONE
    output.problem("There are people in this instance already: the demonstration goes into an empty one.")
    return NOTHING


def load_if_empty(output: Output) -> bool:
    """Load the demonstration unless there is a person; whether it was loaded."""
    from django.db import transaction

    from florilegium.people.models import Person

    if Person.objects.exists():
        return False
    with transaction.atomic():
        passwords = load()
    output.say("A demonstration is here. To sign in (these passwords are shown once):")
    for login, password in passwords.items():
        output.say(f"  {login:10} {password}")
    output.data({"passwords": passwords})
    return True


def load() -> dict[str, str]:
    """Everything of ``demonstration.json``; login → password of those who can sign in.

    Only a few can: a password is slow to hash, on purpose.
    """
    from florilegium.library.actions.people import change_person, open_account

    content = json.loads((Path(__file__).parent / "demonstration" / "demonstration.json").read_text(encoding="utf-8"))
    passwords = {told["login"]: secrets.token_urlsafe(9) for told in content["people"] if told.get("signs_in")}
    people = {}
    for told in content["people"]:
        login, name = told["login"], told["name"]
        people[login] = open_account(login=login, name=name, password=passwords.get(login), demonstration=True)
        change_person(by=people[login], name=name, language=told["language"])
    for told in content["people"]:
        _load_own(people[told["login"]], told, people)
    for told in content["groups"]:
        _load_group(told, people)
    return passwords


def _load_own(person: "Person", told: dict[str, Any], people: "People") -> None:
    from florilegium.library.actions.groups import set_library_open
    from florilegium.library.models import Library

    library = Library.objects.get(person=person)
    set_library_open(by=person, library=library, is_open=told.get("open", False))
    _load_bookmarks(person, library, told.get("bookmarks", []), people)


def _load_group(told: dict[str, Any], people: "People") -> None:
    from florilegium.groups.models import Role
    from florilegium.library.actions.groups import GroupDraft, add_member, join, make_group
    from florilegium.library.queries import get_moderated_library
    from florilegium.people.viewer import Viewer

    owner = people[told["owner"]]
    draft = GroupDraft(**{switch.name: told[switch.name] for switch in fields(GroupDraft) if switch.name in told})
    library = make_group(by=owner, draft=draft)
    proof = get_moderated_library(Viewer(owner), library)
    for login, role in told["members"].items():
        add_member(by=owner, library=proof, login=login, role=Role[role.upper()])
    for login in told.get("asking", []):
        join(by=people[login], library=library)
    _load_bookmarks(owner, library, told["bookmarks"], people)


def _load_bookmarks(by: "Person", library: "Library", told: list[dict[str, Any]], people: "People") -> None:
    from florilegium.library.actions.annotating import reply
    from florilegium.library.actions.keeping import keep_pages
    from florilegium.library.models import Annotation

    keep_pages(by=by, library=library, drafts=[draft for one in told for draft in _drafts(one, people)])
    for note in (note for one in told for note in one.get("page_notes", [])):
        for who, text in note.get("replies", []):
            to = Annotation.objects.get(body=note["note"], audiences__library=library)
            reply(by=people[who], to=to, library=library, body=text)


def _drafts(told: dict[str, Any], people: "People") -> "Iterator[BookmarkDraft]":
    """The first saver's draft, with all that is said of the page, and those of who kept it after her."""
    from florilegium.kit import addresses, clock
    from florilegium.library.drafts import BookmarkDraft, NoteDraft
    from florilegium.portability.demonstration import article_source, title_of

    language, slug = told["article"].split("/")
    at = clock.now() - int(told["days_ago"] * clock.DAY)
    first = BookmarkDraft(
        address=addresses.parse(f"{_base()}/demonstration/{language}/{slug}"),
        title=told.get("title", title_of(article_source(language, slug))),
        saver=people[told["by"]],
        at=at,
        description=told.get("description", ""),
        tags=tuple(told["tags"]),
        private=told.get("private", False),
        views=told.get("views", 0),
        highlights=tuple(_highlight(one, told["by"], at, people) for one in told["highlights"]),
        page_notes=tuple(
            NoteDraft(one["note"], people[one["by"]], at + clock.DAY // 2) for one in told.get("page_notes", [])
        ),
    )
    yield first
    for login in told.get("also", []):
        yield BookmarkDraft(first.address, first.title, people[login], at + clock.DAY // 4, private=first.private)


def _highlight(told: dict[str, Any], saver: str, at: int, people: "People") -> "HighlightDraft":
    """A quote with its author's note, and what the others answer to it in the days that follow."""
    from florilegium.kit import clock
    from florilegium.library.drafts import HighlightDraft, NoteDraft
    from florilegium.library.models import Color

    author = people[told.get("by", saver)]
    if author is not people[saver]:
        at += clock.DAY // 8
    notes = [NoteDraft(told["note"], author, at)] if "note" in told else []
    for nth, (who, text) in enumerate(told.get("replies", []), start=1):
        notes.append(NoteDraft(text, people[who], at + nth * clock.DAY // 4))
    return HighlightDraft(told["quote"], author, Color[told["color"].upper()], at, tuple(notes))


def _base() -> str:
    from django.conf import settings

    return settings.SITE_URL or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
