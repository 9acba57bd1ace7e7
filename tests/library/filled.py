"""Filling a scratch instance, a process of its own: ``COMMAND ROWS``; and saving while something else goes on: ``SAVING LOGIN N``.

alice, bob and carol keep pages in the group **nous**: highlights, notes and replies of all three, words of placeholders,
pages without an address; each third page stands in bob's own library too, with what he says to himself. dave and erin are
in the group **autres**.
"""

import json
import sys
import time

from florilegium.kit import addresses
from florilegium.library import queries
from florilegium.library.actions import annotating
from florilegium.library.actions.keeping import keep_pages
from florilegium.library.actions.people import stand_in
from florilegium.library.drafts import BookmarkDraft, HighlightDraft, NoteDraft
from florilegium.library.models import Annotation, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

_START = "import sys, django; django.setup(); from tests.library.filled import "
COMMAND = [sys.executable, "-c", f"{_START}fill; fill(int(sys.argv[1]))"]
SAVING = [sys.executable, "-c", f"{_START}save; save(sys.argv[1], int(sys.argv[2]))"]


def fill(rows: int) -> None:
    people = {name: Person.objects.get(login=name) for name in ("alice", "bob", "carol")}
    group = Library.objects.get(group__slug="nous")
    people["zoé"] = stand_in(library=group, source="diigo", names={"Zoé"})["Zoé"]
    for start in range(0, rows, 250):
        drafts = [_draft(n, list(people.values())) for n in range(start, min(start + 250, rows))]
        keep_pages(by=people["alice"], library=group, drafts=drafts)
        own = [BookmarkDraft(d.address, d.title, people["bob"]) for d in drafts[::3] if d.address is not None]
        keep_pages(by=people["bob"], library=Library.objects.get(person=people["bob"]), drafts=own)
    viewer = Viewer(people["bob"])
    for said in Annotation.objects.filter(kind=1).order_by("pk")[:100]:
        annotating.reply(by=people["bob"], to=said, library=group, body="an answer")
    for row in queries.get_bookmarks(viewer, group, range(1, 200)):
        annotating.note_page(by=people["bob"], bookmark=row, body="to myself", audience=None)


def _draft(n: int, people: list[Person]) -> BookmarkDraft:
    saver, other = people[n % 3], people[(n + 1) % 4]
    marks = tuple(
        HighlightDraft(f"quote {k} of {n}", people[(n + k) % 4], notes=(NoteDraft("a note", other),) if k % 2 else ())
        for k in range(n % 4)
    )
    return BookmarkDraft(
        addresses.parse(f"https://example.org/{n}") if n % 10 else None, f"Page {n}", saver, tags=(f"t{n % 7}", f"t{n % 50}"),
        at=1_000_000 * (n + 1), highlights=marks, page_notes=(NoteDraft("of the page", other),) if n % 5 == 0 else (),
        description="in her own words" if n % 9 == 0 else "",
    )  # fmt: skip


def save(login: str, count: int) -> None:
    """Save page after page in **autres**; the seconds each took."""
    person = Person.objects.get(login=login)
    took = []
    print("ready", flush=True)
    for n in range(count):
        began = time.monotonic()
        library = queries.get_library_of_group(Viewer(person), "autres")
        address = addresses.parse(f"https://example.org/{login}/{n}")
        keep_pages(by=person, library=library, drafts=[BookmarkDraft(address, f"{login} {n}", person, tags=("saved",))])
        took.append(time.monotonic() - began)
        time.sleep(0.02)
    print(json.dumps(took))
