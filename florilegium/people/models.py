"""Who keeps and says things: people with an account, and those whose words were brought here by somebody else."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: The shape of a login and of a group's slug: both stand in addresses.
SLUG = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])"
slug_is_legal = RegexValidator(
    rf"^{SLUG}\Z",
    _("Use 2 to 64 characters: the letters a to z without accents, digits, and hyphens inside."),
)

LANGUAGES = (("en", "English"), ("fr", "Français"))


class People(BaseUserManager["Person"]):
    """Makes people; asked by sign-in only."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "Person":
        """A person who can sign in; without a password, only after one was set."""
        person = self.model(login=login, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login=username)


class Person(AbstractBaseUser):
    """Somebody who keeps and says things.

    ``login`` is NULL for a *placeholder*: a name that came with imported words. It has no password, is in no group,
    and is never matched with anybody by name or e-mail. It is NULL, too, of who deleted her account: the row stays for what
    she kept and said, without anything of her; ``former`` is then a code by chance, by which an archive tells one former
    member from another. Django's groups and permissions are not used: what a person
    may do is in ``library.rules``.
    """

    login = models.CharField(max_length=64, unique=True, null=True, validators=[slug_is_legal])  # noqa: DJ001
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    #: Keeps the instance: opens accounts in the browser. Reads nothing that others could not.
    is_admin = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True, choices=LANGUAGES)
    former = models.CharField(max_length=16, blank=True, editable=False)
    #: Made by the demonstration; `serve` refuses other hosts than loopback while there are any.
    demonstration = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "person"
        constraints = (models.CheckConstraint(condition=~models.Q(login=""), name="person_login_not_empty"),)

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name shown to others: the display name, else the login."""
        return self.name or self.login or gettext("former member")

    @property
    def is_placeholder(self) -> bool:
        return self.login is None


class Token(models.Model):
    """A key with which a program acts for a person. Only the digest is kept: the key itself is shown once.

    ``scopes``: what the key may do, separated by spaces (``read``, ``write``); it never may more than its person.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=60)
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    class Meta:
        db_table = "token"

    def __str__(self) -> str:
        return self.name


class TokenUse(models.Model):
    """How often a token wrote in a minute (since 1970). One row a token: a new minute begins at 1 again."""

    token = models.OneToOneField(Token, on_delete=models.CASCADE, primary_key=True, related_name="+")
    minute = models.BigIntegerField()
    n = models.IntegerField()

    class Meta:
        db_table = "token_use"

    def __str__(self) -> str:
        return f"{self.n} in minute {self.minute}"


class PersonUse(models.Model):
    """How often a person wrote in a minute (since 1970) from our own pages, through the API. As ``TokenUse``."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    minute = models.BigIntegerField()
    n = models.IntegerField()

    class Meta:
        db_table = "person_use"

    def __str__(self) -> str:
        return f"{self.n} in minute {self.minute}"
