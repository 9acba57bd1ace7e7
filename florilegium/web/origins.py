"""Which pages elsewhere may ask: a browser extension's own, and no others."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

#: Where programs ask, an extension among them.
PROGRAMS = ("/api/", "/oauth/token", "/oauth/revoke", "/.well-known/")
_SCHEMES = ("chrome-extension://", "moz-extension://", "safari-web-extension://")
_METHODS = "GET, HEAD, POST, PATCH, DELETE"
_HEADERS = "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language"
_EXPOSED = "ETag, Location, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, WWW-Authenticate"


def answering(request: HttpRequest, view: Callable[[HttpRequest], HttpResponseBase]) -> HttpResponseBase:
    """The answer of ``view``; where programs ask, readable by an extension (CORS, without cookies); a preflight is answered here.

    security: other origins are told nothing. What an instance inside a house shows to everybody there is not for the
    pages of the web that somebody there happens to read.
    """
    if not request.path.startswith(PROGRAMS):
        return view(request)
    origin = request.headers.get("Origin", "")
    preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    response = HttpResponse(status=204) if preflight else view(request)
    patch_vary_headers(response, ["Origin"])
    if origin.startswith(_SCHEMES):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if preflight:
            response.headers["Access-Control-Allow-Methods"] = _METHODS
            response.headers["Access-Control-Allow-Headers"] = _HEADERS
            response.headers["Access-Control-Max-Age"] = "86400"
    return response
