"""Two pages that are one: what becomes of what is kept and said of them, and that parting them leaves no trace."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from florilegium.library import hearing, whereabouts
from florilegium.library.actions import annotating, discarding, groups, reading
from florilegium.library.actions.bookmarks import delete_bookmark
from florilegium.library.actions.same_pages import merge_pages
from florilegium.library.actions.splitting import split_pages
from florilegium.library.auditing import audit
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.errors import Conflict, Refusal
from florilegium.library.models import (
    Annotation,
    Audience,
    Bookmark,
    Keeper,
    Library,
    Merge,
    Page,
    Progress,
    Saving,
    Tag,
    Tagging,
    Trash,
    Unread,
)
from florilegium.library.queries import get_editable_bookmark
from tests.cast import Cast, draft, keep

from .turns import DEEDS, Turn


def pages() -> tuple[Page, Page]:
    kept, gone = Page.objects.filter(key__isnull=False, merged_into=None).order_by("pk")[:2]
    return kept, gone


def test_bookmarks_meet_as_when_a_second_member_brings_the_page(cast: Cast) -> None:
    group = cast.group("gg")
    alice, bob = cast["alice"], cast["bob"]
    first = draft(alice, "a", title="First", at=10**15, description="Alice says why.", tags=("one", "both"), views=5)
    second = draft(bob, "b", title="Second", at=2 * 10**15, description="So does Bob.", tags=("both", "two"), views=3,
                   highlights=(HighlightDraft("a quote", bob),))  # fmt: skip
    a, b = keep(group, first, by=alice)[0], keep(group, second, by=bob)[0]
    merge_pages(kept=a.page, gone=b.page, why={})
    row = Bookmark.objects.get()
    assert (row.pk, row.title, row.description, row.added_by, row.savers) == (
        a.pk,
        "First",
        "Alice says why.",
        alice,
        2,
    )
    assert (row.views, row.highlights, row.page_notes, row.tags_n) == (5, 1, 1, 3)
    note = Annotation.objects.get(quote="")
    assert (note.body, note.author, note.plain) == ("So does Bob.", bob, True)
    assert dict(Tag.objects.values_list("name", "n")) == {"one": 1, "both": 1, "two": 1}
    assert audit() == []


def test_the_address_of_either_leads_to_the_page_and_the_old_bookmark_to_the_new(cast: Cast) -> None:
    group = cast.group("gg")
    a, b = keep(group, draft(cast["alice"], "a"), draft(cast["alice"], "b"))
    merge_pages(kept=a.page, gone=b.page, why={})
    assert hearing.find_page(cast.viewer("bob"), str(b.page.key)) == a.page_id
    assert keep(group, draft(cast["bob"], "b", title="Again"))[0].pk == a.pk
    found = whereabouts.find_former_bookmark(cast.viewer("bob"), b.pk)
    assert found is not None and found.pk == a.pk
    assert whereabouts.find_former_bookmark(cast.viewer("dave"), b.pk) is None


def test_a_page_kept_once_privately_and_once_not_is_left_alone(cast: Cast) -> None:
    own, alice = cast.own("alice"), cast["alice"]
    groups.set_library_open(by=alice, library=own, is_open=True)
    a, b = keep(cast.own("alice"), draft(alice, "a", private=False), draft(alice, "b", private=True, tags=("intime",)))
    with pytest.raises(Conflict):
        merge_pages(kept=a.page, gone=b.page, why={})
    assert Bookmark.objects.count() == 2 and not Merge.objects.exists()


def test_what_lay_in_the_trash_comes_back_to_the_page_that_is_there(cast: Cast) -> None:
    group = cast.group("gg")
    other = cast.own("bob")
    a = keep(group, draft(cast["alice"], "a"))[0]
    b = keep(other, draft(cast["bob"], "b"))[0]
    proof = get_editable_bookmark(cast.viewer("bob"), b.library, b.pk)
    delete_bookmark(by=cast["bob"], bookmark=proof)
    merge_pages(kept=a.page, gone=b.page, why={})
    discarding.restore(by=cast["bob"], trash=Trash.objects.get())
    assert Bookmark.objects.get(library=other).page_id == a.page_id
    assert audit() == []


def test_lists_of_what_to_read_follow_the_page(cast: Cast) -> None:
    group, alice, bob = cast.group("gg"), cast["alice"], cast["bob"]
    a, b = keep(group, draft(alice, "a"), draft(alice, "b"))
    reading.set_unread(by=alice, bookmarks=[a, b], unread=True)
    reading.set_unread(by=bob, bookmarks=[b], unread=True)
    reading.keep_progress(by=bob, bookmark=b, permille=500)
    merge = merge_pages(kept=a.page, gone=b.page, why={})
    assert set(Unread.objects.values_list("person__login", "page")) == {("alice", a.page_id), ("bob", a.page_id)}
    assert Progress.objects.get().page_id == a.page_id
    split_pages(merge=merge)
    assert Unread.objects.filter(page=b.page).count() == 2 and Unread.objects.filter(page=a.page).count() == 1
    assert Progress.objects.get().page_id == b.page_id


def state() -> dict[str, Any]:
    """Everything that merging touches, without the ids of rows that carry no address."""
    bookmarks = Bookmark.objects.order_by("pk").values()
    return {
        "bookmarks": [{k: v for k, v in row.items() if k != "updated"} for row in bookmarks],
        "savings": sorted(Saving.objects.values_list("bookmark_id", "person_id", "at", "at_known")),
        "taggings": sorted(Tagging.objects.values_list("bookmark_id", "tag_id", "at", "private", "everyone")),
        "tags": sorted(Tag.objects.values_list("pk", "n", "n_open")),
        "keepers": sorted(Keeper.objects.filter(n__gt=0).values_list("library_id", "person_id", "n")),
        "said": sorted(Annotation.objects.values_list("pk", "page_id", "heard")),
        "heard": sorted(Audience.objects.values_list("annotation_id", "library_id", "page_id", "replies")),
        "libraries": list(Library.objects.order_by("pk").values()),
        "pages": sorted(Page.objects.values_list("pk", "merged_into_id").filter(merged_into__isnull=False)),
        "unread": sorted(Unread.objects.values_list("person_id", "page_id", "at")),
    }


def test_parting_at_once_leaves_no_trace_whatever_was_kept_and_said(cast: Cast) -> None:
    group = cast.group("closed")
    groups.set_library_open(by=cast["alice"], library=cast.own("alice"), is_open=True)
    groups.refresh_hints()
    row = keep(group, draft(cast["bob"], 0, tags=("travail",), page_notes=(NoteDraft("one thing", cast["bob"]),)))[0]
    keep(group, draft(cast["carol"], 1, tags=("travail", "intime"), description="Why not", views=3))
    keep(group, draft(cast["bob"], 1, at=5))
    note = annotating.note_page(by=cast["bob"], bookmark=row, body="another", audience=group)
    annotating.reply(by=cast["alice"], to=note, library=group, body="a reply")
    keep(
        cast.own("alice"),
        draft(cast["alice"], 0, private=False),
        draft(cast["alice"], 1, private=False, description="x"),
    )
    met = []

    @settings(max_examples=30)
    @given(
        st.data(), st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(("alice", "bob", "carol"))), max_size=12)
    )
    def any_two(data: st.DataObject, deeds: list[Any]) -> None:
        with transaction.atomic():
            for deed, who in deeds:
                with suppress(Refusal), transaction.atomic():
                    deed(Turn(cast, who, data))
            while groups.refresh_hints():  # a hint that is late is put right by whatever touches its row
                pass
            before = state()
            with suppress(Conflict), transaction.atomic():
                merge = merge_pages(kept=pages()[0], gone=pages()[1], why={})
                assert audit() == []
                met.append(len(merge.rows["met"]))
                split_pages(merge=merge)
                assert audit() == []
                assert state() == before
            transaction.set_rollback(True)

    any_two()
    assert any(met), "no bookmarks met"


def test_what_was_said_since_stays_with_the_page_that_was_kept(cast: Cast) -> None:
    group, alice, bob = cast.group("gg"), cast["alice"], cast["bob"]
    a = keep(group, draft(alice, "a"))[0]
    b = keep(cast.own("bob"), draft(bob, "b", highlights=(HighlightDraft("before", bob),)))[0]
    merge = merge_pages(kept=a.page, gone=b.page, why={})
    since = annotating.note_page(by=alice, bookmark=a, body="since", audience=group)
    split_pages(merge=merge)
    since.refresh_from_db()
    assert since.page_id == a.page_id
    assert Annotation.objects.get(quote="before").page_id == b.page_id
    assert Bookmark.objects.get(pk=b.pk).page_id == b.page_id
    assert audit() == []
    with pytest.raises(Conflict):
        split_pages(merge=merge)
