"""Around every page: which proxy is believed, what a browser may do, and how a refusal becomes a page."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from florilegium.library import errors

from .health import health
from .origins import answering
from .refusals import refused

Answer = Callable[[HttpRequest], HttpResponseBase]

#: Nothing from elsewhere, no inline script or style, no frame, no plugin; forms go home.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


class Doors:
    """The outermost: `/health` without any other machinery, believed proxies, and the headers of every answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/health":
            return health(request)
        _believe_proxy(request)
        response = answering(request, self.get_response)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        if settings.SITE_URL.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def _believe_proxy(request: HttpRequest) -> None:
    """Take the visitor's address and scheme from the proxy's headers, if the proxy is one of ours."""
    if not settings.TRUSTED_PROXIES:
        return
    # security: the right-most address that is no proxy of ours; what stands left of it the visitor may have written
    chain = [*_forwarded(request), request.META.get("REMOTE_ADDR", "")]
    if not _is_ours(chain[-1]):
        return
    visitor = next((hop for hop in reversed(chain) if not _is_ours(hop)), chain[0])
    request.META["REMOTE_ADDR"] = visitor
    if request.META.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip() == "https":
        request.META["wsgi.url_scheme"] = "https"
        request._get_scheme = lambda: "https"  # type: ignore[attr-defined]


def _forwarded(request: HttpRequest) -> list[str]:
    return [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]


def _is_ours(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in settings.TRUSTED_PROXIES)


class Refusals:
    """Turns what the library refuses into a page, once for all views."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, errors.Refusal):
            return refused(request, exception)
        return None
