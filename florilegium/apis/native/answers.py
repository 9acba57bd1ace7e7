"""How what is found or done becomes an answer: status, headers, JSON."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from pydantic import BaseModel

from . import throttle
from .auth import OUR_PAGES, viewer_of
from .intake import etag, is_known, written
from .problems import not_allowed_here
from .shapes import Page

Item = TypeVar("Item", bound=BaseModel)
View = Callable[..., HttpResponseBase]

PREFIX = "/api/v1"


def answer(
    request: HttpRequest, shape: BaseModel, *, status: int = 200, of: Any = None, location: str = ""
) -> HttpResponse:
    """A thing. ``of``: the row whose state it shows, for its ETag. Who may only write is told nothing but where it is."""
    headers = {"Location": PREFIX + location} if location else {}
    if of is not None:
        headers["ETag"] = etag(of)
        if request.method == "GET" and is_known(request, etag(of)):
            return HttpResponse(status=304, headers=headers)
    if not viewer_of(request).may("read"):
        return done(headers)
    return HttpResponse(shape.model_dump_json(), status=status, content_type="application/json", headers=headers)


def done(headers: dict[str, str] | None = None) -> HttpResponse:
    """204."""
    return HttpResponse(status=204, headers=headers)


def page(
    request: HttpRequest,
    items: Sequence[Item],
    *,
    total: int,
    more_than: bool = False,
    following: list[Any] | None = None,
    state: str = "",
) -> HttpResponse:
    """A page of a list. ``following``: where the next one begins. ``state``: an ETag."""
    cursor = None if following is None else written(following)
    shape = Page(items=list(items), total=total, total_is_exact=not more_than, next=cursor)
    response = HttpResponse(shape.model_dump_json(), content_type="application/json")
    if state:
        response["ETag"] = state
    if cursor is not None:
        query = request.GET.copy()
        query["cursor"] = cursor
        response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return response


def speaking(view: View) -> View:
    """Around every address: HEAD is GET, 405 is a problem, and caches are told what an answer depends on."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = view(request, *args, **kwargs)
        request.method = asked
        if response.status_code == 405:
            methods = set(response["Allow"].split(", "))
            response = not_allowed_here(", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set()))))
        if isinstance(response, HttpResponse):
            throttle.tell(request, response)
        response.headers.setdefault("Cache-Control", "no-cache, private" if _is_somebodys(request) else "no-cache")
        patch_vary_headers(response, ["Authorization", OUR_PAGES])
        return response

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # the door asks, on reading requests too
    return wrapped


def _is_somebodys(request: HttpRequest) -> bool:
    return "Authorization" in request.headers or OUR_PAGES in request.headers
