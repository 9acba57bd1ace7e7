"""What one deletes rests in one's own trash, comes back whole, and is gone for good after thirty days."""

from typing import Any

import pytest
from django.conf import settings
from django.db import models

from florilegium.kit import clock
from florilegium.library import queries
from florilegium.library.actions import annotating, bookmarks, discarding, groups
from florilegium.library.auditing import audit
from florilegium.library.drafts import HighlightDraft
from florilegium.library.errors import Conflict, NotFound
from florilegium.library.models import (
    Annotation,
    Audience,
    Bookmark,
    Keeper,
    Library,
    Saving,
    Tag,
    Tagging,
    Trash,
)
from tests.cast import Cast, draft, keep


@pytest.fixture
def group(cast: Cast) -> Library:
    return cast.group("choir")


@pytest.fixture
def row(cast: Cast, group: Library) -> Bookmark:
    """bob's page in the group, which alice brought as well, with a highlight and a note that alice answered."""
    bob, alice = cast["bob"], cast["alice"]
    kept = keep(
        group,
        draft(bob, 1, tags=("travail", "loisir"), highlights=(HighlightDraft("a quote", bob),)),
        draft(alice, 1, tags=("lecture",), description="as alice says"),
    )
    note = annotating.note_page(by=bob, bookmark=kept[0], body="one thing", audience=group)
    annotating.reply(by=alice, to=note, library=group, body="another")
    return Bookmark.objects.select_related("library", "page").get()


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows that a deletion may touch, but for when they were last changed."""
    tables: tuple[type[models.Model], ...] = (Bookmark, Saving, Tagging, Annotation, Audience, Tag, Keeper, Library)
    return {
        table.__name__: [
            {name: value for name, value in one.items() if name != "updated"}
            for one in table._default_manager.order_by("pk").values()
        ]
        for table in tables
    }


def delete(cast: Cast, who: str, row: Bookmark) -> None:
    found = queries.get_editable_bookmark(cast.viewer(who), row.library, row.pk)
    bookmarks.delete_bookmark(by=cast[who], bookmark=found)


def take_back(cast: Cast, who: str, said: Annotation) -> None:
    annotating.take_back(by=cast[who], annotation=queries.get_editable_annotation(cast.viewer(who), said.pk))


def put_back(cast: Cast, who: str, index: int = 0) -> Bookmark | None:
    """Out of somebody's trash; 0 is what was deleted last."""
    one = queries.my_trash(cast.viewer(who))[index]
    restored = discarding.restore(by=cast[who], trash=queries.get_my_trash(cast.viewer(who), one.pk))
    assert audit() == []
    return restored


def words(body: str) -> Annotation:
    return Annotation.objects.get(body=body)


# ---------------------------------------------------------------- bookmarks


def test_deleted_bookmark_rests_with_who_deleted_it(cast: Cast, row: Bookmark) -> None:
    delete(cast, "carol", row)
    assert not Bookmark.objects.exists()
    assert audit() == []
    assert [one.title for one in queries.my_trash(cast.viewer("carol"))] == ["Page 1"]
    for other in ("alice", "bob", "nobody"):
        assert queries.my_trash(cast.viewer(other)) == []


def test_restored_bookmark_is_whole_and_so_are_all_counts(cast: Cast, row: Bookmark) -> None:
    before = everything()
    delete(cast, "carol", row)
    assert everything() != before
    restored = put_back(cast, "carol")
    assert restored is not None
    assert restored.pk == row.pk
    assert everything() == before
    assert not Trash.objects.exists()


def test_words_of_a_deleted_bookmark_stay_their_authors(cast: Cast, row: Bookmark) -> None:
    delete(cast, "carol", row)
    assert words("one thing").heard == 0
    assert queries.get_annotation(cast.viewer("bob"), words("one thing").pk) == words("one thing")
    with pytest.raises(NotFound):
        queries.get_annotation(cast.viewer("alice"), words("one thing").pk)


def test_authors_own_library_counts_words_that_only_she_still_hears(cast: Cast, row: Bookmark) -> None:
    (own,) = keep(cast.own("bob"), draft(cast["bob"], 1))
    delete(cast, "carol", row)
    own.refresh_from_db()
    assert (own.marks, own.words, own.highlights) == (1, 1, 0)
    put_back(cast, "carol")
    own.refresh_from_db()
    assert (own.marks, own.words) == (0, 0)


