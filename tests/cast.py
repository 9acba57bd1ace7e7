"""The people of every test.

**alice** keeps and owns; **bob** is a member of her group; **carol** moderates it; **dave** is signed in and outside;
**erin** asked to join and waits; **frank** was a member and left; **nobody** is anonymous.
"""

from dataclasses import dataclass

from florilegium.groups.models import Group, JoinableBy, Role
from florilegium.kit import addresses
from florilegium.library.actions import groups
from florilegium.library.actions.keeping import keep_pages
from florilegium.library.actions.people import open_account
from florilegium.library.drafts import BookmarkDraft
from florilegium.library.models import Bookmark, Library
from florilegium.library.queries import get_moderated_library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

PEOPLE = ("alice", "bob", "carol", "dave", "erin", "frank")
#: The order of the columns of every table of expected answers.
EVERYBODY = (*PEOPLE, "nobody")


@dataclass(frozen=True, slots=True)
class Cast:
    """The people by name. Each viewer is a new request: nothing of an earlier one is remembered."""

    people: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def viewer(self, name: str) -> Viewer:
        """Who asks; ``nobody`` is anonymous."""
        return Viewer(self.people.get(name))

    def own(self, name: str) -> Library:
        """A person's own library, as it is now."""
        return Library.objects.select_related("person").get(person=self[name])

    def group(self, slug: str, **switches: object) -> Library:
        """alice's group with everybody in it as told above, and then these switches (fields of ``Group``)."""
        open_now = switches.pop("readable_by", "members") == "world"
        library = groups.make_group(
            by=self["alice"],
            draft=groups.GroupDraft(
                slug=slug, name=slug.capitalize(), readable_by="world" if open_now else "members",
                joinable_by=JoinableBy.REQUEST,
            ),
        )  # fmt: skip
        proof = get_moderated_library(self.viewer("alice"), library)
        groups.add_member(by=self["alice"], library=proof, login="bob")
        groups.add_member(by=self["alice"], library=proof, login="carol", role=Role.MODERATOR)
        groups.add_member(by=self["alice"], library=proof, login="frank")
        groups.join(by=self["erin"], library=library)
        groups.leave(by=self["frank"], library=library)
        Group.objects.filter(slug=slug).update(**switches)
        return Library.objects.select_related("group").get(pk=library.pk)


def assemble() -> Cast:
    """Everybody, with an account and a closed library each."""
    return Cast({name: open_account(login=name, name=name.capitalize()) for name in PEOPLE})


def draft(saver: Person, number: int | str, **fields: object) -> BookmarkDraft:
    """A draft of the page ``https://example.org/<number>``; ``address=None`` for a page without an address."""
    given: dict[str, object] = {
        "address": addresses.parse(f"https://example.org/{number}"),
        "title": f"Page {number}",
        "saver": saver,
    }
    return BookmarkDraft(**{**given, **fields})  # type: ignore[arg-type]


def keep(library: Library, *drafts: BookmarkDraft, by: Person | None = None) -> list[Bookmark]:
    """Keep drafts in a library and read the bookmarks back; by the saver of the first, unless told."""
    kept = keep_pages(by=by or drafts[0].saver, library=library, drafts=drafts)
    found = Bookmark.objects.select_related("page", "library__group", "library__person").in_bulk(
        [one.bookmark_id for one in kept]
    )
    return [found[one.bookmark_id] for one in kept]
