"""Who may see, who may change: the only place.

The reading rule has two forms, compared by a test for the whole cast. ``bookmark_visible_to`` and
``annotation_visible_to`` are a Q, for a single row. ``scope`` is for listings: nothing, open rows or all rows of a
library, known before a row is read (as a Q in a listing, a refused outsider would make the database read the group).

The rule of reading, in words: a library that is gone is read by nobody. Its own people (its person; the members of its
group, not those still waiting) read all of it. Everybody else reads what is not private, if the library is open. An
annotation is read by its author, and wherever it is heard by those who read there. A copy of a page is seen with a bookmark
of it, where the library shows copies to that viewer. An instance's administrator has no other eyes.
"""

from dataclasses import dataclass
from enum import Enum

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from florilegium.groups.models import Group, JoinableBy, Membership, Role, WritableBy
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .models import Audience, Bookmark, Copies, Library


class Scope(Enum):
    """What a viewer may list of a library."""

    NOTHING = 0
    OPEN = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What a viewer is, everywhere: her own library, and her role in each group's library (pending ones included).

    A group that was deleted is not among them: nothing of it shows anywhere.
    """

    own: int | None
    roles: dict[int, Role]

    @property
    def inside(self) -> list[int]:
        """The libraries she reads whole."""
        mine = [library for library, role in self.roles.items() if role > Role.PENDING]
        return mine if self.own is None else [self.own, *mine]


def standing(viewer: Viewer) -> Standing:
    """The viewer's standing, read once a request in one small statement."""
    found = viewer.known.get("standing")
    if isinstance(found, Standing):
        return found
    if viewer.person is None:
        fresh = Standing(None, {})
    else:
        fresh = _read_standing(viewer.person)
    viewer.known["standing"] = fresh
    return fresh


def _read_standing(person: Person) -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, null from library where person_id = %s "
            "union all select m.library_id, m.role from membership m join library l on l.id = m.library_id "
            "where m.person_id = %s and not l.gone",
            [person.pk, person.pk],
        )
        found: dict[int, int | None] = dict(cursor.fetchall())
    own = next((library for library, role in found.items() if role is None), None)
    return Standing(own, {library: Role(role) for library, role in found.items() if role is not None})


def role_in(viewer: Viewer, library_id: int) -> Role | None:
    """The viewer's role in a group's library; None for an outsider."""
    return standing(viewer).roles.get(library_id)


def is_inside(viewer: Viewer, library_id: int) -> bool:
    """Whether the viewer is one of the library's own people."""
    here = standing(viewer)
    return library_id == here.own or here.roles.get(library_id, Role.PENDING) > Role.PENDING


def scope(viewer: Viewer, library: Library) -> Scope:
    """What of a library a viewer may list."""
    if library.gone:
        return Scope.NOTHING
    if is_inside(viewer, library.pk):
        return Scope.ALL
    return Scope.OPEN if library.open else Scope.NOTHING


def bookmark_visible_to(viewer: Viewer) -> Q:
    """The reading rule for one bookmark."""
    inside = Q(library_id__in=standing(viewer).inside)
    return Q(library__gone=False) & (inside | Q(library__open=True, private=False))


def audience_visible_to(viewer: Viewer) -> Q:
    """Where something is heard by the viewer: among the people of a library, or in an open one, on a bookmark not private."""
    hidden = Bookmark.objects.filter(page=OuterRef("page"), library=OuterRef("library"), private=True)
    inside = Q(library_id__in=standing(viewer).inside)
    return Q(library__gone=False) & (inside | (Q(library__open=True) & ~Q(Exists(hidden))))


def annotation_visible_to(viewer: Viewer) -> Q:
    """The reading rule for one annotation."""
    heard = Audience.objects.filter(audience_visible_to(viewer), annotation=OuterRef("pk"))
    mine = Q(author_id=viewer.id) if viewer.person is not None else Q(pk__in=())
    return mine | Q(Exists(heard))


def can_see_copies(viewer: Viewer, library: Library) -> bool:
    """Whether the copies of pages are shown to the viewer in a library, with the bookmarks that she sees there.

    By default to its own people only: a copy is somebody else's work, and shown to the world it would be published.
    """
    if library.copies == Copies.READERS:
        return scope(viewer, library) is not Scope.NOTHING
    return library.copies == Copies.INSIDE and not library.gone and is_inside(viewer, library.pk)


