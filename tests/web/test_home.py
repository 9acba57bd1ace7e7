"""The home page: what is new in all of one's libraries, and what it costs to know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from florilegium.library.models import Library
from florilegium.people.viewer import Viewer
from florilegium.search import recent
from tests.cast import Cast, draft, keep
from tests.web.browsing import client_of


def groups(cast: Cast, first: int, count: int) -> list[Library]:
    """Groups of alice, each with three bookmarks; the later the group, the later they came."""
    made = []
    for n in range(first, first + count):
        library = cast.group(f"group-{n}")
        keep(
            library,
            *(draft(cast["alice"], f"{n}/{k}", at=(1_600_000_000 + 1000 * n + k) * 1_000_000) for k in range(3)),
        )
        made.append(library)
    return made


def test_home_costs_as_many_statements_for_thirty_groups_as_for_three(cast: Cast) -> None:
    client = client_of(cast, "alice")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    groups(cast, 1, 3)
    few = cost()
    groups(cast, 10, 27)
    assert cost() == few


def newest(cast: Cast, size: int) -> list[str]:
    return [one.title for one in recent.recent(Viewer(cast["alice"]), size=size)]


@pytest.mark.parametrize("size", [1, 4, 7, 12])
def test_what_is_new_is_the_newest_of_all_libraries(cast: Cast, size: int) -> None:
    libraries = groups(cast, 1, 9)
    rows = Library.objects.filter(pk__in=[one.pk for one in libraries])
    every = [title for one in rows.order_by("-pk") for title in newest_of(one)]
    assert newest(cast, size) == every[:size]


def newest_of(library: Library) -> list[str]:
    from florilegium.library.models import Bookmark

    return list(Bookmark.objects.filter(library=library).order_by("-at", "-id").values_list("title", flat=True))


def test_a_library_that_was_newer_hides_no_other(cast: Cast) -> None:
    """``latest`` may be too high, where the newest bookmark was deleted: what was expected there is elsewhere."""
    libraries = groups(cast, 1, 9)
    expected = newest(cast, 4)
    Library.objects.filter(pk__in=[one.pk for one in libraries[:5]]).update(latest=9_000_000_000_000_000)
    assert newest(cast, 4) == expected
