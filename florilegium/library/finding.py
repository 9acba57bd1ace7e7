"""Libraries by whose they are, before any rule is asked: the statement that stands before every page."""

from django.db import connection

from florilegium.groups.models import Group
from florilegium.kit.instances import columns, loaded
from florilegium.people.models import Person

from .models import Library


def library_of_group(slug: str) -> Library | None:
    """The library of the group of that slug, with ``group``."""
    return _library(Group, "group", "slug", slug)


def library_of_person(login: str) -> Library | None:
    """The library of the person of that login, with ``person``."""
    return _library(Person, "person", "login", login)


def _library(owner: type[Group] | type[Person], name: str, key: str, value: str) -> Library | None:
    mine, hers = columns(Library, "l"), columns(owner, "o")
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {mine}, {hers} from library l join {owner._meta.db_table} o on o.id = l.{name}_id where o.{key} = %s",
            [value],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    width = len(Library._meta.concrete_fields)
    library = loaded(Library, row[:width])
    setattr(library, name, loaded(owner, row[width:]))
    return library
