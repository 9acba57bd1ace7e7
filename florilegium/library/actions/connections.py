"""Programs that act for a person by OAuth: which there are, which she allowed, and taking that back.

There is one: the browser extension. Its keys are django-allauth's rows; only their digests are kept.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.db.models import Max

from florilegium.library.errors import NotFound
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Program:
    """A program that may ask. It has no secret: PKCE says that who began to ask is who goes on.

    ``redirects``: where it is answered; both browsers make such an address out of the extension's own id.
    """

    id: str
    name: str
    scopes: tuple[str, ...]
    redirects: tuple[str, ...]


EXTENSION = Program(
    id="florilegium-extension",
    name="Florilegium",
    scopes=("read", "write"),
    redirects=(
        "https://boahbhaajepiefcifkjkkbakhhkjppjp.chromiumapp.org/",
        "https://8e678550bd848e836470cb2667ef602dff2ffbc4.extensions.allizom.org/",
        # Firefox offers loopback too (RFC 8252), where the address above is not to be reached
        "http://127.0.0.1/mozoauth2/8e678550bd848e836470cb2667ef602dff2ffbc4",
    ),
)


def know_extension() -> None:
    """Have the extension's row as it stands above. Asked before each authorization: it may be an older version's."""
    wanted = {
        "name": EXTENSION.name,
        "type": Client.Type.PUBLIC,
        "scopes": "\n".join(EXTENSION.scopes),
        "default_scopes": "\n".join(EXTENSION.scopes),
        "grant_types": f"{Client.GrantType.AUTHORIZATION_CODE}\n{Client.GrantType.REFRESH_TOKEN}",
        "response_types": Client.ResponseType.CODE,
        "redirect_uris": "\n".join(EXTENSION.redirects),
        # nobody knows it, and a public client is never asked for it
        "secret": "!",
    }
    known = Client.objects.filter(pk=EXTENSION.id).values(*wanted).first()
    if known != wanted:
        Client.objects.update_or_create(pk=EXTENSION.id, defaults=wanted)


def find_by_access(plain: str) -> Token | None:
    """The access token that a program shows, with its person; None if it is none, expired, or her account is closed."""
    found = Token.objects.valid().by_value(plain).filter(type=Token.Type.ACCESS_TOKEN)
    token = found.select_related("user").first()
    if token is None or token.user is None or not token.user.is_active:
        return None
    return token


def connected(viewer: Viewer) -> dict[str, datetime]:
    """The programs that hold keys of the viewer's, and when each was given its newest."""
    found = Token.objects.valid().filter(user=viewer.person) if viewer.person is not None else Token.objects.none()
    return dict(found.order_by().values_list("client_id").annotate(Max("created_at")))


@transaction.atomic
def disconnect(*, by: Person, program: str) -> None:
    """Take back every key a program holds for a person. NotFound if it holds none."""
    if not Token.objects.filter(user=by, client_id=program).delete()[0]:
        raise NotFound
