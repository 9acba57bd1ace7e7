"""A library taken along and put back is the same, byte for byte; others than its own people take nothing."""

import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from florilegium.command.main import main
from florilegium.library import queries
from florilegium.library.actions import annotating, emptying, ending, groups, many, tags
from florilegium.library.auditing import audit
from florilegium.library.drafts import AnnotationDraft, HighlightDraft, NoteDraft
from florilegium.library.errors import NotAllowed
from florilegium.library.models import Annotation, Bookmark, Color, Library
from florilegium.library.selectors import TextPosition, TextQuote
from florilegium.people.models import Person
from florilegium.portability import archive, importing
from florilegium.portability.exporting import FORMS
from florilegium.portability.models import Import, ImportRow, Outcome, State
from tests.cast import Cast, assemble, draft, keep
from tests.library.world import make_world
from tests.web.browsing import client_of

ODD = "a \u202e & <b> \x0b كتاب 🦉\n\n“ ”"


def written(cast: Cast, who: str, library: Library, form: str = "jsonl") -> str:
    """The whole file."""
    fresh = Library.objects.select_related("group", "person").get(pk=library.pk)
    return "".join(FORMS[form].lines(queries.get_whole_library(cast.viewer(who), fresh)))


def bring(by: Person, library: Library, text: str) -> Import:
    job = importing.receive(by=by, name="library.jsonl", stream=io.BytesIO(text.encode()))
    importing.begin(job, library)
    importing.run(job)
    return job


def without_header(text: str) -> list[str]:
    return text.splitlines()[1:]


def make(cast: Cast, library: Library, plan: list[Any]) -> None:
    """Bookmarks with all that can hang on them, as the plan draws."""
    alice, bob = cast["alice"], cast["bob"] if library.group_id else cast["alice"]
    for n, (quotes, note, at_known, private, views, answered) in enumerate(plan):
        marks = tuple(
            HighlightDraft(
                q, bob if k % 2 else alice, color=Color(k % 4), notes=(NoteDraft(note, bob),) if note and k == 0 else ()
            )
            for k, q in enumerate(quotes)
        )
        given = draft(
            alice, n, title=ODD if n % 2 else f"Page {n}", description=note, tags=("À lire", "b") if n % 3 else (),
            at_known=at_known, private=private, views=views, highlights=marks,
        )  # fmt: skip
        row = keep(library, given, by=alice)[0]
        if n % 2:
            told = AnnotationDraft(body=note, selectors=(TextQuote("q", "p"), TextPosition(7, 8)), tags=("À lire", ODD))
            annotating.say(by=alice, of=row, draft=told, audience=[row.library] if library.group_id else [])
        if note:
            said = annotating.note_page(
                by=alice, bookmark=row, body=note, audience=row.library if library.group_id else None
            )
            first = annotating.reply(by=alice, to=said, library=row.library, body="one")
            annotating.reply(by=alice, to=first, library=row.library, body="under it")
            if answered and library.group_id:
                annotating.reply(by=bob, to=said, library=row.library, body="two")
                editable = queries.get_editable_annotation(cast.viewer("alice"), said.pk)
                annotating.take_back(by=alice, annotation=editable)


