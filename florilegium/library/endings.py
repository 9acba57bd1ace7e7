"""What is deleted and can be taken back, and what must be settled before somebody goes."""

from typing import NewType

from django.db.models import Exists, OuterRef

from florilegium.groups.models import Membership, Role
from florilegium.kit import clock
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from . import rules
from .errors import NotFound
from .models import Ending, Library

#: Proof that the viewer may take a deleted group back; made only here.
DeletedGroup = NewType("DeletedGroup", Ending)


def my_deleted_groups(viewer: Viewer) -> list[Ending]:
    """The deleted groups that the viewer may take back, the last deleted first."""
    found = Ending.objects.filter(rules.may_take_back(viewer), due__gt=clock.now())
    return list(found.prefetch_related("library__group", "by").order_by("-at", "-pk"))


def get_deleted_group(viewer: Viewer, ending_id: int) -> DeletedGroup:
    """Proof that the viewer owns a deleted group. NotFound else."""
    found = Ending.objects.filter(rules.may_take_back(viewer), pk=ending_id)
    ending = found.select_related("library__group").first()
    if ending is None:
        raise NotFound
    return DeletedGroup(ending)


def owned_alone(person: Person) -> list[Library]:
    """The libraries of the groups that a person owns and nobody else does."""
    owners = Membership.objects.filter(library=OuterRef("library"), role=Role.OWNER).exclude(person=person)
    mine = Membership.objects.filter(~Exists(owners), person=person, role=Role.OWNER, library__gone=False)
    return [one.library for one in mine.select_related("library__group").order_by("group__name", "pk")]
