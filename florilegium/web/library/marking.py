"""Small marks on one bookmark: pinned above the library, to be read, read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from florilegium.library import queries, rules
from florilegium.library.actions import reading
from florilegium.library.errors import Invalid
from florilegium.library.models import Bookmark
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path
from florilegium.web.asking import next_of, signed_in, viewer_of
from florilegium.web.shapes import Action

from .finding import bookmark_at


@require_POST
@signed_in
def mark(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int, act: str) -> HttpResponse:
    """Do it, and go back."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    if act in ("read", "unread"):
        reading.set_unread(by=person, bookmarks=(bookmark,), unread=act == "unread")
        messages.success(request, _("On your list of what to read.") if act == "unread" else _("Off your list."))
    else:
        library = queries.get_moderated_library(viewer, bookmark.library)
        found = queries.get_editable_bookmarks(viewer, bookmark.library, [bookmark.pk])
        try:
            reading.pin(library=library, bookmarks=found, pinned=act == "pin")
            messages.success(request, _("Pinned above the list.") if act == "pin" else _("No longer pinned."))
        except Invalid as problem:
            messages.error(request, str(problem.sentence))
    return HttpResponseRedirect(next_of(request, bookmark_path(bookmark.library, bookmark.pk)))


def mark_actions(viewer: Viewer, bookmark: Bookmark) -> tuple[Action, ...]:
    """The buttons on a bookmark's page."""
    if viewer.person is None:
        return ()
    path = bookmark_path(bookmark.library, bookmark.pk)
    to_read = queries.is_unread(viewer, bookmark)
    acts = [Action(_("Read") if to_read else _("To read"), f"{path}/{'read' if to_read else 'unread'}", post=True)]
    if rules.can_moderate(viewer, bookmark.library):
        word, end = (_("Unpin"), "unpin") if bookmark.pinned else (_("Pin"), "pin")
        acts.append(Action(word, f"{path}/{end}", post=True))
    return tuple(acts)
