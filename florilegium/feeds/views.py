"""The feed of every listing: what this viewer may see, newest first."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from florilegium.library import queries
from florilegium.library.errors import NotFound
from florilegium.library.models import Library, Tag
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search import asking
from florilegium.search.addresses import feed_path

from .answering import answer
from .contents import read

#: What narrows a feed; it is always the newest first, and one page.
NARROWING = ("and", "not", "by", "kind", "from", "to")


@require_safe
def feed(request: HttpRequest, kind: str, name: str, form: str) -> HttpResponse:
    """One listing as a feed; 404 where the viewer may not read it."""
    user = request.user
    viewer = Viewer(user) if isinstance(user, Person) or user.is_authenticated else Viewer()
    try:
        library = _library(viewer, kind, name)
        tag, moved = _tag(request, viewer, library)
        if moved:
            return HttpResponsePermanentRedirect(moved)
        given = {word: [str(value) for value in values] for word, values in request.GET.lists() if word in NARROWING}
        reading = read(viewer, asking.parse(viewer, library, given, tag))
    except NotFound:
        raise Http404 from None
    response = answer(request, reading, form, address=feed_path(reading.search, form))
    response["Cache-Control"] = "public, max-age=60" if viewer.person is None else "private"
    return response


def _library(viewer: Viewer, kind: str, name: str) -> Library:
    group = kind == "group"
    return queries.get_library_of_group(viewer, name) if group else queries.get_library_of_person(viewer, name)


def _tag(request: HttpRequest, viewer: Viewer, library: Library) -> tuple[Tag | None, str]:
    """The feed's tag, and where its feed is if it was renamed or merged; “” if it is here."""
    name = request.GET.get("tag", "")
    if not name:
        return None, ""
    try:
        return queries.get_tag(viewer, library, name), ""
    except NotFound:
        tag = queries.find_former_tag(viewer, library, name)
        if tag is None:
            raise
        query = request.GET.copy()
        query["tag"] = tag.name
        return tag, f"{request.path}?{query.urlencode()}"
