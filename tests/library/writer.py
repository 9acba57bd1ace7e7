"""One of several writers at once, a process of its own on the instance of its environment: ``COMMAND LOGIN SEED OPERATIONS``.

It says “ready”, waits for a line, does what a member does, in an order by chance, each as a face does it (read the thing
for the viewer, then act by the person), and prints as JSON what it brought about. Whatever the database refuses ends it.

Everybody keeps the same **shared** pages, which nobody deletes; each keeps pages of her **own**, and deletes some; and
the **contested** pages are kept and deleted by whoever comes first.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable

from florilegium.kit import addresses, clock
from florilegium.library import queries
from florilegium.library.actions import annotating, bookmarks, viewing
from florilegium.library.actions.keeping import Fate, keep_pages
from florilegium.library.drafts import BookmarkDraft, HighlightDraft
from florilegium.library.errors import NotFound
from florilegium.library.models import Annotation, Audience, Bookmark, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

COMMAND = [
    *(sys.executable, "-c"),
    "import sys, django; django.setup(); from tests.library.writer import main; main(*sys.argv[1:])",
]
GROUP = "nous"
SHARED, CONTESTED = 5, 2
QUOTES = ("ce qui est dit", "ce qui fut dit", "ce qui sera dit")
TAGS = ("commun", "Été", "travail", "C++")


class Writer:
    """A member at work. ``did``: what she brought about, to be compared with what the library says at the end."""

    def __init__(self, login: str, seed: int) -> None:
        self.person = Person.objects.get(login=login)
        self.chance = random.Random(seed)
        self.did: Counter[str] = Counter()
        self.own: list[int] = []
        self.notes: list[int] = []

    @property
    def viewer(self) -> Viewer:
        """A new request, that remembers nothing."""
        return Viewer(self.person)

    def library(self) -> Library:
        return queries.get_library_of_group(self.viewer, GROUP)

    def work(self, operations: int) -> None:
        """Every deed once at least, most of them more often, in an order by chance."""
        deeds: list[Callable[[], object]] = [
            self.keep_shared, self.keep_own, self.delete_own, self.contest, self.edit, self.edit_contested, self.look,
            self.note, self.reply, self.rewrite, self.take_back,
        ]  # fmt: skip
        deeds += self.chance.choices(deeds, k=operations - len(deeds))
        self.chance.shuffle(deeds)
        for deed in deeds:
            deed()
            self.did["operations"] += 1

    # ------------------------------------------------------------ pages

    def keep(self, path: str, quotes: int = 1) -> int:
        marks = tuple(HighlightDraft(quote, self.person) for quote in self.chance.sample(QUOTES, quotes))
        draft = BookmarkDraft(
            address=addresses.parse(f"https://example.org/{path}"), title=f"Page {path}", saver=self.person,
            tags=tuple(self.chance.sample(TAGS, 2)), highlights=marks,
        )  # fmt: skip
        kept = keep_pages(by=self.person, library=self.library(), drafts=[draft])[0]
        self.did["new"] += kept.fate is Fate.NEW
        return kept.bookmark_id

    def keep_shared(self) -> int:
        return self.keep(f"shared/{self.chance.randrange(SHARED)}", quotes=len(QUOTES))

    def keep_own(self) -> None:
        self.own.append(self.keep(f"{self.person.login}/{len(self.own)}"))

    def delete_own(self) -> None:
        self.keep_own()
        pk = self.own[self.chance.randrange(len(self.own))]
        try:
            self.delete(pk)
        except NotFound:
            assert not Bookmark.objects.filter(pk=pk).exists()  # she deleted it herself, earlier

    def delete(self, pk: int) -> None:
        bookmark = queries.get_editable_bookmark(self.viewer, self.library(), pk)
        bookmarks.delete_bookmark(by=self.person, bookmark=bookmark)
        self.did["deleted"] += 1

    def contest(self) -> None:
        """Keep a contested page and delete it or take the saving back, unless somebody was faster."""
        pk = self.keep(f"contested/{self.chance.randrange(CONTESTED)}")
        try:
            if self.chance.random() < 0.5:
                self.delete(pk)
            elif bookmarks.withdraw(by=self.person, bookmark=queries.get_bookmark(self.viewer, self.library(), pk)):
                self.did["deleted"] += 1
        except NotFound:
            self.did["too late"] += 1

    def edit(self) -> None:
        bookmark = queries.get_editable_bookmark(self.viewer, self.library(), self.keep_shared())
        tags = (*self.chance.sample(TAGS, 3), str(self.person.login))
        bookmarks.edit_bookmark(by=self.person, bookmark=bookmark, title=bookmark.title, description="", tags=tags)

    def edit_contested(self) -> None:
        pk = self.keep(f"contested/{self.chance.randrange(CONTESTED)}")
        try:
            bookmark = queries.get_editable_bookmark(self.viewer, self.library(), pk)
            bookmarks.edit_bookmark(by=self.person, bookmark=bookmark, title="edited", description="", tags=TAGS)
        except NotFound:
            self.did["too late"] += 1

    def look(self) -> None:
        """A visitor opens pages; the views are counted in one go, as the server does it."""
        shown = [self.keep_shared(), self.keep_shared()]
        seen = [(pk, self.chance.randbytes(16)) for pk in shown]
        self.did["views"] += viewing.count_views(seen, clock.now() // clock.DAY)

    # ------------------------------------------------------------ words

    def note(self) -> None:
        library = self.library()
        bookmark = queries.get_bookmark(self.viewer, library, self.keep_shared())
        made = annotating.note_page(by=self.person, bookmark=bookmark, body=f"{self.chance.random()}", audience=library)
        self.notes.append(made.pk)
        self.did["said"] += 1

    def reply(self) -> None:
        """An answer to somebody else's note, unless it is taken back meanwhile."""
        library = self.library()
        heard = Audience.objects.filter(library=library, part=1).exclude(author=self.person)
        ids = list(heard.order_by("annotation_id").values_list("annotation_id", flat=True))
        if not ids:
            return
        try:
            to = queries.get_annotation(self.viewer, self.chance.choice(ids))
            annotating.reply(by=self.person, to=to, library=library, body="Je ne suis pas d’accord.")
            self.did["said"] += 1
        except NotFound:
            self.did["too late"] += 1

    def mine(self) -> int:
        if not self.notes:
            self.note()
        return self.notes[-1]

    def rewrite(self) -> None:
        said = queries.get_editable_annotation(self.viewer, self.mine())
        annotating.rewrite(by=self.person, annotation=said, body=f"{said.body}, rather")

    def take_back(self) -> None:
        said = queries.get_editable_annotation(self.viewer, self.mine())
        annotating.take_back(by=self.person, annotation=said)
        self.notes.remove(said.pk)
        self.did["taken back"] += 1
        assert not Annotation.objects.filter(pk=said.pk, withdrawn=False).exists()


def main(login: str, seed: str, operations: str) -> None:
    writer = Writer(login, int(seed))
    print("ready", flush=True)
    sys.stdin.readline()
    writer.work(int(operations))
    print(json.dumps(writer.did))
