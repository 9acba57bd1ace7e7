"""Parting pages that were merged, by hand: the copies go back with what was kept and said."""

from django.db import transaction

from florilegium.library.actions.splitting import split_pages
from florilegium.library.models import Merge

from .models import Sighting, Snapshot


def merges(size: int = 100) -> list[Merge]:
    """The pages that were merged, the newest first."""
    return list(Merge.objects.select_related("kept", "gone").defer("rows").order_by("-pk")[:size])


@transaction.atomic
def part(merge: Merge) -> None:
    """Part two pages, and never merge them again by what is seen. Raises Conflict."""
    split_pages(merge=merge)
    Snapshot.objects.filter(pk__in=merge.rows.get("snapshots", ()), page=merge.kept).update(page=merge.gone)
    Sighting.objects.filter(page__in=(merge.kept, merge.gone)).update(refused="parted")
