"""How a refusal becomes a page: a sentence, the right status, and somewhere to go from there."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from florilegium.kit.addresses import NotAnAddress
from florilegium.library import errors

from .asking import viewer_of
from .rendering import render
from .shapes import Action, MessagePage, Opening


def refused(request: HttpRequest, refusal: errors.Refusal) -> HttpResponse:
    """404, 403, 409 or 422, with the refusal's own sentence where it has one."""
    said = str(refusal.sentence)
    if isinstance(refusal, errors.NotFound):
        return not_found(request)
    if isinstance(refusal, errors.NotAllowed):
        if viewer_of(request).person is None:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/", "/account/login/")
        return _message(request, 403, _("Not yours to do"), said or _("You may not do this here."))
    if isinstance(refusal, errors.Conflict):
        return _message(request, 409, _("Not possible any more"), said or _("Somebody was faster. Look again."))
    fields = " ".join(str(sentence) for sentence in getattr(refusal, "fields", {}).values())
    return _message(request, 422, _("Not possible like this"), f"{said} {fields}".strip())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same words whether a thing is missing or may not be seen."""
    return _message(
        request, 404, _("Nothing here"), _("There is no such page, or it is not open to you."),
        advice=_("Perhaps it was moved or deleted, or you need to sign in to see it."),
    )  # fmt: skip


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 by Django itself."""
    return _message(request, 403, _("Not yours to do"), _("You may not do this here."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: too old, from elsewhere, or a browser without cookies."""
    return _message(
        request, 403, _("This form has expired"),
        _("Go back, load the page again, and send the form once more. What you typed is still in it."),
        advice=_("Your browser must accept this site's cookies for that."),
    )  # fmt: skip


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _message(request, 500, _("Something broke"), _("That is our fault, not yours. Nothing you saved is lost."))


def _message(request: HttpRequest, status: int, heading: str, sentence: str, advice: str = "") -> HttpResponse:
    acts = [Action(_("To the home page"), "/", main=True)]
    if viewer_of(request).person is None and status == 404:
        acts.append(Action(_("Sign in"), f"/account/login/?next={request.path}"))
    page = MessagePage(Opening(heading, heading, sentence=sentence, actions=tuple(acts)), advice)
    return render(request, "message.html", page, status=status)


def address_problem(problem: NotAnAddress) -> str:
    """What is wrong with an address, and what to do."""
    return {
        "empty": _("Write the page's address."),
        "scheme": _("Only pages of the web can be kept: an address that begins with https:// or http://."),
        "words": _("This is not an address. Copy it from your browser's address bar."),
        "malformed": _("This address cannot be read. Copy it again from your browser's address bar."),
        "too_long": _("This address is longer than 8,192 characters. Use a shorter one."),
    }[problem.reason]
