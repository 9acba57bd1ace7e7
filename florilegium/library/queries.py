"""Every read begins here, with a viewer. A thing the viewer may not see is NotFound, as if it did not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, NewType

from django.db import connection
from django.db.models import Q, QuerySet

from florilegium.groups.models import Membership, Role
from florilegium.people.models import Person, Token
from florilegium.people.viewer import Viewer

from . import finding, rules, words
from .errors import NotAllowed, NotFound
from .models import (
    Annotation,
    Audience,
    Bookmark,
    Change,
    FeedKey,
    FormerTag,
    Keeper,
    Library,
    Saving,
    Tag,
    Trash,
    Unread,
)

#: Proofs that a viewer may change a row; made only here, asked for by the actions.
EditableBookmark = NewType("EditableBookmark", Bookmark)
EditableAnnotation = NewType("EditableAnnotation", Annotation)
ModeratedLibrary = NewType("ModeratedLibrary", Library)
OwnedLibrary = NewType("OwnedLibrary", Library)
MyChange = NewType("MyChange", Change)
WholeLibrary = NewType("WholeLibrary", Library)


# ---------------------------------------------------------------- libraries and groups


def get_group(viewer: Viewer, slug: str) -> Library:
    """A group's library with ``group`` loaded, if the viewer may know of the group; perhaps not what is in it."""
    library = finding.library_of_group(slug)
    if library is None or library.group is None or not rules.can_see_group(viewer, library.group, library):
        raise NotFound
    return library


def get_library_of_group(viewer: Viewer, slug: str) -> Library:
    """A group's library, if the viewer may read in it."""
    library = get_group(viewer, slug)
    if rules.scope(viewer, library) is rules.Scope.NOTHING:
        raise NotFound
    return library


def get_library_of_person(viewer: Viewer, login: str) -> Library:
    """A person's library with ``person`` loaded, if the viewer may read in it."""
    library = finding.library_of_person(login)
    if library is None or rules.scope(viewer, library) is rules.Scope.NOTHING:
        raise NotFound
    return library


def may_read_library_of(viewer: Viewer, keeper: Keeper) -> bool:
    """Whether the viewer may read in the library of a person who brought pages to another one."""
    library = getattr(keeper.person, "library", None)  # a placeholder has none
    return library is not None and rules.scope(viewer, library) is not rules.Scope.NOTHING


def get_moderated_library(viewer: Viewer, library: Library) -> ModeratedLibrary:
    """Proof that the viewer moderates a library she sees; NotAllowed else."""
    if not rules.can_moderate(viewer, library):
        raise NotAllowed
    return ModeratedLibrary(library)


def get_owned_library(viewer: Viewer, library: Library) -> OwnedLibrary:
    """Proof that the viewer owns the group of a library she sees; NotAllowed else."""
    if not rules.can_own(viewer, library):
        raise NotAllowed
    return OwnedLibrary(library)


def writable_libraries(viewer: Viewer) -> list[Library]:
    """The libraries into which the viewer may save, her own first, groups by name."""
    if viewer.person is None:
        return []
    here = rules.standing(viewer)
    found = Library.objects.select_related("group", "person").filter(pk__in=here.inside, gone=False)
    mine = [library for library in found if rules.can_write(viewer, library, library.group)]
    return sorted(mine, key=lambda lib: (lib.group is not None, lib.group.name.casefold() if lib.group else ""))


def my_libraries(viewer: Viewer) -> list[Library]:
    """The libraries of which the viewer is one of the people: her own first, groups by name."""
    inside = rules.standing(viewer).inside
    found = Library.objects.select_related("group", "person").filter(pk__in=inside, gone=False) if inside else ()
    return sorted(
        found, key=lambda lib: (lib.group is not None, lib.group.name.casefold() if lib.group else "", lib.pk)
    )


