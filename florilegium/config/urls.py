"""Every address of the instance, by area."""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("florilegium.web.accounts.urls")),
    # named, not included: what describes the API by types is loaded when somebody first asks it
    URLResolver(RegexPattern(r"^api/v1(?:/|$)"), "florilegium.apis.native.urls"),
    path("", include("florilegium.feeds.urls")),
    path("", include("florilegium.web.urls")),
]

handler400 = "florilegium.web.refusals.not_found"
handler403 = "florilegium.web.refusals.forbidden"
handler404 = "florilegium.web.refusals.not_found"
handler500 = "florilegium.web.refusals.broken"
