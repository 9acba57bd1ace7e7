"""Saying something to any libraries, saying it again, moving it, and what becomes of the thread."""

import pytest

from florilegium.kit.addresses import parse
from florilegium.library import hearing
from florilegium.library.actions import annotating, bookmarks, discarding, groups
from florilegium.library.actions.annotating import answer, say
from florilegium.library.actions.revising import revise
from florilegium.library.auditing import audit
from florilegium.library.drafts import AnnotationChange, AnnotationDraft, NoteDraft
from florilegium.library.errors import Changed, Invalid, NotAllowed, NotFound
from florilegium.library.models import Annotation, Audience, Bookmark, Kind, Library, Saving
from florilegium.library.queries import EditableAnnotation, EditableBookmark
from florilegium.library.selectors import PageFragment, TextPosition, TextQuote, dump
from florilegium.people.models import Person
from tests.cast import Cast, draft, keep

ADDRESS = parse("https://example.org/article?utm_source=letter")
QUOTE = (TextQuote("some words", "with ", " of it"), TextPosition(40, 50))


def words(body: str = "mine", **fields: object) -> AnnotationDraft:
    return AnnotationDraft(body=body, **fields)  # type: ignore[arg-type]


def heard_in(annotation: Annotation) -> set[Library]:
    found = {row.library for row in Audience.objects.filter(annotation=annotation).select_related("library")}
    annotation.refresh_from_db()
    assert annotation.heard == len(found)
    return found


def move(by: Person, annotation: Annotation, *audience: Library, **more: object) -> None:
    change = AnnotationChange(audience=audience)
    revise(by=by, annotation=EditableAnnotation(annotation), change=change, **more)  # type: ignore[arg-type]
    assert audit() == []


# ---------------------------------------------------------------- said


def test_a_page_nobody_keeps_is_kept_in_each_audience_by_who_speaks(cast: Cast) -> None:
    one, two, bob = cast.group("one"), cast.group("two"), cast["bob"]
    said, fresh = say(by=bob, of=ADDRESS, draft=words(selectors=QUOTE), audience=[one, two], title=" An\narticle ")
    assert fresh
    assert heard_in(said) == {one, two}
    rows = Bookmark.objects.filter(page=said.page)
    assert {(row.library, row.title, row.private, row.added_by, row.highlights) for row in rows} == {
        (one, "An article", False, bob, 1),
        (two, "An article", False, bob, 1),
    }
    assert said.page.key == ADDRESS.key
    assert (said.kind, said.quote, said.selectors, said.position) == (Kind.NOTE, "some words", dump(QUOTE), 40)
    assert audit() == []


def test_where_it_is_kept_already_nobody_becomes_its_saver(cast: Cast) -> None:
    group = cast.group("one")
    (row,) = keep(group, draft(cast["alice"], 1))
    say(by=cast["bob"], of=row, draft=words(), audience=[group])
    assert list(Saving.objects.values_list("person", flat=True)) == [cast["alice"].pk]


def test_only_me_keeps_it_privately_in_ones_own_library(cast: Cast) -> None:
    (row,) = keep(cast.group("one"), draft(cast["alice"], 1))
    groups.set_library_open(by=cast["bob"], library=cast.own("bob"), is_open=True)
    said = say(by=cast["bob"], of=row, draft=words(), audience=[]).annotation
    mine = Bookmark.objects.get(library=cast.own("bob"))
    assert (mine.page_id, mine.private, mine.title, mine.words) == (row.page_id, True, "Page 1", 1)
    assert heard_in(said) == set()
    assert hearing.order_of_page(cast.viewer("alice"), row.page_id) == []


def test_everyone_is_ones_own_open_library_and_nobody_elses(cast: Cast) -> None:
    own = cast.own("bob")
    with pytest.raises(NotAllowed):
        say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[own])
    groups.set_library_open(by=cast["bob"], library=own, is_open=True)
    said = say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[cast.own("bob")]).annotation
    assert not Bookmark.objects.get(page=said.page).private
    with pytest.raises(NotAllowed):
        say(by=cast["alice"], of=ADDRESS, draft=words(), audience=[cast.own("bob")])


