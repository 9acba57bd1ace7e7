"""Annotations: what is said of a bookmark's page, said, changed and taken back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from florilegium.library import hearing, queries
from florilegium.library.actions import annotating
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import Annotation, Bookmark, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from . import building, shapes
from .answers import answer, done, page
from .auth import person_of, viewer_of
from .bookmarks import seen
from .describing import JSON, operation
from .intake import AnnotationChange, Id, NewAnnotation, Paging, check_match, read

router = Router(tags=["annotations"])


@operation(router, "GET", "/bookmarks/{int:bookmark_id}/annotations", {200: shapes.Annotations})
def list_annotations(request: HttpRequest, bookmark_id: Id, paging: Query[Paging]) -> HttpResponse:
    """What is said of a bookmark's page, as one hears it in its library, with what only oneself hears.

    Quotes as the page has them, then notes on the whole page, then replies as they came.
    """
    viewer = viewer_of(request)
    order = hearing.order_of_said(viewer, seen(viewer, bookmark_id))
    place = read(paging.cursor, int, int)
    rest = [key for key in order if place is None or key > (place[0], place[1])]
    shown = rest[: paging.limit]
    found = hearing.annotations(viewer, [pk for _order, pk in shown])
    rows = [found[pk] for _order, pk in shown if pk in found]
    more = list(shown[-1]) if len(rest) > paging.limit else None
    return page(request, building.annotations(viewer, rows), total=len(order), following=more)


@operation(router, "POST", "/bookmarks/{int:bookmark_id}/annotations", {201: shapes.Annotation}, takes=JSON)
def add_annotation(request: HttpRequest, bookmark_id: Id, body: NewAnnotation) -> HttpResponse:
    """Say something: a highlight, a note on it, a note on the page, or a reply."""
    viewer, person = viewer_of(request), person_of(request)
    bookmark = seen(viewer, bookmark_id)
    if body.parent is not None:
        said = _answered(viewer, person, bookmark, body)
    else:
        audience = _audience(bookmark, body.audience)
        if body.quote:
            said = annotating.highlight(
                by=person, bookmark=bookmark, quote=body.quote, color=building.COLORS[body.color], body=body.body,
                audience=audience, prefix=body.prefix, suffix=body.suffix,
            )  # fmt: skip
        else:
            said = annotating.note_page(by=person, bookmark=bookmark, body=body.body, audience=audience)
    return _shown(request, viewer, said.pk, status=201, location=f"/annotations/{said.pk}")


def _audience(bookmark: Bookmark, asked: str | None) -> Library | None:
    chosen = asked or ("library" if bookmark.library.group is not None else "me")
    return bookmark.library if chosen == "library" else None


def _answered(viewer: Viewer, person: Person, bookmark: Bookmark, body: NewAnnotation) -> Annotation:
    """A reply to what is said there; what is said elsewhere, or not for one to hear, is no such thing."""
    wrong: dict[str, object] = {}
    if body.audience is not None:
        wrong["audience"] = _("A reply is heard where what it answers is heard: leave the audience out.")
    if body.quote:
        wrong["quote"] = _("A reply has no quote of its own.")
    try:
        said = queries.get_annotation(viewer, body.parent or 0)
    except NotFound:
        said = None
    if said is None or not _is_said_there(said, bookmark):
        wrong["parent"] = _("Nothing like that is said there.")
    if wrong or said is None:
        raise Invalid(_("Some fields need your attention."), wrong)
    return annotating.reply(by=person, to=said, library=bookmark.library, body=body.body)


def _is_said_there(said: Annotation, bookmark: Bookmark) -> bool:
    if said.page_id != bookmark.page_id:
        return False
    return not said.heard or queries.is_heard_in(said, bookmark.library)


def _shown(
    request: HttpRequest, viewer: Viewer, annotation_id: int, *, status: int = 200, location: str = ""
) -> HttpResponse:
    row = queries.get_annotation(viewer, annotation_id)
    return answer(request, building.annotations(viewer, [row])[0], status=status, of=row, location=location)


@operation(router, "GET", "/annotations/{int:annotation_id}", {200: shapes.Annotation}, conditional=True)
def get_annotation(request: HttpRequest, annotation_id: Id) -> HttpResponse:
    """An annotation. Its ETag changes with its words."""
    return _shown(request, viewer_of(request), annotation_id)


@operation(router, "PATCH", "/annotations/{int:annotation_id}", {200: shapes.Annotation}, takes=JSON, conditional=True)
def change_annotation(request: HttpRequest, annotation_id: Id, body: AnnotationChange) -> HttpResponse:
    """Change one's own words, everywhere they are heard."""
    viewer, person = viewer_of(request), person_of(request)
    mine = queries.get_editable_annotation(viewer, annotation_id)
    check_match(request, mine)
    annotating.rewrite(by=person, annotation=mine, body=body.body, seen=_known(request, mine))
    return _shown(request, viewer, annotation_id)


@operation(router, "DELETE", "/annotations/{int:annotation_id}", {204: None}, conditional=True)
def delete_annotation(request: HttpRequest, annotation_id: Id) -> HttpResponse:
    """Take back one's own words; they rest in one's trash. Where others answered, a stub stays."""
    viewer, person = viewer_of(request), person_of(request)
    mine = queries.get_editable_annotation(viewer, annotation_id)
    check_match(request, mine)
    annotating.take_back(by=person, annotation=mine, seen=_known(request, mine))
    return done()


def _known(request: HttpRequest, row: Annotation) -> int | None:
    return row.updated if "If-Match" in request.headers else None
