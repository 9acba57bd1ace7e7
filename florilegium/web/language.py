"""The language of the interface: the person's choice, else the browser's, else English. Never the group's, never in URLs."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from .asking import viewer_of

SPOKEN = tuple(code for code, _name in settings.LANGUAGES)


def _is_program(request: HttpRequest) -> bool:
    """Whether no page of ours asks, but a program: of such a one no cookie is looked at."""
    return request.path.startswith(settings.STATELESS) and "X-CSRFToken" not in request.headers


def language_of(request: HttpRequest) -> str:
    """What this visitor reads: en or fr. Of a program only its Accept-Language is asked."""
    if not _is_program(request):
        viewer = viewer_of(request)
        if viewer.person is not None and viewer.person.language in SPOKEN:
            return viewer.person.language
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen in SPOKEN:
            return chosen
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted.partition("-")[0] in SPOKEN:
            return wanted.partition("-")[0]
    return settings.LANGUAGE_CODE


class SpokenLanguage:
    """Sets the language for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        program = _is_program(request)
        patch_vary_headers(response, ("Accept-Language",) if program else ("Accept-Language", "Cookie"))
        return response
