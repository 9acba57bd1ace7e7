"""Deleting one's own account."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from florilegium.library import endings
from florilegium.library.actions import ending as acts
from florilegium.library.errors import Conflict
from florilegium.people.models import Person
from florilegium.search.addresses import library_path
from florilegium.web.asking import signed_in
from florilegium.web.library.finding import name_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Choice, Field, Form, FormPage, Link, Opening

PATH = "/preferences/delete"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delete_account(request: HttpRequest, person: Person) -> HttpResponse:
    """Delete my account, once my password was typed."""
    if endings.owned_alone(person):
        return render(request, "form.html", _settle_page(person), status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return render(request, "form.html", _page(person, "keep", ""))
    words = request.POST.get("words", "")
    problem = _problem(request, person)
    if problem or words not in ("keep", "erase"):
        return render(request, "form.html", _page(person, words, problem), status=422)
    acts.delete_account(person=person, erase=words == "erase")
    logout(request)
    messages.success(request, _("Your account is deleted. Thank you for what you shared."))
    return HttpResponseRedirect("/")


def _problem(request: HttpRequest, person: Person) -> str:
    # security: a session left open must not be a place to guess the password at
    if not ratelimit.consume(request, action="reauthenticate", user=person):
        return _("Too many attempts. Wait a minute, and try again.")
    if not person.check_password(request.POST.get("password", "")):
        return _("This is not your password.")
    return ""


def _opening() -> Opening:
    heading = _("Delete my account")
    trail = (Link(_("Home"), "/"), Link(_("Preferences"), "/preferences"), Link(heading, current=True))
    return Opening(heading, heading, trail)


def _page(person: Person, words: str, problem: str) -> FormPage:
    choices = (
        Choice("keep", _("stays, as a former member’s"), words == "keep"),
        Choice("erase", _("is erased; where others replied, it says that something was withdrawn"), words == "erase"),
    )
    unsaid = _("Choose what becomes of it.")
    return FormPage(
        opening=_opening(),
        form=Form(
            "account",
            PATH,
            (
                Field("words", _("What I said in groups"), "", "radio", choices, required=True,
                      errors=() if words in ("keep", "erase") else (unsaid,)),
                Field("password", _("My password"), "", "password", required=True, autocomplete="current-password",
                      errors=(problem,) if problem else ()),
            ),
            _("Delete my account for good"),
            cancel="/preferences",
        ),
        sentences=(
            _("This cannot be taken back. You are signed out everywhere, and your name and e-mail address are forgotten."),
            _("Your library goes, with everything in it, and whatever you said to yourself alone."),
            _("The pages you brought to groups stay there, as a former member’s."),
        ),
        further_heading=_("Before you do"),
        further=(Action(_("Take everything along"), f"/person/{person.login}/export"),),
    )  # fmt: skip


def _settle_page(person: Person) -> FormPage:
    """She alone owns groups: what to do about each."""
    try:
        acts.check_may_go(person)
        sentence = ""
    except Conflict as problem:
        sentence = str(problem.sentence)
    groups = endings.owned_alone(person)
    return FormPage(
        opening=_opening(),
        form=None,
        sentences=(sentence,),
        further=tuple(
            action
            for library in groups
            for action in (
                Action(_("Members of %(group)s") % {"group": name_of(library)}, f"{library_path(library)}/members"),
                Action(_("Delete %(group)s") % {"group": name_of(library)}, f"{library_path(library)}/delete"),
            )
        ),
    )
