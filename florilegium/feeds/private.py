"""The feed of a private listing, by a key: for feed readers, which do not sign in.

The key alone says who reads and what: no session is looked at, and nothing of the address but the key is heeded. Any
trouble is the same 404, in a word: a page would have links, and the key would stand in them.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from florilegium.library.actions.feed_keys import find_feed_key, mark_feed_key_used
from florilegium.library.errors import NotFound
from florilegium.people.models import Person
from florilegium.search.asking import parse_asked

from .answering import FORMS, answer
from .contents import read

_NAME = re.compile(rf"(?P<key>[\w-]+)\.(?P<form>{'|'.join(FORMS)})\Z", re.ASCII)


@csrf_exempt  # it only reads, and does not know who is signed in
def private_feed(request: HttpRequest, name: str) -> HttpResponse:
    """One listing for one person. ``name``: whatever follows ``/feeds/private/``."""
    response = _feed(request, name)
    response["Cache-Control"] = "private"
    response["Referrer-Policy"] = "no-referrer"  # security: a browser would tell the address where a link leads
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def _feed(request: HttpRequest, name: str) -> HttpResponse:
    asked = _NAME.match(name)
    found = find_feed_key(asked["key"]) if asked is not None else None
    if asked is None or found is None:
        return _nothing()
    key, viewer = found
    with translation.override(_language_of(key.person)):
        try:
            reading = read(viewer, parse_asked(viewer, key.library, key.asked))
        except NotFound:
            return _nothing()
        # security: the feed does not name its address, so that who is handed a copy of it is not handed the key
        response = answer(request, reading, asked["form"], address="")
        response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    mark_feed_key_used(key)
    return response


def _language_of(person: Person) -> str | None:
    """The person's, else what is spoken already: what the feed reader asks for."""
    return person.language if person.language in dict(settings.LANGUAGES) else get_language()


def _nothing() -> HttpResponse:
    return HttpResponse("404\n", status=404, content_type="text/plain; charset=utf-8")
