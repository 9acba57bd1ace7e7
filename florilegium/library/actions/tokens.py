"""Tokens: keys with which programs act for a person. Made, taken back, recognised, counted.

A token is `flo_` and 43 characters by chance (256 bits). Only its SHA-256 is kept: a digest that takes no time to find is
enough, because what nobody can guess needs no slow one.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from florilegium.library.errors import Invalid, NotFound
from florilegium.people.models import Person, PersonUse, Token, TokenUse
from florilegium.people.viewer import Viewer

#: What a token may be good for, in the order they are written.
SCOPES = ("read", "write")
BEGINS = "flo_"
LONGEST_NAME = 80
MOST_TOKENS = 100
_LENGTH = len(BEGINS) + 43
#: `last_used` is told to the minute.
_USED_EVERY = timedelta(minutes=1)


def make_token(*, by: Person, name: str, scopes: Iterable[str], expires: datetime | None = None) -> tuple[Token, str]:
    """A new token, and the key itself, which is never to be had again. Raises Invalid by field."""
    name = " ".join(name.replace("\x00", "").split())
    asked = set(scopes)
    wrong: dict[str, object] = {}
    if len(name) > LONGEST_NAME:
        wrong["name"] = _("At most %(most)s characters.") % {"most": LONGEST_NAME}
    if not asked or not asked <= set(SCOPES):
        wrong["scopes"] = _("Choose what the token may do: read, write, or both.")
    if expires is not None and expires <= timezone.now():
        wrong["expires"] = _("Choose a day that is still to come.")
    if wrong:
        raise Invalid(_("Some fields need your attention."), wrong)
    with transaction.atomic():
        if Token.objects.filter(person=by).count() >= MOST_TOKENS:
            raise Invalid(_("You have %(most)s tokens already. Revoke one first.") % {"most": MOST_TOKENS})
        plain = BEGINS + secrets.token_urlsafe(32)
        kept = " ".join(scope for scope in SCOPES if scope in asked)
        token = Token.objects.create(person=by, name=name, digest=_digest(plain), scopes=kept, expires=expires)
    return token, plain


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode("ascii", "replace")).hexdigest()


def revoke_token(*, by: Person, token_id: int) -> None:
    """Take back one's own token: it is refused from now on. NotFound if it is another's."""
    if not Token.objects.filter(person=by, pk=token_id).delete()[0]:
        raise NotFound


def find_by_plain(plain: str) -> Token | None:
    """The token that a key opens, with its person; None if it is none, expired, or its person's account is closed."""
    if len(plain) != _LENGTH or not plain.startswith(BEGINS):
        return None
    token = Token.objects.filter(digest=_digest(plain)).select_related("person").first()
    now = timezone.now()
    if token is None or not token.person.is_active or (token.expires is not None and token.expires <= now):
        return None
    if token.last_used is None or now - token.last_used >= _USED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used=now)
        token.last_used = now
    return token


_COUNT = """insert into {table} ({of}, minute, n) values (%s, %s, 1)
on conflict ({of}) do update set n = case when {table}.minute = excluded.minute
then {table}.n + 1 else 1 end, minute = excluded.minute returning n"""
_TOKEN = _COUNT.format(table=TokenUse._meta.db_table, of="token_id")
_PERSON = _COUNT.format(table=PersonUse._meta.db_table, of="person_id")


@transaction.atomic
def count_write(viewer: Viewer, minute: int) -> int:
    """Count one write of a viewer's token in a minute, or of herself; how many that makes, over all processes."""
    with connection.cursor() as cursor:
        cursor.execute(_PERSON if viewer.token is None else _TOKEN, [viewer.token or viewer.id, minute])
        n: int = cursor.fetchone()[0]
    return n
