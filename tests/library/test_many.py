"""Many things changed at once are one change, and taking it back leaves everything as it was."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from florilegium.library import queries
from florilegium.library.actions import annotating, many, tags
from florilegium.library.actions.groups import set_library_open
from florilegium.library.auditing import audit
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.errors import Conflict, Invalid, NotFound
from florilegium.library.models import Annotation, Audience, Bookmark, Change, Library, Tag, Tagging
from florilegium.library.queries import EditableBookmarks, MyChange
from tests.cast import Cast, assemble, draft, keep

NAMES = ("a", "b", "c", "new", "À faire")


def told(library: Library) -> dict[str, Any]:
    """Everything that a reader of the library could tell apart, ids of savings and tags apart."""
    found: dict[str, Any] = {}
    for row in Bookmark.objects.filter(library=library).select_related("page"):
        heard = Audience.objects.filter(page=row.page, library=library).order_by("annotation_id")
        found[row.page.url] = (
            row.title, row.private, row.at, row.views, row.savers, row.tags_n, row.highlights, row.noted, row.marks,
            sorted(Tagging.objects.filter(bookmark=row).values_list("tag__name", "by__login", "at", "private")),
            list(heard.values_list("annotation_id", "replies", "root_id")),
        )  # fmt: skip
    counts = Tag.objects.filter(library=library, n__gt=0).order_by("name").values_list("name", "n", "n_open")
    library.refresh_from_db()
    return {"rows": found, "tags": list(counts), "n": (library.bookmarks, library.bookmarks_open, library.untagged)}


def fill(cast: Cast, library: Library) -> None:
    alice = cast["alice"]
    drafts = [
        draft(
            alice, f"{library.pk}/{n}", tags=tuple(name for k, name in enumerate("abc") if n >> k & 1),
            private=n % 4 == 3, highlights=(HighlightDraft("q", alice, notes=(NoteDraft("n", alice),)),) if n % 2 else (),
        )
        for n in range(8)
    ]  # fmt: skip
    for row in keep(library, *drafts):
        if not row.private:
            note = annotating.note_page(by=alice, bookmark=row, body="note", audience=row.library)
            annotating.reply(by=alice, to=note, library=row.library, body="and more")


def ticked(cast: Cast, who: str, library: Library, numbers: list[int] | None = None) -> EditableBookmarks:
    rows = list(Bookmark.objects.filter(library=library).order_by("page__url").values_list("pk", flat=True))
    chosen = rows if numbers is None else [pk for n, pk in enumerate(rows) if n in numbers]
    return queries.get_editable_bookmarks(cast.viewer(who), library, chosen)


deeds = st.lists(
    st.tuples(
        st.sampled_from(("tag", "untag", "hide", "open", "delete", "copy", "rename", "merge", "drop")),
        st.lists(st.integers(0, 7), max_size=5, unique=True),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=5,
)


class Undo(TestCase):
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(deeds=deeds)
    def test_undone_from_the_last_to_the_first_everything_is_as_it_was(self, deeds: list[Any]) -> None:
        cast = assemble()
        own, group = cast.own("alice"), cast.group("open", readable_by="world")
        set_library_open(by=cast["alice"], library=own, is_open=True)
        own.refresh_from_db()
        fill(cast, own)
        states, changes = [], []
        for deed in deeds:
            before = told(own), told(group)
            change = self._do(cast, own, group, *deed)
            if change is not None:
                states.append(before)
                changes.append(change)
            assert audit() == []
        for change, (was, was_group) in zip(reversed(changes), reversed(states), strict=True):
            fresh = queries.get_my_change(cast.viewer("alice"), change.pk)
            _done, left = many.undo(by=cast["alice"], change=fresh)
            assert left == []
            assert told(own) == was
            assert told(group) == was_group
            assert audit() == []

    def _do(
        self, cast: Cast, own: Library, group: Library, deed: str, numbers: list[int], one: str, two: str
    ) -> Change | None:
        alice, rows = cast["alice"], ticked(cast, "alice", own, numbers)
        moderated = queries.get_moderated_library(cast.viewer("alice"), own)
        tag = Tag.objects.filter(library=own, word__slug=one.casefold()).first()
        try:
            match deed:
                case "tag":
                    return many.tag_many(by=alice, bookmarks=rows, add=(one, two))
                case "untag":
                    return many.tag_many(by=alice, bookmarks=rows, add=(two,), remove=(one,))
                case "hide" | "open":
                    return many.hide_many(by=alice, bookmarks=rows, private=deed == "hide")
                case "delete":
                    return many.delete_many(by=alice, bookmarks=rows)
                case "copy":
                    return many.copy_many(by=alice, bookmarks=rows.rows, to=group)
                case "rename" | "merge" if tag is not None:
                    return tags.rename_tag(by=alice, library=moderated, tag=tag, name=two, merge=deed == "merge")
                case "drop" if tag is not None:
                    return tags.delete_tag(by=alice, library=moderated, tag=tag)
        except (Conflict, Invalid):
            return None
        return None


def test_only_what_one_may_change_is_changed(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    mine, hers = keep(group, draft(cast["bob"], 1)) + keep(group, draft(cast["alice"], 2))
    found = queries.get_editable_bookmarks(cast.viewer("bob"), group, [mine.pk, hers.pk, 999_999])
    assert [row.pk for row in found.rows] == [mine.pk]
    assert found.passed == 2
    for who in ("dave", "erin", "frank", "nobody"):
        assert queries.get_editable_bookmarks(cast.viewer(who), group, [mine.pk, hers.pk]).rows == ()
    assert len(queries.get_editable_bookmarks(cast.viewer("carol"), group, [mine.pk, hers.pk]).rows) == 2


def test_a_change_is_its_doers_and_taken_back_once(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, draft(cast["bob"], 1))
    change = many.tag_many(by=cast["bob"], bookmarks=ticked(cast, "bob", group), add=("x",))
    for who in ("alice", "carol", "dave", "nobody"):
        with pytest.raises(NotFound):
            queries.get_my_change(cast.viewer(who), change.pk)
    many.undo(by=cast["bob"], change=MyChange(change))
    with pytest.raises(Conflict):
        many.undo(by=cast["bob"], change=queries.get_my_change(cast.viewer("bob"), change.pk))


def test_a_copy_that_somebody_speaks_of_is_left(cast: Cast) -> None:
    group, own = cast.group("open", readable_by="world"), cast.own("bob")
    keep(own, draft(cast["bob"], 1, title="Spoken of"), draft(cast["bob"], 2))
    rows = ticked(cast, "bob", own).rows
    change = many.copy_many(by=cast["bob"], bookmarks=rows, to=group)
    copy = Bookmark.objects.get(library=group, title="Spoken of")
    annotating.note_page(by=cast["alice"], bookmark=copy, body="well", audience=group)
    done, left = many.undo(by=cast["bob"], change=MyChange(change))
    assert (done, left) == (1, ["Spoken of"])
    assert Bookmark.objects.filter(library=group).count() == 1
    assert not Annotation.objects.filter(body="well", heard=0).exists()


def test_a_bookmark_comes_back_with_its_tags_as_they_are_called_now(cast: Cast) -> None:
    group, alice = cast.group("open", readable_by="world"), cast["alice"]
    moderated = queries.get_moderated_library(cast.viewer("alice"), group)
    keep(
        group, draft(alice, 1, tags=("renamed", "merged", "deleted", "kept")), draft(alice, 2, tags=("other", "merged"))
    )
    row = ticked(cast, "alice", group, [0])
    change = many.delete_many(by=alice, bookmarks=row)
    keep(group, draft(alice, 3, tags=("renamed", "deleted")))
    for name, new in (("renamed", "New"), ("merged", "other")):
        tag = queries.get_tag(cast.viewer("alice"), group, name)
        tags.rename_tag(by=alice, library=moderated, tag=tag, name=new, merge=True)
    tags.delete_tag(by=alice, library=moderated, tag=queries.get_tag(cast.viewer("alice"), group, "deleted"))
    many.undo(by=alice, change=MyChange(change))
    back = Tagging.objects.filter(bookmark_id=row.rows[0].pk).values_list("tag__name", flat=True)
    assert sorted(back) == ["New", "deleted", "kept", "other"]
    assert audit() == []


def test_an_old_name_leads_to_the_new_one_until_it_is_used_again(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, draft(cast["alice"], 1, tags=("old",)), draft(cast["alice"], 2, tags=("middle",)))
    moderated = queries.get_moderated_library(cast.viewer("carol"), group)
    nobody = cast.viewer("nobody")
    tags.rename_tag(
        by=cast["carol"], library=moderated, tag=queries.get_tag(nobody, group, "old"), name="middle", merge=True
    )
    tags.rename_tag(by=cast["carol"], library=moderated, tag=queries.get_tag(nobody, group, "middle"), name="New")
    for name in ("old", "middle"):
        found = queries.find_former_tag(nobody, group, name)
        assert found is not None and found.name == "New" and found.n == 2
    keep(group, draft(cast["alice"], 3, tags=("old",)))
    assert queries.get_tag(nobody, group, "old").n == 1
    assert audit() == []
