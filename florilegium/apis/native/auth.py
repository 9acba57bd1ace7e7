"""Who asks: the person of a token, as far as its scopes go; from our own pages who is signed in; else nobody.

A cookie is looked at only with the header ``X-CSRFToken``, which a page of another site can neither read nor send, and
then on reading requests too. A token in the request goes first.
"""

from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from florilegium.library.actions.connections import find_by_access
from florilegium.library.actions.tokens import BEGINS, find_by_plain
from florilegium.library.errors import Invalid
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer, nobody

from . import throttle
from .problems import RELOAD, Refused

Scope = Literal["read", "write"]

#: What stands in ``WWW-Authenticate`` (RFC 6750).
REALM = 'Bearer realm="Florilegium"'

#: With this header a request is from one of our own pages; its value is the CSRF token.
OUR_PAGES = "X-CSRFToken"


@dataclass(slots=True)
class Door:
    """What it takes to come in, asked before the body is read.

    ``scope``: what the token must be good for. ``named``: nobody does not come in. ``takes``: the media type of a body.
    ``parameters``: the names that may stand in the query.
    """

    scope: Scope
    named: bool = False
    takes: str = ""
    parameters: frozenset[str] = field(default_factory=frozenset)

    def __call__(self, request: HttpRequest) -> Viewer:
        """The viewer. Refused: 401, 403, 415, 429. Invalid: what is asked for is misspelt."""
        viewer = _bearer(request) or _signed_in(request) or nobody()
        if viewer.person is None and self.named:
            raise Refused(401, _("This needs a token, or that you sign in."), {"WWW-Authenticate": REALM})
        if not viewer.may(self.scope):
            told = f'{REALM}, error="insufficient_scope", scope="{self.scope}"'
            sentence = _("This token may not %(what)s.") % {"what": _("read") if self.scope == "read" else _("write")}
            raise Refused(403, sentence, {"WWW-Authenticate": told})
        if viewer.person is not None and self.scope == "write" and not throttle.count(request, viewer):
            raise _unknown()
        if self.takes and request.content_type != self.takes:
            raise Refused(415, _("Send this as %(type)s.") % {"type": self.takes}, {"Accept": self.takes})
        unknown = sorted(set(request.GET) - self.parameters)
        if unknown:
            fields = {name[:80]: _("There is no such parameter.") for name in unknown[:20]}
            raise Invalid(_("Some fields need your attention."), fields)
        return viewer


def _bearer(request: HttpRequest) -> Viewer | None:
    """The person of the token that the request carries. Refused (401) if it is none of ours."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _space, key = header.partition(" ")
    key = key.strip() if scheme.lower() == "bearer" else ""
    if key and not key.startswith(BEGINS):
        return _connected(key)
    token = find_by_plain(key)
    if token is None:
        raise _unknown()
    return Viewer(token.person, scopes=frozenset(token.scopes.split()), token=token.pk)


def _connected(key: str) -> Viewer:
    """The person for whom a program acts by OAuth; what it writes is counted as hers."""
    access = find_by_access(key)
    if access is None:
        raise _unknown()
    return Viewer(access.user, scopes=frozenset(access.get_scopes()))


def is_from_our_pages(request: HttpRequest) -> bool:
    """Whether the request says that it comes from a page of ours, so that its cookies are looked at."""
    return OUR_PAGES in request.headers and "Authorization" not in request.headers


def _signed_in(request: HttpRequest) -> Viewer | None:
    """Who is signed in, of a request from a page of ours. Refused (403) if it is from anywhere else."""
    if not is_from_our_pages(request):
        return None
    # security: both, for old browsers send no Sec-Fetch-Site, and what reads is checked like what writes
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or _is_forged(request):
        sentence = _("This did not come from a page of this site, or you signed in anew. Reload the page.")
        raise Refused(403, sentence, kind=RELOAD)
    user = request.user
    if not isinstance(user, Person):
        return None
    return Viewer(user._wrapped if isinstance(user, SimpleLazyObject) else user)


class _Forgery(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden(reason)


def _unanswered(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _is_forged(request: HttpRequest) -> bool:
    """Whether origin or CSRF token are not those of our own pages."""
    asked = request.method
    request.method = "PUT"  # reading is checked too, and only the header: a form's field would need the body read
    try:
        return _Forgery(_unanswered).process_view(request, _unanswered, (), {}) is not None
    finally:
        request.method = asked


def _unknown() -> Refused:
    return Refused(
        401, _("This token is not known here, has expired, or was revoked."),
        {"WWW-Authenticate": f'{REALM}, error="invalid_token"'},
    )  # fmt: skip


def viewer_of(request: HttpRequest) -> Viewer:
    """Who came through the door."""
    viewer = request.auth  # type: ignore[attr-defined]
    assert isinstance(viewer, Viewer)
    return viewer


def person_of(request: HttpRequest) -> Person:
    """The same, where nobody cannot have come in."""
    person = viewer_of(request).person
    assert person is not None
    return person