def copies_visible_to(viewer: Viewer) -> Q:
    """The same for one bookmark: whether the copies of its page are shown with it."""
    inside = Q(library__copies=Copies.INSIDE, library_id__in=standing(viewer).inside)
    return bookmark_visible_to(viewer) & (inside | Q(library__copies=Copies.READERS))


def can_capture(viewer: Viewer, library: Library) -> bool:
    """Whether the viewer may ask for a fresh copy of what a library keeps: who may write, where copies are kept."""
    return library.copies != Copies.NOBODY and can_write(viewer, library, library.group)


def can_choose_copies(viewer: Viewer, library: Library) -> bool:
    """Who says who sees copies: a group's owners, and a person in her own library."""
    return can_own(viewer, library) or (not library.gone and library.pk == standing(viewer).own)


def can_open_accounts(viewer: Viewer) -> bool:
    """Whether the viewer keeps the instance."""
    return viewer.person is not None and viewer.person.is_admin and viewer.person.is_active


def can_see_group(viewer: Viewer, group: Group, library: Library) -> bool:
    """Whether the group's name, description and switches are shown: always but for an unlisted closed group.

    Who waits for approval or was told the address of a closed, listed group sees its front; an unlisted closed group
    shows itself to its members only.
    """
    if library.gone:
        return False
    return library.open or group.listed or role_in(viewer, library.pk) is not None


def can_see_members(viewer: Viewer, library: Library) -> bool:
    """The list of members is as readable as the library."""
    return scope(viewer, library) is not Scope.NOTHING


def can_write(viewer: Viewer, library: Library, group: Group | None) -> bool:
    """Whether the viewer may save pages into a library and be heard there."""
    if library.gone or viewer.person is None:
        return False
    if group is None:
        return library.pk == standing(viewer).own
    need = Role.MODERATOR if group.writable_by == WritableBy.MODERATORS else Role.MEMBER
    return (role_in(viewer, library.pk) or Role.PENDING) >= need


def can_reply(viewer: Viewer, library: Library, group: Group | None) -> bool:
    """Any member may answer, also where only moderators save; the owner of a personal library as well."""
    if library.gone or viewer.person is None:
        return False
    if group is None:
        return library.pk == standing(viewer).own
    return is_inside(viewer, library.pk)


def can_moderate(viewer: Viewer, library: Library) -> bool:
    """Moderators and owners of a group, and a person in her own library."""
    if library.gone:
        return False
    return library.pk == standing(viewer).own or (role_in(viewer, library.pk) or Role.PENDING) >= Role.MODERATOR


def can_own(viewer: Viewer, library: Library) -> bool:
    """The owners of a group: its switches, its roles, its end."""
    return not library.gone and role_in(viewer, library.pk) is Role.OWNER


def may_take_back(viewer: Viewer) -> Q:
    """Which deleted groups a viewer may take back, as long as they can be: those that she owned."""
    if viewer.person is None:
        return Q(pk__in=())
    owned = Membership.objects.filter(person=viewer.person, role=Role.OWNER).values("library_id")
    return Q(library_id__in=owned)  # what is ending is gone from everywhere else


def can_bring_words_of_others(viewer: Viewer, library: Library) -> bool:
    """Importing what other people said, under their names: moderators, and a person into her own library."""
    return can_moderate(viewer, library)


def can_edit_bookmark(viewer: Viewer, library: Library, saver_ids: set[int]) -> bool:
    """Its savers, while they belong, and the moderators."""
    if can_moderate(viewer, library):
        return True
    return viewer.id in saver_ids and is_inside(viewer, library.pk)


def can_edit_annotation(viewer: Viewer, author_id: int) -> bool:
    """Only its author, also after having left the group."""
    return viewer.person is not None and viewer.id == author_id


def can_join(viewer: Viewer, group: Group, library: Library) -> bool:
    """Whether the group offers this viewer to join or to ask."""
    if viewer.person is None or library.gone or role_in(viewer, library.pk) is not None:
        return False
    return group.joinable_by != JoinableBy.INVITATION and can_see_group(viewer, group, library)


def can_have_feed_key(viewer: Viewer, library: Library) -> bool:
    """A key to a listing's feed is for the library's own people, while they are."""
    return not library.gone and is_inside(viewer, library.pk)


def may_hear(person: Person, library: Library) -> bool:
    """Whether "everyone" is offered to a person: her own library, if it is open to the world."""
    return library.person_id == person.pk and library.open and not library.gone
