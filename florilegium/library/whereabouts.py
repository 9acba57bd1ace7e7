"""Where things are now: a bookmark by an id it once had, an annotation among bookmarks, and a reader in a page."""

from florilegium.people.viewer import Viewer

from . import rules
from .models import Annotation, Audience, Bookmark, FormerBookmark, Progress


def find_former_bookmark(viewer: Viewer, bookmark_id: int) -> Bookmark | None:
    """The bookmark that one of this old id met when their pages were found to be one, if the viewer sees it."""
    former = FormerBookmark.objects.filter(pk=bookmark_id).values("bookmark_id")
    found = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), pk__in=former)
    return found.select_related("page", "library__group", "library__person").first()


def bookmarks_hearing(viewer: Viewer, annotation: Annotation) -> list[Bookmark]:
    """The bookmarks the viewer sees with which an annotation she got is shown, those of her own libraries first."""
    found = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), page=annotation.page_id)
    if annotation.heard:
        found = found.filter(library__in=Audience.objects.filter(annotation=annotation).values("library"))
    rows = found.select_related("page", "library__group", "library__person").order_by("id")[:100]
    return sorted(rows, key=lambda row: (not rules.is_inside(viewer, row.library_id), row.pk))


def progress_in(viewer: Viewer, bookmark: Bookmark) -> int:
    """How far the viewer is in the page of a bookmark she sees, in thousandths."""
    if viewer.person is None:
        return 0
    found = Progress.objects.filter(person=viewer.person, page=bookmark.page_id)
    return found.values_list("permille", flat=True).first() or 0
