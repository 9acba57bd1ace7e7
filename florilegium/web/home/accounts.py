"""Opening an account for somebody, by who keeps the instance."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from florilegium.library import rules
from florilegium.library.actions import people as acts
from florilegium.library.errors import Conflict, Invalid, NotFound
from florilegium.people.models import Person
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Field, Form, FormPage, Link, Opening


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_account(request: HttpRequest, person: Person) -> HttpResponse:
    """A login, a name; the password is made by chance and shown once."""
    if not rules.can_open_accounts(viewer_of(request)):
        raise NotFound
    if request.method != "POST":
        return render(request, "form.html", _page("", "", "", {}))
    login, name = request.POST.get("login", "").strip().lower(), request.POST.get("name", "")
    email = request.POST.get("email", "")
    try:
        made, password = acts.open_account_for_somebody(by=person, login=login, name=name, email=email)
    except Invalid as problem:
        return render(request, "form.html", _page(login, name, email, problem.fields), status=422)
    except Conflict as problem:
        return render(request, "form.html", _page(login, name, email, {"login": str(problem.sentence)}), status=409)
    response = render(request, "form.html", _made_page(made, password))
    response["Cache-Control"] = "no-store"
    return response


def _page(login: str, name: str, email: str, wrong: Mapping[str, object]) -> FormPage:
    def errors(field: str) -> tuple[str, ...]:
        return (str(wrong[field]),) if wrong.get(field) else ()

    fields = (
        Field("login", _("Login"), login, required=True, maxlength=64, autocomplete="off", errors=errors("login"),
              help=_("2 to 64 of the letters a to z, digits and hyphens. It stays.")),
        Field("name", _("Name, as others see it"), name, maxlength=80, autocomplete="off", errors=errors("name")),
        Field("email", _("E-mail"), email, maxlength=254, autocomplete="off", errors=errors("email")),
    )  # fmt: skip
    return FormPage(opening=_opening(), form=Form("account", "/people/new", fields, _("Open the account")))


def _opening() -> Opening:
    heading = _("Open an account for somebody")
    crumbs = (Link(_("Home"), "/"), Link(_("Preferences"), "/preferences"), Link(heading, current=True))
    return Opening(heading, heading, crumbs)


def _made_page(made: Person, password: str) -> FormPage:
    return FormPage(
        opening=_opening(),
        form=None,
        sentences=(
            _("The account “%(login)s” is open. Its password, shown only now: %(password)s")
            % {"login": made.login, "password": password},
            _("It can be changed in the preferences."),
        ),
        further=(Action(_("Open another account"), "/people/new"),),
    )
