"""What is said of a page, one annotation at a time: in which order, by whom, heard where. Each read begins with a viewer.

``order_of_said`` is a bookmark's: what is heard in its library. ``order_of_page`` is a page's: in whatever library she reads.

Listings of entries read theirs in bulk (``library.cards``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum
from django.db.models.expressions import CombinedExpression

from florilegium.people.viewer import Viewer

from . import rules
from .models import PART, Annotation, Audience, Bookmark, Color, Kind, Library, Page, Trash

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


def heard_in(viewer: Viewer, said: Annotation) -> list[Library]:
    """The libraries in which an annotation she got is heard, as far as she may know them."""
    return _audiences(viewer, [said])[said.pk]


def find_taken_back(viewer: Viewer, annotation_id: int) -> Trash | None:
    """Where words that the viewer took back rest."""
    if viewer.person is None:
        return None
    found = Trash.objects.filter(person=viewer.person, kind="annotation", rows__annotation__0__id=annotation_id)
    return found.order_by("-at", "-id").first()


def color_used_last(viewer: Viewer) -> Color:
    """The colour of the last passage that the viewer marked, among her last words."""
    last = Annotation.objects.filter(author_id=viewer.id).order_by("-at", "-id").values_list("kind", "color")[:50]
    return next((Color(color) for kind, color in last if kind in (Kind.HIGHLIGHT, Kind.NOTE)), Color.YELLOW)


def find_page(viewer: Viewer, key: str) -> int | None:
    """The page to which a key leads. That there is one tells nothing: whatever is said of it is asked for the viewer."""
    found = Page.objects.filter(key=key).values_list("pk", "merged_into_id").first()
    return None if found is None else found[1] or found[0]


def order_of_page(viewer: Viewer, page_id: int) -> list[Key]:
    """What the viewer hears of a page, wherever, and all she said of it herself; as ``order_of_said`` orders it."""
    heard = Audience.objects.filter(rules.audience_visible_to(viewer), page_id=page_id)
    keys = {_key(*row) for row in heard.values_list("annotation_id", "part", "position", "at")}
    if viewer.person is not None:
        rows = _own(viewer, page_id).values_list("pk", "kind", "position", "at")
        keys |= {_key(pk, PART[Kind(kind)], position, at) for pk, kind, position, at in rows}
    return sorted(keys)


def _own(viewer: Viewer, page_id: int) -> QuerySet[Annotation]:
    """All she said of a page. What she withdrew is there where its stub is heard, for her as for others."""
    return Annotation.objects.filter(author_id=viewer.id, page_id=page_id, withdrawn=False)


#: Two primes and the largest that a product of them with an id leaves room for: sums of a hundred million rows.
_MIX, _STEP, _ROOM = 1_000_003, 7_919, 2**31 - 1


def state_of_page(viewer: Viewer, page_id: int | None) -> str:
    """A word for all that ``order_of_page`` and ``annotations`` would tell, in one statement however much that is.

    Another word when something is said, changed, deleted, no longer or newly heard, and when her memberships change.
    Names of people and groups are no part of it.
    """
    here = rules.standing(viewer)
    known = [viewer.id, here.own, sorted(here.roles.items())]
    if page_id is None:
        return repr([*known, 0])
    heard = Audience.objects.filter(rules.audience_visible_to(viewer), page_id=page_id).order_by()
    counts = _summed(heard, "annotation__", F("annotation_id") * _MIX + F("library_id") * _STEP)
    if viewer.person is not None:
        counts = counts.union(_summed(_own(viewer, page_id).order_by(), "", F("id") * _MIX), all=True)
    rows = sorted(counts)
    return repr([*known, rows or 0])


def _summed(rows: QuerySet[Any], of: str, which: CombinedExpression) -> QuerySet[Any, tuple[int, int, int]]:
    """How many, the latest change, and a sum in which each row's identity and state take part."""
    # a deletion and a return within one look leave count and latest as they were, not the sum; an import that fills in a
    # note tells its kind and time
    mixed = (which + F(f"{of}updated") + F(f"{of}at") % _MIX + F(f"{of}kind") * _STEP) % _ROOM
    grouped = rows.values("page_id").annotate(n=Count("id"), latest=Max(f"{of}updated"), mixed=Sum(mixed))
    found: QuerySet[Any, tuple[int, int, int]] = grouped.values_list("n", "latest", "mixed")
    return found


def _key(pk: int, part: int, position: int, at: int) -> Key:
    return (part << 56) + (max(position, 0) if part < PART[Kind.REPLY] else at), pk


def annotations(viewer: Viewer, ids: Collection[int]) -> dict[int, Annotation]:
    """Those of these annotations that the viewer hears, with their authors, by id."""
    found = Annotation.objects.filter(rules.annotation_visible_to(viewer), pk__in=ids).select_related("author")
    return {row.pk: row for row in found}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around annotations that the viewer got: by id, the libraries she may know in which each is heard, how
    many replies she hears; which of the annotations they answer she hears; where their pages are kept that she sees, as
    (page, library) → bookmark, her own library first.
    """

    audiences: dict[int, list[Library]]
    replies: dict[int, int]
    answered: set[int]
    kept: dict[tuple[int, int], Bookmark]


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
        _kept(viewer, {row.page_id for row in rows}),
    )


def _kept(viewer: Viewer, page_ids: set[int]) -> dict[tuple[int, int], Bookmark]:
    found = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), page__in=page_ids)
    found = found.select_related("library__group", "library__person").order_by("id")
    own = rules.standing(viewer).own
    rows = sorted(found, key=lambda row: row.library_id != own)
    return {(row.page_id, row.library_id): row for row in rows}


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
