"""Who is asking: a signed-in person, or nobody. The first argument of every read.

A viewer lives as long as one request, so that a membership that ended is felt at the next one.
"""

from dataclasses import dataclass, field
from typing import Any

from .models import Person


@dataclass(slots=True, eq=False)
class Viewer:
    """Somebody asking, perhaps nobody.

    ``person``: the signed-in person, or None. ``known`` holds what the rules have loaded about this viewer
    (memberships, own library) so that it is read once a request. ``scopes``: what the token she comes with may be used
    for; None: she comes without one, and is not narrowed. ``token``: the id of that token.
    """

    person: Person | None = None
    known: dict[str, Any] = field(default_factory=dict)
    scopes: frozenset[str] | None = None
    token: int | None = None

    @property
    def id(self) -> int | None:
        return None if self.person is None else self.person.pk

    def may(self, scope: str) -> bool:
        """Whether what she comes with is good for that; the rules say what she may do at all."""
        return self.scopes is None or scope in self.scopes


def nobody() -> Viewer:
    """The anonymous viewer."""
    return Viewer()