def my_groups(viewer: Viewer) -> list[Membership]:
    """The viewer's memberships, those she waits for included, by the group's name."""
    if viewer.person is None:
        return []
    found = Membership.objects.filter(person=viewer.person, library__gone=False).select_related("library__group")
    return list(found.order_by("group__name", "id"))


def listed_groups(after: tuple[str, int] | None = None, *, size: int) -> list[Library]:
    """The directory: listed groups by name, ``size`` of them after (name, id)."""
    found = Library.objects.filter(group__listed=True, gone=False).select_related("group")
    if after is not None:
        name, pk = after
        found = found.filter(group__name__gte=name).filter(Q(group__name__gt=name) | Q(group__id__gt=pk))
    return list(found.order_by("group__name", "group__id")[:size])


def count_listed_groups() -> int:
    """How long the directory is."""
    return Library.objects.filter(group__listed=True, gone=False).count()


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the list shows her."""

    membership_id: int
    person: Person
    role: Role
    kept: int


def members(viewer: Viewer, library: Library, *, after: int = 0, size: int = 100) -> list[Member]:
    """Members by seniority (those who run the group first), without those who wait. NotFound if she may not read."""
    if not rules.can_see_members(viewer, library):
        raise NotFound
    found = Membership.objects.filter(library=library, role__gt=Role.PENDING).select_related("person")
    rows = list(found.order_by("-role", "id")[after : after + size])
    kept = dict(
        Keeper.objects.filter(library=library, person_id__in=[m.person_id for m in rows]).values_list("person_id", "n")
    )
    return [Member(m.pk, m.person, Role(m.role), kept.get(m.person_id, 0)) for m in rows]


def waiting_members(library: ModeratedLibrary) -> list[Membership]:
    """Who asks to join, the first to ask first."""
    return list(_waiting(library).select_related("person").order_by("id"))


def count_waiting_members(library: ModeratedLibrary) -> int:
    """How many ask to join."""
    return _waiting(library).count()


def _waiting(library: Library) -> QuerySet[Membership]:
    return Membership.objects.filter(library=library, role=Role.PENDING)


class KeeperRow(NamedTuple):
    """Who brought pages to a library, and how many."""

    person_id: int
    login: str | None
    name: str
    n: int


def keepers(viewer: Viewer, library: Library, size: int = 12) -> list[KeeperRow]:
    """Who brought most pages to a group's library, placeholders included."""
    if rules.scope(viewer, library) is rules.Scope.NOTHING or library.group_id is None:
        return []
    # beside every listing: the ORM would take as long to word this as the database to answer
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.id, p.login, p.name, k.n from keeper k join person p on p.id = k.person_id "
            "where k.library_id = %s and k.n > 0 order by k.n desc, k.person_id desc limit %s",
            [library.pk, size],
        )
        return [KeeperRow._make(row) for row in cursor.fetchall()]


def find_keeper(viewer: Viewer, library: Library, person_id: int) -> Keeper | None:
    """A person who brought pages to a library the viewer reads; with the person's own library, in one statement."""
    least = rules.Scope.ALL if library.group_id is None else rules.Scope.OPEN
    if rules.scope(viewer, library).value < least.value:
        return None
    return Keeper.objects.filter(library=library, person_id=person_id).select_related("person__library").first()


def find_keeper_called(viewer: Viewer, library: Library, login: str) -> Keeper | None:
    """The same, by login."""
    person_id = Person.objects.filter(login=login).values_list("pk", flat=True).first()
    return None if person_id is None else find_keeper(viewer, library, person_id)


# ---------------------------------------------------------------- tags


def get_tag(viewer: Viewer, library: Library, name: str) -> Tag:
    """A tag of a library, however it is spelt in the address; NotFound where the viewer sees no bookmark with it."""
    scope = rules.scope(viewer, library)
    tag = None
    if scope is not rules.Scope.NOTHING:
        tag = Tag.objects.filter(library=library, word__slug=words.slug(name)).first()
    if tag is None or not (tag.n_open if scope is rules.Scope.OPEN else tag.n):
        raise NotFound
    return tag


