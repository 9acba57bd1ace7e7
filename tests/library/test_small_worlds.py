"""The reading rule, in both its forms, against the same rule in plain words: any small world of libraries and people."""

from dataclasses import dataclass

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from florilegium.groups.models import Group, Membership, Role
from florilegium.library.auditing import audit
from florilegium.library.models import PART, Annotation, Audience, Bookmark, Kind, Library, Page
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .reading import audible, check_the_forms_agree, visible

PEOPLE = ("ann", "ben", "cem")
SHELVES = ("ann's", "ben's", "choir", "club")
PAGES = (0, 1, 2)


@dataclass(frozen=True)
class Shelf:
    """A library in plain words: whose it is, its roles if it is a group's, its pages (True: private)."""

    name: str
    is_open: bool
    gone: bool
    roles: dict[str, Role | None]
    pages: dict[int, bool]

    def has_inside(self, who: str | None) -> bool:
        if self.name.endswith("'s"):
            return who is not None and self.name == f"{who}'s"
        role = None if who is None else self.roles[who]
        return role in (Role.MEMBER, Role.MODERATOR, Role.OWNER)

    def shows(self, who: str | None, page: int) -> bool:
        """A library that is gone is read by nobody; its own people read all; everybody else what is not private."""
        if self.gone or page not in self.pages:
            return False
        if self.has_inside(who):
            return True
        return self.is_open and not self.pages[page]


@dataclass(frozen=True)
class Words:
    """An annotation in plain words."""

    author: str
    page: int
    heard_in: frozenset[str]


@st.composite
def shelves(draw: st.DrawFn, name: str) -> Shelf:
    personal = name.endswith("'s")
    roles = {who: None if personal else draw(st.sampled_from([None, *Role])) for who in PEOPLE}
    private = st.booleans() if personal else st.just(False)
    gone = draw(st.sampled_from([False, False, False, True]))
    return Shelf(name, draw(st.booleans()), gone, roles, draw(st.dictionaries(st.sampled_from(PAGES), private)))


@st.composite
def words(draw: st.DrawFn) -> Words:
    heard_in = draw(st.frozensets(st.sampled_from(SHELVES), max_size=2))
    return Words(draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PAGES)), heard_in)


def put(
    people: dict[str, Person], told: list[Shelf], said: list[Words]
) -> tuple[dict[tuple[str, int], int], list[int]]:
    """These libraries and words in the database: the ids of (library, page), and those of the words."""
    pages = {n: Page.objects.create(key=f"https://small.example/{n}", url=f"https://small.example/{n}") for n in PAGES}
    libraries, rows = {}, {}
    for shelf in told:
        person = people.get(shelf.name.removesuffix("'s"))
        group = None if person else Group.objects.create(slug=shelf.name, name=shelf.name)
        library = Library.objects.create(person=person, group=group, open=shelf.is_open, gone=shelf.gone)
        libraries[shelf.name] = library
        for who, role in shelf.roles.items():
            if role is not None and group is not None:
                Membership.objects.create(person=people[who], group=group, library=library, role=role)
        for n, private in shelf.pages.items():
            row = Bookmark.objects.create(
                library=library, page=pages[n], added_by=people["ann"], at=n, private=private,
                everyone=shelf.is_open and not private,
            )  # fmt: skip
            rows[shelf.name, n] = row.pk
    ids = []
    for one in said:
        note = Annotation.objects.create(page=pages[one.page], author=people[one.author], kind=Kind.PAGE_NOTE, at=1)
        for name in one.heard_in:
            if (name, one.page) in rows:
                Audience.objects.create(
                    annotation=note, library=libraries[name], page=note.page, author=note.author,
                    part=PART[Kind.PAGE_NOTE], position=0, at=1,
                )  # fmt: skip
        ids.append(note.pk)
    audit(repair=True)
    return rows, ids


def test_both_forms_are_the_rule_in_plain_words(db: None) -> None:
    @settings(max_examples=40)
    @given(st.tuples(*(shelves(name) for name in SHELVES)), st.lists(words(), max_size=5))
    def small_worlds(told: tuple[Shelf, ...], said: list[Words]) -> None:
        with transaction.atomic():
            people = {who: Person.objects.create(login=who) for who in PEOPLE}
            rows, ids = put(people, list(told), said)
            for who in (*PEOPLE, None):
                viewer = Viewer(None if who is None else people[who])
                right = {rows[shelf.name, n] for shelf in told for n in shelf.pages if shelf.shows(who, n)}
                assert visible(viewer) == right
                heard = {
                    pk
                    for pk, one in zip(ids, said, strict=True)
                    if one.author == who
                    or any(shelf.name in one.heard_in and shelf.shows(who, one.page) for shelf in told)
                }
                assert audible(viewer) == heard
                check_the_forms_agree(viewer)
            transaction.set_rollback(True)

    small_worlds()
