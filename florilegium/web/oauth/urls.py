"""Where a program is given a key by its person's word: OAuth 2.1, by django-allauth's provider.

Named as that provider asks (``idp:oidc:…``). What it offers besides (sign-in to other sites, devices) is not offered here.
"""

from django.urls import URLPattern, URLResolver, include, path

from . import views

_offered: list[URLPattern | URLResolver] = [
    path("authorize", views.authorize, name="authorization"),
    path("token", views.token, name="token"),
    path("revoke", views.revoke, name="revoke"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_offered, "oidc"))),
]
