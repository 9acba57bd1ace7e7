"""A shelf. Every person with an account has one, every group has one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from florilegium.groups.models import Group
from florilegium.people.models import Person


class Copies(models.IntegerChoices):
    """Who sees the copies kept of a library's pages; for NOBODY none are kept."""

    NOBODY = 0, _("nobody")
    INSIDE = 1, _("members")
    READERS = 2, _("readers")


class Library(models.Model):
    """A person's or a group's shelf.

    ``open``: anybody may read it. ``gone``: it is being deleted, and refused at once. ``copies``: who sees the copies of its
    pages. ``latest`` is never below the
    newest bookmark's ``at``. The counts are kept by the actions: ``bookmarks`` all, of them ``highlighted``, ``noted``
    and ``untagged``; with ``_open`` those not private, by what others than its own person hear. ``stale``: ``open`` changed, and the hints ``everyone`` of its rows wait to be brought up to date.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="library")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, null=True, related_name="library")
    open = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    copies = models.SmallIntegerField(choices=Copies.choices, default=Copies.INSIDE, db_default=Copies.INSIDE)
    stale = models.BooleanField(default=False)
    bookmarks = models.IntegerField(default=0)
    bookmarks_open = models.IntegerField(default=0)
    highlighted = models.IntegerField(default=0)
    noted = models.IntegerField(default=0)
    untagged = models.IntegerField(default=0)
    highlighted_open = models.IntegerField(default=0)
    noted_open = models.IntegerField(default=0)
    untagged_open = models.IntegerField(default=0)
    latest = models.BigIntegerField(default=0)

    class Meta:
        db_table = "library"
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(group__isnull=True),
                name="library_of_a_person_or_a_group",
            ),
        )

    def __str__(self) -> str:
        return f"library {self.pk}"


class Placeholder(models.Model):
    """A name that came with imported words, in one library, from one source.

    The same name in two libraries is two placeholders: nothing says that it is the same person. ``login``: what she signs
    in with where the words come from, if that was another instance of this program; nothing follows from it here.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="placeholder")
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="placeholders", db_index=False)
    source = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    login = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "placeholder"
        constraints = (models.UniqueConstraint(fields=["library", "source", "name", "login"], name="placeholder_once"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.source})"


class Keeper(models.Model):
    """How many pages of a library a person brought: the list of members with counts, and the length of each listing."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    n = models.IntegerField(default=0)

    class Meta:
        db_table = "keeper"
        constraints = (models.UniqueConstraint(fields=["library", "person"], name="keeper_once"),)
        indexes = (models.Index(fields=["library", "n", "person"], name="keeper_top"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.n}"
