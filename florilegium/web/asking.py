"""Who asks, and as what: the request as our views see it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from florilegium.people.models import Person
from florilegium.people.viewer import Viewer, nobody

P = ParamSpec("P")


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of this request, made once."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        user = request.user
        viewer = Viewer(_person(user)) if user.is_authenticated else nobody()
        request.viewer = viewer  # type: ignore[attr-defined]
    return viewer


def _person(user: object) -> Person:
    if isinstance(user, SimpleLazyObject):
        user = user._wrapped
    assert isinstance(user, Person)
    return user


def signed_in(
    view: Callable[Concatenate[HttpRequest, Person, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A view for people with an account: handed the person, others are led to sign-in and back."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer.person is None:
            back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
            return redirect_to_login(back, settings.LOGIN_URL)
        return view(request, viewer.person, *args, **kwargs)

    return wrapped


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where a form says to go on: a path of this site, else ``otherwise``."""
    path = request.POST.get("next", "")
    # security: a second slash or a backslash would lead a browser to another host
    if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path and "\r" not in path:
        return path
    return otherwise
