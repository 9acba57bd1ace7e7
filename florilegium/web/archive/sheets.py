"""A PDF that was kept, as it is: its sheets one below the other, with what is said of it in the margin."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from florilegium.archive.models import Snapshot, SnapshotKind
from florilegium.library.models import Bookmark
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path
from florilegium.web import wording
from florilegium.web.library.finding import bookmark_crumb, crumbs
from florilegium.web.shapes import Link, Opening
from florilegium.web.shapes.reading import ReaderPage

from .reader import margin_of, pages_of


def sheets_page(request: HttpRequest, viewer: Viewer, bookmark: Bookmark, one: Snapshot) -> ReaderPage:
    """``one``: a PDF with the text of its pages."""
    base = bookmark_path(bookmark.library, bookmark.pk)
    return ReaderPage(
        opening=copy_opening(bookmark, one), bookmark=str(bookmark.pk), snapshot=str(one.pk),
        csrf=get_token(request) if viewer.person is not None else "", byline=dated_of(one), facts=(pages_of(one),),
        links=copy_links(bookmark, one), language=one.language, direction="rtl" if one.rtl else "ltr" if one.language else "auto",
        questions=(), index=None, sheets=tuple(one.text.split("\f")),
        pdf=f"{base}/snapshot/{one.pk}/copy", login=(viewer.person.login or "") if viewer.person is not None else "",
        url=bookmark.page.url, alone=bookmark.private, passages=margin_of(viewer, bookmark, base),
    )  # fmt: skip


def copy_opening(bookmark: Bookmark, one: Snapshot) -> Opening:
    """How the page of one copy begins."""
    title = one.title or bookmark.title or bookmark.page.url
    above = crumbs(bookmark.library, bookmark_crumb(bookmark), Link(pgettext("noun", "Copy")))
    return Opening(title, title, above, long=True)


def copy_links(bookmark: Bookmark, one: Snapshot) -> tuple[Link, ...]:
    """Where one goes from a copy."""
    base = bookmark_path(bookmark.library, bookmark.pk)
    links = [Link(_("Read here"), f"{base}/read")] if one.words or one.kind == SnapshotKind.PDF else []
    links.append(Link(_("All copies"), f"{base}/snapshots"))
    if one.kind == SnapshotKind.PDF:
        links.append(Link(_("The PDF file"), f"{base}/snapshot/{one.pk}/copy"))
    if bookmark.page.url:
        links.append(Link(_("Open the live page"), bookmark.page.url))
    return tuple(links)


def dated_of(one: Snapshot) -> str:
    """When it was captured, and by whom."""
    who = _("sent by %(name)s") % {"name": one.by.called} if one.by is not None else _("fetched by this site")
    return _("As captured on %(date)s, %(who)s") % {"date": wording.day(one.at), "who": who}
