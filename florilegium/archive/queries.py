"""The copies of pages, as a viewer may see them: always with a bookmark that she got from ``library.queries``.

A snapshot that a person sent belongs to one library; what our own fetch brought is shared by all that keep the page.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from florilegium.library import rows, rules
from florilegium.library.errors import NotFound
from florilegium.library.models import Bookmark, Library, PageFacts
from florilegium.people.viewer import Viewer

from . import wishes
from .models import Capture, Snapshot, SnapshotImage, SnapshotKind, StoredFile

_LONG = ("html", "text")


def _of(viewer: Viewer, bookmark: Bookmark) -> QuerySet[Snapshot]:
    """The snapshots shown with a bookmark that the viewer got."""
    if not rules.can_see_copies(viewer, bookmark.library):
        return Snapshot.objects.none()
    ours = Q(library=None) | Q(library_id=bookmark.library_id)
    return Snapshot.objects.filter(ours, page_id=bookmark.page_id).select_related("by", "file")


def snapshots(viewer: Viewer, bookmark: Bookmark) -> list[Snapshot]:
    """The dated copies, the newest first, without their articles."""
    return list(_of(viewer, bookmark).defer(*_LONG).order_by("-at", "-id"))


def get_snapshot(viewer: Viewer, bookmark: Bookmark, snapshot_id: int) -> Snapshot:
    """One of them, without its article. Raises NotFound."""
    found = _of(viewer, bookmark).defer(*_LONG).filter(pk=snapshot_id).first()
    if found is None:
        raise NotFound
    return found


def get_article(viewer: Viewer, bookmark: Bookmark) -> Snapshot:
    """The newest snapshot with an article or the pages of a PDF, whole. Raises NotFound."""
    found = _of(viewer, bookmark).filter(Q(words__gt=0) | Q(kind=SnapshotKind.PDF)).order_by("-at", "-id").first()
    if found is None:
        raise NotFound
    return found


def get_pdf(viewer: Viewer, bookmark: Bookmark, snapshot_id: int) -> Snapshot:
    """One PDF among them, with the text of its pages. Raises NotFound."""
    found = _of(viewer, bookmark).filter(pk=snapshot_id, kind=SnapshotKind.PDF).first()
    if found is None:
        raise NotFound
    return found


def get_image(viewer: Viewer, bookmark: Bookmark, digest: str) -> StoredFile:
    """An image of an article or of the page itself, shown with a bookmark. Raises NotFound."""
    if not rules.can_see_copies(viewer, bookmark.library):
        raise NotFound
    mine = SnapshotImage.objects.filter(snapshot__in=_of(viewer, bookmark), file_id=digest)
    if not mine.exists() and not PageFacts.objects.filter(page_id=bookmark.page_id, image=digest).exists():
        raise NotFound
    found = StoredFile.objects.filter(digest=digest).first()
    if found is None:
        raise NotFound
    return found


class Copy(NamedTuple):
    """The newest copy of a page, as an entry tells it."""

    page_id: int
    snapshot_id: int
    at: int
    kind: int
    words: int

    @property
    def is_readable(self) -> bool:
        """Whether the reader has something to show of it."""
        return self.words > 0 or self.kind == SnapshotKind.PDF


def newest(viewer: Viewer, library: Library, page_ids: Collection[int]) -> dict[int, Copy]:
    """Page id → its newest copy, as far as the viewer sees copies in a library. One statement, or none."""
    ids = list(page_ids)
    if not ids or not rules.can_see_copies(viewer, library):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.page_id, s.id, s.at, s.kind, s.words from snapshot s "
            f"where s.page_id in ({rows.marks(ids)}) and (s.library_id is null or s.library_id = %s) "
            "order by s.page_id, s.at, s.id",
            [*ids, library.pk],
        )
        return {row[0]: Copy._make(row) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page beside its bookmark: its facts, how fetching it went, and whether a copy is allowed."""

    facts: PageFacts | None
    capture: Capture | None


def known_of(bookmark: Bookmark) -> Known:
    """Of a bookmark that a viewer got: facts are as open as the bookmark."""
    facts = PageFacts.objects.filter(page_id=bookmark.page_id).first()
    return Known(facts, wishes.fetches().filter(page_id=bookmark.page_id).first())


def captures_of(page_ids: Collection[int]) -> dict[int, Capture]:
    """Page id → how fetching it went, of bookmarks that a viewer got. One statement, or none."""
    ids = list(page_ids)
    return {row.page_id: row for row in wishes.fetches().filter(page_id__in=ids)} if ids else {}


def find_snapshot(viewer: Viewer, snapshot_id: int) -> tuple[Bookmark, Snapshot]:
    """A snapshot by its id alone, whole, and a bookmark with which the viewer sees it. Raises NotFound."""
    snapshot = Snapshot.objects.filter(pk=snapshot_id).select_related("by", "file").first()
    if snapshot is None:
        raise NotFound
    found = Bookmark.objects.filter(rules.copies_visible_to(viewer), page_id=snapshot.page_id)
    if snapshot.library_id is not None:
        found = found.filter(library_id=snapshot.library_id)
    bookmark = found.select_related("page", "library__group", "library__person").order_by("pk").first()
    if bookmark is None:
        raise NotFound
    return bookmark, snapshot
