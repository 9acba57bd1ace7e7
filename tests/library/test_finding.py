"""A library found by a statement written out is the library that the ORM finds."""

from django.utils import timezone

from florilegium.groups.models import Group
from florilegium.library.finding import library_of_group, library_of_person
from florilegium.library.models import Library
from tests.cast import Cast


def values(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_the_library_of_a_group_is_found_whole(cast: Cast) -> None:
    library = cast.group("open", readable_by="world")
    Group.objects.filter(pk=library.group_id or 0).update(opens=timezone.now(), listed=False)
    found = library_of_group("open")
    assert found is not None
    assert found.group is not None
    expected = Library.objects.select_related("group").get(pk=library.pk)
    assert expected.group is not None
    assert values(found) == values(expected)
    assert values(found.group) == values(expected.group)
    assert (type(found.open), type(found.group.listed)) == (bool, bool)
    assert found == expected
    found.refresh_from_db()


def test_the_library_of_a_person_is_found_whole(cast: Cast) -> None:
    cast.own("alice")
    found = library_of_person("alice")
    assert found is not None
    assert found.person is not None
    expected = Library.objects.select_related("person").get(person__login="alice")
    assert expected.person is not None
    assert values(found) == values(expected)
    assert values(found.person) == values(expected.person)


def test_what_is_not_there_is_not_found(cast: Cast) -> None:
    assert library_of_group("nowhere") is None
    assert library_of_person("nobody") is None
