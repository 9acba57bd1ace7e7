"""The tokens with which programs act for a person: made, listed, revoked."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from florilegium.library import queries
from florilegium.library.actions import connections
from florilegium.library.actions import tokens as acts
from florilegium.library.errors import Invalid
from florilegium.people.models import Person, Token
from florilegium.people.viewer import Viewer
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Choice, Empty, Field, Form, FormPage, Link, Opening, TokenItem, TokensPage

HERE = "/preferences/tokens"
#: For how many days a token can be made; none: until it is revoked.
DAYS = ("30", "365", "")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: HttpRequest, person: Person) -> HttpResponse:
    """The list, and the form to make one; what was made is shown once."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return render(request, "tokens.html", _page(viewer, "", ["read"], "365", {}))
    name, scopes = request.POST.get("name", ""), request.POST.getlist("scopes")
    days = request.POST.get("days", "")
    expires = timezone.now() + timedelta(days=int(days)) if days in DAYS and days else None
    try:
        token, plain = acts.make_token(by=person, name=name, scopes=scopes, expires=expires)
    except Invalid as problem:
        fields = problem.fields or {"name": problem.sentence}
        return render(request, "tokens.html", _page(viewer, name, scopes, days, fields), status=422)
    response = render(request, "form.html", _made_page(token, plain))
    response["Cache-Control"] = "no-store"  # security: neither a cache nor the button back shows it again
    return response


def _opening(sentence: str = "") -> Opening:
    heading = _("Tokens for programs")
    crumbs = (Link(_("Home"), "/"), Link(_("Preferences"), "/preferences"), Link(heading, current=True))
    return Opening(heading, heading, crumbs, sentence=sentence)


def _page(viewer: Viewer, name: str, scopes: list[str], days: str, wrong: Mapping[str, object]) -> TokensPage:
    def errors(field: str) -> tuple[str, ...]:
        return (str(wrong[field]),) if wrong.get(field) else ()

    what = (("read", _("read what I may read")), ("write", _("write as I may write")))
    until = (("30", _("for 30 days")), ("365", _("for a year")), ("", _("until I revoke it")))
    fields = (
        Field("name", _("What it is for"), name, maxlength=80, autocomplete="off", errors=errors("name"),
              help=_("The name of the program, so that you know it again.")),
        Field("scopes", _("What may it do?"), "", "checkbox", errors=errors("scopes"),
              options=tuple(Choice(value, text, value in scopes) for value, text in what)),
        Field("days", _("How long?"), "", "radio",
              options=tuple(Choice(value, text, value == days) for value, text in until)),
    )  # fmt: skip
    found = (
        *(_connection(program, last) for program, last in connections.connected(viewer).items()),
        *(_item(token) for token in queries.my_tokens(viewer)),
    )
    return TokensPage(
        opening=_opening(_("With a token a program acts for you, and may never more than you may.")),
        tokens=found,
        empty=None if found else Empty(_("You have no token.")),
        form=Form("token", HERE, fields, _("Make a token")),
    )


def _item(token: Token) -> TokenItem:
    name = token.name or _("without a name")
    what = {"read": _("may read"), "write": _("may write"), "read write": _("may read and write")}[token.scopes]
    act = Action(_("Revoke"), f"{HERE}/{token.pk}/revoke", post=True, about=f"{_('Revoke')}: {name}")
    return TokenItem(
        name, what, (_("made on %(date)s") % {"date": _day(token.created)}, _used(token), _end(token)), (act,)
    )


def _connection(program: str, last: datetime) -> TokenItem:
    name = _("Browser extension")
    act = Action(_("Disconnect"), f"{HERE}/{program}/disconnect", post=True, about=f"{_('Disconnect')}: {name}")
    return TokenItem(name, _("may read and write"), (_("last signed in on %(date)s") % {"date": _day(last)},), (act,))


def _used(token: Token) -> str:
    if token.last_used is None:
        return _("never used")
    return _("last used on %(date)s") % {"date": _day(token.last_used)}


def _end(token: Token) -> str:
    if token.expires is None:
        return _("does not expire")
    if token.expires <= timezone.now():
        return _("expired on %(date)s") % {"date": _day(token.expires)}
    return _("expires on %(date)s") % {"date": _day(token.expires)}


def _day(moment: datetime) -> str:
    return wording.day_of(moment)


def _made_page(token: Token, plain: str) -> FormPage:
    return FormPage(
        opening=_opening(),
        form=None,
        sentences=(
            _("This is the token. It is shown only now: copy it to where the program looks for it."),
            plain,
            _("Whoever has it acts as you. If it got into other hands, revoke it."),
        ),
        further=(Action(_("My tokens"), HERE),),
    )


@require_POST
@signed_in
def revoke(request: HttpRequest, person: Person, token_id: int) -> HttpResponse:
    """Take a token back."""
    acts.revoke_token(by=person, token_id=token_id)
    messages.success(request, _("The token is revoked. It opens nothing any more."))
    return HttpResponseRedirect(HERE)


@require_POST
@signed_in
def disconnect(request: HttpRequest, person: Person, program: str) -> HttpResponse:
    """Take back what a program was allowed, in every browser where it is signed in."""
    connections.disconnect(by=person, program=program)
    messages.success(request, _("The extension is signed out, wherever it was signed in."))
    return HttpResponseRedirect(HERE)
