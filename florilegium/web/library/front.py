"""What stands around a library's listing: its front, who may what, its tags and people, what is announced."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.groups.models import Group, JoinableBy, ReadableBy, Role, WritableBy
from florilegium.library import queries, rules
from florilegium.library.models import Library
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import library_path, tag_path
from florilegium.search.listing import Search, related_tags
from florilegium.web import wording
from florilegium.web.shapes import Action, Announcement, Empty, Index, IndexSection, LibraryPage, Link, Opening

from .around import Around
from .finding import crumbs

TAGS_SHOWN = 18
KEEPERS_SHOWN = 10


def who_may_what(group: Group) -> tuple[str, ...]:
    """The four switches, in sentences."""
    read = {
        ReadableBy.WORLD: _("Everyone may read."),
        ReadableBy.MEMBERS: _("Members may read."),
    }
    join = {
        JoinableBy.ANYONE: _("Anyone may join."),
        JoinableBy.REQUEST: _("One joins on request."),
        JoinableBy.INVITATION: _("One joins by invitation."),
    }
    write = {
        WritableBy.MEMBERS: _("Members may write."),
        WritableBy.MODERATORS: _("Moderators may write."),
    }
    listed = _("The group is in the directory.") if group.listed else _("The group is not in the directory.")
    return (
        read[ReadableBy(group.readable_by)],
        join[JoinableBy(group.joinable_by)],
        write[WritableBy(group.writable_by)],
        listed,
    )


def front_actions(viewer: Viewer, library: Library) -> tuple[Action, ...]:
    """What this viewer can do with the whole library."""
    path = library_path(library)
    actions = []
    if rules.can_write(viewer, library, library.group):
        actions.append(Action(_("Keep a page here"), f"/save?in={library.pk}", main=True))
        actions.append(Action(_("Bring a file"), f"/imports/new?in={library.pk}"))
    if rules.is_inside(viewer, library.pk):
        actions.append(Action(_("Take everything along"), f"{path}/export"))
    if library.group is None:
        if rules.can_moderate(viewer, library):
            actions.append(Action(_("Who may read this"), "/preferences"))
        return tuple(actions)
    if rules.can_join(viewer, library.group, library):
        at_once = library.group.joinable_by == JoinableBy.ANYONE
        word = _("Join the group") if at_once else _("Ask to join")
        actions.append(Action(word, f"{path}/join", post=True, main=not actions))
    if rules.can_own(viewer, library):
        actions.append(Action(_("Settings"), f"{path}/settings"))
    if rules.is_inside(viewer, library.pk):
        actions.append(Action(_("Leave"), f"{path}/leave"))
    return tuple(actions)


def announcements_of(viewer: Viewer, library: Library) -> tuple[Announcement, ...]:
    """What to know before reading on."""
    group, path = library.group, library_path(library)
    if group is None:
        return ()
    said = []
    if rules.role_in(viewer, library.pk) is Role.PENDING:
        said.append(
            Announcement(
                _("You have asked to join. A moderator will answer."),
                (Action(_("Withdraw the request"), f"{path}/leave", post=True),),
            )
        )
    if rules.can_moderate(viewer, library):
        n = queries.count_waiting_members(queries.get_moderated_library(viewer, library))
        if n:
            text = ngettext("%(n)s person asks to join.", "%(n)s people ask to join.", n) % {"n": wording.number(n)}
            said.append(Announcement(text, (Action(_("Answer"), f"{path}/members"),)))
    if group.opens is not None and rules.is_inside(viewer, library.pk):
        acts = (Action(_("Settings"), f"{path}/settings"),) if rules.can_own(viewer, library) else ()
        text = _(
            "On %(date)s this library becomes readable by everyone. Until then, everybody may withdraw what she or he"
            " said here."
        )
        said.append(Announcement(text % {"date": wording.day_of(group.opens)}, acts))
    return tuple(said)


def closed_front(viewer: Viewer, library: Library) -> LibraryPage:
    """A group that the viewer may know of but not read."""
    group = library.group
    assert group is not None
    acts: tuple[Action, ...] = ()
    if viewer.person is None:
        acts = (Action(_("Sign in"), f"/account/login/?next={library_path(library)}"),)
    return LibraryPage(
        opening=Opening(
            title=group.name,
            heading=group.name,
            crumbs=crumbs(library),
            lede=group.description,
            actions=front_actions(viewer, library),
        ),
        empty=Empty(_("Only members read this library."), acts),
        index=Index(_("The group"), (IndexSection(_("Who may what"), sentences=who_may_what(group)),), navigates=False),
        announcements=announcements_of(viewer, library),
    )


def index_of(viewer: Viewer, library: Library, search: Search, around: Around) -> Index:
    """The left column of a listing: tags that narrow it, a form that does, people, the group."""
    path = library_path(library)
    sections = []
    every = Link(_("All tags"), f"{path}/tags")
    if search.parts:
        tags = around.related(related_tags(viewer, search, TAGS_SHOWN))
        if tags:
            sections.append(IndexSection(_("Related tags"), tags, more=every))
    else:
        top = queries.top_tags(viewer, library, TAGS_SHOWN)
        tags = tuple(Link(name, tag_path(library, name), wording.number(n)) for name, n in top)
        if tags:
            sections.append(IndexSection(_("Tags"), tags, more=every))
    sections.append(IndexSection(_("Narrow"), filter=around.filter()))
    if library.group is not None:
        sections.append(_people(viewer, search, around))
        sections.append(IndexSection(_("Who may what"), sentences=who_may_what(library.group)))
    return Index(_("Refine"), tuple(sections))


def _people(viewer: Viewer, search: Search, around: Around) -> IndexSection:
    library, member = search.library, search.member
    path = library_path(library)
    assert library.group is not None
    links = tuple(
        Link(
            wording.called(one.login, one.name),
            around.link(("by", str(one.person_id)), without=("by",)),
            "" if search.parts else wording.number(one.n),
            current=member is not None and member.person_id == one.person_id,
        )
        for one in queries.keepers(viewer, library, KEEPERS_SHOWN)
    )
    count = ngettext("%(n)s member", "%(n)s members", library.group.members) % {
        "n": wording.number(library.group.members)
    }
    return IndexSection(_("Kept by"), links, more=Link(count, f"{path}/members"))
