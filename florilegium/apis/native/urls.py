"""The addresses of the API, under ``/api/v1``. Whatever else is asked there is a problem too, and no page."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja.responses import Response

from . import annotations, bookmarks, imports, libraries, me, pages, snapshots
from .answers import speaking
from .describing import Api
from .problems import not_allowed_here, nothing_here

api = Api()
for router in (
    libraries.router, libraries.groups, bookmarks.router, annotations.router, me.router, pages.router,
    snapshots.router, imports.router,
):  # fmt: skip
    api.add_router("", router)


def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    if request.method != "GET":
        return not_allowed_here("GET, HEAD")
    return Response(api.document())


def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that is none."""
    return nothing_here()


def _operations() -> list[URLPattern]:
    """One pattern a path: ninja repeats it for each method."""
    found: dict[str, URLPattern] = {}
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            route = str(pattern.pattern)
            found.setdefault(route, path(route, speaking(pattern.callback)))
    return list(found.values())


urlpatterns: list[URLPattern] = [
    path("openapi.json", speaking(document)),
    *_operations(),
    re_path(r"^(?P<rest>.*)$", speaking(unknown)),
]
