"""What anybody may do to a library, drawn by chance: one deed a turn, each as a face does it (read for the viewer, act by the person)."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hypothesis import strategies as st

from florilegium.groups.models import Membership, Role
from florilegium.kit import clock
from florilegium.library import endings, queries, rules
from florilegium.library.actions import (
    annotating,
    bookmarks,
    discarding,
    emptying,
    ending,
    groups,
    many,
    reading,
    tags,
    viewing,
)
from florilegium.library.actions.keeping import keep_pages
from florilegium.library.actions.people import stand_in
from florilegium.library.drafts import BookmarkDraft, HighlightDraft, NoteDraft
from florilegium.library.errors import NotFound
from florilegium.library.models import Annotation, Bookmark, Change, Ending, Library, Saving, Tag, Trash
from florilegium.library.queries import EditableBookmarks, ModeratedLibrary, OwnedLibrary
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.portability import importing, undoing
from florilegium.portability.models import Import, State
from tests.cast import Cast, draft

LONG = "A title that is long enough to be known again by its beginning alone"
TITLES = ("Page 0", "Page 1", LONG, LONG[:50] + "…", "")
TAGS = ("travail", "intime", "Travail")
QUOTES = ("what is quoted", "quoted again")
BODIES = ("one thing", "another thing", "a third")

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn: who, and how she makes up her mind."""

    cast: Cast
    who: str
    data: st.DataObject

    @property
    def by(self) -> Person:
        """NotFound for who has deleted her account: nobody is signed in as her."""
        person = Person.objects.filter(pk=self.cast[self.who].pk, login__isnull=False).first()
        if person is None:
            raise NotFound
        return person

    @property
    def viewer(self) -> Viewer:
        """A new request, that remembers nothing."""
        return Viewer(self.by)

    def choose(self, things: Sequence[Thing]) -> Thing:
        """One of these; NotFound if there are none."""
        if not things:
            raise NotFound
        return self.data.draw(st.sampled_from(list(things)))

    def some(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """None, one or two of these."""
        return tuple(self.data.draw(st.lists(st.sampled_from(list(things)), max_size=2)))

    def ticked(self) -> EditableBookmarks:
        """Some bookmarks of one library, as far as she may change them."""
        seen = self.bookmark()
        ids = self.some(list(Bookmark.objects.filter(library=seen.library).order_by("pk").values_list("pk", flat=True)))
        return queries.get_editable_bookmarks(self.viewer, seen.library, (seen.pk, *ids))

    def moderated(self) -> ModeratedLibrary:
        """A library that she moderates: her own, or a group's."""
        found = [one for one in queries.my_libraries(self.viewer) if rules.can_moderate(self.viewer, one)]
        return queries.get_moderated_library(self.viewer, self.choose(found))

    def owned(self) -> OwnedLibrary:
        """The library of a group that she owns."""
        found = [one for one in queries.my_libraries(self.viewer) if rules.can_own(self.viewer, one)]
        return queries.get_owned_library(self.viewer, self.choose(found))

    def instead(self, person: Person | None) -> "Turn":
        """Somebody else's turn: hers whose thing it is. NotFound for who has no account."""
        names = [name for name in self.cast.people if person is not None and self.cast[name].pk == person.pk]
        return replace(self, who=self.choose(names))

    def library(self) -> Library:
        """A library that there is, hers or not."""
        pk = self.choose(list(Library.objects.order_by("pk").values_list("pk", flat=True)))
        return Library.objects.select_related("group", "person").get(pk=pk)

    def bookmark(self) -> Bookmark:
        """A bookmark of any library, as she sees it."""
        found = Bookmark.objects.order_by("pk").select_related("library")
        seen = [b for b in found if queries.find_visible_bookmark(self.viewer, b.pk)]
        chosen = self.choose(seen)
        return queries.get_bookmark(self.viewer, chosen.library, chosen.pk)

    def said(self) -> Annotation:
        """Words that she may hear."""
        pk = self.choose(list(Annotation.objects.order_by("pk").values_list("pk", flat=True)))
        return queries.get_annotation(self.viewer, pk)


# ---------------------------------------------------------------- what may be done


def keep_some(turn: Turn) -> None:
    library = turn.choose(queries.writable_libraries(turn.viewer))
    brought = [turn.by]
    if library.person_id == turn.by.pk or turn.who in ("alice", "carol"):  # these may bring words of others
        brought.append(stand_in(library=library, source="diigo", names={"Zoé"})["Zoé"])
    drafts = [a_draft(turn, brought) for _ in range(turn.choose((1, 1, 2)))]
    keep_pages(by=turn.by, library=library, drafts=drafts)


def a_draft(turn: Turn, people: Sequence[Person]) -> BookmarkDraft:
    saver = turn.choose(people)
    number = turn.choose((0, 1, 2))
    told: dict[str, object] = {"address": None} if turn.choose((False, False, True)) else {}
    highlights = [
        HighlightDraft(
            quote, turn.choose(people), at=turn.choose((None, 5, 50)),
            notes=tuple(NoteDraft(body, turn.choose(people), at=9) for body in turn.some(BODIES)),
        )
        for quote in turn.some(QUOTES)
    ]  # fmt: skip
    return draft(
        saver, number, title=turn.choose(TITLES), at=turn.choose((10, 20, 30)), at_known=turn.choose((True, False)),
        description=turn.choose(("", *BODIES)), tags=turn.some(TAGS), private=turn.choose((None, True, False)),
        views=turn.choose((None, 3, 7)), highlights=tuple(highlights),
        page_notes=tuple(NoteDraft(body, turn.choose(people)) for body in turn.some(BODIES)), **told,
    )  # fmt: skip


def edit(turn: Turn) -> None:
    seen = turn.bookmark()
    found = queries.get_editable_bookmark(turn.viewer, seen.library, seen.pk)
    bookmarks.edit_bookmark(
        by=turn.by, bookmark=found, title=turn.choose(TITLES), description="", tags=turn.some(TAGS),
        private=turn.choose((True, False)),
    )  # fmt: skip


def note(turn: Turn) -> None:
    found = turn.bookmark()
    annotating.note_page(
        by=turn.by, bookmark=found, body=turn.choose(BODIES), audience=turn.choose((found.library, None))
    )


def reply(turn: Turn) -> None:
    to = turn.said()
    annotating.reply(by=turn.by, to=to, library=turn.library(), body=turn.choose(BODIES))


def rewrite(turn: Turn) -> None:
    found = queries.get_editable_annotation(turn.viewer, turn.said().pk)
    annotating.rewrite(by=turn.by, annotation=found, body=turn.choose((*BODIES, "")))


def take_back(turn: Turn) -> None:
    annotating.take_back(by=turn.by, annotation=queries.get_editable_annotation(turn.viewer, turn.said().pk))


def silence(turn: Turn) -> None:
    annotating.silence(by=turn.by, annotation=turn.said(), library=turn.moderated())


def delete(turn: Turn) -> None:
    seen = turn.bookmark()
    found = queries.get_editable_bookmark(turn.viewer, seen.library, seen.pk)
    bookmarks.delete_bookmark(by=turn.by, bookmark=found)


def withdraw(turn: Turn) -> None:
    saving = turn.choose(list(Saving.objects.select_related("person").order_by("pk")))
    turn = turn.instead(saving.person)
    found = queries.find_visible_bookmark(turn.viewer, saving.bookmark_id)
    bookmarks.withdraw(by=turn.by, bookmark=turn.choose([found] if found is not None else []))


def restore(turn: Turn) -> None:
    trash = turn.choose(queries.my_trash(turn.viewer))
    discarding.restore(by=turn.by, trash=Trash.objects.get(pk=trash.pk))


def leave_or_join(turn: Turn) -> None:
    library = turn.choose([row for row in Library.objects.order_by("pk").select_related("group") if row.group_id])
    if library in queries.writable_libraries(turn.viewer):
        groups.leave(by=turn.by, library=library)
        return
    groups.join(by=turn.by, library=library)
    proof = queries.get_moderated_library(Turn(turn.cast, "alice", turn.data).viewer, library)
    for waiting in queries.waiting_members(proof):
        groups.approve(by=turn.cast["alice"], library=proof, membership_id=waiting.pk)


def open_or_close(turn: Turn) -> None:
    own = turn.cast.own(turn.who)
    groups.set_library_open(by=turn.by, library=own, is_open=not own.open)
    if turn.choose((True, False)):  # the worker comes by, or is late
        groups.refresh_hints(batch=1)


# ---------------------------------------------------------------- words of one's own, several at once, tags


def highlight(turn: Turn) -> None:
    found = turn.bookmark()
    annotating.highlight(
        by=turn.by, bookmark=found, quote=turn.choose(QUOTES), body=turn.choose(("", *BODIES)),
        audience=turn.choose((found.library, None)),
    )  # fmt: skip


def change_several(turn: Turn) -> None:
    ticked, which = turn.ticked(), turn.choose(("tags", "tags", "hide", "show", "delete"))
    if which == "tags":
        many.tag_many(by=turn.by, bookmarks=ticked, add=turn.some(TAGS), remove=turn.some(TAGS))
    elif which == "delete":
        many.delete_many(by=turn.by, bookmarks=ticked)
    else:
        many.hide_many(by=turn.by, bookmarks=ticked, private=which == "hide")


def copy_several(turn: Turn) -> None:
    seen, there = turn.bookmark(), turn.choose(queries.writable_libraries(turn.viewer))
    many.copy_many(by=turn.by, bookmarks=queries.get_bookmarks(turn.viewer, seen.library, [seen.pk]), to=there)


def change_a_tag(turn: Turn) -> None:
    library = turn.moderated()
    tag = turn.choose(list(Tag.objects.filter(library=library).order_by("pk")))
    if turn.choose((True, True, False)):
        tags.rename_tag(by=turn.by, library=library, tag=tag, name=turn.choose((*TAGS, "new")), merge=True)
    else:
        tags.delete_tag(by=turn.by, library=library, tag=tag)


def undo_a_change(turn: Turn) -> None:
    change = turn.choose(list(Change.objects.filter(undone=False).select_related("person").order_by("pk")))
    turn = turn.instead(change.person)
    many.undo(by=turn.by, change=queries.get_my_change(turn.viewer, change.pk))


# ---------------------------------------------------------------- reading, views, pins


def read(turn: Turn) -> None:
    """One opens a page: it is counted, put on her list or taken off it, pinned or not."""
    found = turn.bookmark()
    reading.visit(by=turn.by, library=found.library)
    reading.set_unread(by=turn.by, bookmarks=[found], unread=turn.choose((True, False)))
    viewing.count_views([(found.pk, turn.who.encode())], clock.now() // clock.DAY)
    proof = queries.get_moderated_library(turn.viewer, found.library)
    reading.pin(library=proof, bookmarks=turn.ticked(), pinned=turn.choose((True, False)))


# ---------------------------------------------------------------- imports


def bring_a_file(turn: Turn) -> None:
    library = turn.choose(queries.writable_libraries(turn.viewer))
    rows = ["title,url,tags,description,comments,annotations,created_at"]
    for n in turn.choose(((0,), (1, 2), (0, 0, 3))):
        said = "".join(f"Highlight:{quote}\n" for quote in turn.some(QUOTES))
        address = turn.choose((f"https://example.org/{n}", ""))
        rows.append(
            f'"{turn.choose(TITLES)}","{address}","{",".join(turn.some(TAGS))}","","","{said}",2020-01-0{n + 1} 10:00:00'
        )
    job = importing.receive(by=turn.by, name="export.csv", stream=io.BytesIO("\n".join(rows).encode()))
    importing.begin(job, library)
    importing.run(job)


def undo_an_import(turn: Turn) -> None:
    jobs = Import.objects.filter(state=State.DONE).select_related("library__group", "library__person", "by")
    job = turn.choose(list(jobs.order_by("pk")))
    undoing.begin(turn.instead(job.by).by, job)
    undoing.run(job)


# ---------------------------------------------------------------- groups and accounts


def make_or_change_a_group(turn: Turn) -> None:
    if turn.choose((True, False)):
        groups.make_group(by=turn.by, draft=groups.GroupDraft(f"of-{turn.who}", "Hers", readable_by="world"))
        return
    owned = turn.owned()
    given = groups.GroupDraft("x", "Otherwise", readable_by=turn.choose(("world", "members")))
    groups.change_group(by=turn.by, library=owned, draft=given)


def hand_over(turn: Turn) -> None:
    owned = turn.owned()
    members = Membership.objects.filter(library=owned, role__gt=Role.PENDING).order_by("pk")
    chosen = turn.choose(list(members.values_list("pk", flat=True)))
    groups.give_role(by=turn.by, library=owned, membership_id=chosen, role=turn.choose((Role.OWNER, Role.MEMBER)))


def delete_a_group(turn: Turn) -> None:
    ending.delete_group(by=turn.by, library=turn.owned(), now=turn.choose((True, False)))


def take_a_group_back(turn: Turn) -> None:
    turn = turn.instead(turn.choose(list(Ending.objects.select_related("by").order_by("pk"))).by)
    found = turn.choose(endings.my_deleted_groups(turn.viewer))
    ending.take_group_back(by=turn.by, deleted=endings.get_deleted_group(turn.viewer, found.pk))


def delete_an_account(turn: Turn) -> None:
    ending.delete_account(person=turn.by, erase=turn.choose((True, False)))


def worker_comes_by(turn: Turn) -> None:
    """It empties some of what is due."""
    found = turn.choose(list(Ending.objects.filter(due__lte=clock.now()).select_related("library").order_by("pk")))
    for _ in range(turn.choose((1, 2, 5, 40))):
        if not emptying.step(found):
            return


DEEDS: tuple[Callable[[Turn], None], ...] = (
    keep_some, keep_some, keep_some, edit, note, reply, reply, highlight, rewrite, take_back, silence, delete, withdraw,
    restore, restore, leave_or_join, open_or_close, change_several, change_several, copy_several, change_a_tag,
    undo_a_change, undo_a_change, read, bring_a_file, undo_an_import, make_or_change_a_group, hand_over,
)  # fmt: skip
#: After these little is left for the others: drawn more rarely.
ENDS = (delete_a_group, take_a_group_back, delete_an_account, worker_comes_by, worker_comes_by)