def test_what_is_kept_privately_is_not_spoken_of_to_everyone(cast: Cast) -> None:
    groups.set_library_open(by=cast["bob"], library=cast.own("bob"), is_open=True)
    own = cast.own("bob")
    keep(own, draft(cast["bob"], 1, private=True))
    with pytest.raises(NotAllowed, match="show its bookmark"):
        say(by=cast["bob"], of=parse("https://example.org/1"), draft=words(), audience=[own])
    assert Annotation.objects.count() == 0


def test_one_audience_that_is_not_hers_and_nothing_is_said_or_kept(cast: Cast) -> None:
    one, two = cast.group("one"), cast.group("two")
    groups.leave(by=cast["bob"], library=two)
    with pytest.raises(NotAllowed):
        say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[one, two])
    assert not Bookmark.objects.exists() and not Annotation.objects.exists()


def test_a_page_without_an_address_is_spoken_of_where_it_is(cast: Cast) -> None:
    one, two = cast.group("one"), cast.group("two")
    (row,) = keep(one, draft(cast["alice"], 1, address=None))
    with pytest.raises(Invalid, match="no address"):
        say(by=cast["bob"], of=row, draft=words(), audience=[one, two])
    say(by=cast["bob"], of=row, draft=words(), audience=[one])
    say(by=cast["bob"], of=row, draft=words(), audience=[])
    assert Bookmark.objects.count() == 1


def test_said_twice_under_one_key_it_is_said_once(cast: Cast) -> None:
    group = cast.group("one")
    first = say(by=cast["bob"], of=ADDRESS, draft=words(key="k"), audience=[group])
    again = say(by=cast["bob"], of=ADDRESS, draft=words("otherwise", key="k"), audience=[])
    assert (again.annotation.pk, again.annotation.body, again.fresh) == (first.annotation.pk, "mine", False)
    others = say(by=cast["alice"], of=ADDRESS, draft=words(key="k"), audience=[group])
    assert others.fresh
    reply = answer(by=cast["bob"], to=others.annotation, library=group, draft=words(key="r"))
    assert answer(by=cast["bob"], to=others.annotation, library=group, draft=words(key="r")) == (
        reply.annotation,
        False,
    )
    assert say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[]).fresh
    assert say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[]).fresh, "no key is no key"
    with pytest.raises(Invalid):
        say(by=cast["bob"], of=ADDRESS, draft=words(key="x" * 65), audience=[])


