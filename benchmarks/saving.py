"""Somebody who saves page after page until her standard input ends: ``python -m benchmarks.saving GROUP NUMBER``.

Prints for each save, as JSON, when it began and how many seconds it took. A fifth of a second passes between two.
"""

import json
import random
import select
import sys
import time

import django

django.setup()

from florilegium.groups.models import Membership, Role  # noqa: E402
from florilegium.kit import addresses  # noqa: E402
from florilegium.library import queries  # noqa: E402
from florilegium.library.actions.keeping import keep_pages  # noqa: E402
from florilegium.library.drafts import BookmarkDraft, HighlightDraft  # noqa: E402
from florilegium.people.viewer import Viewer  # noqa: E402


def main(slug: str, number: str) -> None:
    """Save until nobody listens."""
    person = Membership.objects.filter(group__slug=slug, role=Role.OWNER).select_related("person")[0].person
    chance = random.Random(number)
    n = 0
    while not select.select([sys.stdin], [], [], chance.uniform(0.1, 0.3))[0]:
        n += 1
        address = addresses.parse(f"https://saved.example.org/{number}/{time.time_ns()}")
        began, at = time.perf_counter(), time.time()
        library = queries.get_library_of_group(Viewer(person), slug)
        draft = BookmarkDraft(
            address, f"Saved {n}", person, tags=("one", "two"), highlights=(HighlightDraft("words", person),)
        )
        keep_pages(by=person, library=library, drafts=[draft])
        print(json.dumps([at, time.perf_counter() - began]), flush=True)


main(*sys.argv[1:])
