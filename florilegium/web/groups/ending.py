"""Deleting a group, and taking it back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from florilegium.library import endings, queries
from florilegium.library.actions import ending as acts
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.search.addresses import library_path
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.library.finding import crumbs, name_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Field, Form, FormPage, Link, Opening


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delete(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Delete a group, once its address was typed."""
    viewer = viewer_of(request)
    library = queries.get_group(viewer, name)
    owned = queries.get_owned_library(viewer, library)
    if request.method != "POST":
        return render(request, "form.html", _page(library, name))
    typed = request.POST.get("slug", "")
    if typed.strip().lower() != name:
        return render(request, "form.html", _page(library, name, typed, wrong=True), status=422)
    ending = acts.delete_group(by=person, library=owned)
    told = _("The group %(group)s is deleted. Until %(date)s you can take it back here.")
    messages.success(request, told % {"group": name_of(library), "date": wording.day(ending.due)})
    return HttpResponseRedirect("/trash")


def _page(library: Library, slug: str, typed: str = "", *, wrong: bool = False) -> FormPage:
    path, heading = library_path(library), _("Delete %(group)s?") % {"group": name_of(library)}
    error = _("This is not the group’s address. Type “%(slug)s”.") % {"slug": slug}
    field = Field(
        "slug", _("Type the group’s address, “%(slug)s”, to delete it") % {"slug": slug}, typed, required=True,
        maxlength=64, autocomplete="off", errors=(error,) if wrong else (),
    )  # fmt: skip
    days = {"n": wording.number(settings.TRASH_DAYS)}
    members = library.group.members if library.group is not None else 0
    holds = _("It holds %(bookmarks)s, and has %(members)s.") % {
        "bookmarks": ngettext("%(n)s bookmark", "%(n)s bookmarks", library.bookmarks)
        % {"n": wording.number(library.bookmarks)},
        "members": ngettext("%(n)s member", "%(n)s members", members) % {"n": wording.number(members)},
    }
    return FormPage(
        opening=Opening(heading, heading, crumbs(library, Link(_("Settings of the group"), f"{path}/settings"),
                                                 Link(_("Delete"))), sentence=holds),
        form=Form("delete", f"{path}/delete", (field,), _("Delete the group"), cancel=path),
        sentences=(
            _("From that moment nobody finds the group any more: its pages, its feeds, its members are gone for everybody."),
            _("For %(n)s days its owners can take it back from their trash, as it was. Then it is emptied for good.") % days,
            _("What members said stays theirs, read by nobody else. What was brought in under other names is erased."),
        ),
        further_heading=_("Before you do"),
        further=(
            Action(_("Take everything along"), f"{path}/export"),
            Action(_("Or hand it over: make another member its owner"), f"{path}/members"),
        ),
    )  # fmt: skip


@require_POST
@signed_in
def take_back(request: HttpRequest, person: Person, ending_id: int) -> HttpResponse:
    """The group as it was."""
    deleted = endings.get_deleted_group(viewer_of(request), ending_id)
    library = acts.take_group_back(by=person, deleted=deleted)
    messages.success(request, _("The group %(group)s is back.") % {"group": name_of(library)})
    return HttpResponseRedirect(library_path(library))
