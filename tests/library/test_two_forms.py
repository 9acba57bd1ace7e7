"""The reading rule has two forms, one for a single row and one for listings: they agree for everybody of the cast."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from florilegium.library.models import Library
from florilegium.search import listing
from tests.cast import EVERYBODY, draft, keep

from .reading import audible, check_the_forms_agree, listed, visible
from .world import World, make_world


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of the matrix, and more pages in it than one page of a listing shows."""
    with django_db_blocker.unblock():
        world = make_world()
        alice, bob = world.cast["alice"], world.cast["bob"]
        keep(world.libraries["alice's"], *(draft(alice, f"many/{n}", private=n % 3 == 0) for n in range(70)))
        keep(world.libraries["closed"], *(draft(bob, f"many/{n}", at=n // 7) for n in range(45)))
    yield world
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def world(made_once: World, db: None) -> World:
    return made_once


@pytest.mark.parametrize("who", EVERYBODY)
def test_both_forms_agree_for_everybody_of_the_cast(world: World, who: str) -> None:
    check_the_forms_agree(world.cast.viewer(who))


@pytest.mark.parametrize("who", EVERYBODY)
def test_listing_shows_each_bookmark_once_and_says_how_many(world: World, who: str) -> None:
    viewer = world.cast.viewer(who)
    for library in world.libraries.values():
        fresh = Library.objects.get(pk=library.pk)
        rows = listed(viewer, fresh)
        assert len({row.id for row in rows}) == len(rows)
        if rows:
            assert listing.bookmarks(viewer, listing.Search(fresh)).total == len(rows)


def test_world_shows_different_things_to_different_people(world: World) -> None:
    """Lest the tests above compare empty sets."""
    seen = {who: len(visible(world.cast.viewer(who))) for who in EVERYBODY}
    heard = {who: len(audible(world.cast.viewer(who))) for who in EVERYBODY}
    assert seen["alice"] > seen["carol"] > seen["dave"] == seen["erin"] == seen["nobody"] > 40
    assert heard["bob"] > heard["carol"] > heard["frank"] > heard["nobody"] > 0
