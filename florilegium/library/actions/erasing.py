"""Words erased for good: nothing of them rests in a trash. Where somebody else replied, a stub stays in their place."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import F, Q

from florilegium.kit import clock
from florilegium.library.models import Annotation, Audience, Bookmark, Library

from .counting import recount
from .writing import hold


def hold_where_counted(annotation_ids: Iterable[int], *libraries: Library) -> None:
    """Hold these libraries, those that hear the annotations, and the own ones of their authors, which count them."""
    ids = list(annotation_ids)
    heard = Audience.objects.filter(annotation_id__in=ids).values_list("library_id", flat=True)
    authors = Annotation.objects.filter(pk__in=ids).values_list("author_id", flat=True)
    own = Library.objects.filter(person_id__in=set(authors)).values_list("pk", flat=True)
    hold(*libraries, *Library.objects.filter(pk__in={*heard, *own}))


def with_own_replies(annotation_ids: Iterable[int]) -> list[int]:
    """The annotations, and what their own authors replied under them."""
    ids = list(annotation_ids)
    own = Annotation.objects.filter(root_id__in=ids, root__author_id=F("author_id"))
    return sorted({*ids, *own.values_list("pk", flat=True)})


def erase(annotation_ids: Sequence[int]) -> None:
    """Erase annotations, held by ``hold_where_counted``; the bookmarks that count them follow.

    A reply that is not among them keeps what it answers as a stub.
    """
    ids = set(annotation_ids)
    if not ids:
        return
    counted = _counted(ids)
    spared = _answered(ids)
    Annotation.objects.filter(pk__in=spared).update(
        quote="", selectors=[], body="", tags=[], withdrawn=True, updated=clock.now()
    )
    gone = ids - spared
    _unhear(gone)
    Annotation.objects.filter(parent_id__in=gone).exclude(pk__in=gone).update(parent_id=F("root_id"))
    Annotation.objects.filter(pk__in=gone).delete()
    recount(Bookmark.objects.filter(pk__in=counted).select_related("library"))


def _counted(ids: set[int]) -> set[int]:
    """The bookmarks that count these annotations: where they are heard, and in their authors' own libraries."""
    heard = set(Audience.objects.filter(annotation_id__in=ids).values_list("page_id", "library_id"))
    said = set(Annotation.objects.filter(pk__in=ids).values_list("page_id", "author_id"))
    pages = {page for page, _where in heard | said}
    rows = Bookmark.objects.filter(page_id__in=pages).filter(
        Q(library_id__in={where for _page, where in heard}) | Q(library__person_id__in={who for _page, who in said})
    )
    return {
        pk
        for pk, page, library, person in rows.values_list("pk", "page_id", "library_id", "library__person_id")
        if (page, library) in heard or (page, person) in said
    }


def _answered(ids: set[int]) -> set[int]:
    """Those under which a reply stays that is not erased itself."""
    staying = Annotation.objects.filter(Q(root_id__in=ids) | Q(parent_id__in=ids)).exclude(pk__in=ids)
    return {pk for pair in staying.values_list("root_id", "parent_id") for pk in pair} & ids


def _unhear(gone: set[int]) -> None:
    """Take away where they are heard; what they answered counts one reply less there."""
    replies = Audience.objects.filter(annotation_id__in=gone, root__isnull=False)
    heard = list(replies.values_list("root_id", "library_id"))
    for (root_id, library_id), n in Counter(heard).items():
        if root_id not in gone:
            Audience.objects.filter(annotation_id=root_id, library_id=library_id).update(replies=F("replies") - n)
    Audience.objects.filter(annotation_id__in=gone).delete()
