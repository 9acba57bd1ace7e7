"""What a viewer may try in the matrix, each as a face does it: read the thing for the viewer, then act by the person."""

from collections.abc import Callable

from florilegium.groups.models import Membership, Role
from florilegium.kit.addresses import parse
from florilegium.library import cards, queries
from florilegium.library.actions import annotating, bookmarks, discarding, groups, revising
from florilegium.library.actions.keeping import keep_pages
from florilegium.library.drafts import AnnotationChange, AnnotationDraft
from florilegium.library.errors import Conflict, Invalid, NotAllowed, NotFound
from florilegium.library.models import Bookmark, Color, Library, Trash
from florilegium.library.selectors import TextPosition, TextQuote
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.portability.drafting import Survey
from florilegium.portability.importing import check_may_bring
from florilegium.search import listing
from tests.cast import draft

from .world import World

#: world, viewer, the name of the thing → what is shown, or nothing for a change
Deed = Callable[[World, Viewer, str], object]

UNKEPT = parse("https://example.org/nobody-keeps-it")
DRAFT = AnnotationDraft(body="mine", selectors=(TextQuote("words of it", "the ", "."), TextPosition(4, 15)))


def outcome(deed: Deed, world: World, viewer: Viewer, thing: str) -> str:
    """What is shown; “yes” for a change that was made; else the status a page would have."""
    try:
        shown = deed(world, viewer, thing)
    except NotFound:
        return "404"
    except NotAllowed:
        return "403"
    except Conflict:
        return "409"
    except Invalid:
        return "422"
    return "yes" if shown is None else str(shown) or "none"


def person(viewer: Viewer) -> Person:
    """Who acts: somebody with an account. A page would lead to sign-in."""
    if viewer.person is None:
        raise NotAllowed
    return viewer.person


def readable(world: World, viewer: Viewer, name: str) -> Library:
    library = world.libraries[name]
    if library.group is not None:
        return queries.get_library_of_group(viewer, library.group.slug)
    assert library.person is not None and library.person.login is not None
    return queries.get_library_of_person(viewer, library.person.login)


def front(world: World, viewer: Viewer, name: str) -> Library:
    return queries.get_group(viewer, name)


def bookmark(world: World, viewer: Viewer, name: str) -> Bookmark:
    return queries.get_bookmark(viewer, world.bookmarks[name].library, world.bookmarks[name].pk)


def membership(world: World, name: str, of: str) -> int:
    return Membership.objects.get(library=world.libraries[name], person=world.cast[of]).pk


# ---------------------------------------------------------------- reading


def see_front(world: World, viewer: Viewer, name: str) -> None:
    front(world, viewer, name)


def list_pages(world: World, viewer: Viewer, name: str) -> str:
    """How many rows the listing shows, and says it has."""
    found = listing.bookmarks(viewer, listing.Search(world.libraries[name]))
    return f"{len(found.rows)}/{found.total}"


def list_tags(world: World, viewer: Viewer, name: str) -> str:
    return ",".join(f"{tag}:{n}" for tag, n in queries.top_tags(viewer, world.libraries[name], 9))


def open_tag(tag: str) -> Deed:
    def deed(world: World, viewer: Viewer, name: str) -> str:
        library = world.libraries[name]
        found = listing.bookmarks(viewer, listing.Search(library, tag=queries.get_tag(viewer, library, tag)))
        return f"{len(found.rows)}/{found.total}"

    return deed


def list_members(world: World, viewer: Viewer, name: str) -> int:
    return len(queries.members(viewer, world.libraries[name]))


def list_keepers(world: World, viewer: Viewer, name: str) -> int:
    return len(queries.keepers(viewer, world.libraries[name]))


def see_bookmark(world: World, viewer: Viewer, name: str) -> None:
    bookmark(world, viewer, name)


def hear(world: World, viewer: Viewer, name: str) -> str:
    """How many annotations its entry shows, and how many its own page."""
    found = bookmark(world, viewer, name)
    entry = cards.said(viewer, found.library, [found])[found.page_id]
    return f"{len(entry)}/{len(cards.threads(viewer, found.library, found.page_id))}"


def see_words(world: World, viewer: Viewer, name: str) -> None:
    queries.get_annotation(viewer, world.said[name].pk)


# ---------------------------------------------------------------- pages


def save(world: World, viewer: Viewer, name: str) -> None:
    library = readable(world, viewer, name)
    keep_pages(by=person(viewer), library=library, drafts=[draft(person(viewer), "new")])


def edit(world: World, viewer: Viewer, name: str) -> None:
    found = queries.get_editable_bookmark(viewer, world.bookmarks[name].library, world.bookmarks[name].pk)
    bookmarks.edit_bookmark(by=person(viewer), bookmark=found, title="New", description="", tags=())


def delete(world: World, viewer: Viewer, name: str) -> None:
    found = queries.get_editable_bookmark(viewer, world.bookmarks[name].library, world.bookmarks[name].pk)
    bookmarks.delete_bookmark(by=person(viewer), bookmark=found)


def withdraw(world: World, viewer: Viewer, name: str) -> None:
    bookmarks.withdraw(by=person(viewer), bookmark=bookmark(world, viewer, name))


def restore(world: World, viewer: Viewer, name: str) -> None:
    """carol deleted the bookmark; who gets it back?"""
    found = world.bookmarks[name]
    delete(world, Viewer(world.cast["carol"]), name)
    trash = queries.get_my_trash(viewer, Trash.objects.get(library=found.library).pk)
    discarding.restore(by=person(viewer), trash=trash)


