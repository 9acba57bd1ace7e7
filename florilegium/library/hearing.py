"""What is said of a page, one annotation at a time: in which order, by whom, heard where. Each read begins with a viewer.

Listings of entries read theirs in bulk (``library.cards``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from florilegium.people.viewer import Viewer

from . import rules
from .models import PART, Annotation, Audience, Bookmark, Kind, Library

#: (what orders, id), as listings have it
Key = tuple[int, int]


def order_of_said(viewer: Viewer, bookmark: Bookmark) -> list[Key]:
    """What the viewer hears of a bookmark she got: passages as the page has them, page notes, then replies as they came.

    The first number orders, the second is the annotation's id.
    """
    heard = Audience.objects.filter(page_id=bookmark.page_id, library_id=bookmark.library_id)
    keys = [_key(*row) for row in heard.values_list("annotation_id", "part", "position", "at")]
    if viewer.person is not None:
        mine = Annotation.objects.filter(author=viewer.person, page_id=bookmark.page_id, heard=0)
        rows = mine.values_list("pk", "kind", "position", "at")
        keys += [_key(pk, PART[Kind(kind)], position, at) for pk, kind, position, at in rows]
    return sorted(keys)


def _key(pk: int, part: int, position: int, at: int) -> Key:
    return (part << 56) + (max(position, 0) if part < PART[Kind.REPLY] else at), pk


def annotations(viewer: Viewer, ids: Collection[int]) -> dict[int, Annotation]:
    """Those of these annotations that the viewer hears, with their authors, by id."""
    found = Annotation.objects.filter(rules.annotation_visible_to(viewer), pk__in=ids).select_related("author")
    return {row.pk: row for row in found}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around annotations that the viewer got: by id, the libraries she may know in which each is heard, how
    many replies she hears; and which of the annotations they answer she hears.
    """

    audiences: dict[int, list[Library]]
    replies: dict[int, int]
    answered: set[int]


def around(viewer: Viewer, said: Iterable[Annotation]) -> Around:
    """What stands around annotations, in a fixed number of statements."""
    rows = list(said)
    ids = [row.pk for row in rows]
    replies = Annotation.objects.filter(rules.annotation_visible_to(viewer), root_id__in=ids)
    counted = replies.order_by().values_list("root_id").annotate(n=Count("id"))
    answered = {row.parent_id for row in rows if row.parent_id is not None}
    known = Annotation.objects.filter(rules.annotation_visible_to(viewer), pk__in=answered)
    return Around(
        _audiences(viewer, rows),
        {root_id: n for root_id, n in counted if root_id is not None},
        set(known.values_list("pk", flat=True)),
    )


def _audiences(viewer: Viewer, rows: list[Annotation]) -> dict[int, list[Library]]:
    """Annotation id → where the viewer hears it; an author also knows the groups she wrote for, if she may know of them."""
    every = Audience.objects.filter(annotation_id__in=[row.pk for row in rows], library__gone=False)
    every = every.select_related("library__group", "library__person").order_by("library_id")
    heard = set(every.filter(rules.audience_visible_to(viewer)).values_list("pk", flat=True))
    mine = {row.pk for row in rows if viewer.person is not None and row.author_id == viewer.id}
    found: dict[int, list[Library]] = defaultdict(list)
    for row in every:
        group = row.library.group
        known = row.annotation_id in mine and group is not None and rules.can_see_group(viewer, group, row.library)
        if row.pk in heard or known:
            found[row.annotation_id].append(row.library)
    return found
