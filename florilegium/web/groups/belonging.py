"""Who belongs to a group: the list, joining, asking, leaving, letting in, roles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from florilegium.groups.models import Role
from florilegium.library import queries, rules
from florilegium.library.actions import groups as acts
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import library_path
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.library.finding import crumbs, name_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Field, Form, FormPage, Link, MemberRow, MembersPage, Opening, Pager

A_PAGE = 100


@require_safe
def members_page(request: HttpRequest, name: str) -> HttpResponse:
    """Who belongs to a group."""
    viewer = viewer_of(request)
    library = queries.get_library_of_group(viewer, name)
    return render(request, "members.html", _page(request, viewer, library, ""))


def _page(request: HttpRequest, viewer: Viewer, library: Library, login: str, error: str = "") -> MembersPage:
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    path, heading = library_path(library), _("Members")
    found = queries.members(viewer, library, after=after, size=A_PAGE + 1)
    moderates, owns = rules.can_moderate(viewer, library), rules.can_own(viewer, library)
    total = library.group.members if library.group is not None else 0
    waiting = queries.waiting_members(queries.get_moderated_library(viewer, library)) if moderates else []
    field = Field("login", _("Login"), login, required=True, maxlength=64, errors=(error,) if error else (),
                  autocomplete="off")  # fmt: skip
    return MembersPage(
        opening=Opening(
            f"{heading}, {name_of(library)}",
            heading,
            crumbs(library, Link(heading)),
            sentence=ngettext("%(n)s member.", "%(n)s members.", total) % {"n": wording.number(total)},
        ),
        members=tuple(_row(path, one, viewer, moderates=moderates, owns=owns) for one in found[:A_PAGE]),
        waiting=tuple(
            MemberRow(
                Link(one.person.called),
                one.person.login or "",
                since=_("asked on %(date)s") % {"date": wording.day_of(one.created)},
                actions=(
                    _act(_("Let in"), f"{path}/members/{one.pk}/approve", one.person.called),
                    _act(_("Refuse"), f"{path}/members/{one.pk}/remove", one.person.called),
                ),
            )
            for one in waiting
        ),
        add=Form("add", f"{path}/members/add", (field,), _("Add to the group")) if moderates else None,
        pager=_pager(path, after, len(found), total),
    )


def _act(text: str, url: str, name: str, **fields: str) -> Action:
    return Action(text, url, post=True, fields=tuple(fields.items()), about=f"{text}: {name}")


def _pager(path: str, after: int, read: int, total: int) -> Pager | None:
    if not after and read <= A_PAGE:
        return None
    last = after + min(read, A_PAGE)
    span = {"first": wording.number(after + 1), "last": wording.number(last), "total": wording.number(total)}
    before = max(0, after - A_PAGE)
    return Pager(
        _("%(first)s – %(last)s of %(total)s") % span,
        previous=(f"{path}/members?after={before}" if before else f"{path}/members") if after else "",
        next=f"{path}/members?after={last}" if read > A_PAGE else "",
    )


def _row(path: str, one: queries.Member, viewer: Viewer, *, moderates: bool, owns: bool) -> MemberRow:
    here, name = f"{path}/members/{one.membership_id}", one.person.called
    role = {Role.OWNER: _("owner"), Role.MODERATOR: _("moderator")}.get(one.role, "")
    kept = ngettext("%(n)s bookmark", "%(n)s bookmarks", one.kept) % {"n": wording.number(one.kept)}
    actions = []
    if owns:
        words = {Role.MEMBER: _("Make a member"), Role.MODERATOR: _("Make a moderator"), Role.OWNER: _("Make an owner")}
        actions = [_act(words[to], f"{here}/role", name, role=to.name.lower()) for to in words if to is not one.role]
    if moderates and one.person.pk != viewer.id and (owns or one.role < Role.MODERATOR):
        actions.append(_act(_("Remove"), f"{here}/remove", name))
    return MemberRow(Link(name, f"{path}?by={one.person.pk}"), one.person.login or "", role, kept, tuple(actions))


@require_POST
@signed_in
def add(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Add a person by her login."""
    viewer = viewer_of(request)
    library = queries.get_group(viewer, name)
    moderated = queries.get_moderated_library(viewer, library)
    login = request.POST.get("login", "")
    try:
        membership = acts.add_member(by=person, library=moderated, login=login)
    except Invalid as problem:
        page = _page(request, viewer, library, login, str(problem.fields.get("login", problem.sentence)))
        return render(request, "members.html", page, status=422)
    messages.success(request, _("%(name)s is a member now.") % {"name": membership.person.called})
    return HttpResponseRedirect(f"{library_path(library)}/members")


@require_POST
@signed_in
def change(request: HttpRequest, person: Person, name: str, membership_id: int, act: str) -> HttpResponse:
    """Let somebody in, remove her, or give her a role."""
    viewer = viewer_of(request)
    library = queries.get_group(viewer, name)
    if act == "approve":
        moderated = queries.get_moderated_library(viewer, library)
        who = acts.approve(by=person, library=moderated, membership_id=membership_id).person
        told = _("%(name)s is a member now.")
    elif act == "remove":
        moderated = queries.get_moderated_library(viewer, library)
        who = acts.remove_member(by=person, library=moderated, membership_id=membership_id).person
        told = _("%(name)s is no longer in the group.")
    else:
        roles = {"member": Role.MEMBER, "moderator": Role.MODERATOR, "owner": Role.OWNER}
        role = roles.get(request.POST.get("role", ""))
        if role is None:
            raise NotFound
        owned = queries.get_owned_library(viewer, library)
        who = acts.give_role(by=person, library=owned, membership_id=membership_id, role=role).person
        told = _("The role of %(name)s is changed.")
    messages.success(request, told % {"name": who.called})
    return HttpResponseRedirect(f"{library_path(library)}/members")


@require_POST
@signed_in
def join(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Join a group, or ask to."""
    library = queries.get_group(viewer_of(request), name)
    role = acts.join(by=person, library=library)
    told = _("You have asked to join.") if role is Role.PENDING else _("You are a member now.")
    messages.success(request, told)
    return HttpResponseRedirect(library_path(library))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    """Leave a group, after asking."""
    viewer = viewer_of(request)
    library = queries.get_group(viewer, name)
    path = library_path(library)
    if request.method == "POST":
        acts.leave(by=person, library=library)
        messages.success(request, _("You have left %(group)s.") % {"group": name_of(library)})
        return HttpResponseRedirect("/")
    if rules.role_in(viewer, library.pk) is None:
        raise NotFound
    heading = _("Leave %(group)s?") % {"group": name_of(library)}
    page = FormPage(
        opening=Opening(heading, heading, crumbs(library, Link(_("Leave")))),
        form=Form("confirm", f"{path}/leave", (), _("Leave"), cancel=path),
        sentences=(
            _("What you kept and said stays, under your name. You can still change or delete your own words."),
            _("If only members may read here, you no longer see the library."),
        ),
    )
    return render(request, "form.html", page)
