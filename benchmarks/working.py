"""Somebody at work until her standard input ends: ``python -m benchmarks.working save GROUP``, or ``read GROUP``.

Prints as JSON, for each thing she does, when it began and how many seconds it took. A fifth of a second passes between two.
Whatever is refused ends her with an error.
"""

import json
import random
import select
import sys
import time

import django

django.setup()

from benchmarks.asking import signed_in  # noqa: E402
from florilegium.config.wsgi import application  # noqa: E402
from florilegium.groups.models import Membership, Role  # noqa: E402
from florilegium.kit import addresses  # noqa: E402
from florilegium.library import queries  # noqa: E402
from florilegium.library.actions.keeping import keep_pages  # noqa: E402
from florilegium.library.drafts import BookmarkDraft, HighlightDraft  # noqa: E402
from florilegium.people.models import Person  # noqa: E402
from florilegium.people.viewer import Viewer  # noqa: E402


def main(what: str, slug: str) -> None:
    """Do it again and again."""
    person = Membership.objects.filter(group__slug=slug, role=Role.OWNER).select_related("person")[0].person
    asker = signed_in(application, person.login or "")
    chance = random.Random(slug)
    while not select.select([sys.stdin], [], [], chance.uniform(0.1, 0.3))[0]:
        began, at = time.perf_counter(), time.time()
        if what == "save":
            save(person, slug)
        elif (status := asker.get(f"/group/{slug}").status) != 200:
            raise SystemExit(f"refused: {status}")
        print(json.dumps([at, time.perf_counter() - began]), flush=True)


def save(person: Person, slug: str) -> None:
    """A page that nobody kept, with a highlight, as the form does it."""
    library = queries.get_library_of_group(Viewer(person), slug)
    address = addresses.parse(f"https://saved.example.org/{slug}/{time.time_ns()}")
    marks = (HighlightDraft("words", person),)
    draft = BookmarkDraft(address, "Saved", person, tags=("one", "two"), highlights=marks)
    keep_pages(by=person, library=library, drafts=[draft])


main(*sys.argv[1:])
