"""Which library an address speaks of, and the words that pages about it share."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.library import queries
from florilegium.library.models import Bookmark, Library
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path, library_path
from florilegium.search.naming import name_of as name_of
from florilegium.web import wording
from florilegium.web.shapes import Link


def library_at(viewer: Viewer, kind: str, name: str) -> Library:
    """The library that ``/group/<name>`` or ``/person/<name>`` is, if the viewer may read it. Raises NotFound."""
    if kind == "group":
        return queries.get_library_of_group(viewer, name)
    return queries.get_library_of_person(viewer, name)


def crumbs(library: Library, *further: Link) -> tuple[Link, ...]:
    """From Home to a page of the library; the last is where one is."""
    trail = [Link(_("Home"), "/"), Link(name_of(library), library_path(library)), *further]
    last = trail.pop()
    return (*trail, Link(last.text, last.url, current=True))


def bookmark_at(viewer: Viewer, kind: str, name: str, bookmark_id: int) -> Bookmark:
    """The bookmark an address speaks of. Raises NotFound."""
    return queries.get_bookmark(viewer, library_at(viewer, kind, name), bookmark_id)


def bookmark_crumb(bookmark: Bookmark) -> Link:
    """The way back to a bookmark's page from what is done to it."""
    title = bookmark.title if bookmark.title.strip() else bookmark.page.url or _("Untitled")
    return Link(wording.cut(title), bookmark_path(bookmark.library, bookmark.pk))


def readers_of(library: Library) -> str:
    """Who hears what is said in a library, in plain words: “Tic&Travail, 64 members”."""
    if library.group is None:
        return _("everyone")
    members = ngettext("%(n)s member", "%(n)s members", library.group.members) % {
        "n": wording.number(library.group.members)
    }
    return _("%(group)s, %(members)s") % {"group": library.group.name, "members": members}
