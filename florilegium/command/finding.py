"""People and libraries named on the command line. Import only after Django is set up."""

from florilegium.groups.models import Membership, Role
from florilegium.library.errors import NotFound
from florilegium.library.models import Ending, Library
from florilegium.people.models import Person, Token


def person_called(login: str) -> Person:
    """Somebody with an account. Raises NotFound with a sentence."""
    found = Person.objects.filter(login=login).first()
    if found is None:
        raise NotFound(f"Nobody here has the login “{login}”.")
    return found


def library_called(group: str | None, person: str | None) -> Library:
    """A group's or a person's library. Raises NotFound with a sentence."""
    if group:
        found = Library.objects.select_related("group").filter(group__slug=group, gone=False).first()
        problem = f"There is no group “{group}”."
    else:
        found = Library.objects.select_related("person").filter(person__login=person).first()
        problem = f"Nobody here has the login “{person}”."
    if found is None:
        raise NotFound(problem)
    return found


def owner_of(library: Library) -> Person:
    """Somebody who owns a group: the operator acts with an owner's right. Raises NotFound with a sentence."""
    owners = Membership.objects.filter(library=library, role=Role.OWNER, person__login__isnull=False)
    owner = owners.select_related("person").order_by("pk").first()
    if owner is None:
        raise NotFound(f"The group “{library.group}” has no owner with an account.")
    return owner.person


def deleted_group_called(slug: str) -> Ending:
    """A group that was deleted and is not emptied yet. Raises NotFound with a sentence."""
    found = Ending.objects.filter(library__group__slug=slug).select_related("library__group").first()
    if found is None:
        raise NotFound(f"There is no deleted group “{slug}”.")
    return found


def token_numbered(number: int) -> Token:
    """Somebody's token. Raises NotFound with a sentence."""
    found = Token.objects.filter(pk=number).select_related("person").first() if 0 < number < 2**63 else None
    if found is None:
        raise NotFound(f"There is no token {number}.")
    return found
