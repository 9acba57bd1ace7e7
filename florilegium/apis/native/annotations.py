"""Annotations: what is said of a page, said, changed, taken back and put back."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from florilegium import __version__
from florilegium.library import hearing, queries
from florilegium.library.actions import annotating, discarding, revising
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import Annotation, Bookmark, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from . import building, shapes, speech
from .answers import answer, done, page
from .auth import person_of, viewer_of
from .bookmarks import seen
from .describing import JSON, operation
from .intake import Id, Paging, check_match, is_known, read
from .speech import AnnotationChange, NewAnnotation, NewWords, OfPage

router = Router(tags=["annotations"])

#: As many are told at once.
MOST = 1_000


@operation(router, "GET", "/annotations", {200: shapes.Annotations}, conditional=True, problems=(404,))
def list_page_annotations(request: HttpRequest, of: Query[OfPage]) -> HttpResponse:
    """What one hears of a page in every library one reads, and all that one said of it oneself.

    Quotes as the page has them, then notes on the whole page, then replies as they came. Of an address that nobody one
    reads has kept, nothing. Its ETag changes with everything that is told: ask again with If-None-Match.
    """
    viewer = viewer_of(request)
    place = speech.place_of(viewer, of)
    page_id = place.page_id if isinstance(place, Bookmark) else hearing.find_page(viewer, place.key)
    state = _state(hearing.state_of_page(viewer, page_id))
    if is_known(request, state):
        return HttpResponse(status=304, headers={"ETag": state})
    order = [] if page_id is None else hearing.order_of_page(viewer, page_id)
    return _part(request, viewer, order, of.cursor, MOST, state)


def _state(told: str) -> str:
    return f'"{sha256(f"{__version__} {told}".encode()).hexdigest()[:32]}"'


def _part(
    request: HttpRequest, viewer: Viewer, order: list[hearing.Key], cursor: str | None, size: int, state: str = ""
) -> HttpResponse:
    """A page of what is said, in its order."""
    place = read(cursor, int, int)
    rest = [key for key in order if place is None or key > (place[0], place[1])]
    shown = rest[:size]
    found = hearing.annotations(viewer, [pk for _order, pk in shown])
    rows = [found[pk] for _order, pk in shown if pk in found]
    more = list(shown[-1]) if len(rest) > size else None
    told = building.annotations(request, viewer, rows)
    return page(request, told, total=len(order), following=more, state=state)


@operation(router, "POST", "/annotations", {201: shapes.Annotation, 200: shapes.Annotation}, takes=JSON)
def say(request: HttpRequest, body: NewWords) -> HttpResponse:
    """Say something of a page, heard in any of the libraries in which one may speak, or by oneself alone.

    Where the page is not kept yet, it is; what only oneself hears, privately in one's own library. 200 with what one said
    before under the same `key`.
    """
    viewer, person = viewer_of(request), person_of(request)
    parent = speech.parent_of(viewer, body)
    audience = speech.audience_of(viewer, body.audience, hearing.heard_in(viewer, parent) if parent else ())
    if parent is not None:
        said = _answer(person, parent, audience, body)
    else:
        said = annotating.say(
            by=person,
            of=speech.place_of(viewer, body),
            draft=speech.draft_of(body),
            audience=audience,
            title=body.title,
        )
    pk = said.annotation.pk
    return _shown(request, viewer, pk, status=201 if said.fresh else 200, location=f"/annotations/{pk}")


def _answer(person: Person, parent: Annotation, audience: tuple[Library, ...], body: NewWords) -> annotating.Said:
    try:
        return annotating.answer(
            by=person, to=parent, library=audience[0] if audience else None, draft=speech.draft_of(body)
        )
    except NotFound as missing:
        sentence = _("A reply is heard in one library, where what it answers is heard.")
        raise Invalid(_("Some fields need your attention."), {"audience": sentence}) from missing


@operation(router, "GET", "/bookmarks/{int:bookmark_id}/annotations", {200: shapes.Annotations})
def list_annotations(request: HttpRequest, bookmark_id: Id, paging: Query[Paging]) -> HttpResponse:
    """What is said of a bookmark's page, as one hears it in its library, with what only oneself hears.

    Quotes as the page has them, then notes on the whole page, then replies as they came.
    """
    viewer = viewer_of(request)
    order = hearing.order_of_said(viewer, seen(viewer, bookmark_id))
    return _part(request, viewer, order, paging.cursor, paging.limit)


@operation(router, "POST", "/bookmarks/{int:bookmark_id}/annotations", {201: shapes.Annotation}, takes=JSON)
def add_annotation(request: HttpRequest, bookmark_id: Id, body: NewAnnotation) -> HttpResponse:
    """Say something to a bookmark's library, or to oneself: a highlight, a note on it, a note on the page, or a reply."""
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
    return answer(request, building.annotations(request, viewer, [row])[0], status=status, of=row, location=location)


@operation(router, "GET", "/annotations/{int:annotation_id}", {200: shapes.Annotation}, conditional=True)
def get_annotation(request: HttpRequest, annotation_id: Id) -> HttpResponse:
    """An annotation. Its ETag changes with its words."""
    return _shown(request, viewer_of(request), annotation_id)


@operation(router, "PATCH", "/annotations/{int:annotation_id}", {200: shapes.Annotation}, takes=JSON, conditional=True)
def change_annotation(request: HttpRequest, annotation_id: Id, body: AnnotationChange) -> HttpResponse:
    """Change one's own words, everywhere they are heard, or where they are heard. What is left out stays.

    Where words leave a library in which others answered, the thread stays under a line that says they were withdrawn.
    """
    viewer, person = viewer_of(request), person_of(request)
    mine = queries.get_editable_annotation(viewer, annotation_id)
    check_match(request, mine)
    if body.model_fields_set:
        change = speech.change_of(viewer, mine, body)
        revising.revise(by=person, annotation=mine, change=change, seen=_known(request, mine))
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


@operation(router, "POST", "/annotations/{int:annotation_id}/restore", {200: shapes.Annotation})
def restore_annotation(request: HttpRequest, annotation_id: Id) -> HttpResponse:
    """Put back what one took back, where it was. What is there already stays as it is."""
    viewer, person = viewer_of(request), person_of(request)
    trash = hearing.find_taken_back(viewer, annotation_id)
    if trash is not None:
        discarding.restore(by=person, trash=trash)
    else:
        queries.get_editable_annotation(viewer, annotation_id)
    return _shown(request, viewer, annotation_id)
