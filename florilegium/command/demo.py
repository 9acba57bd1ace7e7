"""``demo``: a group in French and a group in English, with people who disagree politely, in an empty instance."""

import argparse
import json
import os
import secrets
from pathlib import Path
from typing import Any

from .main import set_up
from .output import DONE, NOTHING, Output

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
    """Everything of ``demonstration.json``; login → password."""
    from florilegium.library.actions.people import open_account

    content = json.loads((Path(__file__).parent / "demonstration" / "demonstration.json").read_text(encoding="utf-8"))
    passwords, people = {}, {}
    for person in content["people"]:
        login = person["login"]
        passwords[login] = secrets.token_urlsafe(9)
        people[login] = open_account(login=login, name=person["name"], password=passwords[login], demonstration=True)
    for group in content["groups"]:
        _load_group(group, people)
    return passwords


def _load_group(group: dict[str, Any], people: dict[str, Any]) -> None:
    from florilegium.groups.models import Role
    from florilegium.library.actions.groups import GroupDraft, add_member, make_group
    from florilegium.library.queries import get_moderated_library
    from florilegium.people.viewer import Viewer

    owner = people[group["owner"]]
    library = make_group(
        by=owner,
        draft=GroupDraft(group["slug"], group["name"], group["description"], group["readable_by"], "request"),
    )
    proof = get_moderated_library(Viewer(owner), library)
    for login, role in group["members"].items():
        add_member(by=owner, library=proof, login=login, role=Role[role.upper()])
    for bookmark in group["bookmarks"]:
        _load_bookmark(library, bookmark, people)


def _load_bookmark(library: Any, told: dict[str, Any], people: dict[str, Any]) -> None:
    from florilegium.kit import addresses, clock
    from florilegium.library.actions.annotating import reply
    from florilegium.library.actions.keeping import keep_pages
    from florilegium.library.drafts import BookmarkDraft, HighlightDraft, NoteDraft
    from florilegium.library.models import Annotation, Color
    from florilegium.portability.demonstration import article_source, title_of

    language, slug = told["article"].split("/")
    saver = people[told["by"]]
    at = clock.now() - int(told["days_ago"] * clock.DAY)
    draft = BookmarkDraft(
        address=addresses.parse(f"{_base()}/demonstration/{language}/{slug}"),
        title=title_of(article_source(language, slug)),
        saver=saver,
        at=at,
        description=told.get("description", ""),
        tags=tuple(told["tags"]),
        views=told.get("views", 0),
        highlights=tuple(
            HighlightDraft(
                quote=one["quote"], author=people[one.get("by", told["by"])], color=Color[one.get("color", "yellow").upper()],
                at=at, notes=(NoteDraft(one["note"], people[one.get("by", told["by"])], at),) if "note" in one else (),
            )
            for one in told["highlights"]
        ),
        page_notes=tuple(NoteDraft(text, people[who], at) for who, text in told.get("page_notes", [])),
    )  # fmt: skip
    keep_pages(by=saver, library=library, drafts=[draft])
    for who in told.get("also", []):
        keep_pages(by=people[who], library=library, drafts=[
            BookmarkDraft(address=draft.address, title=draft.title, saver=people[who], at=at + clock.DAY // 4)
        ])  # fmt: skip
    for one in told["highlights"]:
        for who, text in one.get("replies", []):
            to = Annotation.objects.get(quote=one["quote"], audiences__library=library)
            reply(by=people[who], to=to, library=library, body=text)


def _base() -> str:
    from django.conf import settings

    return settings.SITE_URL or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
