"""One bookmark: everything said of its page in a library, and what one can do with it."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from florilegium.archive import queries as copies
from florilegium.library import cards, queries, rules, whereabouts
from florilegium.library.cards import SaidRow
from florilegium.library.errors import NotFound
from florilegium.library.models import Bookmark, Library, Saving
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path, library_path, tag_path
from florilegium.web import visits, wording
from florilegium.web.asking import viewer_of
from florilegium.web.entries import copy_links, note_of, originals, passage_of
from florilegium.web.rendering import render
from florilegium.web.shapes import (
    Action,
    BookmarkPage,
    Choice,
    Empty,
    Field,
    Form,
    Index,
    IndexSection,
    Link,
    Moment,
    Note,
    Opening,
)

from .fetched import announced, byline_of
from .finding import crumbs, library_at, readers_of
from .marking import mark_actions


@require_safe
def bookmark_page(request: HttpRequest, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """One bookmark's page."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    try:
        bookmark = queries.get_bookmark(viewer, library, bookmark_id)
    except NotFound:
        now = whereabouts.find_former_bookmark(viewer, bookmark_id)
        if now is None or now.library_id != library.pk:
            raise
        return HttpResponsePermanentRedirect(bookmark_path(library, now.pk))
    visits.seen(request, bookmark.pk)
    return render(request, "bookmark.html", page_of(viewer, bookmark))


