"""Who sees the copies that are kept of a library's pages."""

from django.db import transaction
from django.utils.translation import gettext as _

from florilegium.library import rules
from florilegium.library.errors import Invalid, NotAllowed
from florilegium.library.models import Copies, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .writing import hold


@transaction.atomic
def set_copies(*, by: Person, library: Library, copies: str) -> None:
    """Choose it for a library of one's own, or of a group that one owns: felt at once. NotAllowed; Invalid for no choice."""
    if not rules.can_choose_copies(Viewer(by), library):
        raise NotAllowed
    if copies not in {str(value) for value in Copies.values}:
        raise Invalid(fields={"copies": _("Choose who sees the copies.")})
    hold(library)
    Library.objects.filter(pk=library.pk).update(copies=int(copies))
