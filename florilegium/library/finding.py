"""Libraries by whose they are, before any rule is asked: the statements that stand before every page.

Two small ones and no join: of a single table SQLite takes a unique index whatever it measured of the table's size.
"""

from florilegium.groups.models import Group
from florilegium.kit.instances import find
from florilegium.people.models import Person

from .models import Library


def library_of_group(slug: str) -> Library | None:
    """The library of the group of that slug, with ``group``."""
    group = find(Group, "t.slug = %s", [slug])
    library = None if group is None else find(Library, "t.group_id = %s", [group.pk])
    if library is not None:
        library.group = group
    return library


def library_of_person(login: str) -> Library | None:
    """The library of the person of that login, with ``person``."""
    person = find(Person, "t.login = %s", [login])
    library = None if person is None else find(Library, "t.person_id = %s", [person.pk])
    if library is not None:
        library.person = person
    return library
