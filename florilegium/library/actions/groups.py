"""Groups: making one, its switches, who belongs to it."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from florilegium.groups.models import Group, JoinableBy, Membership, ReadableBy, Role, WritableBy
from florilegium.library import events, rules
from florilegium.library.drafts import check_text
from florilegium.library.errors import Conflict, Invalid, NotAllowed, NotFound
from florilegium.library.models import Bookmark, Library, Tagging
from florilegium.library.queries import ModeratedLibrary, OwnedLibrary
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .writing import hold

#: A closed group that is to open says so for this long before it does.
NOTICE = timedelta(days=7)

LONGEST_GROUP_DESCRIPTION = 2_000


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """What a group is to be."""

    slug: str
    name: str
    description: str = ""
    readable_by: str = ReadableBy.MEMBERS
    joinable_by: str = JoinableBy.REQUEST
    writable_by: str = WritableBy.MEMBERS
    listed: bool = True


@transaction.atomic
def make_group(*, by: Person, draft: GroupDraft) -> Library:
    """Make a group, its library, and its first owner. Raises Invalid (by field) and Conflict (the slug is taken)."""
    group = Group(
        slug=draft.slug, name=_line(draft.name), description=_described(draft), readable_by=draft.readable_by,
        joinable_by=draft.joinable_by, writable_by=draft.writable_by, listed=draft.listed, members=1,
    )  # fmt: skip
    _check(group)
    if Group.objects.filter(slug=draft.slug).exists():
        raise Conflict(_("The address “%(slug)s” is taken.") % {"slug": draft.slug})
    group.save()
    library = Library.objects.create(group=group, open=group.readable_by == ReadableBy.WORLD)
    Membership.objects.create(person=by, group=group, library=library, role=Role.OWNER)
    return library


def _line(text: str) -> str:
    """One line, without what no database takes."""
    return " ".join(text.replace("\x00", "").split())


def _described(draft: GroupDraft) -> str:
    try:
        return check_text(draft.description, LONGEST_GROUP_DESCRIPTION).strip()
    except Invalid as error:
        raise Invalid(_("Some fields need your attention."), {"description": error.sentence}) from error


def _check(group: Group) -> None:
    try:
        group.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Invalid(
            _("Some fields need your attention."), {name: " ".join(said) for name, said in error.message_dict.items()}
        ) from error


@transaction.atomic
def change_group(*, by: Person, library: OwnedLibrary, draft: GroupDraft) -> None:
    """Give a group these words and switches; the slug stays. Closing is felt at once, opening after ``NOTICE``."""
    hold(library)
    group = _group(library)
    group.name, group.description = _line(draft.name), _described(draft)
    group.joinable_by, group.writable_by, group.listed = draft.joinable_by, draft.writable_by, draft.listed
    if draft.readable_by == ReadableBy.MEMBERS:
        group.readable_by, group.opens = ReadableBy.MEMBERS, None
        _set_open(library, False)
    elif group.readable_by == ReadableBy.MEMBERS and group.opens is None:
        group.opens = timezone.now() + NOTICE
    _check(group)
    group.save()


@transaction.atomic
def open_due_groups() -> int:
    """Open the groups whose notice has run out; how many. Safe to run twice."""
    due = Group.objects.filter(opens__lte=timezone.now(), library__gone=False).select_related("library")
    for group in due:
        hold(group.library)
        Group.objects.filter(pk=group.pk).update(readable_by=ReadableBy.WORLD, opens=None)
        _set_open(group.library, True)
    return len(due)


@transaction.atomic
def set_library_open(*, by: Person, library: Library, is_open: bool) -> None:
    """Open or close one's own library. NotAllowed for another's."""
    if library.person_id != by.pk:
        raise NotAllowed
    hold(library)
    _set_open(library, is_open)


def _set_open(library: Library, is_open: bool) -> None:
    changed = Library.objects.filter(pk=library.pk).exclude(open=is_open)
    changed.update(open=is_open, stale=True)


def refresh_hints(batch: int = 500) -> bool:
    """Bring ``everyone`` of one stale library's rows up to date, a short transaction a batch; whether any was stale."""
    library = Library.objects.filter(stale=True).order_by("pk").first()
    if library is None:
        return False
    while True:
        with transaction.atomic():
            hold(library)
            library.refresh_from_db()
            wrong = Bookmark.objects.filter(library=library, private=False).exclude(everyone=library.open)
            ids = list(wrong.values_list("pk", flat=True)[:batch])
            if not ids:
                Library.objects.filter(pk=library.pk).update(stale=False)
                return True
            Bookmark.objects.filter(pk__in=ids).update(everyone=library.open)
            Tagging.objects.filter(bookmark_id__in=ids).update(everyone=library.open)


