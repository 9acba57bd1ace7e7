"""Who asks, and what she needs while she writes."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from florilegium.library import hearing, queries

from . import building, shapes
from .answers import answer
from .auth import person_of, viewer_of
from .describing import JSON, operation
from .speech import Preview

router = Router(tags=["me"])


@operation(router, "GET", "/me", {200: shapes.Me}, named=True)
def get_me(request: HttpRequest) -> HttpResponse:
    """Oneself, the libraries in which one keeps pages and speaks, and the colour one used last."""
    viewer, person = viewer_of(request), person_of(request)
    told = shapes.Me(
        person=building.person(person),
        libraries=[building.shelf(viewer, one) for one in queries.my_libraries(viewer)],
        colour=building.color_of(hearing.color_used_last(viewer)),
    )
    return answer(request, told)


@operation(router, "POST", "/preview", {200: shapes.Html}, named=True, takes=JSON, scope="read")
def preview(request: HttpRequest, body: Preview) -> HttpResponse:
    """A note as our pages will set it. Nothing is kept."""
    return answer(request, shapes.Html(html=building.html_of(body.body, plain=False)))
