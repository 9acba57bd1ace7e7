"""Sessions in the database, as Django keeps them; read by a statement written out, since every page of a person begins with it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from florilegium.kit.instances import find


class SessionStore(db.SessionStore):
    """A session that has not expired, found by its key."""

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        session = find(Session, "t.session_key = %s and t.expire_date > %s", [self.session_key, now])
        if session is None:
            self._session_key = None
        return session
