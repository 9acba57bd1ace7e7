"""The counters of one bookmark, computed again from what they count. Used by the actions on single rows, and by `check`."""

from collections.abc import Iterable

from django.db.models import Count, Max, Q

from florilegium.library.models import Annotation, Audience, Bookmark, Kind, Saving, Tagging

from .tallying import tallied

COUNTERS = (
    "savers", "tags_n", "highlights", "noted", "page_notes", "replies", "said", "marks", "words", "discussed",
)  # fmt: skip


def computed(bookmark: Bookmark) -> dict[str, int]:
    """What the bookmark's counters should be. ``bookmark.library`` is loaded."""
    heard = Audience.objects.filter(page_id=bookmark.page_id, library_id=bookmark.library_id)
    counts = heard.aggregate(
        highlights=Count("id", filter=Q(part=0)),
        notes=Count("id", filter=Q(part=0, annotation__kind=Kind.NOTE)),
        page_notes=Count("id", filter=Q(part=1)),
        replies=Count("id", filter=Q(part=2)),
        discussed=Max("at", filter=Q(part__gt=0)),
    )
    quiet = {"marks": 0, "words": 0}
    if bookmark.library.person_id is not None:
        only_hers = Annotation.objects.filter(
            author_id=bookmark.library.person_id, page_id=bookmark.page_id, heard=0, withdrawn=False
        )
        quiet = only_hers.aggregate(
            marks=Count("id", filter=Q(kind__in=(Kind.HIGHLIGHT, Kind.NOTE))),
            words=Count("id", filter=Q(kind__in=(Kind.NOTE, Kind.PAGE_NOTE))),
        )
    noted = counts["notes"] + counts["page_notes"]
    return {
        "savers": Saving.objects.filter(bookmark=bookmark).count(),
        "tags_n": Tagging.objects.filter(bookmark=bookmark).count(),
        "highlights": counts["highlights"],
        "noted": noted,
        "page_notes": counts["page_notes"],
        "replies": counts["replies"],
        "said": counts["highlights"] + counts["page_notes"] + counts["replies"],
        "marks": counts["highlights"] + quiet["marks"],
        "words": noted + quiet["words"],
        "discussed": counts["discussed"] or 0,
    }


def counted_in(page_id: int, libraries: Iterable[int], authors: Iterable[int] = ()) -> list[Bookmark]:
    """The bookmarks of a page that count what these authors say in these libraries.

    Their own libraries are among them: there they count what nobody else hears, wherever it was said.
    """
    where = Q(library_id__in=list(libraries)) | Q(library__person_id__in=list(authors))
    return list(Bookmark.objects.filter(where, page_id=page_id).select_related("library"))


def recount(bookmarks: Iterable[Bookmark]) -> None:
    """Write the computed counters of each bookmark, and what follows from them for its library."""
    for bookmark in bookmarks:
        with tallied(bookmark.pk):
            Bookmark.objects.filter(pk=bookmark.pk).update(**computed(bookmark))
