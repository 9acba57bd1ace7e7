"""Counting views, off the reading path: gathered by a face, written here in batches."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from florilegium.kit import clock
from florilegium.library import rows
from florilegium.library.models import Bookmark, Library, Salt, View

from .writing import hold


def today() -> int:
    """Days since 1970 UTC."""
    return clock.now() // clock.DAY


def visitor(address: str, browser: str, day: int) -> bytes:
    """Who visits, for one day only: 16 bytes that cannot be turned back, and cannot be made again tomorrow."""
    salt = _salt(day)
    return hashlib.blake2b(f"{address}\n{browser}".encode(), key=salt, digest_size=16).digest()


def _salt(day: int) -> bytes:
    row = Salt.objects.filter(day=day).first()
    if row is None:
        rows.insert_missing(Salt, ("day", "salt"), [(day, secrets.token_bytes(32))])
        row = Salt.objects.get(day=day)
    return bytes(row.salt)


@transaction.atomic
def count_views(seen: Iterable[tuple[int, bytes]], day: int) -> int:
    """Count (bookmark id, visitor) pairs of a day that were not counted yet; how many there were."""
    pairs = sorted(set(seen))
    shown = Bookmark.objects.filter(pk__in={pk for pk, _who in pairs})
    hold(*Library.objects.filter(pk__in=shown.values("library_id")))  # whoever keeps the page again writes its views
    there = set(shown.values_list("pk", flat=True))
    known = {
        (pk, bytes(who))
        for pk, who in View.objects.filter(day=day, bookmark_id__in=there).values_list("bookmark_id", "visitor")
    }
    new = [(day, pk, who) for pk, who in pairs if pk in there and (pk, who) not in known]
    rows.insert_missing(View, ("day", "bookmark_id", "visitor"), new)
    for pk, n in sorted(Counter(pk for _day, pk, _who in new).items()):
        Bookmark.objects.filter(pk=pk).update(views=F("views") + n)
    return len(new)


def forget_visitors(day: int) -> None:
    """Throw away the salts and visitors of days before ``day``."""
    Salt.objects.filter(day__lt=day).delete()
    View.objects.filter(day__lt=day).delete()
