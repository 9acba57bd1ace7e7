"""Libraries, their tags; groups and who belongs to them."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from florilegium.library import queries, tag_index
from florilegium.library.models import Library

from . import building, shapes
from .answers import answer, page
from .auth import viewer_of
from .describing import operation
from .intake import LibraryName, Paging, Slug, TagPaging, library_called, read

router = Router(tags=["libraries"])
groups = Router(tags=["groups"])


@operation(router, "GET", "/libraries", {200: shapes.Libraries})
def list_libraries(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """One's own library and those of one's groups.

    One's own is first, then groups by name. For nobody the list is empty: `/groups` shows what the world may read.
    """
    viewer = viewer_of(request)
    place = read(paging.cursor, int)
    mine = queries.my_libraries(viewer)
    ids = [one.pk for one in mine]
    start = ids.index(place[0]) + 1 if place is not None and place[0] in ids else 0
    shown = mine[start : start + paging.limit]
    more = [shown[-1].pk] if start + len(shown) < len(mine) and shown else None
    return page(request, [building.library(request, viewer, one) for one in shown], total=len(mine), following=more)


@operation(router, "GET", "/libraries/{library}", {200: shapes.Library})
def get_library(request: HttpRequest, library: LibraryName) -> HttpResponse:
    """A library."""
    viewer = viewer_of(request)
    return answer(request, building.library(request, viewer, library_called(viewer, library)))


@operation(router, "GET", "/libraries/{library}/tags", {200: shapes.Tags})
def list_tags(request: HttpRequest, library: LibraryName, paging: Query[TagPaging]) -> HttpResponse:
    """The tags of a library, the most used first; or those that begin as one types."""
    viewer = viewer_of(request)
    where = library_called(viewer, library)
    place = read(paging.cursor, int, int)
    after = None if place is None else (place[0], place[1])
    found, total = tag_index.tags_by_use(viewer, where, beginning=paging.prefix, after=after, size=paging.limit + 1)
    shown = found[: paging.limit]
    more = [shown[-1][1], shown[-1][2]] if len(found) > paging.limit else None
    return page(request, [shapes.Tag(name=name, bookmarks=n) for name, n, _pk in shown], total=total, following=more)


@operation(groups, "GET", "/groups", {200: shapes.Groups})
def list_groups(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """The groups that want to be found, by name."""
    viewer = viewer_of(request)
    place = read(paging.cursor, str, int)
    after = None if place is None else (place[0], place[1])
    found = queries.listed_groups(after, size=paging.limit + 1)
    shown = [building.group(request, viewer, one) for one in found[: paging.limit]]
    more = _place(found[paging.limit - 1]) if len(found) > paging.limit else None
    return page(request, shown, total=queries.count_listed_groups(), following=more)


def _place(library: Library) -> list[str | int]:
    assert library.group is not None
    return [library.group.name, library.group.pk]


@operation(groups, "GET", "/groups/{slug}", {200: shapes.Group})
def get_group(request: HttpRequest, slug: Slug) -> HttpResponse:
    """A group: its words and its switches, as far as its front tells them."""
    viewer = viewer_of(request)
    return answer(request, building.group(request, viewer, queries.get_group(viewer, slug)))


@operation(groups, "GET", "/groups/{slug}/members", {200: shapes.Members})
def list_members(request: HttpRequest, slug: Slug, paging: Query[Paging]) -> HttpResponse:
    """Who belongs to a group: those who run it first, then the longest there. Not who waits."""
    viewer = viewer_of(request)
    library = queries.get_library_of_group(viewer, slug)
    place = read(paging.cursor, int)
    start = max(0, place[0]) if place is not None else 0
    found = queries.members(viewer, library, after=start, size=paging.limit + 1)
    shown = [building.member(one.person, one.role, one.kept) for one in found[: paging.limit]]
    more = [start + paging.limit] if len(found) > paging.limit else None
    assert library.group is not None
    return page(request, shown, total=library.group.members, following=more)
