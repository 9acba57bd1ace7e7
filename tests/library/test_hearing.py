"""What is said of a page, in whatever library it is heard: for whom, in which order, and whether it is as it was."""

from contextlib import suppress
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from florilegium.kit.addresses import parse
from florilegium.library import hearing, rules
from florilegium.library.actions import annotating, bookmarks, discarding, groups
from florilegium.library.actions.annotating import say
from florilegium.library.drafts import AnnotationDraft, HighlightDraft
from florilegium.library.errors import Refusal
from florilegium.library.models import Annotation, Library, Page, Trash
from florilegium.library.queries import EditableAnnotation, EditableBookmark, get_moderated_library
from florilegium.library.selectors import TextPosition, TextQuote
from florilegium.people.viewer import Viewer
from tests.cast import EVERYBODY, Cast, draft, keep

from .test_counters import ACTORS, DEEDS, stage
from .turns import Turn

__all__ = ["stage"]

ADDRESS = parse("https://example.org/1")


def words(body: str, start: int | None = None) -> AnnotationDraft:
    quoted = () if start is None else (TextQuote(f"words at {start}"), TextPosition(start, start + 5))
    return AnnotationDraft(body=body, selectors=quoted)


def told(viewer: Viewer, page_id: int) -> list[Any]:
    """All that a face tells of a page, but for names."""
    order = hearing.order_of_page(viewer, page_id)
    found = hearing.annotations(viewer, [pk for _order, pk in order])
    around = hearing.around(viewer, found.values())
    return [
        (
            pk, row.kind, row.quote, row.body, row.color, row.tags, row.at, row.updated, row.withdrawn, row.approximate,
            row.heard == 0, row.root_id, [one.pk for one in around.audiences[pk]], around.replies.get(pk, 0),
        )
        for pk, row in ((pk, found[pk]) for _order, pk in order)
    ]  # fmt: skip


def test_everything_a_viewer_hears_anywhere_and_nothing_else(stage: Cast) -> None:
    for page in Page.objects.all():
        for who in EVERYBODY:
            viewer = stage.viewer(who)
            right = Annotation.objects.filter(rules.annotation_visible_to(viewer), page=page)
            assert {pk for _order, pk in hearing.order_of_page(viewer, page.pk)} == set(
                right.values_list("pk", flat=True)
            )


def test_whatever_is_done_the_same_word_always_means_the_same(stage: Cast) -> None:
    """Whenever what a viewer would be told differs, so does the state; over any deeds of anybody."""

    @settings(max_examples=8)
    @given(st.data(), st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(ACTORS)), min_size=3, max_size=10))
    def any_deeds(data: st.DataObject, deeds: list[tuple[Any, str]]) -> None:
        seen: dict[tuple[str, int, str], list[Any]] = {}
        with transaction.atomic():
            for deed, who in [(lambda _turn: None, "alice"), *deeds]:
                with suppress(Refusal), transaction.atomic():
                    deed(Turn(stage, who, data))
                for page_id in Page.objects.filter(key__isnull=False).values_list("pk", flat=True):
                    for name in ("alice", "bob", "dave", "nobody"):
                        viewer = stage.viewer(name)
                        state = hearing.state_of_page(viewer, page_id)
                        assert seen.setdefault((name, page_id, state), told(viewer, page_id)) == told(viewer, page_id)
            transaction.set_rollback(True)

    any_deeds()


def test_the_state_changes_with_each_of_these_and_comes_back_with_none(cast: Cast) -> None:
    group, other = cast.group("closed"), cast.group("other")
    alice, bob = cast["alice"], cast["bob"]
    (row,) = keep(group, draft(bob, 1, highlights=(HighlightDraft("said", bob),)))
    states: list[str] = []

    def state(who: str = "alice") -> str:
        return hearing.state_of_page(cast.viewer(who), row.page_id)

    def changed() -> None:
        states.append(state())
        assert len(set(states)) == len(states)

    changed()
    note = say(by=bob, of=row, draft=words("one"), audience=[group, other]).annotation
    changed()
    annotating.rewrite(by=bob, annotation=EditableAnnotation(note), body="another")
    changed()
    annotating.answer(by=alice, to=note, library=group, draft=words("an answer"))
    changed()
    proof = get_moderated_library(cast.viewer("carol"), other)
    annotating.silence(by=cast["carol"], annotation=note, library=proof)  # hidden in one library only
    changed()
    annotating.take_back(by=bob, annotation=EditableAnnotation(note))  # a stub stays
    changed()
    discarding.restore(by=bob, trash=Trash.objects.get(person=bob))
    changed()
    bookmarks.delete_bookmark(by=bob, bookmark=EditableBookmark(row))
    changed()
    assert state("dave") == state("dave")
    before = state("bob")
    groups.leave(by=bob, library=group)
    assert state("bob") != before


