"""Accounts: a person comes with a library of her own."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from florilegium.library import rules
from florilegium.library.errors import Conflict, Invalid, NotAllowed
from florilegium.library.models import Ending, Library, Placeholder
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer


def give_library(person: Person) -> Library:
    """The person's library, made closed if she has none."""
    return Library.objects.get_or_create(person=person)[0]


@transaction.atomic
def open_account(
    *,
    login: str,
    name: str = "",
    email: str = "",
    password: str | None = None,
    admin: bool = False,
    demonstration: bool = False,
) -> Person:
    """Make a person with an account and a library. Invalid: login or password; Conflict: the login is taken."""
    # the login of a deleted account is free when its library is empty
    if Person.objects.filter(login=login).exists() or Ending.objects.filter(login=login).exists():
        raise Conflict(_("The login “%(login)s” is taken.") % {"login": login})
    person = Person(login=login, name=name.strip(), email=email.strip(), is_admin=admin, demonstration=demonstration)
    try:
        if password is not None:
            validate_password(password, person)
        person.set_password(password)
        person.full_clean()
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {}
        fields = {field: " ".join(said) for field, said in by_field.items()}
        raise Invalid(" ".join(error.messages), fields) from error
    person.save()
    give_library(person)
    return person


def open_account_for_somebody(*, by: Person, login: str, name: str, email: str) -> tuple[Person, str]:
    """An account with a password by chance, both told to who keeps the instance. NotAllowed for others."""
    if not rules.can_open_accounts(Viewer(by)):
        raise NotAllowed(_("Only who keeps this site opens accounts."))
    password = secrets.token_urlsafe(12)
    return open_account(login=login, name=name, email=email, password=password), password


def give_password(person: Person, password: str) -> None:
    """A new password; sessions under the old one end. Invalid if it is too weak."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
    person.set_password(password)
    person.save(update_fields=["password"])


def stand_in(*, library: Library, source: str, names: set[str]) -> dict[str, Person]:
    """The placeholder people for names of a source in a library, made where they are missing. By name.

    Call within the transaction that uses them. A name is compared letter for letter: never with accounts, never across
    libraries.
    """
    short = {name: name[:80] for name in names}
    found = {
        row.name: row.person
        for row in Placeholder.objects.filter(
            library=library, source=source, name__in=set(short.values())
        ).select_related("person")
    }
    for name in sorted(set(short.values()) - found.keys()):
        person = Person(login=None, name=name, is_active=False)
        person.set_unusable_password()
        person.save()
        Placeholder.objects.create(person=person, library=library, source=source, name=name)
        found[name] = person
    return {name: found[cut] for name, cut in short.items()}


@transaction.atomic
def change_person(*, by: Person, name: str, language: str) -> None:
    """Change one's own name and language. Raises Invalid by field."""
    person = Person.objects.get(pk=by.pk)
    person.name, person.language = " ".join(name.replace("\x00", "").split()), language
    try:
        person.full_clean(exclude=("password", "email"))
    except ValidationError as error:
        fields = {field: " ".join(said) for field, said in error.message_dict.items()}
        raise Invalid(_("Some fields need your attention."), fields) from error
    person.save(update_fields=["name", "language"])