def test_what_was_taken_back_under_a_key_and_said_again_does_not_stand_in_its_own_way(cast: Cast) -> None:
    said = say(by=cast["bob"], of=ADDRESS, draft=words(key="k"), audience=[]).annotation
    annotating.take_back(by=cast["bob"], annotation=EditableAnnotation(said))
    assert say(by=cast["bob"], of=ADDRESS, draft=words(key="k"), audience=[]).fresh
    trash = hearing.find_taken_back(cast.viewer("bob"), said.pk)
    assert trash is not None
    discarding.restore(by=cast["bob"], trash=trash)
    assert Annotation.objects.filter(author=cast["bob"]).count() == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (AnnotationDraft(), ""),
        (AnnotationDraft(body=" \n "), ""),
        (AnnotationDraft(body="x", selectors=(TextPosition(1, 2),)), "selectors"),
        (AnnotationDraft(body="x", tags=tuple(map(str, range(21)))), "tags"),
        (AnnotationDraft(body="x", key="a\nb"), "key"),
        (AnnotationDraft(body="x" * 100_001), ""),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(cast: Cast, told: AnnotationDraft, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        say(by=cast["bob"], of=ADDRESS, draft=told, audience=[])
    assert str(refused.value.sentence)
    assert set(refused.value.fields) == ({field} if field else set())
    assert not Bookmark.objects.exists()


def test_tags_are_words_kept_once_in_their_first_spelling(cast: Cast) -> None:
    told = words("", selectors=QUOTE, tags=("Climat", "climat", " marché  noir ", "marche noir", ""))
    said = say(by=cast["bob"], of=ADDRESS, draft=told, audience=[]).annotation
    said.refresh_from_db()
    assert said.tags == ["Climat", "marché noir", "marche noir"]
    assert said.kind == Kind.HIGHLIGHT


def test_pages_of_a_pdf_come_before_places_on_them(cast: Cast) -> None:
    def at(page: int, start: int) -> int:
        told = (TextQuote("x"), TextPosition(start, start + 1), PageFragment(page))
        return say(by=cast["bob"], of=ADDRESS, draft=words(selectors=told), audience=[]).annotation.pk

    second, first, third = at(2, 5), at(1, 9_000), at(2, 7)
    page_id = Annotation.objects.all()[0].page_id
    assert [pk for _order, pk in hearing.order_of_page(cast.viewer("bob"), page_id)] == [first, second, third]


# ---------------------------------------------------------------- answered


def test_an_answer_is_heard_in_one_library_of_what_it_answers(cast: Cast) -> None:
    one, two = cast.group("one"), cast.group("two")
    said = say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[one, two]).annotation
    reply = answer(by=cast["alice"], to=said, library=one, draft=words()).annotation
    assert heard_in(reply) == {one}
    with pytest.raises(NotFound):  # the reply is not heard there
        answer(by=cast["bob"], to=reply, library=two, draft=words())
    with pytest.raises(NotFound):  # nor is the answer to what others hear for oneself
        answer(by=cast["bob"], to=reply, library=None, draft=words())
    with pytest.raises(NotFound):
        answer(by=cast["alice"], to=said, library=cast.group("three"), draft=words())


def test_to_oneself_one_answers_oneself_and_may_let_it_be_heard_later(cast: Cast) -> None:
    group, bob = cast.group("one"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(), audience=[]).annotation
    reply = answer(by=bob, to=said, library=None, draft=words("a second thought")).annotation
    assert heard_in(reply) == set()
    move(bob, said, group)
    assert heard_in(reply) == set(), "what one said to oneself is not published with it"
    move(bob, reply, group)
    assert heard_in(reply) == {group}
    assert Audience.objects.get(annotation=said).replies == 1
    move(bob, reply)
    assert heard_in(reply) == set()
    with pytest.raises(Invalid):
        move(bob, reply, cast.group("two"))


# ---------------------------------------------------------------- moved


def test_a_private_draft_moves_into_a_group(cast: Cast) -> None:
    group, bob = cast.group("one"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(selectors=QUOTE), audience=[], title="An article").annotation
    move(bob, said, group, title="An article")
    assert heard_in(said) == {group}
    row = Bookmark.objects.get(library=group)
    assert (row.title, row.added_by, row.highlights, row.noted) == ("An article", bob, 1, 1)
    assert Bookmark.objects.get(library=cast.own("bob")).private, "its bookmark stays as it was"


def test_moved_from_group_to_group_it_is_one_row_that_others_no_longer_hear(cast: Cast) -> None:
    one, two, bob = cast.group("one"), cast.group("two"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(), audience=[one]).annotation
    mine = answer(by=bob, to=said, library=one, draft=words("and")).annotation
    move(bob, said, two)
    assert heard_in(said) == heard_in(mine) == {two}, "one's own answers alone come along"
    assert Bookmark.objects.get(library=one).said == 0
    assert Bookmark.objects.get(library=two).said == 2


