"""The addresses of feeds."""

from django.urls import re_path

from florilegium.people.models import SLUG

from .private import private_feed
from .views import feed

urlpatterns = [
    re_path(rf"^feeds/(?P<kind>group|person)/(?P<name>{SLUG})\.(?P<form>rss|atom|json)$", feed),
    re_path(r"^feeds/private/(?P<name>.*)$", private_feed),
]
