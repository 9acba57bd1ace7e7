"""What I deleted and can take back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from florilegium.kit import clock
from florilegium.library import endings, queries
from florilegium.library.actions.discarding import restore
from florilegium.library.models import Ending, Trash
from florilegium.people.models import Person
from florilegium.search.addresses import bookmark_path
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.library.finding import name_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Empty, Link, Opening, Pager, TrashItem, TrashPage

A_PAGE = 50


@require_safe
@signed_in
def trash(request: HttpRequest, person: Person) -> HttpResponse:
    """What I deleted and can take back."""
    before = request.GET.get("before", "")
    edge = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    viewer = viewer_of(request)
    found = queries.my_trash(viewer, before=edge, size=A_PAGE + 1)
    groups = () if edge else tuple(_deleted_group(one) for one in endings.my_deleted_groups(viewer))
    heading = _("Trash")
    more = f"/trash?before={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else ""
    page = TrashPage(
        opening=Opening(
            heading, heading, (Link(_("Home"), "/"), Link(heading, current=True)),
            sentence=_("What you deleted rests here for %(n)s days.") % {"n": settings.TRASH_DAYS},
        ),
        items=(*groups, *(_trash_item(one) for one in found[:A_PAGE])),
        empty=None if found or groups else Empty(_("Your trash is empty.")),
        pager=Pager("", first="/trash" if edge else "", next=more) if more or edge else None,
    )  # fmt: skip
    return render(request, "trash.html", page)


def _deleted_group(one: Ending) -> TrashItem:
    """A group that was deleted, for its owners."""
    name, by = name_of(one.library), one.by.called if one.by is not None else ""
    act = Action(_("Take it back"), f"/trash/group/{one.pk}/restore", post=True, about=f"{_('Take it back')}: {name}")
    return TrashItem(
        name, _("group, with everything in it, deleted by %(name)s") % {"name": by}, _kept(one.at, one.due), (act,)
    )


def _kept(at: int, due: int) -> str:
    return _("deleted on %(date)s, kept until %(until)s") % {"date": wording.day(at), "until": wording.day(due)}


def _trash_item(one: Trash) -> TrashItem:
    where = name_of(one.library) if one.library is not None else ""
    what = _("bookmark in %(library)s") % {"library": where} if one.kind == "bookmark" else _("what you said")
    until = _kept(one.at, one.at + settings.TRASH_DAYS * clock.DAY)
    title = wording.cut(one.title or _("Untitled"))
    act = Action(_("Put back"), f"/trash/{one.pk}/restore", post=True, about=f"{_('Put back')}: {title}")
    return TrashItem(title, what, until, (act,))


@require_POST
@signed_in
def put_back(request: HttpRequest, person: Person, trash_id: int) -> HttpResponse:
    """Out of the trash again."""
    viewer = viewer_of(request)
    bookmark = restore(by=person, trash=queries.get_my_trash(viewer, trash_id))
    messages.success(request, _("It is back."))
    seen = queries.find_visible_bookmark(viewer, bookmark.pk) if bookmark is not None else None
    return HttpResponseRedirect("/trash" if seen is None else bookmark_path(seen.library, seen.pk))
