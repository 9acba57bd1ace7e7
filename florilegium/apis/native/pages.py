"""Pages, before they are kept: what one's libraries know of an address, and how to ask without telling it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from florilegium.kit import addresses
from florilegium.library import known
from florilegium.library.errors import Invalid
from florilegium.search.addresses import bookmark_path

from . import building, shapes
from .answers import answer
from .auth import viewer_of
from .describing import operation
from .intake import DigestPrefix, PageAddress

router = Router(tags=["pages"])


@operation(router, "GET", "/pages", {200: shapes.PageKnown}, named=True)
def get_page(request: HttpRequest, asked: Query[PageAddress]) -> HttpResponse:
    """What one's own libraries have of an address: the bookmarks, and how much one hears of it."""
    viewer = viewer_of(request)
    address = addresses.find(asked.url)
    if address is None:
        sentence = _("Only pages of the web can be kept: an address that begins with https:// or http://.")
        raise Invalid(_("Some fields need your attention."), {"url": sentence})
    found = known.known(viewer, address.key)
    told = shapes.PageKnown(
        url=address.url, key=address.key, bookmarks=[_kept(request, one) for one in found.kept], unread=found.unread,
        annotations=found.annotations, mine=found.mine,
    )  # fmt: skip
    return answer(request, told)


def _kept(request: HttpRequest, one: known.Kept) -> shapes.Kept:
    row = one.bookmark
    return shapes.Kept(
        id=row.pk, library=building.name_of(row.library), title=row.title, description=row.description, tags=one.tags,
        private=row.private, mine=one.mine, editable=one.editable, created=building.time_of(row.at),
        html_url=building.page_url(request, bookmark_path(row.library, row.pk)),
    )  # fmt: skip


@operation(router, "GET", "/pages/digests", {200: shapes.Digests}, named=True)
def list_digests(request: HttpRequest, asked: Query[DigestPrefix]) -> HttpResponse:
    """Digests of all pages in one's own libraries that begin with a few digits.

    So a program finds out whether a page is known without telling which: it hashes the address's key, asks with the first
    digits, and compares at home. Where a prefix is answered as not complete, one more digit is asked for.
    """
    found, complete = known.digests(viewer_of(request), asked.prefix)
    return answer(request, shapes.Digests(prefix=asked.prefix, digests=found, complete=complete))
