"""Groups: how one is made, its switches, how people come to belong to it, and that leaving keeps one's words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from florilegium.groups.models import Group, JoinableBy, Membership, ReadableBy, Role, WritableBy
from florilegium.library import queries
from florilegium.library.actions import annotating, groups
from florilegium.library.actions.groups import GroupDraft
from florilegium.library.auditing import audit
from florilegium.library.errors import Conflict, Invalid, NotAllowed, NotFound
from florilegium.library.models import Annotation, Library
from florilegium.library.queries import ModeratedLibrary, OwnedLibrary
from tests.cast import Cast, draft, keep


@pytest.fixture
def group(cast: Cast) -> Library:
    """alice owns, bob belongs, carol moderates, erin asks to join, frank left."""
    return cast.group("choir")


def moderated(cast: Cast, who: str, group: Library) -> ModeratedLibrary:
    return queries.get_moderated_library(cast.viewer(who), group)


def owned(cast: Cast, who: str, group: Library) -> OwnedLibrary:
    return queries.get_owned_library(cast.viewer(who), group)


def membership(cast: Cast, who: str, group: Library) -> int:
    return Membership.objects.get(person=cast[who], library=group).pk


def role(cast: Cast, who: str, group: Library) -> Role | None:
    found = Membership.objects.filter(person=cast[who], library=group).first()
    return None if found is None else Role(found.role)


def members(group: Library) -> int:
    """The kept count, which is right."""
    assert audit() == []
    return Group.objects.get(library=group).members


def change(cast: Cast, group: Library, **switches: object) -> Group:
    """alice gives the group these switches."""
    told = GroupDraft(**{"slug": "ignored", "name": "Choir", **switches})  # type: ignore[arg-type]
    groups.change_group(by=cast["alice"], library=owned(cast, "alice", group), draft=told)
    return Group.objects.get(library=group)


# ---------------------------------------------------------------- making one


def test_who_makes_a_group_owns_it(cast: Cast) -> None:
    library = groups.make_group(by=cast["dave"], draft=GroupDraft(slug="new-group", name="  New\x00 group "))
    assert role(cast, "dave", library) is Role.OWNER
    assert members(library) == 1
    made = Group.objects.get(slug="new-group")
    assert (made.name, made.readable_by, library.open) == ("New group", ReadableBy.MEMBERS, False)


def test_group_for_the_world_is_open_from_the_start(cast: Cast) -> None:
    told = GroupDraft(slug="world", name="World", readable_by=ReadableBy.WORLD)
    assert groups.make_group(by=cast["dave"], draft=told).open


@pytest.mark.parametrize("slug", ["ab", "a1", "0-9", "a" * 64, "a-b-c"])
def test_slug_of_letters_digits_and_inner_hyphens_is_taken(cast: Cast, slug: str) -> None:
    groups.make_group(by=cast["dave"], draft=GroupDraft(slug=slug, name="A group"))
    assert queries.get_group(cast.viewer("nobody"), slug).group_id


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "a",
        "A-group",
        "-ab",
        "ab-",
        "a b",
        "a_b",
        "a/b",
        "a.b",
        "été",
        "ab\n",
        "a" * 65,
        "..",
        "%2e",
        "a\x00b",
        "аb",
    ],
)
def test_other_slugs_are_refused_at_their_field(cast: Cast, slug: str) -> None:
    with pytest.raises(Invalid) as refused:
        groups.make_group(by=cast["dave"], draft=GroupDraft(slug=slug, name="A group"))
    assert set(refused.value.fields) == {"slug"}
    assert not Group.objects.exists()


def test_slug_that_is_taken_is_a_conflict(cast: Cast, group: Library) -> None:
    with pytest.raises(Conflict):
        groups.make_group(by=cast["dave"], draft=GroupDraft(slug="choir", name="Another choir"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "  "), ("name", "x" * 81), ("readable_by", "cats"), ("joinable_by", ""), ("writable_by", "owner"),
     ("description", "x" * 2001)],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(cast: Cast, field: str, value: str) -> None:
    told = GroupDraft(**{"slug": "new", "name": "New", field: value})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        groups.make_group(by=cast["dave"], draft=told)
    assert set(refused.value.fields) == {field}


# ---------------------------------------------------------------- switches


@pytest.mark.parametrize("who", ["bob", "carol", "dave", "erin", "frank", "nobody"])
def test_switches_are_the_owners_alone(cast: Cast, group: Library, who: str) -> None:
    with pytest.raises(NotAllowed):
        owned(cast, who, group)


def test_owner_changes_words_and_switches_but_not_the_slug(cast: Cast, group: Library) -> None:
    told = {"name": "Choeur", "description": "We sing.", "listed": False, "writable_by": WritableBy.MODERATORS}
    changed = change(cast, group, joinable_by=JoinableBy.ANYONE, **told)
    assert (changed.slug, changed.joinable_by) == ("choir", JoinableBy.ANYONE)
    assert told == {name: getattr(changed, name) for name in told}


def test_group_that_opens_says_so_seven_days_ahead(cast: Cast, group: Library) -> None:
    changed = change(cast, group, readable_by=ReadableBy.WORLD)
    assert changed.readable_by == ReadableBy.MEMBERS
    assert changed.opens is not None
    assert timedelta(days=6, hours=23) < changed.opens - timezone.now() <= timedelta(days=7)
    assert groups.open_due_groups() == 0
    assert change(cast, group, readable_by=ReadableBy.WORLD).opens == changed.opens, "saving again does not put it off"


def test_group_opens_when_its_notice_has_run_out(cast: Cast, group: Library) -> None:
    (row,) = keep(group, draft(cast["bob"], 1))
    change(cast, group, readable_by=ReadableBy.WORLD)
    Group.objects.filter(library=group).update(opens=timezone.now() - timedelta(seconds=1))
    assert groups.open_due_groups() == 1
    assert groups.open_due_groups() == 0
    assert queries.find_visible_bookmark(cast.viewer("nobody"), row.pk) == row
    group.refresh_from_db()
    assert (group.open, Group.objects.get().readable_by) == (True, ReadableBy.WORLD)


def test_closing_is_felt_at_once_and_takes_back_the_notice(cast: Cast) -> None:
    world = cast.group("world", readable_by="world")
    (row,) = keep(world, draft(cast["bob"], 1))
    assert queries.find_visible_bookmark(cast.viewer("nobody"), row.pk) == row
    change(cast, world, readable_by=ReadableBy.MEMBERS)
    assert queries.find_visible_bookmark(cast.viewer("nobody"), row.pk) is None
    change(cast, world, readable_by=ReadableBy.WORLD)
    assert change(cast, world, readable_by=ReadableBy.MEMBERS).opens is None


# ---------------------------------------------------------------- coming


def test_anyone_joins_a_group_that_lets_anyone_in(cast: Cast, group: Library) -> None:
    change(cast, group, joinable_by=JoinableBy.ANYONE)
    assert groups.join(by=cast["dave"], library=group) is Role.MEMBER
    assert members(group) == 4


def test_who_asks_waits_and_reads_nothing_yet(cast: Cast, group: Library) -> None:
    (row,) = keep(group, draft(cast["bob"], 1))
    assert groups.join(by=cast["dave"], library=group) is Role.PENDING
    assert members(group) == 3
    assert queries.find_visible_bookmark(cast.viewer("dave"), row.pk) is None


def test_nobody_joins_by_herself_a_group_that_invites(cast: Cast, group: Library) -> None:
    change(cast, group, joinable_by=JoinableBy.INVITATION)
    with pytest.raises(NotAllowed):
        groups.join(by=cast["dave"], library=group)


@pytest.mark.parametrize("who", ["alice", "bob", "erin"])
def test_who_is_in_or_waits_does_not_join_again(cast: Cast, group: Library, who: str) -> None:
    with pytest.raises(NotAllowed):
        groups.join(by=cast[who], library=group)


def test_moderator_lets_in_who_asked_once(cast: Cast, group: Library) -> None:
    waiting = membership(cast, "erin", group)
    groups.approve(by=cast["carol"], library=moderated(cast, "carol", group), membership_id=waiting)
    assert role(cast, "erin", group) is Role.MEMBER
    assert members(group) == 4
    with pytest.raises(NotFound):
        groups.approve(by=cast["carol"], library=moderated(cast, "carol", group), membership_id=waiting)


def test_moderator_refuses_who_asked(cast: Cast, group: Library) -> None:
    waiting = membership(cast, "erin", group)
    groups.remove_member(by=cast["carol"], library=moderated(cast, "carol", group), membership_id=waiting)
    assert role(cast, "erin", group) is None
    assert members(group) == 3


def test_one_who_waits_for_another_group_is_not_let_in_here(cast: Cast, group: Library) -> None:
    other = cast.group("club")
    with pytest.raises(NotFound):
        groups.approve(
            by=cast["alice"],
            library=moderated(cast, "alice", group),
            membership_id=membership(cast, "erin", other),
        )


def test_person_is_added_by_her_login_however_it_is_typed(cast: Cast, group: Library) -> None:
    groups.add_member(by=cast["carol"], library=moderated(cast, "carol", group), login=" Dave ")
    assert role(cast, "dave", group) is Role.MEMBER
    groups.add_member(by=cast["carol"], library=moderated(cast, "carol", group), login="erin")
    assert members(group) == 5


@pytest.mark.parametrize("login", ["bob", "nemo", "", "bo\x00"])
def test_member_or_unknown_login_is_refused_at_its_field(cast: Cast, group: Library, login: str) -> None:
    with pytest.raises(Invalid) as refused:
        groups.add_member(by=cast["carol"], library=moderated(cast, "carol", group), login=login)
    assert set(refused.value.fields) == {"login"}


def test_moderator_gives_nobody_more_than_membership(cast: Cast, group: Library) -> None:
    with pytest.raises(NotAllowed):
        groups.add_member(by=cast["carol"], library=moderated(cast, "carol", group), login="dave", role=Role.OWNER)
    assert role(cast, "dave", group) is None


# ---------------------------------------------------------------- going


def test_last_owner_cannot_leave_nor_be_removed_nor_step_down(cast: Cast, group: Library) -> None:
    alice, proof, pk = cast["alice"], owned(cast, "alice", group), membership(cast, "alice", group)
    with pytest.raises(Conflict):
        groups.leave(by=alice, library=group)
    with pytest.raises(Conflict):
        groups.remove_member(by=alice, library=moderated(cast, "alice", group), membership_id=pk)
    with pytest.raises(Conflict):
        groups.give_role(by=alice, library=proof, membership_id=pk, role=Role.MEMBER)
    assert role(cast, "alice", group) is Role.OWNER


def test_owner_leaves_once_there_is_another(cast: Cast, group: Library) -> None:
    pk = membership(cast, "bob", group)
    groups.give_role(by=cast["alice"], library=owned(cast, "alice", group), membership_id=pk, role=Role.OWNER)
    groups.leave(by=cast["alice"], library=group)
    assert (role(cast, "alice", group), role(cast, "bob", group)) == (None, Role.OWNER)
    assert members(group) == 2


def test_moderator_removes_members_but_no_owner(cast: Cast, group: Library) -> None:
    proof = moderated(cast, "carol", group)
    groups.remove_member(by=cast["carol"], library=proof, membership_id=membership(cast, "bob", group))
    assert members(group) == 2
    with pytest.raises(NotAllowed):
        groups.remove_member(by=cast["carol"], library=proof, membership_id=membership(cast, "alice", group))


@pytest.mark.parametrize("who", ["dave", "frank"])
def test_who_is_not_in_cannot_leave(cast: Cast, group: Library, who: str) -> None:
    with pytest.raises(NotFound):
        groups.leave(by=cast[who], library=group)


def test_leaving_keeps_ones_pages_and_words_under_ones_name(cast: Cast, group: Library) -> None:
    (row,) = keep(group, draft(cast["bob"], 1))
    note = annotating.note_page(by=cast["bob"], bookmark=row, body="I was here", audience=group)
    groups.leave(by=cast["bob"], library=group)
    assert queries.find_visible_bookmark(cast.viewer("alice"), row.pk) == row
    assert queries.get_annotation(cast.viewer("alice"), note.pk).author == cast["bob"]
    assert queries.find_visible_bookmark(cast.viewer("bob"), row.pk) is None
    assert members(group) == 2


def test_who_left_still_takes_back_her_own_words(cast: Cast, group: Library) -> None:
    (row,) = keep(group, draft(cast["bob"], 1))
    note = annotating.note_page(by=cast["bob"], bookmark=row, body="I was here", audience=group)
    groups.leave(by=cast["bob"], library=group)
    annotating.take_back(by=cast["bob"], annotation=queries.get_editable_annotation(cast.viewer("bob"), note.pk))
    assert not Annotation.objects.exists()
    assert audit() == []
