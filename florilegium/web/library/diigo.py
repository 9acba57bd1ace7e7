"""Diigo's addresses, so that fifteen years of links need only another host name."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import re_path
from django.views.decorators.http import require_safe

from florilegium.people.models import SLUG
from florilegium.search.addresses import quoted

_GROUP = rf"^group/(?P<name>{SLUG})"


@require_safe
def group_tag(request: HttpRequest, name: str, tag: str) -> HttpResponse:
    """``/group/<slug>/content/tag/<tag>``."""
    return HttpResponsePermanentRedirect(f"/group/{name}/tag/{quoted(tag)}")


@require_safe
def group_item(request: HttpRequest, name: str, item: str) -> HttpResponse:
    """``/group/<slug>/content/<id>``, with or without a title before the id."""
    return HttpResponsePermanentRedirect(f"/group/{name}/bookmark/{item}")


@require_safe
def group_feed(request: HttpRequest, name: str) -> HttpResponse:
    """``/group/<slug>/rss``."""
    return HttpResponsePermanentRedirect(f"/feeds/group/{name}.rss")


@require_safe
def user(request: HttpRequest, name: str, tag: str = "") -> HttpResponse:
    """``/user/<login>`` and ``/user/<login>/<tag>``, also with Diigo's ``?query=#tag``."""
    query = request.GET.get("query", "")
    tag = tag or query.removeprefix("#") if query.startswith("#") or tag else ""
    return HttpResponsePermanentRedirect(f"/person/{name}/tag/{quoted(tag)}" if tag else f"/person/{name}")


@require_safe
def user_feed(request: HttpRequest, name: str, tag: str = "") -> HttpResponse:
    """``/rss/user/<login>`` and ``/rss/user/<login>/<tag>``."""
    asked = f"?{urlencode({'tag': tag})}" if tag else ""
    return HttpResponsePermanentRedirect(f"/feeds/person/{name}.rss{asked}")


urlpatterns = [
    re_path(rf"{_GROUP}/content/tag/(?P<tag>.+)$", group_tag),
    re_path(rf"{_GROUP}/content/(?:.*-)?(?P<item>[0-9]{{1,18}})$", group_item),
    re_path(rf"{_GROUP}/rss$", group_feed),
    re_path(rf"^user/(?P<name>{SLUG})(?:/(?P<tag>.+))?$", user),
    re_path(rf"^rss/user/(?P<name>{SLUG})(?:/(?P<tag>.+))?$", user_feed),
]
