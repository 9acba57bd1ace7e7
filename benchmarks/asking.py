"""Asking the application as its server does, without the server: so that what is measured is ours."""

import io
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

CSRF = "a" * 32


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower case) and body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody: anonymous, or with a session."""

    application: Any
    session: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        """A page."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, **fields: str) -> Answer:
        """A form sent."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()
        return self._ask("POST", path, body, {})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        where, _mark, query = path.partition("?")
        told: dict[str, Any] = {}
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": where, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "HTTP_ACCEPT_LANGUAGE": "en",
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": f"csrftoken={CSRF}; sessionid={self.session}" if self.session else "",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip

        def start(status: str, found: list[tuple[str, str]], _error: object = None) -> None:
            told["status"], told["headers"] = int(status[:3]), {name.lower(): value for name, value in found}

        answered = self.application(environ, start)
        content = b"".join(answered)
        if hasattr(answered, "close"):
            answered.close()
        return Answer(told["status"], told["headers"], content)


def signed_in(application: Any, login: str) -> Asker:
    """A person with a session of her own, as sign-in would make it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from florilegium.people.models import Person

    person = Person.objects.get(login=login)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return Asker(application, session.session_key or "")