def find_former_tag(viewer: Viewer, library: Library, name: str) -> Tag | None:
    """The tag that a former name leads to, where the viewer may know of it."""
    former = FormerTag.objects.filter(library=library, word__slug=words.slug(name)).select_related("tag").first()
    if former is None:
        return None
    try:
        return get_tag(viewer, library, former.tag.name)
    except NotFound:
        return None


def top_tags(viewer: Viewer, library: Library, size: int) -> list[tuple[str, int]]:
    """The most used tags and their counts, as the viewer counts them."""
    scope = rules.scope(viewer, library)
    if scope is rules.Scope.NOTHING:
        return []
    count = "n_open" if scope is rules.Scope.OPEN else "n"
    with connection.cursor() as cursor:
        cursor.execute(
            f"select name, {count} from tag where library_id = %s and {count} > 0 order by n desc, id desc limit %s",
            [library.pk, size],
        )
        return [(name, n) for name, n in cursor.fetchall()]


# ---------------------------------------------------------------- bookmarks


def get_bookmark(viewer: Viewer, library: Library, bookmark_id: int) -> Bookmark:
    """One bookmark of a library, with its page and first saver."""
    found = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), pk=bookmark_id, library=library)
    bookmark = found.select_related("page", "added_by", "library", "library__group", "library__person").first()
    if bookmark is None:
        raise NotFound
    return bookmark


def find_visible_bookmark(viewer: Viewer, bookmark_id: int) -> Bookmark | None:
    """A bookmark by its id alone, wherever it is."""
    found = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), pk=bookmark_id)
    return found.select_related("page", "library", "library__group", "library__person").first()


def get_editable_bookmark(viewer: Viewer, library: Library, bookmark_id: int) -> EditableBookmark:
    """Proof that the viewer may change a bookmark. NotFound if she does not see it, NotAllowed if it is not hers."""
    bookmark = get_bookmark(viewer, library, bookmark_id)
    savers = set(Saving.objects.filter(bookmark=bookmark, person=viewer.person).values_list("person_id", flat=True))
    if not rules.can_edit_bookmark(viewer, bookmark.library, savers):
        raise NotAllowed
    return EditableBookmark(bookmark)


@dataclass(frozen=True, slots=True)
class EditableBookmarks:
    """Proof that the viewer may change these bookmarks of one library. ``passed``: how many asked for she may not."""

    library: Library
    rows: tuple[EditableBookmark, ...]
    passed: int


def get_editable_bookmarks(viewer: Viewer, library: Library, ids: Sequence[int]) -> EditableBookmarks:
    """Those of the bookmarks that the viewer sees and may change, in the order of ids."""
    found = list(get_bookmarks(viewer, library, ids))
    savers: dict[int, set[int]] = {}
    for pk, person in Saving.objects.filter(bookmark__in=found, person=viewer.person).values_list("bookmark", "person"):
        savers.setdefault(pk, set()).add(person)
    mine = [row for row in found if rules.can_edit_bookmark(viewer, library, savers.get(row.pk, set()))]
    return EditableBookmarks(library, tuple(EditableBookmark(row) for row in mine), len(set(ids)) - len(mine))


def get_bookmarks(viewer: Viewer, library: Library, ids: Sequence[int]) -> list[Bookmark]:
    """Those of the bookmarks that the viewer sees, in the order of ids."""
    found = Bookmark.objects.filter(rules.bookmark_visible_to(viewer), pk__in=ids, library=library)
    return list(found.select_related("page", "library__group", "library__person").order_by("pk"))


def get_whole_library(viewer: Viewer, library: Library) -> WholeLibrary:
    """Proof that the viewer may take the library along: one of its own people. NotAllowed for other readers."""
    if not rules.is_inside(viewer, library.pk) or library.gone:
        raise NotAllowed
    return WholeLibrary(library)


