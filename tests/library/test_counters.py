"""Whatever people do, in whatever order, what the actions keep (counts, dates, hints) is what it counts."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from florilegium.kit.addresses import parse
from florilegium.library import queries
from florilegium.library.actions import annotating, bookmarks, counting, discarding, groups, revising
from florilegium.library.actions.keeping import keep_pages
from florilegium.library.actions.people import stand_in
from florilegium.library.auditing import audit
from florilegium.library.drafts import AnnotationChange, AnnotationDraft, BookmarkDraft, HighlightDraft, NoteDraft
from florilegium.library.errors import NotFound, Refusal
from florilegium.library.models import Annotation, Audience, Bookmark, Library, Tag, Trash
from florilegium.library.selectors import Selector, TextPosition, TextQuote
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from tests.cast import Cast, draft, keep

#: erin only waits at the door: she would be refused every time.
ACTORS = ("alice", "bob", "carol", "dave", "frank")
LONG = "A title that is long enough to be known again by its beginning alone"
TITLES = ("Page 0", "Page 1", LONG, LONG[:50] + "…", "")
TAGS = ("travail", "intime", "Travail")
QUOTES = ("what is quoted", "quoted again")
BODIES = ("one thing", "another thing", "a third")

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn: who, and how she makes up her mind."""

    cast: Cast
    who: str
    data: st.DataObject

    @property
    def by(self) -> Person:
        return self.cast[self.who]

    @property
    def viewer(self) -> Viewer:
        """A new request, that remembers nothing."""
        return self.cast.viewer(self.who)

    def choose(self, things: Sequence[Thing]) -> Thing:
        """One of these; NotFound if there are none."""
        if not things:
            raise NotFound
        return self.data.draw(st.sampled_from(list(things)))

    def some(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """None, one or two of these."""
        return tuple(self.data.draw(st.lists(st.sampled_from(list(things)), max_size=2)))

    def library(self) -> Library:
        """A library that there is, hers or not."""
        pk = self.choose(list(Library.objects.order_by("pk").values_list("pk", flat=True)))
        return Library.objects.select_related("group", "person").get(pk=pk)

    def bookmark(self) -> Bookmark:
        """A bookmark of any library, as she sees it."""
        found = Bookmark.objects.order_by("pk").select_related("library")
        seen = [b for b in found if queries.find_visible_bookmark(self.viewer, b.pk)]
        chosen = self.choose(seen)
        return queries.get_bookmark(self.viewer, chosen.library, chosen.pk)

    def said(self) -> Annotation:
        """Words that she may hear."""
        pk = self.choose(list(Annotation.objects.order_by("pk").values_list("pk", flat=True)))
        return queries.get_annotation(self.viewer, pk)


# ---------------------------------------------------------------- what may be done


def keep_some(turn: Turn) -> None:
    library = turn.choose(queries.writable_libraries(turn.viewer))
    brought = [turn.by]
    if library.person_id == turn.by.pk or turn.who in ("alice", "carol"):  # these may bring words of others
        brought.append(stand_in(library=library, source="diigo", names={"Zoé"})["Zoé"])
    drafts = [a_draft(turn, brought) for _ in range(turn.choose((1, 1, 2)))]
    keep_pages(by=turn.by, library=library, drafts=drafts)


def a_draft(turn: Turn, people: Sequence[Person]) -> BookmarkDraft:
    saver = turn.choose(people)
    number = turn.choose((0, 1, 2))
    told: dict[str, object] = {"address": None} if turn.choose((False, False, True)) else {}
    highlights = [
        HighlightDraft(
            quote, turn.choose(people), at=turn.choose((None, 5, 50)),
            notes=tuple(NoteDraft(body, turn.choose(people), at=9) for body in turn.some(BODIES)),
        )
        for quote in turn.some(QUOTES)
    ]  # fmt: skip
    return draft(
        saver, number, title=turn.choose(TITLES), at=turn.choose((10, 20, 30)), at_known=turn.choose((True, False)),
        description=turn.choose(("", *BODIES)), tags=turn.some(TAGS), private=turn.choose((None, True, False)),
        views=turn.choose((None, 3, 7)), highlights=tuple(highlights),
        page_notes=tuple(NoteDraft(body, turn.choose(people)) for body in turn.some(BODIES)), **told,
    )  # fmt: skip


def edit(turn: Turn) -> None:
    seen = turn.bookmark()
    found = queries.get_editable_bookmark(turn.viewer, seen.library, seen.pk)
    bookmarks.edit_bookmark(
        by=turn.by, bookmark=found, title=turn.choose(TITLES), description="", tags=turn.some(TAGS),
        private=turn.choose((True, False)),
    )  # fmt: skip


def note(turn: Turn) -> None:
    found = turn.bookmark()
    annotating.note_page(
        by=turn.by, bookmark=found, body=turn.choose(BODIES), audience=turn.choose((found.library, None))
    )


def reply(turn: Turn) -> None:
    to = turn.said()
    annotating.reply(by=turn.by, to=to, library=turn.library(), body=turn.choose(BODIES))


def an_audience(turn: Turn) -> tuple[Library, ...]:
    """Libraries that there are, each once; as a rule some in which she may speak."""
    hers = queries.writable_libraries(turn.viewer)
    every = list(Library.objects.order_by("pk").select_related("group", "person"))
    return tuple({one.pk: one for one in turn.some(turn.choose((hers, hers, every)) or every)}.values())


def some_words(turn: Turn) -> AnnotationDraft:
    start = turn.choose((None, 3, 40))
    quote: list[Selector] = [] if start is None else [TextQuote(turn.choose(QUOTES)), TextPosition(start, start + 5)]
    body = turn.choose(BODIES) if start is None else turn.choose(("", *BODIES))
    return AnnotationDraft(body=body, selectors=tuple(quote), tags=turn.some(TAGS), key=turn.choose(("", "k1", "k2")))


def say(turn: Turn) -> None:
    of = turn.bookmark() if turn.choose((True, False)) else parse(f"https://example.org/{turn.choose((0, 1, 7))}")
    annotating.say(by=turn.by, of=of, draft=some_words(turn), audience=an_audience(turn))


def revise(turn: Turn) -> None:
    found = queries.get_editable_annotation(turn.viewer, turn.said().pk)
    audience = turn.choose((None, (), an_audience(turn), an_audience(turn)))
    words = some_words(turn)
    told = turn.choose((None, words.selectors))
    body = turn.choose((None, words.body))
    revising.revise(by=turn.by, annotation=found, change=AnnotationChange(body=body, selectors=told, audience=audience))


def answer(turn: Turn) -> None:
    to = turn.said()
    library = turn.choose((None, *Library.objects.filter(pk__in=to.audiences.values("library")).order_by("pk")))
    annotating.answer(by=turn.by, to=to, library=library, draft=AnnotationDraft(body=turn.choose(BODIES)))


def rewrite(turn: Turn) -> None:
    found = queries.get_editable_annotation(turn.viewer, turn.said().pk)
    annotating.rewrite(by=turn.by, annotation=found, body=turn.choose((*BODIES, "")))


def take_back(turn: Turn) -> None:
    annotating.take_back(by=turn.by, annotation=queries.get_editable_annotation(turn.viewer, turn.said().pk))


def silence(turn: Turn) -> None:
    proof = queries.get_moderated_library(turn.viewer, turn.library())
    annotating.silence(by=turn.by, annotation=turn.said(), library=proof)


def delete(turn: Turn) -> None:
    seen = turn.bookmark()
    found = queries.get_editable_bookmark(turn.viewer, seen.library, seen.pk)
    bookmarks.delete_bookmark(by=turn.by, bookmark=found)


def withdraw(turn: Turn) -> None:
    bookmarks.withdraw(by=turn.by, bookmark=turn.bookmark())


def restore(turn: Turn) -> None:
    trash = turn.choose(queries.my_trash(turn.viewer))
    discarding.restore(by=turn.by, trash=Trash.objects.get(pk=trash.pk))


def leave_or_join(turn: Turn) -> None:
    library = turn.choose([row for row in Library.objects.order_by("pk").select_related("group") if row.group_id])
    if library in queries.writable_libraries(turn.viewer):
        groups.leave(by=turn.by, library=library)
        return
    groups.join(by=turn.by, library=library)
    proof = queries.get_moderated_library(turn.cast.viewer("alice"), library)
    for waiting in queries.waiting_members(proof):
        groups.approve(by=turn.cast["alice"], library=proof, membership_id=waiting.pk)


def open_or_close(turn: Turn) -> None:
    own = turn.cast.own(turn.who)
    groups.set_library_open(by=turn.by, library=own, is_open=not own.open)
    if turn.choose((True, False)):  # the worker comes by, or is late
        groups.refresh_hints(batch=1)


DEEDS: tuple[Callable[[Turn], None], ...] = (
    keep_some, keep_some, keep_some, edit, note, reply, rewrite, take_back, silence, delete, withdraw, restore, restore,
    leave_or_join, open_or_close, say, say, say, revise, revise, answer, answer,
)  # fmt: skip


# ---------------------------------------------------------------- what is then so


def wrongly_counted() -> list[tuple[str, str, int, int]]:
    """(bookmark, counter, kept, right) wherever the actions' own recount gives another number."""
    return [
        (str(bookmark), name, getattr(bookmark, name), right)
        for bookmark in Bookmark.objects.select_related("library")
        for name, right in counting.computed(bookmark).items()
        if getattr(bookmark, name) != right
    ]


def wrongly_heard() -> list[tuple[str, str]]:
    """(words, library) wherever something is heard where its page is not kept; in a group a reply without what it answers;
    a reply in two libraries.
    """
    wrong = []
    for row in Audience.objects.select_related("annotation", "library"):
        kept = Bookmark.objects.filter(page=row.page_id, library=row.library_id).exists()
        twice = orphan = False
        if row.root_id is not None:
            twice = Audience.objects.filter(annotation=row.annotation_id).count() > 1
            root = Audience.objects.filter(annotation=row.root_id, library=row.library_id)
            # what was imported into a person's own library may answer what she says to herself
            orphan = row.library.group_id is not None and not root.exists()
        if not kept or twice or orphan:
            wrong.append((str(row.annotation), str(row.library)))
    return wrong


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """A group of everybody with something in it, and alice's library open."""
    group = cast.group("closed")
    groups.set_library_open(by=cast["alice"], library=cast.own("alice"), is_open=True)
    groups.refresh_hints()
    bob, alice = cast["bob"], cast["alice"]
    (row,) = keep(group, draft(bob, 0, tags=("travail",), highlights=(HighlightDraft("what is quoted", bob),)))
    said = annotating.note_page(by=bob, bookmark=row, body="one thing", audience=group)
    annotating.reply(by=alice, to=said, library=group, body="another thing")
    keep(cast.own("alice"), draft(alice, 0, private=False), draft(alice, 1, title="Page 1", address=None))
    return cast


def test_what_is_kept_is_what_it_counts_after_any_deeds(stage: Cast) -> None:
    done: Counter[str] = Counter()

    @settings(max_examples=25)
    @given(st.data(), st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(ACTORS)), min_size=5, max_size=15))
    def any_deeds(data: st.DataObject, deeds: list[tuple[Callable[[Turn], None], str]]) -> None:
        with transaction.atomic():
            for deed, who in deeds:
                # who may do what is the matrix's matter: the refused are passed over
                with suppress(Refusal), transaction.atomic():
                    deed(Turn(stage, who, data))
                    done[deed.__name__] += 1
            assert wrongly_counted() == []
            assert audit() == []
            assert wrongly_heard() == []
            while groups.refresh_hints():
                pass
            assert audit() == [], "once the worker has been by"
            transaction.set_rollback(True)

    any_deeds()
    assert len(done) > 6, "this was not about refusals"


def test_audit_finds_every_kept_column_that_is_wrong_and_mends_it(stage: Cast) -> None:
    """Each counter of a bookmark, put wrong by hand."""
    for name in (*counting.COUNTERS, "everyone"):
        right = Bookmark.objects.order_by("pk").values_list(name, flat=True)[0]
        first = Bookmark.objects.order_by("pk")[0].pk
        Bookmark.objects.filter(pk=first).update(**{name: not right if name == "everyone" else right + 9})
        assert len(audit(repair=True)) == 1, name
        assert Bookmark.objects.values_list(name, flat=True).get(pk=first) == right
    Library.objects.update(latest=0)
    Tag.objects.update(n=5)
    assert len(audit(repair=True)) == 2
    assert audit() == []
