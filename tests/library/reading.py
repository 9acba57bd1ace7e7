"""What a viewer is shown, asked in each of the two forms of the reading rule: row by row, and in listings."""

from florilegium.kit.paging import Cursor
from florilegium.library import cards, rules
from florilegium.library.errors import NotFound
from florilegium.library.models import Annotation, Bookmark, Kind, Library
from florilegium.people.viewer import Viewer
from florilegium.search import listing


def listed(viewer: Viewer, library: Library) -> list[listing.EntryRow]:
    """All that a listing shows of a library, from its first page to its last."""
    rows: list[listing.EntryRow] = []
    cursor: Cursor | None = Cursor()
    while cursor is not None:
        try:
            found = listing.bookmarks(viewer, listing.Search(library, cursor=cursor))
        except NotFound:
            return []
        rows += found.rows
        cursor = None if found.next is None else Cursor.parse(found.next)
    return rows


def listed_everywhere(viewer: Viewer) -> set[int]:
    """The bookmarks that any listing shows."""
    return {row.id for library in Library.objects.order_by("pk") for row in listed(viewer, library)}


def visible(viewer: Viewer) -> set[int]:
    """The bookmarks that she may open one by one."""
    return set(Bookmark.objects.filter(rules.bookmark_visible_to(viewer)).values_list("pk", flat=True))


def audible(viewer: Viewer) -> set[int]:
    """The annotations that she may open one by one."""
    return set(Annotation.objects.filter(rules.annotation_visible_to(viewer)).values_list("pk", flat=True))


def on_cards(viewer: Viewer) -> tuple[set[int], set[int]]:
    """The annotations on the entries of all listings, and those on the pages of all bookmarks listed."""
    entries, pages = set(), set()
    for library in Library.objects.order_by("pk"):
        rows = listed(viewer, library)
        entries |= {said.id for found in cards.said(viewer, library, rows).values() for said in found}
        pages |= {said.id for row in rows for said in cards.threads(viewer, library, row.page_id)}
    return entries, pages


def own(viewer: Viewer) -> set[int]:
    """What she said herself, wherever it is heard."""
    return set(Annotation.objects.filter(author_id=viewer.id).values_list("pk", flat=True))


def check_the_forms_agree(viewer: Viewer) -> None:
    """What is shown row by row is what is shown in listings; only her own words may be out of every listing."""
    assert visible(viewer) == listed_everywhere(viewer)
    entries, pages = on_cards(viewer)
    assert audible(viewer) == pages | own(viewer)
    replies = set(Annotation.objects.filter(kind=Kind.REPLY).values_list("pk", flat=True))
    assert entries == pages - replies
