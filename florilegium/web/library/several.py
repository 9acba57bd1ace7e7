"""Many bookmarks changed at once, and what was done taken back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from florilegium.library import queries, rules
from florilegium.library.actions import many, reading
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import Change, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import library_path
from florilegium.web import tagging, wording
from florilegium.web.asking import next_of, signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Announcement, Choice, Empty, Link, Opening, Several, TrashItem, TrashPage

from .finding import library_at, name_of

MOST = 100


def several_of(viewer: Viewer, library: Library, here: str, done: str) -> Several:
    """The form, as this viewer may use it."""
    others = [one for one in queries.writable_libraries(viewer) if one.pk != library.pk]
    return Several(
        action=f"{library_path(library)}/several",
        next=here,
        done=done,
        libraries=tuple(
            Choice(str(one.pk), name_of(one) if one.group_id is not None else _("my library")) for one in others
        ),
        can_hide=library.person_id is not None,
    )


@require_POST
@signed_in
def change(request: HttpRequest, person: Person, kind: str, name: str) -> HttpResponse:
    """Do to the ticked bookmarks what was pressed; then back to the list, where it can be undone."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    ids = [int(pk) for pk in request.POST.getlist("id")[:MOST] if pk.isascii() and pk.isdigit() and len(pk) < 19]
    back = next_of(request, library_path(library))
    if not ids:
        messages.error(request, _("Tick at least one bookmark."))
        return HttpResponseRedirect(back)
    try:
        made, passed = _do(request, person, viewer, library, ids)
    except Invalid as problem:
        messages.error(request, " ".join(str(said) for said in problem.fields.values()) or str(problem.sentence))
        return HttpResponseRedirect(back)
    if passed:
        text = ngettext(
            "%(n)s bookmark was passed over: it is not yours to change.",
            "%(n)s bookmarks were passed over: they are not yours to change.", passed,
        )  # fmt: skip
        messages.error(request, text % {"n": wording.number(passed)})
    if made is None:
        messages.success(request, _("Done."))
        return HttpResponseRedirect(back)
    joint = "&" if "?" in back else "?"
    return HttpResponseRedirect(f"{back}{joint}{urlencode({'changed': made.pk})}")


def _do(
    request: HttpRequest, person: Person, viewer: Viewer, library: Library, ids: list[int]
) -> tuple[Change | None, int]:
    act = request.POST.get("act", "")
    if act in ("read", "unread"):
        reading.set_unread(by=person, bookmarks=queries.get_bookmarks(viewer, library, ids), unread=act == "unread")
        return None, 0
    if act == "copy":
        to = request.POST.get("to", "")
        target = next((one for one in queries.writable_libraries(viewer) if str(one.pk) == to), None)
        if target is None:
            raise Invalid(_("Choose the library to copy them to."))
        return many.copy_many(by=person, bookmarks=queries.get_bookmarks(viewer, library, ids), to=target), 0
    found = queries.get_editable_bookmarks(viewer, library, ids)
    if act == "tag":
        add, remove = tagging.parse(request.POST.get("add", "")), tagging.parse(request.POST.get("remove", ""))
        return many.tag_many(by=person, bookmarks=found, add=add, remove=remove), found.passed
    if act in ("private", "open"):
        return many.hide_many(by=person, bookmarks=found, private=act == "private"), found.passed
    if act == "delete":
        return many.delete_many(by=person, bookmarks=found), found.passed
    raise NotFound


def announcement_of(viewer: Viewer, asked: str) -> tuple[Announcement, ...]:
    """What was just done, with the way back; nothing if it is not this viewer's."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return ()
    try:
        made = queries.get_my_change(viewer, int(asked))
    except NotFound:
        return ()
    acts = () if made.undone or not made.count else (_undo(made),)
    return (Announcement(said_of(made), acts),)


def _undo(made: Change) -> Action:
    return Action(_("Undo"), f"/changes/{made.pk}/undo", post=True, about=_("Undo: %(what)s") % {"what": said_of(made)})


def said_of(made: Change) -> str:
    """A change in words."""
    n = made.count
    said = {
        "tags": ngettext("Tags changed on %(n)s bookmark (%(about)s).", "Tags changed on %(n)s bookmarks (%(about)s).", n),
        "private": ngettext("%(n)s bookmark made private.", "%(n)s bookmarks made private.", n),
        "open": ngettext("%(n)s bookmark is no longer private.", "%(n)s bookmarks are no longer private.", n),
        "deleted": ngettext("%(n)s bookmark deleted.", "%(n)s bookmarks deleted.", n),
        "copied": ngettext("%(n)s bookmark copied here.", "%(n)s bookmarks copied here.", n),
        "renamed": ngettext("Tag renamed on %(n)s bookmark: %(about)s.", "Tag renamed on %(n)s bookmarks: %(about)s.", n),
        "merged": ngettext("Tag merged on %(n)s bookmark: %(about)s.", "Tag merged on %(n)s bookmarks: %(about)s.", n),
        "untagged": ngettext(
            "Tag “%(about)s” taken off %(n)s bookmark.", "Tag “%(about)s” taken off %(n)s bookmarks.", n
        ),
    }[made.what] % {"n": wording.number(n), "about": made.about}  # fmt: skip
    return _("%(said)s Undone.") % {"said": said} if made.undone else said


@require_safe
@signed_in
def changes(request: HttpRequest, person: Person) -> HttpResponse:
    """What I did to many things at once, and can still undo."""
    heading = _("Changes to many at once")
    found = queries.my_changes(viewer_of(request))
    page = TrashPage(
        opening=Opening(
            heading, heading, (Link(_("Home"), "/"), Link(_("Trash"), "/trash"), Link(heading, current=True))
        ),
        items=tuple(
            TrashItem(
                title=said_of(one),
                what=name_of(one.library),
                until=wording.day(one.at),
                actions=() if one.undone or not one.count else (_undo(one),),
            )
            for one in found
        ),
        empty=None if found else Empty(_("Nothing was changed by the many.")),
    )
    return render(request, "trash.html", page)


@require_POST
@signed_in
def undo(request: HttpRequest, person: Person, change_id: int) -> HttpResponse:
    """Take a change back."""
    made = queries.get_my_change(viewer_of(request), change_id)
    done, left = many.undo(by=person, change=made)
    messages.success(
        request, ngettext("Undone on %(n)s bookmark.", "Undone on %(n)s bookmarks.", done) % {"n": wording.number(done)}
    )
    if left:
        messages.error(
            request,
            _("Left as they are, because somebody touched them since: %(titles)s") % {"titles": ", ".join(left[:10])},
        )
    return HttpResponseRedirect(next_of(request, library_path(made.library)))


def can_tick(viewer: Viewer, library: Library) -> bool:
    """Whether the viewer can do anything with ticked bookmarks: copy them, read them later, or change some."""
    return viewer.person is not None and rules.scope(viewer, library) is not rules.Scope.NOTHING