def test_last_saver_who_withdraws_takes_the_bookmark_along(cast: Cast, row: Bookmark) -> None:
    assert bookmarks.withdraw(by=cast["bob"], bookmark=row) is False
    row.refresh_from_db()
    assert (row.savers, row.added_by) == (1, cast["alice"])
    assert bookmarks.withdraw(by=cast["alice"], bookmark=row) is True
    assert not Bookmark.objects.exists()
    assert audit() == []
    put_back(cast, "alice")
    assert Bookmark.objects.get().savers == 1


def test_bookmark_cannot_be_put_back_where_the_page_was_saved_again(cast: Cast, group: Library, row: Bookmark) -> None:
    delete(cast, "carol", row)
    keep(group, draft(cast["bob"], 1))
    before = everything()
    with pytest.raises(Conflict):
        put_back(cast, "carol")
    assert everything() == before
    assert Trash.objects.count() == 1


def test_bookmark_cannot_be_put_back_into_a_library_that_is_gone(cast: Cast, group: Library, row: Bookmark) -> None:
    delete(cast, "carol", row)
    trash = queries.my_trash(cast.viewer("carol"))[0]
    Library.objects.filter(pk=group.pk).update(gone=True)
    with pytest.raises(Conflict):
        discarding.restore(by=cast["carol"], trash=Trash.objects.get(pk=trash.pk))


def test_who_left_does_not_see_the_groups_pages_in_the_trash(cast: Cast, group: Library, row: Bookmark) -> None:
    delete(cast, "carol", row)
    groups.leave(by=cast["carol"], library=group)
    assert queries.my_trash(cast.viewer("carol")) == []


def test_bookmark_deleted_twice_at_once_is_deleted_once(cast: Cast, row: Bookmark) -> None:
    found = queries.get_editable_bookmark(cast.viewer("carol"), row.library, row.pk)
    too = queries.get_editable_bookmark(cast.viewer("alice"), row.library, row.pk)
    bookmarks.delete_bookmark(by=cast["carol"], bookmark=found)
    with pytest.raises(NotFound):
        bookmarks.delete_bookmark(by=cast["alice"], bookmark=too)
    with pytest.raises(NotFound):
        bookmarks.edit_bookmark(by=cast["alice"], bookmark=too, title="", description="", tags=())
    assert Trash.objects.count() == 1
    assert audit() == []


def test_reply_that_went_meanwhile_is_not_counted_when_its_page_comes_back(cast: Cast, row: Bookmark) -> None:
    delete(cast, "carol", row)
    take_back(cast, "alice", words("another"))
    put_back(cast, "carol")
    assert Bookmark.objects.get().replies == 0


def test_page_of_a_library_that_was_closed_meanwhile_comes_back_closed(cast: Cast) -> None:
    mine = cast.own("bob")
    groups.set_library_open(by=cast["bob"], library=mine, is_open=True)
    (row,) = keep(mine, draft(cast["bob"], 1, private=False, tags=("travail",)))
    assert row.everyone
    delete(cast, "bob", row)
    groups.set_library_open(by=cast["bob"], library=mine, is_open=False)
    assert groups.refresh_hints()
    put_back(cast, "bob")
    assert not Bookmark.objects.get().everyone
    assert not Tagging.objects.get().everyone


# ---------------------------------------------------------------- words


def test_words_taken_back_are_restored_whole_with_ones_own_replies(cast: Cast, group: Library, row: Bookmark) -> None:
    note = annotating.note_page(by=cast["alice"], bookmark=row, body="mine", audience=group)
    annotating.reply(by=cast["alice"], to=note, library=group, body="mine too")
    before = everything()
    take_back(cast, "alice", note)
    assert not Annotation.objects.filter(body__startswith="mine").exists()
    assert audit() == []
    put_back(cast, "alice")
    assert everything() == before


def test_words_that_others_answered_leave_a_stub(cast: Cast, row: Bookmark) -> None:
    before = everything()
    note = words("one thing")
    take_back(cast, "bob", note)
    note.refresh_from_db()
    assert (note.withdrawn, note.body) == (True, "")
    assert words("another").root_id == note.pk
    assert audit() == []
    put_back(cast, "bob")
    assert everything() == before


def test_stub_is_neither_written_again_nor_taken_back_again(cast: Cast, row: Bookmark) -> None:
    note = words("one thing")
    take_back(cast, "bob", note)
    stub = queries.get_editable_annotation(cast.viewer("bob"), note.pk)
    with pytest.raises(NotFound):
        annotating.rewrite(by=cast["bob"], annotation=stub, body="otherwise")
    with pytest.raises(NotFound):
        annotating.take_back(by=cast["bob"], annotation=stub)
    assert Trash.objects.count() == 1