def _group(library: Library) -> Group:
    if library.group_id is None:
        raise NotFound
    return Group.objects.select_for_update().get(pk=library.group_id)


# ---------------------------------------------------------------- who belongs


@transaction.atomic
def join(*, by: Person, library: Library) -> Role:
    """Join, or ask to; the role one has then. NotAllowed where the group does not offer it."""
    group = _group(library)
    if not rules.can_join(Viewer(by), group, library):
        raise NotAllowed(_("This group cannot be joined without an invitation."))
    role = Role.MEMBER if group.joinable_by == JoinableBy.ANYONE else Role.PENDING
    Membership.objects.create(person=by, group=group, library=library, role=role)
    _counted(group, by, int(role > Role.PENDING))
    return role


@transaction.atomic
def leave(*, by: Person, library: Library) -> None:
    """Leave, or stop asking. Words stay, named. Conflict for the only owner: a group is handed over, or deleted."""
    group = _group(library)
    mine = Membership.objects.filter(person=by, library=library).first()
    if mine is None:
        raise NotFound
    _check_owner_remains(mine)
    mine.delete()
    _counted(group, by, -int(mine.role > Role.PENDING))


def _check_owner_remains(membership: Membership) -> None:
    others = Membership.objects.filter(library_id=membership.library_id, role__gt=Role.PENDING).exclude(
        pk=membership.pk
    )
    if membership.role != Role.OWNER or others.filter(role=Role.OWNER).exists():
        return
    if others.exists():
        raise Conflict(_("A group needs an owner: make another member its owner first."))
    raise Conflict(_("A group needs an owner, and nobody else belongs to this one: delete the group instead."))


def _counted(group: Group, person: Person, step: int) -> None:
    if step:
        Group.objects.filter(pk=group.pk).update(members=F("members") + step)
    events.tell(events.membership_changed, group_id=group.pk, person_id=person.pk)


@transaction.atomic
def add_member(*, by: Person, library: ModeratedLibrary, login: str, role: Role = Role.MEMBER) -> Membership:
    """Add a person by login, or let in one who asked. Only an owner gives more than membership. Raises Invalid."""
    group = _group(library)
    login = _line(login)
    person = Person.objects.filter(login=login.lower(), is_active=True).first()
    if person is None:
        raise Invalid(fields={"login": _("Nobody here has the login “%(login)s”.") % {"login": login}})
    if role > Role.MEMBER and not rules.can_own(Viewer(by), library):
        raise NotAllowed(_("Only an owner can make somebody a moderator or an owner."))
    membership = Membership.objects.filter(person=person, library=library).first()
    if membership is None:
        membership = Membership(person=person, group=group, library=library, role=Role.PENDING)
    if membership.role > Role.PENDING:
        raise Invalid(fields={"login": _("%(name)s is a member already.") % {"name": person.called}})
    membership.role = role
    membership.save()
    _counted(group, person, 1)
    return membership


def _membership(library: Library, membership_id: int) -> Membership:
    found = Membership.objects.filter(pk=membership_id, library=library).select_related("person").first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def approve(*, by: Person, library: ModeratedLibrary, membership_id: int) -> Membership:
    """Let in somebody who asked. NotFound if nobody asks under this id any more."""
    group = _group(library)
    membership = _membership(library, membership_id)
    if membership.role != Role.PENDING:
        raise NotFound
    membership.role = Role.MEMBER
    membership.save()
    _counted(group, membership.person, 1)
    return membership


@transaction.atomic
def remove_member(*, by: Person, library: ModeratedLibrary, membership_id: int) -> Membership:
    """Refuse somebody who asked, or remove a member. Owners are removed by owners only; the last one not at all."""
    group = _group(library)
    membership = _membership(library, membership_id)
    if membership.role >= Role.MODERATOR and not rules.can_own(Viewer(by), library):
        raise NotAllowed(_("Only an owner can remove a moderator or an owner."))
    _check_owner_remains(membership)
    membership.delete()
    _counted(group, membership.person, -int(membership.role > Role.PENDING))
    return membership


@transaction.atomic
def give_role(*, by: Person, library: OwnedLibrary, membership_id: int, role: Role) -> Membership:
    """Make a member a moderator, an owner, or a member again. Conflict if no owner would remain."""
    _group(library)
    membership = _membership(library, membership_id)
    if membership.role == Role.PENDING or role == Role.PENDING:
        raise NotFound
    if role != Role.OWNER:
        _check_owner_remains(membership)
    membership.role = role
    membership.save()
    return membership