def test_where_others_answered_the_thread_stays_under_a_stub_and_is_taken_up_again(cast: Cast) -> None:
    one, two = cast.group("one"), cast.group("two")
    alice, bob = cast["alice"], cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(selectors=QUOTE, tags=("x",)), audience=[one, two]).annotation
    reply = answer(by=alice, to=said, library=one, draft=words("so?")).annotation
    mine = answer(by=bob, to=reply, library=one, draft=words("so!")).annotation
    move(bob, said, two)
    assert heard_in(said) == {two}
    reply.refresh_from_db()
    stub = Annotation.objects.get(pk=reply.root_id or 0)
    assert (stub.withdrawn, stub.author, stub.quote, stub.body, stub.selectors, stub.tags) == (
        True,
        bob,
        "",
        "",
        [],
        [],
    )
    assert stub.at == said.at
    assert heard_in(stub) == heard_in(reply) == heard_in(mine) == {one}
    assert Annotation.objects.get(pk=mine.pk).parent_id == reply.pk
    assert Bookmark.objects.get(library=one).replies == 2
    with pytest.raises(NotFound):  # a stub is nobody's to change
        move(bob, stub, one)

    move(bob, said, one, two)
    assert not Annotation.objects.filter(pk=stub.pk).exists()
    reply.refresh_from_db()
    assert (reply.root_id, reply.parent_id) == (said.pk, said.pk)
    assert Audience.objects.get(annotation=said, library=one).replies == 2


def test_to_oneself_alone_and_back(cast: Cast) -> None:
    group, bob = cast.group("one"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(), audience=[group]).annotation
    mine = answer(by=bob, to=said, library=group, draft=words("and")).annotation
    move(bob, said)
    assert heard_in(said) == heard_in(mine) == set()
    assert Bookmark.objects.get(library=cast.own("bob")).words == 1
    move(bob, said, group)
    assert heard_in(said) == {group}


def test_she_who_left_may_take_her_words_along_but_bring_none(cast: Cast) -> None:
    one, two, bob = cast.group("one"), cast.group("two"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(), audience=[one]).annotation
    groups.leave(by=bob, library=one)
    groups.leave(by=bob, library=two)
    with pytest.raises(NotAllowed):
        move(bob, said, one, two)
    move(bob, said, one)  # where it is heard already, nothing is asked
    move(bob, said)
    with pytest.raises(NotAllowed):
        move(bob, said, one)


def test_a_bookmark_made_private_takes_its_words_out_of_everyones_hearing(cast: Cast) -> None:
    bob = cast["bob"]
    groups.set_library_open(by=bob, library=cast.own("bob"), is_open=True)
    own = cast.own("bob")
    said = say(by=bob, of=ADDRESS, draft=words(), audience=[own]).annotation
    row = EditableBookmark(Bookmark.objects.select_related("library", "page").get(library=own))
    bookmarks.edit_bookmark(by=bob, bookmark=row, title="x", description="", tags=(), private=True)
    assert heard_in(said) == set()
    with pytest.raises(NotAllowed):
        move(bob, said, own)


# ---------------------------------------------------------------- otherwise


def test_recoloured_and_tagged_it_keeps_the_rest(cast: Cast) -> None:
    said = say(by=cast["bob"], of=ADDRESS, draft=words(selectors=QUOTE), audience=[]).annotation
    revise(by=cast["bob"], annotation=EditableAnnotation(said), change=AnnotationChange(color=3, tags=("a", "A", "b")))  # type: ignore[arg-type]
    said.refresh_from_db()
    assert (said.color, said.tags, said.body, said.quote) == (3, ["a", "b"], "mine", "some words")


