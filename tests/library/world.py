"""Everything the matrix asks about, made once by the actions themselves.

Groups (alice owns, bob belongs, carol moderates, erin waits, frank left): **public** is readable by the world, **closed**
and **unlisted** by members, **gone** is being deleted, in **strict** (public) only moderators write. Each keeps two pages,
bob's ``b`` and alice's ``a``, tagged “travail”. Of bob's page are heard: bob's highlight, page note and reply to himself,
a note of frank and a note of a placeholder; and bob keeps a note on it to himself, and with it the page, privately, in his own library.

alice's library is open: ``shown`` (tagged “travail”) has her note to everyone, ``secret`` (“travail”, “intime”) is private
and has a note of hers. bob's library is closed and keeps one page besides.
"""

from dataclasses import dataclass

from florilegium.groups.models import Group, WritableBy
from florilegium.library.actions import annotating, groups
from florilegium.library.actions.people import stand_in
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.models import Annotation, Bookmark, Library
from florilegium.library.queries import get_moderated_library
from tests.cast import Cast, assemble, draft, keep

GROUPS = ("public", "closed", "unlisted", "gone", "strict")


@dataclass(frozen=True, slots=True)
class World:
    """The cast, and every thing by name: ``closed`` a library, ``closed b`` a bookmark, ``closed note`` an annotation."""

    cast: Cast
    libraries: dict[str, Library]
    bookmarks: dict[str, Bookmark]
    said: dict[str, Annotation]


def make_world() -> World:
    """Everything above, in the database."""
    world = World(assemble(), {}, {}, {})
    for slug in GROUPS:
        _fill_group(world, slug)
    _fill_own_libraries(world)
    Group.objects.filter(slug="unlisted").update(listed=False)
    Group.objects.filter(slug="strict").update(writable_by=WritableBy.MODERATORS)
    Library.objects.filter(group__slug="gone").update(gone=True)
    for name, library in world.libraries.items():
        world.libraries[name] = Library.objects.select_related("group", "person").get(pk=library.pk)
    return world


def _fill_group(world: World, slug: str) -> None:
    cast = world.cast
    library = cast.group(slug, readable_by="world" if slug in ("public", "strict") else "members")
    bob, frank = cast["bob"], cast["frank"]
    shade = stand_in(library=library, source="diigo", names={"Zoé"})["Zoé"]
    world.libraries[slug] = library
    told = draft(
        bob, f"{slug}/b", tags=("travail",), highlights=(HighlightDraft("ce qui est dit", bob),),
        page_notes=(NoteDraft("brought along", shade, brought_by=cast["alice"]),),
    )  # fmt: skip
    b, a = keep(library, told, draft(cast["alice"], f"{slug}/a", tags=("travail",)), by=bob)
    world.bookmarks.update({f"{slug} b": b, f"{slug} a": a})
    found = Annotation.objects.filter(page=b.page)
    note = annotating.note_page(by=bob, bookmark=b, body="for all of us", audience=library)
    world.said.update(
        {
            f"{slug} highlight": found.get(quote="ce qui est dit"),
            f"{slug} placeholder": found.get(author=shade),
            f"{slug} note": note,
            f"{slug} reply": annotating.reply(by=bob, to=note, library=library, body="and one more thing"),
            f"{slug} only-me": annotating.note_page(by=bob, bookmark=b, body="to myself", audience=None),
        }
    )
    proof = get_moderated_library(cast.viewer("alice"), library)
    groups.add_member(by=cast["alice"], library=proof, login="frank")
    world.said[f"{slug} frank's"] = annotating.note_page(by=frank, bookmark=b, body="I was here", audience=library)
    groups.leave(by=frank, library=library)


def _fill_own_libraries(world: World) -> None:
    cast = world.cast
    alice, bob = cast["alice"], cast["bob"]
    mine = world.libraries["alice's"] = cast.own("alice")
    groups.set_library_open(by=alice, library=mine, is_open=True)
    mine.refresh_from_db()
    shown, secret = keep(
        mine,
        draft(alice, "alice/shown", tags=("travail",), private=False),
        draft(alice, "alice/secret", tags=("travail", "intime"), page_notes=(NoteDraft("for nobody else", alice),)),
    )
    world.bookmarks.update({"alice's shown": shown, "alice's secret": secret})
    world.said.update(
        {
            "alice's everyone": annotating.note_page(by=alice, bookmark=shown, body="for everyone", audience=mine),
            "alice's secret": Annotation.objects.get(page=secret.page),
        }
    )
    world.libraries["bob's"] = cast.own("bob")
    world.bookmarks["bob's b"] = keep(world.libraries["bob's"], draft(bob, "bob/b", tags=("travail",)))[0]
