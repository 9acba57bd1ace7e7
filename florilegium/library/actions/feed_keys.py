"""Keys to the feeds of listings that are not open to all: made, taken back, recognised, marked as used.

A key is 43 characters by chance (256 bits) and stands in an address, because a feed reader cannot sign in. It opens one
listing, read only, while its person is one of the library's people. Only its SHA-256 is kept, as of a token.
"""

import hashlib
import re
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from florilegium.library import rules
from florilegium.library.errors import Invalid, NotAllowed, NotFound
from florilegium.library.models import FeedKey, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

MOST_KEYS = 200
LONGEST_ASKED = 500
#: `last_used` is told to the hour.
_USED_EVERY = timedelta(hours=1)
_KEY = re.compile(r"[A-Za-z0-9_-]{43}\Z")


@transaction.atomic
def make_feed_key(*, by: Person, library: Library, asked: str) -> str:
    """A key to the listing that ``asked`` says, which the caller has read: the key itself, never to be had again.

    One to a listing: another made for the same ends the one before. NotAllowed for who is not one of the library's people.
    """
    if not rules.can_have_feed_key(Viewer(by), library):
        raise NotAllowed
    if len(asked) > LONGEST_ASKED:
        raise Invalid(_("This listing is narrowed by too much to have a private address. Take some of it away."))
    mine = FeedKey.objects.filter(person=by)
    if mine.exclude(library=library, asked=asked).count() >= MOST_KEYS:
        raise Invalid(_("You have %(most)s private addresses already. Revoke one first.") % {"most": MOST_KEYS})
    plain = secrets.token_urlsafe(32)
    fresh = {"digest": _digest(plain), "created": timezone.now(), "last_used": None}
    FeedKey.objects.update_or_create(person=by, library=library, asked=asked, defaults=fresh)
    return plain


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


def revoke_feed_key(*, by: Person, key_id: int) -> None:
    """Take back one's own key: its address is answered 404 from now on. NotFound if it is another's."""
    if not FeedKey.objects.filter(person=by, pk=key_id).delete()[0]:
        raise NotFound


def find_feed_key(plain: str) -> tuple[FeedKey, Viewer] | None:
    """What a key opens, and who reads with it; None if it is none, its person's account is closed, or she left."""
    if not _KEY.match(plain):
        return None
    found = FeedKey.objects.filter(digest=_digest(plain), person__is_active=True)
    key = found.select_related("person", "library__group", "library__person").first()
    if key is None:
        return None
    viewer = Viewer(key.person)
    # security: also where the library is open meanwhile: a key ends with the membership it was made in
    return (key, viewer) if rules.can_have_feed_key(viewer, key.library) else None


def mark_feed_key_used(key: FeedKey) -> None:
    """Remember that a feed was had with the key, at most once an hour."""
    now = timezone.now()
    if key.last_used is None or now - key.last_used >= _USED_EVERY:
        before = Q(last_used=None) | Q(last_used__lte=now - _USED_EVERY)
        FeedKey.objects.filter(before, pk=key.pk).update(last_used=now)
        key.last_used = now
