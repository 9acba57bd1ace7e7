"""``group delete``, ``group restore``, ``person delete``: what they say, and what is left."""

import pytest
from django.test import Client

from florilegium.command.main import main
from florilegium.groups.models import Group
from florilegium.kit import clock
from florilegium.library.models import Bookmark, Ending, Library
from florilegium.people.models import Person
from tests.cast import draft, keep


@pytest.fixture
def anna(transactional_db: None) -> Person:
    """She owns a group of two, in which both keep a page."""
    assert main(["person", "add", "anna", "--name", "Anna"]) == 0
    assert main(["person", "add", "ben"]) == 0
    assert main(["group", "add", "ours", "--name", "Ours", "--owner", "anna", "--readable-by", "world"]) == 0
    assert main(["group", "member", "ours", "ben"]) == 0
    group = Library.objects.get(group__slug="ours")
    keep(group, draft(Person.objects.get(login="ben"), 1))
    anna = Person.objects.get(login="anna")
    keep(group, draft(anna, 2))
    return anna


def test_group_is_deleted_taken_back_and_deleted_for_good(anna: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", "restore", "ours"]) == 2
    assert main(["group", "delete", "ours"]) == 0
    until = clock.moment(Ending.objects.get().due).date().isoformat()
    assert until in capsys.readouterr().out
    assert Client().get("/group/ours").status_code == 404
    assert main(["group", "delete", "ours"]) == 2
    assert main(["group", "restore", "ours"]) == 0
    assert Client().get("/group/ours").status_code == 200
    assert main(["group", "delete", "ours", "--now"]) == 0
    assert not Group.objects.exists() and not Bookmark.objects.exists() and not Ending.objects.exists()
    assert main(["check"]) == 0


def test_account_is_deleted_only_with_yes_and_not_while_a_group_is_hers_alone(
    anna: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["person", "delete", "anna", "--yes"]) == 2
    assert "You are the only owner of “Ours”" in capsys.readouterr().err
    assert main(["group", "member", "ours", "ben", "--role", "owner"]) == 0
    assert main(["person", "delete", "anna"]) == 2
    assert "add --yes" in capsys.readouterr().err
    assert main(["person", "delete", "anna", "--yes"]) == 0
    assert main(["person", "delete", "anna", "--yes"]) == 2
    assert set(Bookmark.objects.values_list("added_by__name", flat=True)) == {""}
    assert main(["check"]) == 0
    assert main(["person", "add", "anna"]) == 0
