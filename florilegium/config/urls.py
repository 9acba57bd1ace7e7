"""Every address of the instance, by area."""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern

from florilegium.web.oauth.metadata import metadata

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("florilegium.web.accounts.urls")),
    # named, not included, like the API: what signs extensions in is loaded when the first one comes
    URLResolver(RegexPattern(r"^oauth/"), "florilegium.web.oauth.urls", app_name="idp", namespace="idp"),
    path(".well-known/oauth-authorization-server", metadata),
    # named, not included: what describes the API by types is loaded when somebody first asks it
    URLResolver(RegexPattern(r"^api/v1(?:/|$)"), "florilegium.apis.native.urls"),
    path("", include("florilegium.feeds.urls")),
    path("", include("florilegium.web.urls")),
]

handler400 = "florilegium.web.refusals.not_found"
handler403 = "florilegium.web.refusals.forbidden"
handler404 = "florilegium.web.refusals.not_found"
handler500 = "florilegium.web.refusals.broken"
