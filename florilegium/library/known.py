"""What a viewer's own libraries know of a page: for a program beside the page that asks whether it is kept already.

Whether others have a page is answered from the libraries of which she is one of the people, and from no others.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from florilegium.kit import addresses
from florilegium.people.viewer import Viewer

from . import cards, hearing, rules
from .models import Annotation, Bookmark, Page, Saving, Unread

#: A prefix of a digest has at most so many digits: a longer one would tell which page is meant.
LONGEST_PREFIX = 4
#: Digests told at once. From this length of a prefix on, pages are looked up by it.
MOST_DIGESTS = 5_000
_SELECTIVE = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """A bookmark of the page in one of her libraries. ``mine``: she brought it; ``editable``: she may change it."""

    bookmark: Bookmark
    tags: list[str]
    mine: bool
    editable: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page. ``annotations``: how many she hears, anywhere; ``mine``: of them her own."""

    kept: list[Kept]
    unread: bool
    annotations: int
    mine: int


def known(viewer: Viewer, key: str) -> Known:
    """What is known of the page with a key, in a fixed number of statements."""
    page_id = hearing.find_page(viewer, key)
    if page_id is None or viewer.person is None:
        return Known([], unread=False, annotations=0, mine=0)
    rows = list(_inside(viewer).filter(page=page_id).select_related("page", "library__group", "library__person"))
    own = rules.standing(viewer).own
    rows.sort(key=lambda row: (row.library_id != own, row.pk))
    tags = cards.tags(rows)
    saved = set(Saving.objects.filter(bookmark__in=rows, person=viewer.person).values_list("bookmark_id", flat=True))
    kept = [
        Kept(
            row, tags[row.pk], row.pk in saved,
            rules.can_edit_bookmark(viewer, row.library, {viewer.person.pk} if row.pk in saved else set()),
        )
        for row in rows
    ]  # fmt: skip
    said = Annotation.objects.filter(rules.annotation_visible_to(viewer), page=page_id, withdrawn=False)
    authors = list(said.values_list("author_id", flat=True))
    unread = Unread.objects.filter(person=viewer.person, page=page_id).exists()
    return Known(kept, unread, len(authors), authors.count(viewer.person.pk))


def _inside(viewer: Viewer) -> QuerySet[Bookmark]:
    """The bookmarks of the libraries of which she is one of the people."""
    return Bookmark.objects.filter(rules.bookmark_visible_to(viewer), library__in=rules.standing(viewer).inside)


def digests(viewer: Viewer, prefix: str) -> tuple[list[str], bool]:
    """Digests of the keys of pages in her libraries that begin with a prefix (up to four hexadecimal digits), in their order;
    whether these are all. Where there are too many, none: she asks again with one digit more.
    """
    step = 16 ** (LONGEST_PREFIX - len(prefix))
    low = int(prefix or "0", 16) * step
    pages = Page.objects.filter(bucket__gte=low, bucket__lt=low + step)
    if len(prefix) >= _SELECTIVE:
        there = _inside(viewer).filter(page=Coalesce(OuterRef("merged_into"), OuterRef("pk")))
        found = pages.filter(Exists(there))
    else:  # her libraries hold fewer pages than the prefix does
        kept = _inside(viewer).order_by().values("page")
        found = pages.filter(pk__in=kept).union(pages.filter(merged_into__in=kept), all=True)
    keys = list(found.values_list("key", flat=True)[: MOST_DIGESTS + 1])
    if len(keys) > MOST_DIGESTS:
        return [], False
    return sorted(addresses.digest(key) for key in keys if key is not None), True
