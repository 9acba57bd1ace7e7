"""Who a session belongs to: allauth's backend, finding the person by a statement written out."""

from allauth.account.auth_backends import AuthenticationBackend

from florilegium.kit.instances import find
from florilegium.people.models import Person


class Backend(AuthenticationBackend):
    """Sign-in by allauth; each page asks only for the person."""

    def get_user(self, user_id: int) -> Person | None:
        person = find(Person, "t.id = %s", [user_id])
        return person if person is not None and self.user_can_authenticate(person) else None
