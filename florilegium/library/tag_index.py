"""A library's tags as a list: the most used first, and those that begin as somebody types."""

from django.db import connection
from django.db.models import Q, QuerySet

from florilegium.people.viewer import Viewer

from . import rules, words
from .errors import NotFound
from .models import Library, Tag


def tags_by_use(
    viewer: Viewer, library: Library, *, beginning: str = "", after: tuple[int, int] | None = None, size: int
) -> tuple[list[tuple[str, int, int]], int]:
    """Tags as (name, count, id), the most used first, ``size`` of them after (count, id), as the viewer counts; how many.

    ``beginning``: only those that begin so, accents and case aside.
    """
    scope = rules.scope(viewer, library)
    if scope is rules.Scope.NOTHING:
        raise NotFound
    count = "n_open" if scope is rules.Scope.OPEN else "n"
    found = Tag.objects.filter(library=library, **{f"{count}__gt": 0})
    folded = words.folded(words.slug(beginning))
    if folded:
        found = _beginning(found, folded)
    total = found.count()
    if after is not None:
        found = found.filter(Q(**{f"{count}__lt": after[0]}) | Q(**{count: after[0]}, pk__lt=after[1]))
    return list(found.order_by(f"-{count}", "-pk").values_list("name", count, "pk")[:size]), total


def _beginning(tags: QuerySet[Tag], folded: str) -> QuerySet[Tag]:
    """By the index of each database: a range of bytes, or PostgreSQL's own for beginnings, whatever its language."""
    if connection.vendor == "postgresql":
        return tags.filter(word__folded__startswith=folded)
    return tags.filter(word__folded__gte=folded, word__folded__lt=folded + chr(0x10FFFF))
