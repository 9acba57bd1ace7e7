"""A whole import taken back: what it brought is gone, what others touched since is left and said."""

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from florilegium.library.actions import annotating, bookmarks
from florilegium.library.auditing import audit
from florilegium.library.errors import Conflict, NotAllowed
from florilegium.library.models import Annotation, Bookmark, Library
from florilegium.library.queries import EditableBookmark
from florilegium.people.models import Person
from florilegium.portability import importing, undoing
from florilegium.portability.choosing import Choices
from florilegium.portability.models import Import, ImportRow, Outcome, State
from tests.cast import Cast, assemble, draft, keep
from tests.library.test_many import told

HEADER = ("title", "url", "tags", "description", "comments", "annotations", "created_at")


def row(
    n: int, *, tags: str = "", description: str = "", marks: tuple[str, ...] = (), note: str = "", title: str = ""
) -> tuple[str, ...]:
    """One row of Diigo's export; the last of its highlights carries the note."""
    said = "".join(f"Highlight:{mark}\n" for mark in marks) + (f"Sticky notes:{note}\n" if note and marks else "")
    return (
        title or f"Page {n}",
        f"https://example.org/{n}",
        tags,
        description,
        "",
        said,
        f"2013-02-0{n % 9 + 1} 10:00:00",
    )


def bring(by: Person, library: Library, *rows: tuple[str, ...], choices: Choices | None = None) -> Import:
    """Import rows as a file of Diigo's."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    job = importing.receive(by=by, name="export.csv", stream=io.BytesIO(text.getvalue().encode()))
    importing.begin(job, library, choices)
    importing.run(job)
    assert job.state == State.DONE, job.problem
    return job


def take_back(by: Person, job: Import) -> None:
    undoing.begin(by, job)
    undoing.run(job)
    assert job.state == State.UNDONE
    assert audit() == []


words = st.sampled_from(("", "a", "b", "a,b", "c"))
rows = st.lists(
    st.builds(
        row, st.integers(0, 6), tags=words, description=st.sampled_from(("", "said", "more")), note=st.sampled_from(("", "x", "y")),
        marks=st.lists(st.sampled_from(("one", "two", "one")), max_size=3).map(tuple),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


class Undone(TestCase):
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(first=rows, second=rows, own=st.booleans())
    def test_an_import_undone_leaves_the_library_as_it_was(self, first: Any, second: Any, own: bool) -> None:
        cast = assemble()
        library = cast.own("alice") if own else cast.group("open", readable_by="world")
        bring(cast["alice"], library, *first)
        before = told(library)
        job = bring(cast["alice"], library, *second)
        take_back(cast["alice"], job)
        dated = {url: found[2] for url, found in told(library)["rows"].items()}
        assert dated == {url: found[2] for url, found in before["rows"].items()}
        assert told(library) == before
        assert not ImportRow.objects.filter(job=job, outcome=Outcome.LEFT).exists()


def test_what_others_touched_since_is_left_and_said(cast: Cast) -> None:
    group, alice, bob = cast.group("open", readable_by="world"), cast["alice"], cast["bob"]
    job = bring(alice, group, *(row(n, tags="t", marks=(f"quote {n}",)) for n in range(1, 7)))
    found = {b.title: b for b in Bookmark.objects.filter(library=group).select_related("page", "library__group")}
    annotating.reply(by=bob, to=Annotation.objects.get(quote="quote 1"), library=group, body="answered")
    bookmarks.edit_bookmark(
        by=alice, bookmark=EditableBookmark(found["Page 2"]), title="Edited", description="", tags=("t",)
    )
    keep(group, draft(bob, 3))
    annotating.note_page(by=bob, bookmark=found["Page 4"], body="noted", audience=group)
    bookmarks.edit_bookmark(
        by=alice, bookmark=EditableBookmark(found["Page 5"]), title="Page 5", description="", tags=("t", "mine")
    )
    take_back(alice, job)
    outcomes = dict(ImportRow.objects.filter(job=job).values_list("title", "outcome"))
    assert outcomes == {**{f"Page {n}": Outcome.LEFT for n in range(1, 6)}, "Page 6": Outcome.UNDONE}
    assert set(Bookmark.objects.filter(library=group).values_list("title", flat=True)) == {
        "Page 1", "Edited", "Page 3", "Page 4", "Page 5",
    }  # fmt: skip
    assert set(Annotation.objects.values_list("quote", flat=True)) == {"quote 1", ""}
    assert undoing.left(job) == 5


def test_the_middle_one_of_three_is_undone(cast: Cast) -> None:
    group, alice, bob = cast.group("open", readable_by="world"), cast["alice"], cast["bob"]
    bring(alice, group, row(1, marks=("first",)), row(2))
    middle = bring(bob, group, row(1, tags="bobs", marks=("first", "second")), row(3, description="mine"), row(4))
    bring(alice, group, row(3, marks=("later",)))
    take_back(bob, middle)
    rows = dict(Bookmark.objects.filter(library=group).values_list("title", "savers"))
    assert rows == {"Page 1": 1, "Page 2": 1, "Page 3": 2}
    assert set(Annotation.objects.values_list("quote", flat=True)) == {"first", "later"}
    assert [r.title for r in ImportRow.objects.filter(job=middle, outcome=Outcome.LEFT)] == ["Page 3"]


def test_a_note_that_filled_a_passage_stays_if_somebody_has_answered_it(cast: Cast) -> None:
    group, alice, bob = cast.group("open", readable_by="world"), cast["alice"], cast["bob"]
    bring(alice, group, row(1, marks=("first",)), row(2, marks=("second",)))
    job = bring(alice, group, row(1, marks=("first",), note="why"), row(2, marks=("second",), note="how"))
    annotating.reply(by=bob, to=Annotation.objects.get(quote="first"), library=group, body="because")
    take_back(alice, job)
    assert dict(Annotation.objects.exclude(quote="").values_list("quote", "body")) == {"first": "why", "second": ""}
    outcomes = dict(ImportRow.objects.filter(job=job).values_list("title", "outcome"))
    assert outcomes == {"Page 1": Outcome.LEFT, "Page 2": Outcome.UNDONE}


def test_who_may_undo_and_when(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    job = bring(cast["bob"], group, row(1))
    with pytest.raises(NotAllowed):
        undoing.begin(cast["alice"], job)
    undoing.begin(cast["bob"], job)
    with pytest.raises(Conflict):
        undoing.begin(cast["bob"], job)
    killed = Import.objects.get(pk=job.pk)
    assert importing.next_to_run() == killed
    undoing.run(killed)
    assert killed.state == State.UNDONE and not Bookmark.objects.exists()


def test_choices_hold(cast: Cast) -> None:
    own, alice = cast.own("alice"), cast["alice"]
    bring(alice, own, row(1), choices=Choices(private=False, tags=("brought", "À lire")))
    bookmark = Bookmark.objects.get()
    assert not bookmark.private and bookmark.tags_n == 2
    job = bring(alice, own, row(1, marks=("found",)), row(2), choices=Choices(only_complete=True))
    assert list(ImportRow.objects.filter(job=job).order_by("number").values_list("outcome", flat=True)) == [
        Outcome.COMPLETED, Outcome.PASSED,
    ]  # fmt: skip
    assert Bookmark.objects.count() == 1
