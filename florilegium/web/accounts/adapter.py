"""How sign-in (django-allauth) meets our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from florilegium.library.actions.people import give_library
from florilegium.people.models import Person, slug_is_legal

login_validators = [slug_is_legal]


class Adapter(DefaultAccountAdapter):
    """Sign-up as the instance allows it; every new person gets her library in the same transaction."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP == "open")

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        with transaction.atomic():
            person = super().save_user(request, user, form, commit)
            if commit and isinstance(person, Person):
                give_library(person)
        return person
