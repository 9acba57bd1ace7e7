"""Who asks: the person of a token, as far as its scopes go; without a token, nobody. Cookies are never looked at."""

from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from florilegium.library.actions.tokens import find_by_plain
from florilegium.library.errors import Invalid
from florilegium.people.models import Person, Token
from florilegium.people.viewer import Viewer, nobody

from . import throttle
from .problems import Refused

Scope = Literal["read", "write"]

#: What stands in ``WWW-Authenticate`` (RFC 6750).
REALM = 'Bearer realm="Florilegium"'


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
        token = _token(request)
        if token is None and self.named:
            raise Refused(401, _("This needs a token."), {"WWW-Authenticate": REALM})
        viewer = nobody() if token is None else Viewer(token.person, scopes=frozenset(token.scopes.split()))
        if not viewer.may(self.scope):
            told = f'{REALM}, error="insufficient_scope", scope="{self.scope}"'
            sentence = _("This token may not %(what)s.") % {"what": _("read") if self.scope == "read" else _("write")}
            raise Refused(403, sentence, {"WWW-Authenticate": told})
        if token is not None and self.scope == "write" and not throttle.count(request, token):
            raise _unknown()
        if self.takes and request.content_type != self.takes:
            raise Refused(415, _("Send this as %(type)s.") % {"type": self.takes}, {"Accept": self.takes})
        unknown = sorted(set(request.GET) - self.parameters)
        if unknown:
            fields = {name[:80]: _("There is no such parameter.") for name in unknown[:20]}
            raise Invalid(_("Some fields need your attention."), fields)
        return viewer


def _token(request: HttpRequest) -> Token | None:
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _space, key = header.partition(" ")
    token = find_by_plain(key.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise _unknown()
    return token


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