plans = st.lists(
    st.tuples(
        st.lists(st.sampled_from(("q", "q", ODD)), max_size=3), st.sampled_from(("", "n", ODD)), st.booleans(), st.booleans(),
        st.integers(0, 3), st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


class Archive(TestCase):
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(plan=plans, own=st.booleans())
    def test_put_back_it_is_the_same(self, plan: list[Any], own: bool) -> None:
        cast = assemble()
        library = cast.own("alice") if own else cast.group("one", readable_by="world")
        make(cast, library, plan)
        text = written(cast, "alice", library)
        target = groups.make_group(by=cast["alice"], draft=groups.GroupDraft("two", "Two"))
        if own:
            for row in Bookmark.objects.filter(library=library):
                rows = queries.get_editable_bookmarks(cast.viewer("alice"), library, [row.pk])
                many.delete_many(by=cast["alice"], bookmarks=rows)
            Annotation.objects.filter(heard=0, author=cast["alice"]).delete()
            target = library
        job = bring(cast["alice"], target, text)
        assert job.state == State.DONE and job.rejected == 0
        assert audit() == []
        assert without_header(written(cast, "alice", target)) == without_header(text)


@pytest.mark.django_db
def test_everything_of_the_world_comes_back() -> None:
    world = make_world()
    library = world.libraries["closed"]
    alice = world.cast["alice"]
    moderated = queries.get_moderated_library(world.cast.viewer("alice"), library)
    tags.rename_tag(
        by=alice, library=moderated, tag=queries.get_tag(world.cast.viewer("alice"), library, "travail"), name="Work"
    )
    text = written(world.cast, "alice", library)
    assert '"source":"diigo","name":"Zoé"' not in text and '"name":"Zoé","source":"diigo"' in text
    assert "to myself" not in text  # what only bob hears is bob's
    target = groups.make_group(by=alice, draft=groups.GroupDraft("again", "Again"))
    job = bring(alice, target, text)
    assert job.new == 2 and audit() == []
    assert without_header(written(world.cast, "alice", target)) == without_header(text)
    old = queries.find_former_tag(world.cast.viewer("alice"), target, "travail")
    assert old is not None and old.name == "Work"


def test_former_members_stay_apart_and_nameless(cast: Cast) -> None:
    group, alice = cast.group("one"), cast["alice"]
    row = keep(group, draft(cast["bob"], 1), draft(cast["carol"], 1), draft(cast["bob"], 2), by=alice)[0]
    for who in ("bob", "carol"):
        note = annotating.note_page(by=cast[who], bookmark=row, body=f"in {who}'s words", audience=group)
        annotating.reply(by=alice, to=note, library=group, body="yes")
        ending.delete_account(person=Person.objects.get(pk=cast[who].pk), erase=who == "carol")
    while (left := emptying.next_to_empty()) is not None:
        emptying.empty(left)
    text = written(cast, "alice", group)
    assert text.count('"source":"former"') == 2 and "Bob" not in text and "Carol" not in text and "carol's" not in text
    target = groups.make_group(by=alice, draft=groups.GroupDraft("two", "Two"))
    job = bring(alice, target, text)
    assert (job.state, job.rejected, audit()) == (State.DONE, 0, [])
    assert without_header(written(cast, "alice", target)) == without_header(text)
    names = [one.called for one in Person.objects.filter(placeholder__library=target)]
    assert names == ["former member", "former member"]


def test_who_has_no_name_is_called_by_her_login(cast: Cast) -> None:
    group, alice = cast.group("one"), cast["alice"]
    Person.objects.filter(login="bob").update(name="")
    keep(group, draft(cast["bob"], 1))
    target = groups.make_group(by=alice, draft=groups.GroupDraft("two", "Two"))
    text = written(cast, "alice", group)
    bring(alice, target, text)
    assert Bookmark.objects.get(library=target).added_by.called == "bob"
    assert without_header(written(cast, "alice", target)) == without_header(text)


def test_only_its_own_people_take_a_library_along(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, draft(cast["alice"], 1))
    for who in ("dave", "erin", "frank"):
        with pytest.raises(NotAllowed):
            queries.get_whole_library(cast.viewer(who), group)
        assert client_of(cast, who).get("/group/open/export?format=jsonl").status_code == 403
    assert Client().get("/group/open/export").status_code == 302
    page = client_of(cast, "bob").get("/group/open/export?format=jsonl")
    text = b"".join(page.streaming_content).decode()  # type: ignore[attr-defined]
    assert page["Content-Disposition"] == 'attachment; filename="open.jsonl"'
    assert text == written(cast, "alice", group)


def test_into_a_library_that_holds_something_an_archive_is_merged(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    alice = cast["alice"]
    keep(group, draft(alice, 1, highlights=(HighlightDraft("q", alice),)), draft(alice, 2))
    text = written(cast, "alice", group)
    own = cast.own("alice")
    keep(own, draft(alice, 1))
    job = bring(alice, own, text)
    assert (job.new, job.completed, job.rejected) == (1, 1, 0)
    assert bring(alice, own, text).unchanged == 2


def test_a_line_that_is_broken_is_named_and_the_rest_comes(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, *(draft(cast["alice"], n) for n in range(3)))
    lines = written(cast, "alice", group).splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if '"title":"Page 1"' in line)
    lines[place] = lines[place][: len(lines[place]) // 2] + "\n"
    target = groups.make_group(by=cast["alice"], draft=groups.GroupDraft("two", "Two"))
    job = bring(cast["alice"], target, "".join(lines))
    assert (job.new, job.rejected, job.state) == (2, 1, State.DONE)
    assert ImportRow.objects.get(job=job, outcome=Outcome.REJECTED).number == 2


@pytest.mark.parametrize(("form", "name"), [("diigo-csv", "diigo-csv"), ("netscape", "netscape")])
def test_other_forms_are_read_back_as_far_as_they_carry(cast: Cast, form: str, name: str) -> None:
    group, alice = cast.group("open", readable_by="world"), cast["alice"]
    marks = (HighlightDraft("first", alice, notes=(NoteDraft("noted", alice),)), HighlightDraft("second", alice))
    keep(
        group, draft(alice, 1, title='A "title" & <more>', tags=("two words", "b"), description="said", highlights=marks),
        draft(alice, 2, description="=1+1", tags=()),
    )  # fmt: skip
    target = groups.make_group(by=alice, draft=groups.GroupDraft("two", "Two"))
    job = bring(alice, target, written(cast, "alice", group, form))
    assert job.format == name and (job.new, job.rejected) == (2, 0)
    rows = {row.title: row for row in Bookmark.objects.filter(library=target)}
    one = rows['A "title" & <more>']
    assert (one.description, one.tags_n, rows["Page 2"].description) == ("said", 2, "=1+1")
    assert one.highlights == (2 if form == "diigo-csv" else 0)


def test_the_command_writes_a_file_whole_and_over_nothing(transactional_db: None, tmp_path: Any) -> None:
    for login in ("anna", "ben"):
        main(["person", "add", login])
    main(["group", "add", "ours", "--name", "Ours", "--owner", "anna"])
    file = tmp_path / "ours.jsonl"
    assert main(["export", str(file), "--group", "ours"]) == 0
    first = file.read_text(encoding="utf-8")
    assert first.startswith('{"type":"library","format":"florilegium-library","version":1,"group":"ours"')
    assert main(["export", str(file), "--group", "ours"]) == 2
    assert main(["export", str(file), "--group", "ours", "--force"]) == 0
    assert file.read_text(encoding="utf-8") == first
    assert main(["export", str(tmp_path / "x"), "--group", "missing"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["ours.jsonl"]


def test_times_come_back_to_the_microsecond() -> None:
    for at in (0, 1, 1_359_886_172_123_456, -5):
        assert archive.moment(archive.stamp(at)) == at
