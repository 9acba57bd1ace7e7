"""Which pages wait to be fetched, who fetches one now, and when it is tried again.

A page is fetched by whoever takes its capture (``take``); it beats while it works (``beat``), and ends it (``end``,
``fail``) only if nobody has taken it over meanwhile: ``tries`` is then no longer what it was.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from florilegium.kit import clock
from florilegium.library import rows
from florilegium.library.models import Bookmark, Page
from florilegium.people.models import Person

from .models import Capture, State, StoredFile

#: A capture that has not said that it is alive for this long is taken over.
STOPPED = 120 * clock.SECOND
#: How long after the nth failure it is tried again; after the last it is left to people.
WAITS = tuple(seconds * clock.SECOND for seconds in (60, 10 * 60, 3600, 6 * 3600, 24 * 3600))
#: A page that is kept again by somebody else is fetched again after this long.
FRESH = 7 * clock.DAY
#: How soon after one copy another may be asked for by hand.
AT_ONCE = 60 * clock.SECOND


def fetches() -> QuerySet[Capture]:
    """The wishes to fetch, one a page at most; what browsers sent is not among them."""
    return Capture.objects.filter(sent=None)


def wish(page_ids: Iterable[int], by: int | None) -> None:
    """Wish for pages that were just kept to be fetched, unless they are waiting or were fetched lately."""
    if settings.CAPTURE == "off":
        return
    now = clock.now()
    ids = list(
        Page.objects.filter(pk__in=list(page_ids), key__isnull=False, merged_into=None).values_list("pk", flat=True)
    )
    if not ids:
        return
    rows.insert_missing(
        Capture,
        (
            "page_id",
            "by_id",
            "title",
            "state",
            "stage",
            "tries",
            "due",
            "beat",
            "problem",
            "details",
            "asked",
            "finished",
        ),
        [(pk, by, "", State.WAITING.value, "", 0, now, 0, "", "{}", now, 0) for pk in sorted(ids)],
    )
    old = fetches().filter(page_id__in=ids, state__in=(State.DONE, State.FAILED), finished__lt=now - FRESH)
    _renew(old, by)


@transaction.atomic
def wish_again(*, by: Person, page: Page) -> bool:
    """Wish for a page to be fetched once more, by hand; False if that was done a moment ago or cannot be."""
    if settings.CAPTURE == "off" or page.key is None:
        return False
    now = clock.now()
    made = Capture.objects.get_or_create(page=page, sent=None, defaults={"by": by, "due": now, "asked": now})[1]
    if made:
        return True
    resting = Q(state__in=(State.DONE, State.FAILED), finished__lt=now - AT_ONCE)
    return bool(_renew(fetches().filter(resting | Q(state=State.WAITING), page=page), by.pk))


def renew(page_ids: Iterable[int]) -> int:
    """Have pages fetched again that were fetched before; how many."""
    return _renew(fetches().filter(page_id__in=list(page_ids), state__in=(State.DONE, State.FAILED)), None)


def _renew(found: Any, by: int | None) -> int:
    now = clock.now()
    done: int = found.update(
        state=State.WAITING, by_id=by, due=now, asked=now, tries=0, stage="", problem="", details={}
    )
    return done


@transaction.atomic
def send(*, by: Person, bookmark: Bookmark, dom: StoredFile, title: str) -> Capture:
    """Have what a person's browser saw of a page made into a snapshot of her bookmark's library."""
    now = clock.now()
    return Capture.objects.create(
        page_id=bookmark.page_id, library_id=bookmark.library_id, by=by, sent=dom, title=title, due=now, asked=now
    )


def next_due() -> Capture | None:
    """The capture that is due for longest, or whose heart has stopped."""
    now = clock.now()
    silent = Capture.objects.filter(state=State.RUNNING, beat__lt=now - STOPPED).order_by("beat").first()
    if silent is not None:
        return silent
    return Capture.objects.filter(state=State.WAITING, due__lte=now).order_by("due", "id").first()


def take(capture: Capture) -> bool:
    """Begin a capture that ``next_due`` told; False if somebody was faster."""
    now = clock.now()
    same = Capture.objects.filter(pk=capture.pk, state=capture.state, tries=capture.tries, beat=capture.beat)
    if not same.update(state=State.RUNNING, tries=F("tries") + 1, beat=now, stage="fetching"):
        return False
    capture.state, capture.tries, capture.beat, capture.stage = State.RUNNING, capture.tries + 1, now, "fetching"
    return True


def beat(capture: Capture, stage: str) -> bool:
    """Say that one is alive and how far; False if somebody has taken the capture over."""
    capture.stage, capture.beat = stage, clock.now()
    return bool(_mine(capture).update(stage=stage, beat=capture.beat))


def _mine(capture: Capture) -> Any:
    return Capture.objects.filter(pk=capture.pk, state=State.RUNNING, tries=capture.tries)


def end(capture: Capture, problem: str = "") -> bool:
    """It is done. ``problem``: what is to be said about it all the same (no copy is wanted). False as for ``beat``."""
    fields = {"state": State.DONE, "stage": "", "problem": problem, "details": {}, "finished": clock.now()}
    return _set(capture, fields)


def fail(
    capture: Capture, problem: str, details: dict[str, object], *, passing: bool, after: int | None = None
) -> bool:
    """It went wrong: to be tried again later if that may help. ``after``: not before so many seconds."""
    now = clock.now()
    fields: dict[str, Any] = {"problem": problem, "details": details, "stage": "", "finished": now}
    if passing and capture.tries <= len(WAITS):
        wait = max(WAITS[capture.tries - 1], (after or 0) * clock.SECOND)
        return _set(capture, {**fields, "state": State.WAITING, "due": now + wait})
    return _set(capture, {**fields, "state": State.FAILED})


def _set(capture: Capture, fields: dict[str, Any]) -> bool:
    for name, value in fields.items():
        setattr(capture, name, value)
    return bool(_mine(capture).update(**fields))


def pages_of(bookmark_ids: Iterable[int]) -> list[int]:
    """The pages of bookmarks."""
    return list(Bookmark.objects.filter(pk__in=list(bookmark_ids)).values_list("page_id", flat=True))
