"""The end of a group, and of an account. What is deleted is gone for everybody at once; ``emptying`` does the rest."""

import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.groups.models import Group, Membership, Role
from florilegium.kit import clock
from florilegium.library import endings, events
from florilegium.library.endings import DeletedGroup
from florilegium.library.errors import Conflict, NotFound
from florilegium.library.models import Ending, FeedKey, Library, Stage
from florilegium.library.queries import OwnedLibrary
from florilegium.people.models import Person, Token

from .groups import NOTICE
from .writing import hold


@transaction.atomic
def delete_group(*, by: Person, library: OwnedLibrary, now: bool = False) -> Ending:
    """Delete a group: from this moment nobody finds it. Its owners may take it back for the trash's days, unless ``now``.

    NotFound if somebody was faster.
    """
    hold(library)
    if not Library.objects.filter(pk=library.pk, gone=False).update(gone=True):
        raise NotFound
    at = clock.now()
    due = at if now else at + settings.TRASH_DAYS * clock.DAY
    return Ending.objects.create(library=library, by=by, at=at, due=due)


@transaction.atomic
def take_group_back(*, by: Person, deleted: DeletedGroup) -> Library:
    """The group as it was. Conflict once its emptying has begun.

    Where it was announced to become readable by everyone, it is announced anew.
    """
    library = deleted.library
    hold(library)
    if not Ending.objects.filter(library=library, due__gt=clock.now()).delete()[0]:
        raise Conflict(_("It is too late: the group is being emptied."))
    Library.objects.filter(pk=library.pk).update(gone=False)
    Group.objects.filter(library=library, opens__isnull=False).update(opens=timezone.now() + NOTICE)
    library.gone = False
    return library


@transaction.atomic
def delete_account(*, person: Person, erase: bool) -> Ending:
    """Delete an account for good: signed out everywhere, out of all groups, her library gone for everybody.

    What she kept and said elsewhere stays, as a former member's; with ``erase`` what she said there is erased, and a stub
    stays where others replied. What she said to herself is erased always. Conflict while a group has no other owner.
    """
    library = Library.objects.select_related("person").get(person=person)
    groups = list(Membership.objects.filter(person=person).values_list("group_id", flat=True))
    list(Group.objects.select_for_update().filter(pk__in=groups).order_by("pk"))
    hold(library)
    check_may_go(person)
    if not Library.objects.filter(pk=library.pk, gone=False).update(gone=True):
        raise NotFound
    at = clock.now()
    ending = Ending.objects.create(
        library=library, by=person, at=at, due=at, erase=erase, login=person.login or "", stage=Stage.WORDS
    )
    _leave_everything(person)
    _forget(person)
    return ending


def check_may_go(person: Person) -> None:
    """Conflict, with their names, while there are groups that she alone owns."""
    alone = [library.group.name for library in endings.owned_alone(person) if library.group is not None]
    if not alone:
        return
    names = ", ".join(_("“%(name)s”") % {"name": name} for name in alone)
    raise Conflict(
        ngettext(
            "You are the only owner of %(groups)s. Make another member its owner, or delete it, first.",
            "You are the only owner of these groups: %(groups)s. Make another member owner of each, or delete them, first.",
            len(alone),
        )
        % {"groups": names}
    )


def _leave_everything(person: Person) -> None:
    """Out of every group, and no key opens anything any more."""
    mine = Membership.objects.filter(person=person)
    counted = list(mine.filter(role__gt=Role.PENDING).order_by("group_id").values_list("group_id", flat=True))
    mine.delete()
    Group.objects.filter(pk__in=counted).update(members=F("members") - 1)
    for group_id in counted:
        events.tell(events.membership_changed, group_id=group_id, person_id=person.pk)
    Token.objects.filter(person=person).delete()
    FeedKey.objects.filter(person=person).delete()


def _forget(person: Person) -> None:
    """The row that what she kept and said still needs, without anything of her; sessions end with the password."""
    person.login, person.name, person.email, person.language = None, "", "", ""
    person.is_active = person.is_admin = person.demonstration = False
    person.former = secrets.token_hex(8)
    person.last_login = None
    person.set_unusable_password()
    person.save()
