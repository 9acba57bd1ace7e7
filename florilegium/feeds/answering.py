"""A feed as an HTTP answer: whole, or 304 to who has it already."""

import hashlib
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from florilegium.kit import clock

from .contents import Reading
from .json_feed import jsonfeed
from .rss_atom import atom, rss

#: Each form: its media type, and who writes it.
FORMS = {
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "json": ("application/feed+json", jsonfeed),
}


def answer(request: HttpRequest, reading: Reading, form: str, *, address: str) -> HttpResponse:
    """``address``: the feed's own, site-relative; “” where the feed must not name it."""
    base = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
    etag, newest = _etag(base, address, form, reading), reading.newest // clock.SECOND
    if _has_it(request, etag, newest):
        response = HttpResponse(status=304)
    else:
        media_type, write = FORMS[form]
        feed = reading.contents(base, address and base + address)
        response = HttpResponse(write(feed), content_type=media_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(newest)
    return response


def _etag(base: str, address: str, form: str, reading: Reading) -> str:
    """Changes with whatever stands in the feed; views do not, or no reader would ever be answered 304."""
    text = repr((base, address, form, reading.state))
    return f'"{hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


def _has_it(request: HttpRequest, etag: str, newest: int) -> bool:
    """Whether the reader has this very feed."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        return etag in known or known.strip() == "*"
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since).timestamp() >= newest
    except (TypeError, ValueError, OverflowError):
        return False