def test_a_passage_that_was_lost_is_put_on_its_words_again(cast: Cast) -> None:
    group, bob = cast.group("one"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(selectors=(TextQuote("lost"),)), audience=[group]).annotation
    Annotation.objects.filter(pk=said.pk).update(approximate=True)
    revise(by=bob, annotation=EditableAnnotation(said), change=AnnotationChange(selectors=QUOTE))
    said.refresh_from_db()
    assert (said.quote, said.selectors, said.position, said.approximate) == ("some words", dump(QUOTE), 40, False)
    assert Audience.objects.get(annotation=said).position == 40
    note = say(by=bob, of=ADDRESS, draft=words(), audience=[]).annotation
    for told, of in ((QUOTE, note), ((TextPosition(1, 2),), said), ((), said)):
        with pytest.raises(Invalid):
            revise(by=bob, annotation=EditableAnnotation(of), change=AnnotationChange(selectors=told))


def test_who_changes_what_somebody_changed_is_told(cast: Cast) -> None:
    said = say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[]).annotation
    seen = said.updated
    revise(by=cast["bob"], annotation=EditableAnnotation(said), change=AnnotationChange(body="x"), seen=seen)
    with pytest.raises(Changed):
        revise(by=cast["bob"], annotation=EditableAnnotation(said), change=AnnotationChange(body="y"), seen=seen)


def test_a_highlight_loses_its_note_and_gets_one(cast: Cast) -> None:
    group = cast.group("one")
    said = say(by=cast["bob"], of=ADDRESS, draft=words(selectors=QUOTE), audience=[group]).annotation
    for body, kind, noted in (("", Kind.HIGHLIGHT, 0), ("more", Kind.NOTE, 1)):
        revise(by=cast["bob"], annotation=EditableAnnotation(said), change=AnnotationChange(body=body))
        said.refresh_from_db()
        assert said.kind == kind
        assert Bookmark.objects.get(library=group).noted == noted
    note = say(by=cast["bob"], of=ADDRESS, draft=words(), audience=[group]).annotation
    with pytest.raises(Invalid):
        revise(by=cast["bob"], annotation=EditableAnnotation(note), change=AnnotationChange(body=" "))


def test_taken_back_and_put_back_it_has_all_it_had(cast: Cast) -> None:
    one, two, bob = cast.group("one"), cast.group("two"), cast["bob"]
    told = words(selectors=QUOTE, tags=("x",), key="k")
    said = say(by=bob, of=ADDRESS, draft=told, audience=[one, two]).annotation
    annotating.take_back(by=bob, annotation=EditableAnnotation(said))
    assert not Annotation.objects.exists()
    trash = hearing.find_taken_back(cast.viewer("bob"), said.pk)
    assert trash is not None
    assert hearing.find_taken_back(cast.viewer("alice"), said.pk) is None
    discarding.restore(by=bob, trash=trash)
    back = Annotation.objects.get(pk=said.pk)
    assert (back.tags, back.key, back.selectors) == (["x"], "k", dump(QUOTE))
    assert heard_in(back) == {one, two}
    assert audit() == []


def test_a_stub_has_no_tags_and_they_come_back_with_the_words(cast: Cast) -> None:
    group, bob = cast.group("one"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words(tags=("x",)), audience=[group]).annotation
    answer(by=cast["alice"], to=said, library=group, draft=words())
    annotating.take_back(by=bob, annotation=EditableAnnotation(said))
    said.refresh_from_db()
    assert (said.withdrawn, said.tags, said.body) == (True, [], "")
    trash = hearing.find_taken_back(cast.viewer("bob"), said.pk)
    assert trash is not None
    discarding.restore(by=bob, trash=trash)
    said.refresh_from_db()
    assert (said.withdrawn, said.tags, said.body) == (False, ["x"], "mine")


def test_a_page_brought_with_notes_meets_what_is_said_by_hand(cast: Cast) -> None:
    group, bob = cast.group("one"), cast["bob"]
    said = say(by=bob, of=ADDRESS, draft=words("by hand"), audience=[group], title="Mine").annotation
    (row,) = keep(group, draft(cast["alice"], 1, address=ADDRESS, page_notes=(NoteDraft("brought", cast["alice"]),)))
    assert (row.page_id, row.page_notes, row.savers) == (said.page_id, 2, 2)
    assert audit() == []