@csrf_exempt  # a beacon carries no token; all it can do is to count the visitor's own view
@require_POST
def followed(request: HttpRequest, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """The link of a bookmark was followed: that is a view."""
    viewer = viewer_of(request)
    bookmark = queries.get_bookmark(viewer, library_at(viewer, kind, name), bookmark_id)
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        visits.seen(request, bookmark.pk)
    return HttpResponse(status=204)


def page_of(viewer: Viewer, bookmark: Bookmark, note_form: Form | None = None) -> BookmarkPage:
    """The page; ``note_form`` as typed, when it comes back with an error."""
    library = bookmark.library
    savings = queries.savings_of(bookmark)
    editable = rules.can_edit_bookmark(viewer, library, {saving.person_id for saving in savings})
    said = cards.threads(viewer, library, bookmark.page_id)
    threads = _Threads(viewer, library, bookmark, said)
    title = bookmark.title if bookmark.title.strip() else bookmark.page.url or _("Untitled")
    first = next((saving for saving in savings if saving.person_id == bookmark.added_by_id), None)
    brought = first.brought_by if first is not None else None
    known = copies.known_of(bookmark)
    there = originals(bookmark.page.url, said)
    passages = tuple(
        passage_of(row, bookmark.added_by_id, threads.url, threads.note(row), there.get(row.id, ""))
        for row in said
        if row.part == 0
    )
    can_note = rules.can_write(viewer, library, library.group)
    return BookmarkPage(
        opening=Opening(
            title=title,
            heading=title,
            crumbs=crumbs(library, Link(wording.cut(title), bookmark_path(library, bookmark.pk))),
            long=True,
            actions=_actions(viewer, bookmark, savings, editable=editable),
        ),
        site=bookmark.page.site,
        url=bookmark.page.url,
        byline=byline_of(known.facts),
        copies=_copies(viewer, bookmark, threads.url),
        announcements=announced(viewer, bookmark, known.capture),
        followed=f"{threads.url}/followed" if bookmark.page.url else "",
        private=bookmark.private,
        approximate=False,
        brought=wording.who_brought(brought.login, brought.name, bookmark.added_by.called) if brought else "",
        index=_index(bookmark, savings, said),
        description=_description(bookmark, first),
        page_notes=tuple(threads.note(row) for row in said if row.part == 1),
        passages=passages,
        quiet="" if passages else _("Nothing is highlighted on this page yet."),
        note_form=note_form or (new_note_form(viewer, bookmark) if can_note else None),
        invitation=None if can_note else _invitation(viewer, library),
    )


def _copies(viewer: Viewer, bookmark: Bookmark, url: str) -> tuple[Link, ...]:
    copy = copies.newest(viewer, bookmark.library, [bookmark.page_id]).get(bookmark.page_id)
    if copy is None:
        return ()
    return (*copy_links(url, copy), Link(_("All copies"), f"{url}/snapshots"))


class _Threads:
    """Notes with their replies, forms and acts, as this viewer may use them."""

    def __init__(self, viewer: Viewer, library: Library, bookmark: Bookmark, said: list[SaidRow]) -> None:
        self.viewer = viewer
        self.url = bookmark_path(library, bookmark.pk)
        self.saver_id = bookmark.added_by_id
        self.can_reply = rules.can_reply(viewer, library, library.group)
        self.moderates = rules.can_moderate(viewer, library) and library.group_id is not None
        self.replies: dict[int, list[SaidRow]] = {}
        for row in said:
            if row.part == 2 and row.root_id is not None:
                self.replies.setdefault(row.root_id, []).append(row)

    def note(self, row: SaidRow) -> Note:
        replies = tuple(
            note_of(reply, self.url, saver_id=self.saver_id, actions=self._acts(reply), answered=False)
            for reply in self.replies.get(row.id, ())
        )
        return note_of(
            row, self.url, saver_id=self.saver_id, replies=replies, actions=self._acts(row), answered=False,
            reply=self._form(row) if self._answerable(row) else None,
        )  # fmt: skip

    def _answerable(self, row: SaidRow) -> bool:
        if row.only_me:
            return row.author_id == self.viewer.id
        return self.can_reply

    def _form(self, row: SaidRow) -> Form:
        who = wording.called(row.author_login, row.author_name)
        field = Field("body", _("Reply to %(name)s") % {"name": who}, kind="textarea", rows=3, required=True)
        return Form(f"r{row.id}", f"{self.url}/annotation/{row.id}/reply", (field,), _("Reply"))

    def _acts(self, row: SaidRow) -> tuple[Action, ...]:
        here = f"{self.url}/annotation/{row.id}"
        who = wording.called(row.author_login, row.author_name)
        if row.withdrawn:
            return ()
        if row.author_id == self.viewer.id:
            return (Action(_("Edit"), f"{here}/edit"), Action(_("Delete"), f"{here}/delete"))
        if self.moderates:
            about = _("Remove from the group what %(name)s said") % {"name": who}
            return (Action(_("Remove from the group"), f"{here}/silence", about=about),)
        return ()


def _actions(viewer: Viewer, bookmark: Bookmark, savings: list[Saving], *, editable: bool) -> tuple[Action, ...]:
    url = bookmark_path(bookmark.library, bookmark.pk)
    acts = []
    if bookmark.page.url:
        acts.append(Action(_("Open the page"), bookmark.page.url, main=True, followed=f"{url}/followed"))
    if viewer.person is None:
        return tuple(acts)
    mine = any(saving.person_id == viewer.id for saving in savings)
    if bookmark.page.url:
        acts.append(Action(_("Keep elsewhere"), f"/save?from={bookmark.pk}"))
    if editable:
        acts.append(Action(_("Edit"), f"{url}/edit"))
    acts += mark_actions(viewer, bookmark)
    if mine and len(savings) > 1:
        acts.append(Action(_("Withdraw my saving"), f"{url}/withdraw"))
    if editable:
        acts.append(Action(_("Delete"), f"{url}/delete"))
    return tuple(acts)


def _index(bookmark: Bookmark, savings: list[Saving], said: list[SaidRow]) -> Index:
    library, path = bookmark.library, library_path(bookmark.library)
    n = wording.number
    heading = ngettext("Kept by %(n)s person", "Kept by %(n)s people", len(savings)) % {"n": n(len(savings))}
    people = tuple(
        Link(
            saving.person.called,
            f"{path}?by={saving.person_id}" if library.group_id is not None else path,
            wording.short_day(saving.at) if saving.at_known else "",
        )
        for saving in savings
    )
    tags = tuple(Link(name, tag_path(library, name)) for name in cards.tags([_Row(bookmark)])[bookmark.pk])
    marks = sum(row.part == 0 for row in said)
    notes = sum(row.part == 1 or (row.part == 0 and bool(row.body)) for row in said)
    replies = sum(row.part == 2 for row in said)
    facts = (
        Link(_("highlights"), "#passages" if marks else "", n(marks)),
        Link(_("notes"), "", n(notes)),
        Link(_("replies"), "", n(replies)),
        Link(_("views"), "", n(bookmark.views)),
    )
    sections = [IndexSection(heading, people)]
    if tags:
        sections.append(IndexSection(_("Tags"), tags=tags))
    sections.append(IndexSection(_("In numbers"), facts))
    return Index(_("About this page"), tuple(sections), navigates=False)


class _Row:
    """A bookmark as ``cards`` asks for it."""

    def __init__(self, bookmark: Bookmark) -> None:
        self.id, self.page_id = bookmark.pk, bookmark.page_id
        self.marks, self.page_notes = bookmark.marks, bookmark.page_notes


def _description(bookmark: Bookmark, first: Saving | None) -> Note | None:
    if not bookmark.description:
        return None
    known = bookmark.at_known
    return Note(
        id="description",
        author=Link(bookmark.added_by.called),
        when=Moment(wording.short_day(bookmark.at), wording.machine(bookmark.at)) if known else None,
        text=bookmark.description,
    )


def audience_choices(viewer: Viewer, library: Library, chosen: str, *, private: bool) -> tuple[Choice, ...]:
    """For whom a page note is: in plain words, before it is sent."""
    choices = []
    if library.group is not None:
        choices.append(("library", readers_of(library)))
    elif viewer.person is not None and not private and rules.may_hear(viewer.person, library):
        choices.append(("library", _("everyone")))
    choices.append(("me", _("only me")))
    chosen = chosen if chosen in dict(choices) else ("library" if library.group is not None else "me")
    return tuple(Choice(value, label, value == chosen) for value, label in choices)


def new_note_form(viewer: Viewer, bookmark: Bookmark, body: str = "", audience: str = "", error: str = "") -> Form:
    """The form under the page: a note on the page as a whole."""
    url = bookmark_path(bookmark.library, bookmark.pk)
    return Form(
        "note",
        f"{url}/note",
        (
            Field("body", _("Your note"), body, "textarea", required=True, rows=4,
                  help=_("Markdown is understood."), errors=(error,) if error else ()),
            Field("audience", _("Who reads this note?"), "", "radio",
                  options=audience_choices(viewer, bookmark.library, audience, private=bookmark.private)),
        ),
        _("Add the note"),
    )  # fmt: skip


def _invitation(viewer: Viewer, library: Library) -> Empty | None:
    if viewer.person is None:
        return Empty(
            _("Sign in to take part."), (Action(_("Sign in"), f"/account/login/?next={library_path(library)}"),)
        )
    if library.group is not None and rules.can_join(viewer, library.group, library):
        return Empty(_("Members of the group write here."), (Action(_("To the group"), library_path(library)),))
    return None
