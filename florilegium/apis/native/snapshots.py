"""Copies of pages: listed, read, asked for anew, and sent from somebody's browser."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from florilegium.archive import files, wishes
from florilegium.archive import queries as archive
from florilegium.library import rules
from florilegium.library.drafts import LONGEST_TITLE
from florilegium.library.errors import Conflict, NotAllowed, NotFound
from florilegium.library.models import Bookmark
from florilegium.people.viewer import Viewer

from . import building, shapes
from .answers import answer, page
from .auth import person_of, viewer_of
from .bookmarks import seen
from .describing import UPLOAD, operation
from .intake import Given, Id, Paging, read
from .problems import Refused

router = Router(tags=["snapshots"])

#: A page as a browser has it in memory.
LARGEST_DOM = 10_000_000


class SentPage(Given):
    """What a page was called in the browser that sent it."""

    title: str = Field("", max_length=LONGEST_TITLE)


@operation(router, "GET", "/bookmarks/{int:bookmark_id}/snapshots", {200: shapes.Snapshots})
def list_snapshots(request: HttpRequest, bookmark_id: Id, paging: Query[Paging]) -> HttpResponse:
    """The dated copies of a bookmark's page, the newest first. Empty where one may not see copies."""
    viewer = viewer_of(request)
    bookmark = seen(viewer, bookmark_id)
    place = read(paging.cursor, int)
    found = archive.snapshots(viewer, bookmark)
    start = 0 if place is None else min(max(place[0], 0), len(found))
    shown = [building.snapshot(request, bookmark, row) for row in found[start : start + paging.limit]]
    more = [start + paging.limit] if len(found) > start + paging.limit else None
    return page(request, shown, total=len(found), following=more)


@operation(router, "GET", "/snapshots/{int:snapshot_id}", {200: shapes.WholeSnapshot})
def get_snapshot(request: HttpRequest, snapshot_id: Id) -> HttpResponse:
    """A copy with its article, as HTML and as text. The frozen document itself is at its ``html_url``."""
    bookmark, row = archive.find_snapshot(viewer_of(request), snapshot_id)
    return answer(request, building.whole_snapshot(request, bookmark, row))


@operation(router, "POST", "/bookmarks/{int:bookmark_id}/capture", {202: shapes.Capture})
def capture_again(request: HttpRequest, bookmark_id: Id) -> HttpResponse:
    """Have the page fetched once more: for who may save in its library. The bookmark tells how it goes."""
    viewer, person = viewer_of(request), person_of(request)
    bookmark = _capturable(viewer, bookmark_id)
    if not wishes.wish_again(by=person, page=bookmark.page):
        raise Conflict(_("It is being fetched, or was a moment ago."))
    return _wished(request, bookmark)


@operation(
    router, "POST", "/bookmarks/{int:bookmark_id}/snapshots", {202: shapes.Capture}, takes=UPLOAD, problems=(413,)
)
def send_snapshot(
    request: HttpRequest,
    bookmark_id: Id,
    body: Form[SentPage],
    dom: Annotated[UploadedFile, File(description="The page as one sees it: its document as HTML, in UTF-8.")],
) -> HttpResponse:
    """Send a page as one sees it in one's browser: it becomes a copy of this library alone.

    It is frozen like any page: nothing of it runs. It appears among the snapshots by and by.
    """
    viewer, person = viewer_of(request), person_of(request)
    bookmark = _capturable(viewer, bookmark_id)
    if settings.CAPTURE != "copies":
        raise Conflict(_("This site keeps no copies."))
    if (dom.size or 0) > LARGEST_DOM:
        raise Refused(413, _("This page is too large to be kept."))
    stored = files.put(dom.read(), "text/plain")
    sent = wishes.send(by=person, bookmark=bookmark, dom=stored, title=" ".join(body.title.replace("\x00", "").split()))
    location = f"/bookmarks/{bookmark.pk}/snapshots"
    return answer(request, building.capture(sent), status=202, location=location)


def _capturable(viewer: Viewer, bookmark_id: int) -> Bookmark:
    """A bookmark whose page the viewer may have captured. Raises NotFound, NotAllowed."""
    bookmark = seen(viewer, bookmark_id)
    if not rules.can_capture(viewer, bookmark.library):
        raise NotAllowed(_("You may not have copies made in this library."))
    if not bookmark.page.url:
        raise NotFound
    return bookmark


def _wished(request: HttpRequest, bookmark: Bookmark) -> HttpResponse:
    row = archive.captures_of([bookmark.page_id]).get(bookmark.page_id)
    return answer(request, building.capture(row), status=202, location=f"/bookmarks/{bookmark.pk}")
