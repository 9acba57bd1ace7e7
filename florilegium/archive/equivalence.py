"""When two addresses are one page: what our own fetch saw, on one registrable domain, on two days.

A page leads to another address when the site redirects there for good, or the page itself names it as its canonical
address. That is a claim. It is believed when it is seen again on another day, when the page there calls itself by that
address or by none, and when no third page leads there: a sign-in page, a home page, a page for what is missing has many
addresses that lead to it. What a person's browser told is never looked at here.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

import tldextract
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from florilegium.kit import addresses, clock
from florilegium.kit.fetching import Fetched
from florilegium.library.actions.same_pages import merge_pages
from florilegium.library.errors import Conflict
from florilegium.library.models import Bookmark, Merge, Page, PageFacts

from . import wishes
from .models import Capture, Sighting, Snapshot

#: The second day: so long after the first sighting at least.
A_DAY = 20 * 3600 * clock.SECOND
#: So many pages that lead to one address are not one page.
TOO_MANY = 3
#: What is not seen again within this time is not looked for any more.
WITHIN = 10 * clock.DAY

# security: the list in the package, and nothing asked of anybody; people who share a host (github.io) are not one domain
_domains = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def see(page: Page, got: Fetched, canonical: str | None) -> None:
    """Write down where a page led that our own fetch just read, and merge what is believed."""
    found = _leads_to(page, got, canonical)
    now = clock.now()
    if found is None:
        Sighting.objects.filter(page=page).delete()
    else:
        address, how = found
        seen = Sighting.objects.filter(page=page).first()
        if seen is None or seen.key != address.key:
            fields = {"key": address.key, "url": address.url, "how": how, "first": now, "last": now, "looked": now}
            Sighting.objects.update_or_create(page=page, defaults={**fields, "refused": ""})
        else:
            Sighting.objects.filter(pk=seen.pk).update(last=now, looked=now)
    for sighting in _about(page):
        believe(sighting)


def _leads_to(page: Page, got: Fetched, canonical: str | None) -> tuple[addresses.Address, str] | None:
    """The other address that a page claims to be at, if the claim may be looked at."""
    permanent = bool(got.redirects) and all(step.permanent for step in got.redirects)
    arrived = _parsed(got.url)
    home = arrived is not None and arrived.key == page.key
    for url, how, counts in ((canonical, "canonical", home or permanent), (got.url, "redirect", permanent)):
        address = _parsed(url) if url and counts else None
        if address is not None and address.key != page.key and _may_be(page.url, address.url):
            return address, how
    return None


def _parsed(url: str) -> addresses.Address | None:
    try:
        return addresses.parse(url)
    except addresses.NotAnAddress:
        return None


def _may_be(url: str, other: str) -> bool:
    """Whether two addresses can be one page's at all: one registrable domain, and no page is its site's front."""
    domain = registrable(url)
    return bool(domain) and domain == registrable(other) and _is_front(url) == _is_front(other)


def registrable(url: str) -> str:
    """The domain that somebody registered, of an address; "" for a bare IP address or a name without one."""
    return str(_domains(urlsplit(url).hostname or "").top_domain_under_public_suffix)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _about(page: Page) -> Sequence[Sighting]:
    """What was seen of a page, and of others that lead to it."""
    mine = Sighting.objects.filter(page=page)
    return list((mine | Sighting.objects.filter(key=page.key)).select_related("page").order_by("pk"))


def believe(sighting: Sighting) -> Merge | None:
    """Merge the page with the one it leads to, if all that is asked for is so."""
    target = Page.objects.filter(key=sighting.key, merged_into=None).first()
    if target is None or target.pk == sighting.page_id or sighting.page.merged_into_id is not None:
        return None
    if sighting.last - sighting.first < A_DAY or sighting.refused:
        return None
    if Sighting.objects.filter(key=sighting.key).count() >= TOO_MANY or not _is_at_home(target):
        return None
    kept, gone = sorted((sighting.page, target), key=lambda page: page.pk)
    try:
        return merge(kept, gone, {"how": sighting.how, "url": sighting.url, "days": [sighting.first, sighting.last]})
    except Conflict:
        Sighting.objects.filter(pk=sighting.pk).update(refused="conflict")
        return None


def _is_at_home(page: Page) -> bool:
    """Whether a page that we read itself calls itself by its own address, or by none."""
    facts = PageFacts.objects.filter(page=page).first()
    return facts is not None and not Sighting.objects.filter(page=page).exists()


@transaction.atomic
def merge(kept: Page, gone: Page, why: dict[str, object]) -> Merge:
    """Merge two pages with their copies. Raises Conflict."""
    done = merge_pages(kept=kept, gone=gone, why=why)
    copies = Snapshot.objects.filter(page=gone)
    done.rows["snapshots"] = list(copies.values_list("pk", flat=True))
    done.save(update_fields=["rows"])
    copies.update(page=kept)
    wishes.fetches().filter(page=gone).delete()
    Capture.objects.filter(page=gone).update(page=kept)
    return done


def look_again(most: int = 100) -> int:
    """Have pages fetched once more that lead to a page that is kept here, and were seen to on one day only; how many."""
    now = clock.now()
    once = Sighting.objects.filter(
        last__lt=F("first") + A_DAY, looked__lt=now - A_DAY, first__gt=now - WITHIN, refused="", page__merged_into=None
    )
    target = Page.objects.filter(key=OuterRef("key"), merged_into=None)
    due = list(once.filter(Exists(target)).order_by("looked").values_list("pk", "page_id")[:most])
    Sighting.objects.filter(pk__in=[pk for pk, _page in due]).update(looked=now)
    return wishes.renew([page_id for _pk, page_id in due])


def gather_late() -> int:
    """Bring what was kept of a merged page while it was merged to the page it is now; how many pages. Run now and then."""
    done = 0
    for gone in Page.objects.filter(Exists(Bookmark.objects.filter(page=OuterRef("pk"))), merged_into__isnull=False):
        kept = gone.merged_into
        assert kept is not None
        try:
            with transaction.atomic():
                Page.objects.filter(pk=gone.pk).update(merged_into=None)
                merge(kept, gone, {"how": "late"})
                done += 1
        except Conflict:
            continue
    return done