def bring_words_of_others(world: World, viewer: Viewer, name: str) -> None:
    library = readable(world, viewer, name)
    check_may_bring(person(viewer), library, Survey(names={"Zoé"}))


# ---------------------------------------------------------------- words


def note_library(world: World, viewer: Viewer, name: str) -> None:
    found = bookmark(world, viewer, name)
    annotating.note_page(by=person(viewer), bookmark=found, body="mine", audience=found.library)


def note_only_me(world: World, viewer: Viewer, name: str) -> None:
    annotating.note_page(by=person(viewer), bookmark=bookmark(world, viewer, name), body="mine", audience=None)


def reply(world: World, viewer: Viewer, name: str) -> None:
    to = queries.get_annotation(viewer, world.said[name].pk)
    annotating.reply(by=person(viewer), to=to, library=world.libraries[name.split()[0]], body="an answer")


def rewrite(world: World, viewer: Viewer, name: str) -> None:
    found = queries.get_editable_annotation(viewer, world.said[name].pk)
    annotating.rewrite(by=person(viewer), annotation=found, body="otherwise")


def speak(world: World, viewer: Viewer, name: str) -> None:
    """Words about a page that nobody keeps yet."""
    library = readable(world, viewer, name)
    annotating.say(by=person(viewer), of=UNKEPT, draft=DRAFT, audience=[library])


def speak_to_both(world: World, viewer: Viewer, name: str) -> None:
    """The same, to two libraries at once."""
    audience = [readable(world, viewer, one) for one in (name, "closed")]
    annotating.say(by=person(viewer), of=UNKEPT, draft=DRAFT, audience=audience)


def speak_to_oneself(world: World, viewer: Viewer, name: str) -> None:
    annotating.say(by=person(viewer), of=UNKEPT, draft=DRAFT, audience=[])


def speak_of(world: World, viewer: Viewer, name: str) -> None:
    """Words about a page that a bookmark is of, to the people of the group “public”."""
    found = bookmark(world, viewer, name)
    annotating.say(by=person(viewer), of=found, draft=DRAFT, audience=[readable(world, viewer, "public")])


def move_to(where: str) -> Deed:
    def deed(world: World, viewer: Viewer, name: str) -> None:
        mine = queries.get_editable_annotation(viewer, world.said[name].pk)
        change = AnnotationChange(audience=(readable(world, viewer, where),))
        revising.revise(by=person(viewer), annotation=mine, change=change)

    return deed


def hush(world: World, viewer: Viewer, name: str) -> None:
    """From now on for its author alone."""
    mine = queries.get_editable_annotation(viewer, world.said[name].pk)
    revising.revise(by=person(viewer), annotation=mine, change=AnnotationChange(audience=()))


def recolour(world: World, viewer: Viewer, name: str) -> None:
    mine = queries.get_editable_annotation(viewer, world.said[name].pk)
    revising.revise(by=person(viewer), annotation=mine, change=AnnotationChange(color=Color.PINK))


def attach(world: World, viewer: Viewer, name: str) -> None:
    """On other words of the page."""
    mine = queries.get_editable_annotation(viewer, world.said[name].pk)
    revising.revise(by=person(viewer), annotation=mine, change=AnnotationChange(selectors=DRAFT.selectors))


def take_back(world: World, viewer: Viewer, name: str) -> None:
    found = queries.get_editable_annotation(viewer, world.said[name].pk)
    annotating.take_back(by=person(viewer), annotation=found)


def restore_words(world: World, viewer: Viewer, name: str) -> None:
    """Their author took the words back; who gets them back?"""
    author = world.said[name].author
    take_back(world, Viewer(author), name)
    trash = queries.get_my_trash(viewer, Trash.objects.get(person=author).pk)
    discarding.restore(by=person(viewer), trash=trash)


def silence(world: World, viewer: Viewer, name: str) -> None:
    found = queries.get_annotation(viewer, world.said[name].pk)
    proof = queries.get_moderated_library(viewer, world.libraries[name.split()[0]])
    annotating.silence(by=person(viewer), annotation=found, library=proof)


# ---------------------------------------------------------------- groups


def join(world: World, viewer: Viewer, name: str) -> None:
    library = front(world, viewer, name)
    groups.join(by=person(viewer), library=library)


def approve(world: World, viewer: Viewer, name: str) -> None:
    proof = queries.get_moderated_library(viewer, front(world, viewer, name))
    groups.approve(by=person(viewer), library=proof, membership_id=membership(world, name, "erin"))


def remove(of: str) -> Deed:
    def deed(world: World, viewer: Viewer, name: str) -> None:
        proof = queries.get_moderated_library(viewer, front(world, viewer, name))
        groups.remove_member(by=person(viewer), library=proof, membership_id=membership(world, name, of))

    return deed


def give_role(world: World, viewer: Viewer, name: str) -> None:
    proof = queries.get_owned_library(viewer, front(world, viewer, name))
    pk = membership(world, name, "bob")
    groups.give_role(by=person(viewer), library=proof, membership_id=pk, role=Role.MODERATOR)


def change_group(world: World, viewer: Viewer, name: str) -> None:
    proof = queries.get_owned_library(viewer, front(world, viewer, name))
    groups.change_group(by=person(viewer), library=proof, draft=groups.GroupDraft(slug=name, name="Otherwise"))
