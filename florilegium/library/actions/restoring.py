"""Putting bookmarks back as an archive tells them: everything as it was, into a library that had nothing.

What is put back goes through the same bulk writing as an import, so that the counters are right; nothing is merged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from florilegium.groups.models import Group, Membership, Role
from florilegium.kit.addresses import Address
from florilegium.library import events, rules, words
from florilegium.library.errors import NotAllowed
from florilegium.library.models import Bookmark, FormerTag, Library, Placeholder, Tag, Word
from florilegium.library.whole import FORMER, RESTORED, Somebody
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .gathering import pages_of
from .shelf import Saved, Shelved, Spoken
from .writing import hold, pages_alone, write


@dataclass(frozen=True, slots=True)
class RestoredSaying:
    """An annotation. ``number``: by which replies of the same bookmark name it as ``root`` and ``parent``."""

    number: int
    fields: dict[str, Any]
    root: int | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class RestoredBookmark:
    """A bookmark of an archive; people are those of this instance. ``fields``: of ``shelf.Shelved``."""

    address: Address | None
    fields: dict[str, Any]
    savings: Sequence[Saved]
    tags: Sequence[tuple[str, int]]
    said: Sequence[RestoredSaying] = field(default_factory=tuple)


def can_restore(by: Person, library: Library) -> bool:
    """Whether an archive is put back as it was: into an empty library of one's own, or of a group that one owns."""
    viewer = Viewer(by)
    hers = library.person_id == by.pk or rules.can_own(viewer, library)
    return hers and not Bookmark.objects.filter(library=library).exists()


def restored_people(*, by: Person, library: Library, people: Sequence[Somebody]) -> dict[Somebody, Person]:
    """The people of an archive here: oneself by one's login, everybody else a placeholder of this library."""
    found: dict[Somebody, Person] = {}
    for one in people:
        if one.login and not one.source and one.login == by.login:
            found[one] = by
            continue
        source = one.source or RESTORED
        shade = (
            Placeholder.objects.filter(library=library, source=source, name=one.name[:80], login=one.login)
            .select_related("person")
            .first()
        )
        if shade is None:
            former = one.name[:16] if source == FORMER else ""
            called = "" if former else one.name[:80] or one.login
            person = Person(login=None, name=called, is_active=False, former=former)
            person.set_unusable_password()
            person.save()
            shade = Placeholder.objects.create(
                person=person, library=library, source=source, name=one.name[:80], login=one.login
            )
        found[one] = shade.person
    return found


@transaction.atomic
def restore_bookmarks(*, by: Person, library: Library, bookmarks: Sequence[RestoredBookmark]) -> list[int]:
    """Put bookmarks back; their ids, in order. NotAllowed unless ``by`` may write there."""
    if not rules.can_write(Viewer(by), library, library.group):
        raise NotAllowed
    hold(library)
    library.refresh_from_db()
    pages = pages_of(one.address for one in bookmarks if one.address is not None).ids
    shelved = [_shelve(library, one, pages) for one in bookmarks]
    write(library, shelved)
    events.tell(events.bookmarks_saved, library_id=library.pk, bookmark_ids=[row.id for row in shelved])
    return [row.id for row in shelved]


def _shelve(library: Library, one: RestoredBookmark, pages: dict[str, int]) -> Shelved:
    page_id = pages_alone(library, 1)[0] if one.address is None else pages[one.address.key]
    row = Shelved(page_id=page_id, alone=one.address is None, new=True, **one.fields)
    row.savings = {saved.person_id: saved for saved in one.savings}
    for name, by in one.tags:
        for slug, spelt in words.distinct((name,)).items():
            row.tags[slug] = spelt
            row.new_tags[slug] = (spelt, by)
    known: dict[int, Spoken] = {}
    for saying in one.said:
        spoken = Spoken(page_id=page_id, new=True, **saying.fields)
        known[saying.number] = spoken
        if saying.root is not None:
            spoken.root = known[saying.root]
            spoken.parent = known[saying.parent] if saying.parent is not None else spoken.root
            spoken.root.replies.append(spoken)
        elif spoken.kind == 2:
            row.page_notes.append(spoken)
        else:
            row.passages.append(spoken)
    return row


@transaction.atomic
def restore_group(
    *,
    by: Person,
    library: Library,
    switches: dict[str, Any],
    members: Sequence[tuple[Person, int]],
    former: dict[str, str],
) -> None:
    """The group's description, members and old tag names, when all bookmarks are back. Roles of placeholders wait for them."""
    if library.group_id is not None:
        Group.objects.filter(pk=library.group_id).update(**switches)
        for person, role in members:
            Membership.objects.get_or_create(
                person=person, library=library, defaults={"group_id": library.group_id, "role": Role(role)}
            )
        n = Membership.objects.filter(library=library, role__gt=Role.PENDING).count()
        Group.objects.filter(pk=library.group_id).update(members=n)
    for slug, name in former.items():
        tag = Tag.objects.filter(library=library, word__slug=words.slug(name)).first()
        if tag is not None:
            word = Word.objects.get_or_create(slug=slug, defaults={"folded": words.folded(slug)})[0]
            FormerTag.objects.get_or_create(library=library, word=word, defaults={"tag": tag})