def test_a_deletion_and_a_return_between_two_looks_are_seen(cast: Cast) -> None:
    """As many as before, the latest as before: other words all the same."""
    group, alice = cast.group("closed"), cast["alice"]
    first = say(by=alice, of=ADDRESS, draft=words("first"), audience=[group]).annotation
    second = say(by=alice, of=ADDRESS, draft=words("second"), audience=[group]).annotation
    latest = say(by=alice, of=ADDRESS, draft=words("latest"), audience=[group]).annotation
    annotating.take_back(by=alice, annotation=EditableAnnotation(first))
    before = hearing.state_of_page(cast.viewer("bob"), latest.page_id)
    annotating.take_back(by=alice, annotation=EditableAnnotation(second))
    trash = hearing.find_taken_back(cast.viewer("alice"), first.pk)
    assert trash is not None
    discarding.restore(by=alice, trash=trash)
    assert hearing.state_of_page(cast.viewer("bob"), latest.page_id) != before


def test_an_unknown_page_and_one_of_which_nothing_is_heard_are_one_to_the_asker(cast: Cast) -> None:
    said = say(by=cast["alice"], of=ADDRESS, draft=words("x"), audience=[]).annotation
    assert hearing.find_page(cast.viewer("dave"), ADDRESS.key) == said.page_id
    dave = cast.viewer("dave")
    assert hearing.state_of_page(dave, said.page_id) == hearing.state_of_page(dave, None)


def test_passages_stand_as_the_page_has_them(cast: Cast) -> None:
    group, bob = cast.group("closed"), cast["bob"]
    for start in (400, 7, 90):
        say(by=bob, of=ADDRESS, draft=words("", start), audience=[group])
    note = say(by=bob, of=ADDRESS, draft=words("of it all"), audience=[group]).annotation
    say(by=cast["alice"], of=ADDRESS, draft=words("quietly", 50), audience=[])
    order = hearing.order_of_page(cast.viewer("alice"), note.page_id)
    found = hearing.annotations(cast.viewer("alice"), [pk for _order, pk in order])
    assert [found[pk].position for _order, pk in order][:4] == [7, 50, 90, 400]
    assert order[-1][1] == note.pk
    assert len(hearing.order_of_page(cast.viewer("bob"), note.page_id)) == 4


def test_twenty_cost_as_many_statements_as_one(cast: Cast) -> None:
    libraries: list[Library] = [cast.group("closed"), cast.group("other")]

    def statements() -> int:
        viewer = cast.viewer("alice")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page_id = hearing.find_page(viewer, ADDRESS.key)
            assert page_id is not None
            hearing.state_of_page(viewer, page_id)
            told(viewer, page_id)
        return len(asked)

    first = say(by=cast["alice"], of=ADDRESS, draft=words("x", 1), audience=libraries).annotation
    annotating.answer(by=cast["bob"], to=first, library=libraries[0], draft=words("y"))
    one = statements()
    for start in range(20):
        said = say(by=cast["bob"], of=ADDRESS, draft=words("x", start), audience=libraries).annotation
        annotating.answer(by=cast["alice"], to=said, library=libraries[start % 2], draft=words("y"))
    assert statements() == one
    assert one <= 12


def test_the_state_is_one_statement_beside_the_standing(cast: Cast) -> None:
    said = say(by=cast["alice"], of=ADDRESS, draft=words("x"), audience=[]).annotation
    viewer = cast.viewer("alice")
    rules.standing(viewer)
    with CaptureQueriesContext(connection) as asked:
        hearing.state_of_page(viewer, said.page_id)
    assert len(asked) == 1
