"""A group deleted, taken back, emptied; an account deleted: what goes, what stays, and that every count is right on the way."""

from collections.abc import Iterator

import pytest

from florilegium.groups.models import Group, Membership, Role
from florilegium.kit import clock
from florilegium.library import endings, queries, rules
from florilegium.library.actions import annotating, emptying, ending, groups, tags
from florilegium.library.actions.hanging import found_hanging
from florilegium.library.actions.people import open_account
from florilegium.library.auditing import audit
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.errors import Conflict, NotFound
from florilegium.library.models import Annotation, Audience, Bookmark, Ending, Library, Page, Tag, Trash, Word
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from tests.cast import Cast, draft, keep

from .world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def delete(world: World, slug: str, *, now: bool = False) -> Ending:
    owned = queries.get_owned_library(world.cast.viewer("alice"), world.libraries[slug])
    return ending.delete_group(by=world.cast["alice"], library=owned, now=now)


def emptied(one: Ending) -> int:
    """Empty it step by step; after each, all that is kept is right. How many steps it took."""
    steps = 0
    while emptying.step(one):
        steps += 1
        assert audit() == []
    assert audit() == []
    return steps


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One bookmark, one annotation at a time."""
    monkeypatch.setattr(emptying, "BOOKMARKS", 1)
    monkeypatch.setattr("florilegium.library.actions.hanging.ROWS", 2)
    yield


# ---------------------------------------------------------------- groups


@pytest.mark.parametrize("slug", ["public", "closed", "strict"])
def test_deleted_group_is_gone_for_everybody_at_once(world: World, slug: str) -> None:
    delete(world, slug)
    for who in ("alice", "bob", "carol", "dave", "erin", "nobody"):
        viewer = world.cast.viewer(who)
        with pytest.raises(NotFound):
            queries.get_group(viewer, slug)
        assert queries.find_visible_bookmark(viewer, world.bookmarks[f"{slug} b"].pk) is None
        assert world.libraries[slug].pk not in rules.standing(viewer).inside
        assert [one for one in queries.my_groups(viewer) if one.group.slug == slug] == []
        with pytest.raises(NotFound):
            queries.get_annotation(viewer, world.said[f"{slug} frank's"].pk)
    assert queries.get_annotation(world.cast.viewer("frank"), world.said[f"{slug} frank's"].pk).heard == 1
    assert audit() == []


def test_owner_takes_it_back_as_it_was_and_nobody_else(world: World) -> None:
    before = _seen(world, "closed")
    one = delete(world, "closed")
    for who in ("bob", "carol", "dave", "frank", "nobody"):
        assert endings.my_deleted_groups(world.cast.viewer(who)) == []
        with pytest.raises(NotFound):
            endings.get_deleted_group(world.cast.viewer(who), one.pk)
    assert endings.my_deleted_groups(world.cast.viewer("alice")) == [one]
    proof = endings.get_deleted_group(world.cast.viewer("alice"), one.pk)
    ending.take_group_back(by=world.cast["alice"], deleted=proof)
    assert _seen(world, "closed") == before
    assert audit() == []
    with pytest.raises(Conflict):
        ending.take_group_back(by=world.cast["alice"], deleted=proof)


def _seen(world: World, slug: str) -> list[object]:
    library = Library.objects.get(group__slug=slug)
    viewer = world.cast.viewer("bob")
    rows = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), library=library)
    said = Annotation.objects.filter(rules.annotation_visible_to(viewer), audiences__library=library)
    roles = Membership.objects.filter(library=library)
    return [sorted(found.values_list("pk", flat=True)) for found in (rows, said, roles)]


def test_what_is_due_is_emptied_and_what_can_be_taken_back_is_not(world: World) -> None:
    one = delete(world, "closed")
    assert emptying.next_to_empty() is None
    Ending.objects.filter(pk=one.pk).update(due=clock.now())
    assert emptying.next_to_empty() == one
    proof = endings.DeletedGroup(one)
    with pytest.raises(Conflict):
        ending.take_group_back(by=world.cast["alice"], deleted=proof)
    assert endings.my_deleted_groups(world.cast.viewer("alice")) == []


def test_slug_is_free_when_the_group_is_emptied_and_not_before(world: World) -> None:
    one = delete(world, "closed", now=True)
    with pytest.raises(Conflict):
        groups.make_group(by=world.cast["dave"], draft=groups.GroupDraft("closed", "Mine now"))
    emptied(one)
    fresh = groups.make_group(by=world.cast["dave"], draft=groups.GroupDraft("closed", "Mine now"))
    assert queries.get_library_of_group(world.cast.viewer("dave"), "closed") == fresh
    with pytest.raises(NotFound):
        queries.get_library_of_group(world.cast.viewer("alice"), "closed")


def test_nothing_is_left_of_an_emptied_group_but_what_its_people_said(world: World) -> None:
    library, cast = world.libraries["closed"], world.cast
    moderated = queries.get_moderated_library(cast.viewer("alice"), library)
    tags.rename_tag(by=cast["alice"], library=moderated, tag=Tag.objects.get(library=library), name="Work")
    others = _everything_but(library, cast.own("bob"))  # who counts from now on what nobody else hears: see below
    emptied(delete(world, "closed", now=True))
    assert found_hanging(library) is None
    assert not Library.objects.filter(pk=library.pk).exists() and not Group.objects.filter(slug="closed").exists()
    assert not Audience.objects.filter(library_id=library.pk).exists()
    assert not Ending.objects.exists()
    for name in ("highlight", "note", "reply", "only-me", "frank's"):
        said = world.said[f"closed {name}"]
        said.refresh_from_db()
        assert said.heard == 0 and not said.withdrawn
        assert queries.get_annotation(Viewer(said.author), said.pk) == said
    assert not Annotation.objects.filter(pk=world.said["closed placeholder"].pk).exists()
    assert _everything_but(library, cast.own("bob")) == others


def _everything_but(*libraries: Library) -> list[object]:
    rows = Bookmark.objects.exclude(library__in=libraries).order_by("pk").values()
    said = Audience.objects.exclude(library__in=libraries).order_by("pk").values()
    others = Library.objects.exclude(pk__in=[library.pk for library in libraries])
    return [list(rows), list(said), list(others.order_by("pk").values())]


def test_words_that_nobody_hears_now_count_in_their_authors_own_library(cast: Cast) -> None:
    group, bob = cast.group("closed"), cast["bob"]
    (there,) = keep(group, draft(bob, 1, highlights=(HighlightDraft("q", bob, notes=(NoteDraft("n", bob),)),)))
    (own,) = keep(cast.own("bob"), draft(bob, 1))
    assert (own.marks, own.words) == (0, 0)
    owned = queries.get_owned_library(cast.viewer("alice"), group)
    emptied(ending.delete_group(by=cast["alice"], library=owned, now=True))
    own.refresh_from_db()
    assert (own.marks, own.words, own.highlights) == (1, 1, 0)
    assert Page.objects.filter(pk=there.page_id).exists()


def test_placeholders_words_go_but_a_stub_stays_where_a_member_replied(cast: Cast) -> None:
    from florilegium.library.actions.people import stand_in

    group, alice, bob = cast.group("closed"), cast["alice"], cast["bob"]
    shade = stand_in(library=group, source="diigo", names={"Zoé"})["Zoé"]
    marks = (
        HighlightDraft("answered", shade, notes=(NoteDraft("hers", shade), NoteDraft("too", shade, at=5))),
        HighlightDraft("alone", shade),
    )
    (row,) = keep(group, draft(shade, 1, highlights=marks), by=alice)
    first = Annotation.objects.get(quote="answered")
    mine = annotating.reply(by=bob, to=first, library=group, body="mine")
    owned = queries.get_owned_library(cast.viewer("alice"), group)
    emptied(ending.delete_group(by=alice, library=owned, now=True))
    first.refresh_from_db()
    mine.refresh_from_db()
    assert (first.withdrawn, first.quote, first.body, first.author.name) == (True, "", "", "")
    assert (mine.body, mine.root_id, mine.heard) == ("mine", first.pk, 0)
    assert Annotation.objects.filter(page=row.page).count() == 2


def test_page_without_an_address_stays_with_who_spoke_of_it(cast: Cast) -> None:
    group, bob = cast.group("closed"), cast["bob"]
    spoken, silent = keep(
        group,
        draft(bob, 1, address=None, page_notes=(NoteDraft("about it", bob),)),
        draft(bob, 2, address=None),
    )
    owned = queries.get_owned_library(cast.viewer("alice"), group)
    emptied(ending.delete_group(by=cast["alice"], library=owned, now=True))
    assert Page.objects.get(pk=spoken.page_id).alone_in == cast.own("bob")
    assert not Page.objects.filter(pk=silent.page_id).exists()
    emptied(ending.delete_account(person=bob, erase=False))
    assert not Page.objects.filter(pk=spoken.page_id).exists()


def test_announced_opening_waits_while_the_group_is_deleted(cast: Cast) -> None:
    group, alice = cast.group("closed"), cast["alice"]
    owned = queries.get_owned_library(cast.viewer("alice"), group)
    groups.change_group(by=alice, library=owned, draft=groups.GroupDraft("closed", "Closed", readable_by="world"))
    one = ending.delete_group(by=alice, library=owned)
    Group.objects.update(opens="2020-01-01T00:00:00Z")
    assert groups.open_due_groups() == 0
    ending.take_group_back(by=alice, deleted=endings.get_deleted_group(cast.viewer("alice"), one.pk))
    assert groups.open_due_groups() == 0
    assert not Library.objects.get(pk=group.pk).open


# ---------------------------------------------------------------- accounts


def close(cast: Cast, who: str, *, erase: bool = False) -> Ending:
    return ending.delete_account(person=Person.objects.get(pk=cast[who].pk), erase=erase)


def test_who_alone_owns_groups_hands_them_over_or_deletes_them_first(world: World) -> None:
    with pytest.raises(Conflict) as refused:
        close(world.cast, "alice")
    assert "“Closed”, “Public”, “Strict”, “Unlisted”" in str(refused.value.sentence)
    for slug in ("public", "closed", "unlisted"):
        delete(world, slug)
    owned = queries.get_owned_library(world.cast.viewer("alice"), world.libraries["strict"])
    bobs = Membership.objects.get(library=owned, person=world.cast["bob"]).pk
    groups.give_role(by=world.cast["alice"], library=owned, membership_id=bobs, role=Role.OWNER)
    close(world.cast, "alice")
    assert not Membership.objects.filter(person=world.cast["alice"]).exists()
    assert audit() == []


def test_only_owner_leaves_by_handing_over_or_deleting(cast: Cast) -> None:
    group = groups.make_group(by=cast["alice"], draft=groups.GroupDraft("mine", "Mine"))
    with pytest.raises(Conflict) as refused:
        groups.leave(by=cast["alice"], library=group)
    assert "delete the group" in str(refused.value.sentence)


@pytest.mark.parametrize("erase", [False, True])
def test_account_deleted_leaves_nothing_of_the_person(world: World, erase: bool) -> None:
    bob, own = world.cast["bob"], world.libraries["bob's"]
    one = close(world.cast, "bob", erase=erase)
    assert audit() == []
    with pytest.raises(Conflict):
        open_account(login="bob")
    emptied(one)
    bob.refresh_from_db()
    assert (bob.login, bob.name, bob.email, bob.is_active, bob.has_usable_password()) == (None, "", "", False, False)
    assert bob.called == "former member"
    assert not Library.objects.filter(pk=own.pk).exists()
    assert not Annotation.objects.filter(author=bob, heard=0, withdrawn=False).exists()
    assert found_hanging(Library(pk=own.pk, person_id=bob.pk)) is None
    assert open_account(login="bob").pk != bob.pk


def test_words_stay_as_a_former_members(world: World) -> None:
    emptied(close(world.cast, "bob"))
    said = world.said["closed note"]
    said.refresh_from_db()
    assert (said.body, said.author.called) == ("for all of us", "former member")
    row = world.bookmarks["closed b"]
    row.refresh_from_db()
    assert row.added_by.called == "former member"
    assert not Annotation.objects.filter(pk=world.said["closed only-me"].pk).exists()


def test_words_are_erased_and_a_stub_stays_where_others_replied(world: World) -> None:
    cast, closed = world.cast, world.libraries["closed"]
    row = world.bookmarks["closed b"]
    answer = annotating.reply(by=cast["carol"], to=world.said["closed note"], library=closed, body="I disagree")
    hers = annotating.reply(by=cast["bob"], to=world.said["closed frank's"], library=closed, body="hello")
    Bookmark.objects.filter(pk=row.pk).update(description="in bob's words")
    emptied(close(cast, "bob", erase=True))
    stub = Annotation.objects.get(pk=world.said["closed note"].pk)
    assert (stub.withdrawn, stub.body, stub.heard) == (True, "", 1)
    gone = [hers.pk, *(world.said[f"closed {name}"].pk for name in ("highlight", "reply", "only-me"))]
    assert not Annotation.objects.filter(pk__in=gone).exists()
    answer.refresh_from_db()
    assert answer.body == "I disagree"
    row.refresh_from_db()
    assert row.description == ""
    assert not Trash.objects.filter(person=cast["bob"]).exists()


def test_words_to_everyone_go_with_the_library_in_which_they_were_heard(world: World) -> None:
    alice = world.cast["alice"]
    Membership.objects.filter(person=alice).delete()
    Group.objects.update(members=2)
    emptied(close(world.cast, "alice"))
    for name in ("alice's everyone", "alice's secret"):
        assert not Annotation.objects.filter(pk=world.said[name].pk).exists()
    assert Word.objects.exists()
