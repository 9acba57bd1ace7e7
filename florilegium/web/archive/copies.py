"""The dated copies of a page: the list, one of them in its frame, and asking for a fresh one."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from florilegium.archive import queries as copies
from florilegium.archive import wishes
from florilegium.archive.models import Snapshot, SnapshotKind
from florilegium.kit import clock
from florilegium.library import rules
from florilegium.library.errors import NotAllowed, NotFound
from florilegium.library.models import Bookmark
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path
from florilegium.web import visits, wording
from florilegium.web.asking import next_of, signed_in, viewer_of
from florilegium.web.library.fetched import again_actions, announced
from florilegium.web.library.finding import bookmark_at, bookmark_crumb, crumbs
from florilegium.web.middleware import CSP
from florilegium.web.rendering import render
from florilegium.web.shapes import Empty, Link, Moment, Opening
from florilegium.web.shapes.reading import CopiesPage, DatedCopy, FramePage

from .sheets import copy_links, copy_opening, dated_of, sheets_page

#: Our page around a copy: the same as every page, and it may hold a frame of this site.
FRAME_CSP = f"{CSP}; frame-src 'self'"


@require_safe
def snapshots(request: HttpRequest, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """The dated copies; with ``at``, a time, straight to the copy of that time: the nearest."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    if not rules.can_see_copies(viewer, bookmark.library):
        raise NotFound
    nearest = _nearest(viewer, bookmark, request.GET.get("at", ""))
    if nearest is not None:
        return HttpResponseRedirect(f"{bookmark_path(bookmark.library, bookmark.pk)}/snapshot/{nearest.pk}")
    return render(request, "copies.html", _list(viewer, bookmark))


@require_safe
def snapshot(request: HttpRequest, kind: str, name: str, bookmark_id: int, snapshot_id: int) -> HttpResponse:
    """One copy: a page in its frame, a PDF sheet by sheet."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    found = copies.get_snapshot(viewer, bookmark, snapshot_id)
    visits.seen(request, bookmark.pk)
    if found.kind == SnapshotKind.PDF:
        return render(
            request, "pdf.html", sheets_page(request, viewer, bookmark, copies.get_pdf(viewer, bookmark, found.pk))
        )
    response = render(request, "frame.html", _frame(request, viewer, bookmark, found))
    response["Content-Security-Policy"] = FRAME_CSP
    return response


@require_POST
@signed_in
def capture(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """Fetch the page once more."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    if not rules.can_capture(viewer, bookmark.library):
        raise NotAllowed
    if wishes.wish_again(by=person, page=bookmark.page):
        messages.success(request, _("The page is being fetched. Come back in a moment."))
    else:
        messages.error(request, _("It is being fetched, or was a moment ago."))
    return HttpResponseRedirect(next_of(request, bookmark_path(bookmark.library, bookmark.pk)))


def _nearest(viewer: Viewer, bookmark: Bookmark, told: str) -> Snapshot | None:
    try:
        at = int(datetime.fromisoformat(told).timestamp() * clock.SECOND)
    except (ValueError, OverflowError):
        return None
    return min(copies.snapshots(viewer, bookmark), key=lambda one: abs(one.at - at), default=None)


def _list(viewer: Viewer, bookmark: Bookmark) -> CopiesPage:
    heading, base = _("Copies of this page"), bookmark_path(bookmark.library, bookmark.pk)
    found = copies.snapshots(viewer, bookmark)
    return CopiesPage(
        opening=Opening(
            heading, heading, crumbs(bookmark.library, bookmark_crumb(bookmark), Link(heading)),
            sentence=bookmark.page.url, actions=again_actions(viewer, bookmark, _("Capture again")),
        ),
        copies=tuple(_dated(base, one) for one in found),
        announcements=announced(viewer, bookmark, copies.known_of(bookmark).capture),
        empty=None if found else Empty(_("No copy of this page is kept yet.")),
    )  # fmt: skip


def _dated(base: str, one: Snapshot) -> DatedCopy:
    what = [_("PDF") if one.kind == SnapshotKind.PDF else _("page"), wording.size(one.file.size)]
    if one.words:
        what.append(ngettext("%(n)s word", "%(n)s words", one.words) % {"n": wording.number(one.words)})
    return DatedCopy(
        when=Moment(wording.day(one.at), wording.machine(one.at)),
        url=f"{base}/snapshot/{one.pk}",
        what=", ".join(what),
        by=_("sent by %(name)s") % {"name": one.by.called} if one.by is not None else "",
        seen=_("unchanged on %(date)s") % {"date": wording.day(one.seen)} if one.seen - one.at > 43_200_000_000 else "",
    )


def _frame(request: HttpRequest, viewer: Viewer, bookmark: Bookmark, one: Snapshot) -> FramePage:
    base = bookmark_path(bookmark.library, bookmark.pk)
    return FramePage(
        opening=copy_opening(bookmark, one), bookmark=str(bookmark.pk), snapshot=str(one.pk),
        csrf=get_token(request) if viewer.person is not None else "",
        copy=f"{base}/snapshot/{one.pk}/copy", dated=dated_of(one), links=copy_links(bookmark, one),
        actions=again_actions(viewer, bookmark, _("Capture again")), login=(viewer.person.login or "") if viewer.person is not None else "", url=bookmark.page.url, alone=bookmark.private,
    )  # fmt: skip
