"""The reference library: ``size`` bookmarks in groups and on people's own shelves, written in bulk.

Group 1 holds a fifth of all; the others follow Zipf's law. One bookmark in ten stands on a person's own shelf, and one
of three there is private. Ids and times rise together, as they do in a library that has grown. The n-th newest and the
n-th oldest bookmark of a shelf carry the same words in a library of any size: so a page of a large one and the same page
of a small one have the same things to show.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from urllib.parse import quote

from django.db import connection, transaction

from florilegium.groups.models import Group, Membership, Role
from florilegium.kit import clock
from florilegium.library import rows, titles
from florilegium.library.actions import tallying
from florilegium.library.models import (
    PART,
    Annotation,
    Audience,
    Bookmark,
    Keeper,
    Kind,
    Library,
    Page,
    Saving,
    Tag,
    Tagging,
    Word,
)
from florilegium.people.models import Person

from .chance import Chance

SEED = 20
CHUNK = 5_000
YEARS = 15
#: Tag words of the whole instance.
WORDS = 5_000
NOW = 1_767_225_600 * clock.SECOND  # the first day of 2026: the same library on any day
#: A tenth, at most, of what the largest group keeps carries this tag; the rarest is in some ten bookmarks.
FREQUENT, RARE = 0, 900


def word(rank: int) -> str:
    """The word of a rank."""
    return f"tag-{rank}"


@dataclass(slots=True)
class Shelf:
    """A library to be filled, and what has been put there."""

    id: int
    open: bool
    own: bool
    people: list[int]
    tags: dict[int, int] = field(default_factory=dict)
    bookmarks: int = 0
    private: int = 0
    latest: int = 0
    carried: Counter[int] = field(default_factory=Counter)
    carried_open: Counter[int] = field(default_factory=Counter)
    kept: Counter[int] = field(default_factory=Counter)
    #: How many it will hold.
    wanted: int = 0

    def place(self) -> int:
        """The place of the next bookmark, told from the nearer end: odd from the oldest, even from the newest."""
        after = self.wanted - self.bookmarks
        return 2 * self.bookmarks + 1 if self.bookmarks < after else 2 * after


@dataclass(slots=True)
class Batch:
    """Rows of one chunk, a list a table."""

    pages: list[tuple[object, ...]] = field(default_factory=list)
    bookmarks: list[tuple[object, ...]] = field(default_factory=list)
    savings: list[tuple[object, ...]] = field(default_factory=list)
    taggings: list[tuple[object, ...]] = field(default_factory=list)
    annotations: list[tuple[object, ...]] = field(default_factory=list)
    audiences: list[list[object]] = field(default_factory=list)
    tags: list[tuple[object, ...]] = field(default_factory=list)


def fill(size: int, large: int = 0) -> bool:
    """Fill an empty, migrated instance with ``size`` bookmarks; False if something is there already.

    ``large``: how many of them the first group keeps.
    """
    if Bookmark.objects.exists():
        return False
    chance = Chance(SEED)
    shelves = _shelves(chance, size)
    filler = _Filler(chance, shelves, _placed(chance, shelves, size, large or size // 5))
    for start in range(0, size, CHUNK):
        with transaction.atomic():
            _write(filler.batch(range(start, min(start + CHUNK, size))))
    with transaction.atomic():
        _count(shelves)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return True


def _shelves(chance: Chance, size: int) -> list[Shelf]:
    """People, groups, memberships and their libraries; the largest group first."""
    people = max(8, size // 200)
    groups = max(200, size // 1000)
    with transaction.atomic():
        Person.objects.bulk_create(
            [Person(id=n, login=f"reader-{n}", name=f"Reader {n}", password="!") for n in range(1, people + 1)],
            batch_size=500,
        )
        made = [Group(id=n, slug=f"group-{n}", name=f"Group {n}") for n in range(1, groups + 1)]
        for group in made:
            group.readable_by = "world" if group.pk % 3 == 1 else "members"
        Group.objects.bulk_create(made, batch_size=500)
        own = [Library(id=n, person_id=n, open=n % 4 == 0) for n in range(1, people + 1)]
        shared = [Library(id=people + g.pk, group=g, open=g.readable_by == "world") for g in made]
        Library.objects.bulk_create([*own, *shared], batch_size=500)
        members = _memberships(chance, people, groups)
        words = [Word(id=rank + 1, slug=word(rank)) for rank in range(WORDS)]
        Word.objects.bulk_create(words, batch_size=1000)
    _advance_sequences(Person, Group, Library, Word)
    filled = [Shelf(people + g.pk, g.readable_by == "world", False, members[g.pk]) for g in made]
    filled += [Shelf(library.pk, library.open, True, [library.pk]) for library in own]
    return filled


def _memberships(chance: Chance, people: int, groups: int) -> dict[int, list[int]]:
    """Group → its members. Reader 1 is in group 1 to 3, reader 2 in the first 200 of them; the rest by chance."""
    members: dict[int, list[int]] = {}
    made = []
    for group in range(1, groups + 1):
        found = {2} if group <= 200 else set()
        found |= {1} if group <= 3 else set()
        found |= set(
            chance.random.sample(range(3, people + 1), k=min(people - 2, chance.random.choice((4, 8, 12, 30))))
        )
        members[group] = sorted(found)
        for person in members[group]:
            role = Role.OWNER if person == members[group][0] else Role.MEMBER
            made.append(Membership(person_id=person, group_id=group, library_id=people + group, role=role))
        Group.objects.filter(pk=group).update(members=len(found))
    Membership.objects.bulk_create(made, batch_size=500)
    return members


def _placed(chance: Chance, shelves: list[Shelf], size: int, large: int) -> list[int]:
    """The shelf (its index) of each bookmark, in the order of time."""
    groups = [n for n, shelf in enumerate(shelves) if not shelf.own]
    own = [n for n, shelf in enumerate(shelves) if shelf.own]
    personal = (size - large) // 8
    rest = size - large - personal
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(groups) - 1)))
    plan = [groups[0]] * large + chance.random.choices(groups[1:], cum_weights=weights, k=rest)
    plan += chance.random.choices(own, k=personal)
    chance.random.shuffle(plan)
    return plan


class _Filler:
    """Makes the rows of one chunk after another; what must be remembered between them."""

    def __init__(self, chance: Chance, shelves: list[Shelf], plan: list[int]) -> None:
        self.chance = chance
        self.shelves = shelves
        self.plan = plan
        for place, wanted in Counter(plan).items():
            shelves[place].wanted = wanted
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(WORDS)))
        self.step = YEARS * 365 * clock.DAY // len(plan)
        self.tags = 0
        self.annotation = 0

    def batch(self, chunk: range) -> Batch:
        """The rows of these bookmarks."""
        batch = Batch()
        for number in chunk:
            at = NOW - (len(self.plan) - number) * self.step
            shelf = self.shelves[self.plan[number]]
            self.chance.random.seed(self.plan[number] << 32 | shelf.place())
            self._add(batch, shelf, number + 1, at)
        return batch

    def _add(self, batch: Batch, shelf: Shelf, pk: int, at: int) -> None:
        draw = self.chance.random
        saver = draw.choice(shelf.people)
        private = shelf.own and draw.random() < 0.33
        host = f"site-{min(int(draw.paretovariate(0.6)), 2000)}.example.org"
        path = f"/{pk}/{quote(draw.choice(self.chance.words))}"  # as addresses are kept
        batch.pages.append((pk, host + path, f"https://{host}{path}", host, None))
        tags = self._tag(batch, shelf, pk, saver, at, private)
        said = self._annotate(batch, shelf, pk, at)
        title = f"{draw.choice(self.chance.titles)} {pk}"
        batch.savings.append((pk, shelf.id, saver, at, True))
        batch.bookmarks.append(
            (pk, shelf.id, pk, saver, title, titles.key(title), "", at, True, private, shelf.open and not private,
             int(draw.expovariate(1 / 40)), 0, 1, tags, said.highlights, said.noted, said.page_notes, said.replies,
             said.highlights + said.page_notes + said.replies, said.highlights, said.noted, said.discussed, at)
        )  # fmt: skip
        shelf.bookmarks += 1
        shelf.private += private
        shelf.latest = max(shelf.latest, at)
        shelf.kept[saver] += 1

    def _tag(self, batch: Batch, shelf: Shelf, pk: int, saver: int, at: int, private: bool) -> int:
        ranks = self.chance.tags(self.weights)
        for rank in ranks:
            tag = shelf.tags.get(rank)
            if tag is None:
                self.tags += 1
                tag = shelf.tags[rank] = self.tags
                batch.tags.append((tag, shelf.id, rank + 1, word(rank), 0, 0))
            batch.taggings.append((pk, tag, shelf.id, rank + 1, saver, at, private, shelf.open and not private))
            shelf.carried[tag] += 1
            shelf.carried_open[tag] += not private
        return len(ranks)

    def _annotate(self, batch: Batch, shelf: Shelf, pk: int, at: int) -> "Said":
        draw = self.chance.random
        said = Said()
        thread: list[object] = []  # the audience row of what a reply answers; its last column counts the replies
        for position in range(self.chance.said()):
            self.annotation += 1
            author = draw.choice(shelf.people)
            kind, quote, body = _say(self.chance, is_first=position == 0)
            part, then = PART[kind], at + position * 60 * clock.SECOND
            root = thread[0] if kind == Kind.REPLY else None
            batch.annotations.append(
                (self.annotation, pk, author, int(kind), root, root, quote, "[]", draw.randrange(4), body, True,
                 position, then, True, then, False, False, 1)
            )  # fmt: skip
            row: list[object] = [self.annotation, shelf.id, pk, author, part, position, then, root, 0]
            batch.audiences.append(row)
            if kind == Kind.REPLY:
                thread[-1] += 1  # type: ignore[operator]
            else:
                thread = row
            said.count(kind, then)
        return said


@dataclass(slots=True)
class Said:
    """The kept counts of what is said of a bookmark."""

    highlights: int = 0
    noted: int = 0
    page_notes: int = 0
    replies: int = 0
    discussed: int = 0

    def count(self, kind: Kind, at: int) -> None:
        self.highlights += kind in (Kind.HIGHLIGHT, Kind.NOTE)
        self.noted += kind in (Kind.NOTE, Kind.PAGE_NOTE)
        self.page_notes += kind == Kind.PAGE_NOTE
        self.replies += kind == Kind.REPLY
        if kind in (Kind.PAGE_NOTE, Kind.REPLY):
            self.discussed = max(self.discussed, at)


def _say(chance: Chance, *, is_first: bool) -> tuple[Kind, str, str]:
    """Kind, quote and body."""
    draw = chance.random
    lot = draw.random()
    if lot < 0.75 or (lot >= 0.93 and is_first):
        return Kind.HIGHLIGHT, draw.choice(chance.quotes), ""
    if lot < 0.87:
        return Kind.NOTE, draw.choice(chance.quotes), draw.choice(chance.notes)
    return Kind.PAGE_NOTE if lot < 0.93 else Kind.REPLY, "", draw.choice(chance.notes)


_BOOKMARK = (
    "id", "library_id", "page_id", "added_by_id", "title", "title_key", "description", "at", "at_known", "private",
    "everyone", "views", "views_brought", "savers", "tags_n", "highlights", "noted", "page_notes", "replies", "said",
    "marks", "words", "discussed", "updated",
)  # fmt: skip
_ANNOTATION = (
    "id", "page_id", "author_id", "kind", "root_id", "parent_id", "quote", "selectors", "color", "body", "plain",
    "position", "at", "at_known", "updated", "approximate", "withdrawn", "heard",
)  # fmt: skip
_AUDIENCE = ("annotation_id", "library_id", "page_id", "author_id", "part", "position", "at", "root_id", "replies")


def _write(batch: Batch) -> None:
    rows.insert(Tag, ("id", "library_id", "word_id", "name", "n", "n_open"), batch.tags)
    rows.insert(Page, ("id", "key", "url", "site", "alone_in_id"), batch.pages)
    rows.insert(Bookmark, _BOOKMARK, batch.bookmarks)
    rows.insert(Saving, ("bookmark_id", "library_id", "person_id", "at", "at_known"), batch.savings)
    columns = ("bookmark_id", "tag_id", "library_id", "word_id", "by_id", "at", "private", "everyone")
    rows.insert(Tagging, columns, batch.taggings)
    rows.insert(Annotation, _ANNOTATION, batch.annotations)
    rows.insert(Audience, _AUDIENCE, batch.audiences)


def _count(shelves: list[Shelf]) -> None:
    """The kept counts, and the sequences after the ids that were given by hand."""
    rows.update(
        Library,
        ("bookmarks", "bookmarks_open", "latest"),
        [(s.bookmarks, s.bookmarks - s.private, s.latest, s.id) for s in shelves],
    )
    rows.update(Tag, ("n", "n_open"), [(n, s.carried_open[tag], tag) for s in shelves for tag, n in s.carried.items()])
    rows.insert(
        Keeper, ("library_id", "person_id", "n"), [(s.id, person, n) for s in shelves for person, n in s.kept.items()]
    )
    with connection.cursor() as cursor:
        for column, what in zip(tallying.COLUMNS, tallying.CONDITIONS, strict=True):
            cursor.execute(
                f"update library set {column} = (select count(*) from bookmark b where b.library_id = library.id and {what})"
            )
    _advance_sequences(Tag, Page, Bookmark, Annotation)


def _advance_sequences(*models: object) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table  # type: ignore[attr-defined]
            cursor.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))")
