"""Making a group, and its switches."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from florilegium.groups.models import JoinableBy, ReadableBy, WritableBy
from florilegium.library import queries
from florilegium.library.actions import groups as acts
from florilegium.library.actions.copies import set_copies
from florilegium.library.actions.groups import GroupDraft
from florilegium.library.errors import Conflict, Invalid
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.search.addresses import library_path
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.library.fetched import copies_field
from florilegium.web.library.finding import crumbs
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Announcement, Choice, Field, Form, FormPage, Link, Opening


def _draft(values: object, slug: str = "") -> GroupDraft:
    get = values.get  # type: ignore[attr-defined]
    return GroupDraft(
        slug=slug or get("slug", "").strip().lower(),
        name=get("name", ""),
        description=get("description", "").replace("\r\n", "\n"),
        readable_by=get("readable_by", ReadableBy.MEMBERS),
        joinable_by=get("joinable_by", JoinableBy.REQUEST),
        writable_by=get("writable_by", WritableBy.MEMBERS),
        listed=get("listed", "yes") == "yes",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def make(request: HttpRequest, person: Person) -> HttpResponse:
    """A new group, owned by who makes it."""
    if request.method != "POST":
        return render(request, "form.html", _make_page(_draft({}), {}))
    draft = _draft(request.POST)
    try:
        library = acts.make_group(by=person, draft=draft)
    except Invalid as problem:
        return render(request, "form.html", _make_page(draft, problem.fields), status=422)
    except Conflict as problem:
        return render(request, "form.html", _make_page(draft, {"slug": problem.sentence}), status=409)
    messages.success(request, _("Your group is there. Keep a first page, or add its members."))
    return HttpResponseRedirect(library_path(library))


def _make_page(draft: GroupDraft, wrong: object) -> FormPage:
    heading = _("Make a group")
    slug = Field(
        "slug", _("Address"), draft.slug, required=True, maxlength=64, errors=_errors(wrong, "slug"),
        help=_("The end of its address: 2 to 64 of the letters a to z, digits and hyphens. It stays."),
    )  # fmt: skip
    fields = (_name(draft, wrong), slug, *_fields(draft, wrong))
    return FormPage(
        opening=Opening(
            heading, heading, (Link(_("Home"), "/"), Link(_("Groups"), "/group/"), Link(heading, current=True))
        ),
        form=Form("group", "/groups/new", fields, _("Make the group"), cancel="/group/"),
    )


def _errors(wrong: object, name: str) -> tuple[str, ...]:
    sentence = wrong.get(name)  # type: ignore[attr-defined]
    return (str(sentence),) if sentence else ()


def _name(draft: GroupDraft, wrong: object) -> Field:
    return Field("name", _("Name"), draft.name, required=True, maxlength=80, errors=_errors(wrong, "name"))


def _fields(draft: GroupDraft, wrong: object) -> tuple[Field, ...]:
    return (
        Field("description", _("What it is about"), draft.description, "textarea", rows=3, maxlength=2000,
              errors=_errors(wrong, "description")),
        _switch("readable_by", _("Who may read?"), draft.readable_by,
                (ReadableBy.WORLD, _("everyone")), (ReadableBy.MEMBERS, _("members only"))),
        _switch("joinable_by", _("Who may join?"), draft.joinable_by,
                (JoinableBy.ANYONE, _("anyone, at once")), (JoinableBy.REQUEST, _("anyone a moderator lets in")),
                (JoinableBy.INVITATION, _("only who is added by a moderator"))),
        _switch("writable_by", _("Who may write?"), draft.writable_by,
                (WritableBy.MEMBERS, _("all members")),
                (WritableBy.MODERATORS, _("moderators; the other members may reply"))),
        _switch("listed", _("In the directory of groups?"), "yes" if draft.listed else "no",
                ("yes", _("yes: its name and description can be found")),
                ("no", _("no: one has to know its address"))),
    )  # fmt: skip


def _switch(name: str, label: str, chosen: str, *options: tuple[str, str]) -> Field:
    choices = tuple(Choice(str(value), str(text), str(value) == str(chosen)) for value, text in options)
    return Field(name, label, "", "radio", options=choices)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """The switches of a group, for its owners."""
    viewer = viewer_of(request)
    library = queries.get_group(viewer, name)
    owned = queries.get_owned_library(viewer, library)
    group = library.group
    assert group is not None
    if request.method != "POST":
        opens = ReadableBy.WORLD if group.opens else group.readable_by
        draft = GroupDraft(
            group.slug, group.name, group.description, opens, group.joinable_by, group.writable_by, group.listed
        )
        return render(request, "form.html", _settings_page(library, draft, {}))
    draft = _draft(request.POST, group.slug)
    try:
        with transaction.atomic():
            acts.change_group(by=person, library=owned, draft=draft)
            set_copies(by=person, library=library, copies=request.POST.get("copies", str(library.copies)))
    except Invalid as problem:
        return render(request, "form.html", _settings_page(library, draft, problem.fields), status=422)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(library_path(library))


def _settings_page(library: Library, draft: GroupDraft, wrong: object) -> FormPage:
    path, heading = library_path(library), _("Settings of the group")
    said: tuple[Announcement, ...] = ()
    if library.group is not None and library.group.opens is not None:
        text = _("On %(date)s this library becomes readable by everyone; choose “members only” to stop that.")
        said = (Announcement(text % {"date": wording.day_of(library.group.opens)}),)
    fields = (_name(draft, wrong), *_fields(draft, wrong), copies_field(library))
    return FormPage(
        opening=Opening(heading, heading, crumbs(library, Link(heading))),
        form=Form("group", f"{path}/settings", fields, _("Save"), cancel=path),
        sentences=(
            _(
                "Closing a library is felt at once. Opening it is announced to the members, and happens after seven days."
            ),
        ),
        announcements=said,
        further_heading=_("The end of the group"),
        further=(Action(_("Delete the group"), f"{path}/delete"),),
    )
