"""What stands around every page."""

from typing import cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import escape
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from markupsafe import Markup

from florilegium.people.viewer import Viewer

from .asking import viewer_of
from .shapes import Link, Message, OtherLanguage, Shell, ViewerName
from .shapes.frame import Theme

THEMES = ("auto", "light", "dark")


def theme_of(request: HttpRequest) -> Theme:
    """The appearance this visitor chose."""
    theme = request.COOKIES.get("theme", "auto")
    return theme if theme in THEMES else "auto"  # type: ignore[return-value]


class _Token:
    """The hidden field of a form. Asked for only by pages that have a form: the token makes a page differ by reader."""

    __slots__ = ("request",)

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __html__(self) -> str:
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(get_token(self.request))}">'


def shell_for(request: HttpRequest) -> Shell:
    """The shell of one request."""
    viewer = viewer_of(request)
    language = get_language() or "en"
    other, name = ("en", "English") if language == "fr" else ("fr", "Français")
    person = viewer.person
    return Shell(
        site_name=settings.SITE_NAME,
        site_url="/",
        language=language,
        direction="rtl" if get_language_bidi() else "ltr",
        other_language=OtherLanguage(other, name, "/preferences/language"),
        viewer=None if person is None else ViewerName(person.called, person.login or "", f"/person/{person.login}"),
        nav=_nav(request, viewer),
        keep=None if person is None else Link(_("Keep a page"), "/save", current=request.path == "/save"),
        account=_account(request, viewer),
        theme=theme_of(request),
        csrf_input=cast(Markup, _Token(request)),
        messages=tuple(
            Message("alert" if message.level_tag == "error" else "done", str(message))
            for message in (get_messages(request) if "sessionid" in request.COOKIES else ())
        ),
        imprint_url=settings.IMPRINT,
        contact=settings.CONTACT,
        path=request.get_full_path() if request.method == "GET" else "/",
    )


def around(request: HttpRequest) -> dict[str, Shell]:
    """The shell as a context, for the pages that allauth renders."""
    return {"shell": shell_for(request)}


def _nav(request: HttpRequest, viewer: Viewer) -> tuple[Link, ...]:
    groups = Link(_("Groups"), "/group/", current=request.path == "/group/")
    if viewer.person is None:
        return (groups,)
    mine = f"/person/{viewer.person.login}"
    return (Link(_("My library"), mine, current=request.path.startswith(mine)), groups)


def _account(request: HttpRequest, viewer: Viewer) -> tuple[Link, ...]:
    if viewer.person is None:
        links = [Link(_("Sign in"), "/account/login/", current=request.path == "/account/login/")]
        if settings.SIGNUP == "open":
            links.append(Link(_("Open an account"), "/account/signup/"))
        return tuple(links)
    return (
        Link(_("Imports"), "/imports", current=request.path.startswith("/imports")),
        Link(_("Trash"), "/trash", current=request.path == "/trash"),
        Link(_("Preferences"), "/preferences", current=request.path == "/preferences"),
        Link(_("Sign out"), "/account/logout/"),
    )
