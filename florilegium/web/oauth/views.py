"""OAuth's three addresses, around django-allauth's provider: what the browser extension signs in with."""

from urllib.parse import urlsplit

from allauth.idp.oidc import views as provider
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from oauthlib.oauth2.rfc6749.errors import InvalidRequestError

from florilegium.library.actions import connections
from florilegium.web.middleware import CSP


def authorize(request: HttpRequest) -> HttpResponseBase:
    """The page that asks whether a program may act for her."""
    connections.know_extension()
    if request.method == "GET" and request.GET.get("code_challenge_method") != "S256":
        # security: "plain" would let whoever reads the address go on in the extension's place
        return render(request, "idp/oidc/error.html", {"error": InvalidRequestError}, status=400)
    response: HttpResponseBase = provider.authorization(request)
    if response.status_code == 200 and not isinstance(response, TemplateResponse):
        response.status_code = 400  # the provider's page that says what is wrong
    homes = {f"{uri.scheme}://{uri.netloc}" for uri in map(urlsplit, connections.EXTENSION.redirects)}
    # security: a browser holds the answer to a form to form-action, and the answer here leads back to the extension
    response.headers["Content-Security-Policy"] = CSP.replace(
        "form-action 'self'", f"form-action 'self' {' '.join(sorted(homes))}"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


# the provider's view asks for the token of the form itself, where it counts
authorize.csrf_exempt = True  # type: ignore[attr-defined]


# programs ask these: no cookie is looked at, there is nothing to forge
token = csrf_exempt(provider.token)
revoke = csrf_exempt(provider.revoke)