def test_reply_without_its_root_cannot_be_put_back(cast: Cast, row: Bookmark) -> None:
    take_back(cast, "alice", words("another"))
    take_back(cast, "bob", words("one thing"))  # nobody's answer is there any more: no stub
    with pytest.raises(Conflict):
        put_back(cast, "alice")
    put_back(cast, "bob")
    put_back(cast, "alice")
    assert Bookmark.objects.get().replies == 1


def test_reply_to_a_reply_that_is_gone_comes_back_under_the_root(cast: Cast, group: Library, row: Bookmark) -> None:
    under = annotating.reply(by=cast["carol"], to=words("another"), library=group, body="and a third")
    take_back(cast, "carol", under)
    take_back(cast, "alice", words("another"))
    put_back(cast, "carol")
    assert words("and a third").parent_id == words("one thing").pk


def test_reply_is_not_heard_again_where_what_it_answers_was_removed(cast: Cast, group: Library, row: Bookmark) -> None:
    take_back(cast, "alice", words("another"))
    proof = queries.get_moderated_library(cast.viewer("carol"), group)
    annotating.silence(by=cast["carol"], annotation=words("one thing"), library=proof)
    put_back(cast, "alice")
    assert words("another").heard == 0


def test_words_of_who_left_come_back_for_herself_alone(cast: Cast, group: Library, row: Bookmark) -> None:
    note = annotating.note_page(by=cast["carol"], bookmark=row, body="carol's", audience=group)
    take_back(cast, "carol", note)
    groups.leave(by=cast["carol"], library=group)
    put_back(cast, "carol")
    assert words("carol's").heard == 0


def test_moderators_removal_leaves_the_words_to_their_author(cast: Cast, group: Library, row: Bookmark) -> None:
    (own,) = keep(cast.own("bob"), draft(cast["bob"], 1))
    proof = queries.get_moderated_library(cast.viewer("carol"), group)
    annotating.silence(by=cast["carol"], annotation=words("one thing"), library=proof)
    assert words("one thing").heard == words("another").heard == 0
    own.refresh_from_db()
    assert own.words == 1
    assert audit() == []


def test_words_to_oneself_on_a_groups_page_count_in_ones_own_library(cast: Cast, row: Bookmark) -> None:
    (own,) = keep(cast.own("bob"), draft(cast["bob"], 1))
    annotating.note_page(by=cast["bob"], bookmark=row, body="to myself", audience=None)
    own.refresh_from_db()
    assert own.words == 1


def test_page_made_private_withdraws_its_persons_words_and_her_replies_to_them(cast: Cast) -> None:
    mine = cast.own("bob")
    groups.set_library_open(by=cast["bob"], library=mine, is_open=True)
    (row,) = keep(mine, draft(cast["bob"], 1, private=False))
    note = annotating.note_page(by=cast["bob"], bookmark=row, body="to all", audience=cast.own("bob"))
    annotating.reply(by=cast["bob"], to=note, library=mine, body="and more")
    for private in (True, False):
        found = queries.get_editable_bookmark(cast.viewer("bob"), mine, row.pk)
        bookmarks.edit_bookmark(by=cast["bob"], bookmark=found, title="", description="", tags=(), private=private)
        assert not Audience.objects.exists()
        assert audit() == []


def test_tags_of_a_page_edited_while_the_library_opens_are_open_as_well(cast: Cast) -> None:
    mine = cast.own("bob")
    (row,) = keep(mine, draft(cast["bob"], 1, private=False, tags=("travail",)))
    groups.set_library_open(by=cast["bob"], library=mine, is_open=True)  # the worker has not been by
    found = queries.get_editable_bookmark(cast.viewer("bob"), mine, row.pk)
    bookmarks.edit_bookmark(by=cast["bob"], bookmark=found, title="", description="", tags=("travail", "loisir"))
    while groups.refresh_hints():
        pass
    assert set(Tagging.objects.values_list("everyone", flat=True)) == {True}


# ---------------------------------------------------------------- the end


def test_trash_is_emptied_after_thirty_days(cast: Cast, row: Bookmark) -> None:
    assert settings.TRASH_DAYS == 30
    delete(cast, "carol", row)
    now = clock.now()
    Trash.objects.update(at=now - 29 * clock.DAY)
    assert discarding.empty_old_trash(now - settings.TRASH_DAYS * clock.DAY) == 0
    Trash.objects.update(at=now - 31 * clock.DAY)
    assert discarding.empty_old_trash(now - settings.TRASH_DAYS * clock.DAY) == 1
    assert queries.my_trash(cast.viewer("carol")) == []
