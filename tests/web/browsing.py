"""A browser without a screen: pages asked for as somebody of the cast."""

from django.test import Client

from tests.cast import Cast

HUMAN = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0"


def client_of(cast: Cast, name: str, language: str = "en") -> Client:
    """A client signed in as somebody; ``nobody`` is not."""
    client = Client(headers={"user-agent": HUMAN, "accept-language": language}, enforce_csrf_checks=False)
    if name != "nobody":
        client.force_login(cast[name])
    return client