def my_changes(viewer: Viewer, *, before: int | None = None, size: int = 50) -> list[Change]:
    """What the viewer did to many things at once, the newest first."""
    if viewer.person is None:
        return []
    found = Change.objects.filter(person=viewer.person, library__in=rules.standing(viewer).inside)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.select_related("library__group", "library__person").defer("rows").order_by("-pk")[:size])


def get_my_change(viewer: Viewer, change_id: int) -> MyChange:
    """Proof that the viewer did it, and still reads that library whole."""
    found = Change.objects.filter(pk=change_id, library__in=rules.standing(viewer).inside)
    mine = found.filter(person=viewer.person) if viewer.person is not None else found.none()
    change = mine.select_related("library__group", "library__person").first()
    if change is None:
        raise NotFound
    return MyChange(change)


def is_unread(viewer: Viewer, bookmark: Bookmark) -> bool:
    """Whether the viewer has the page of a bookmark she sees on her list of what to read."""
    return viewer.person is not None and Unread.objects.filter(person=viewer.person, page=bookmark.page_id).exists()


def savings_of(bookmark: Bookmark) -> list[Saving]:
    """Who brought a bookmark that was asked for by ``get_bookmark``, the first first."""
    return list(
        Saving.objects.filter(bookmark=bookmark).select_related("person", "brought_by").order_by("at", "id")[:200]
    )


# ---------------------------------------------------------------- annotations and trash


def get_annotation(viewer: Viewer, annotation_id: int) -> Annotation:
    """One annotation that the viewer hears."""
    found = Annotation.objects.filter(rules.annotation_visible_to(viewer), pk=annotation_id)
    annotation = found.select_related("author", "page").first()
    if annotation is None:
        raise NotFound
    return annotation


def get_editable_annotation(viewer: Viewer, annotation_id: int) -> EditableAnnotation:
    """Proof that the viewer said it. NotFound if she does not hear it, NotAllowed if somebody else said it."""
    annotation = get_annotation(viewer, annotation_id)
    if not rules.can_edit_annotation(viewer, annotation.author_id):
        raise NotAllowed
    return EditableAnnotation(annotation)


def is_heard_in(annotation: Annotation, library: Library) -> bool:
    """Whether an annotation the viewer got is heard in a library."""
    return Audience.objects.filter(annotation=annotation, library=library).exists()


def my_tokens(viewer: Viewer) -> list[Token]:
    """The tokens with which programs act for the viewer, the newest first."""
    if viewer.person is None:
        return []
    return list(Token.objects.filter(person=viewer.person).order_by("-pk"))


def my_feed_keys(viewer: Viewer) -> list[tuple[FeedKey, bool]]:
    """The keys to feeds that the viewer made, the newest first, and whether she still reads that library whole."""
    if viewer.person is None:
        return []
    found = FeedKey.objects.filter(person=viewer.person, library__gone=False)
    found = found.select_related("library__group", "library__person")
    return [(key, rules.can_have_feed_key(viewer, key.library)) for key in found.order_by("-created", "-pk")]


def my_trash(viewer: Viewer, *, before: int | None = None, size: int = 50) -> list[Trash]:
    """What the viewer deleted, the newest first."""
    if viewer.person is None:
        return []
    found = Trash.objects.filter(_trash_of(viewer)).prefetch_related("library__group", "library__person")
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-at", "-id")[:size])


def get_my_trash(viewer: Viewer, trash_id: int) -> Trash:
    """One thing the viewer deleted."""
    found = Trash.objects.filter(_trash_of(viewer), pk=trash_id).first() if viewer.person is not None else None
    if found is None:
        raise NotFound
    return found


def _trash_of(viewer: Viewer) -> Q:
    """Her own words always; bookmarks only of libraries that she still reads whole."""
    inside = Q(library_id__in=rules.standing(viewer).inside)
    return Q(person_id=viewer.id) & (inside | Q(kind="annotation"))
