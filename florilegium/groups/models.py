"""People with a shared library: the group, who belongs to it, and its four switches."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from florilegium.people.models import Person, slug_is_legal


class ReadableBy(models.TextChoices):
    WORLD = "world", _("everyone")
    MEMBERS = "members", _("members only")


class JoinableBy(models.TextChoices):
    ANYONE = "anyone", _("anyone, at once")
    REQUEST = "request", _("on request")
    INVITATION = "invitation", _("by invitation only")


class WritableBy(models.TextChoices):
    MEMBERS = "members", _("all members")
    MODERATORS = "moderators", _("moderators only")


class Role(models.IntegerChoices):
    """What a person is in a group; each role may do what the lower ones may."""

    PENDING = 0, _("waiting for approval")
    MEMBER = 1, _("member")
    MODERATOR = 2, _("moderator")
    OWNER = 3, _("owner")


class Group(models.Model):
    """A group. Who may read it is acted upon through its library's ``open``, kept equal by the actions."""

    slug = models.CharField(max_length=64, unique=True, validators=[slug_is_legal])
    name = models.CharField(max_length=80)
    description = models.TextField(blank=True, max_length=2000)
    readable_by = models.CharField(max_length=10, choices=ReadableBy.choices, default=ReadableBy.MEMBERS)
    joinable_by = models.CharField(max_length=10, choices=JoinableBy.choices, default=JoinableBy.REQUEST)
    writable_by = models.CharField(max_length=10, choices=WritableBy.choices, default=WritableBy.MEMBERS)
    listed = models.BooleanField(default=True)
    #: When a closed group is to become readable by everyone: announced, and effective only then.
    opens = models.DateTimeField(null=True, blank=True)
    #: Kept by the actions: memberships that are not pending.
    members = models.IntegerField(default=0)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        db_table = "grp"  # GROUP is a reserved word
        indexes = (
            models.Index(fields=["name", "id"], name="group_listed", condition=models.Q(listed=True)),
            models.Index(fields=["opens"], name="group_opens", condition=models.Q(opens__isnull=False)),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one group. ``library`` stands beside ``group`` so that no rule joins through groups."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    library = models.ForeignKey("library.Library", on_delete=models.CASCADE, related_name="+", db_index=False)
    role = models.SmallIntegerField(choices=Role.choices, default=Role.MEMBER)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        db_table = "membership"
        constraints = (models.UniqueConstraint(fields=["person", "library"], name="membership_person_lib"),)
        indexes = (
            models.Index(fields=["library", "role", "person"], name="membership_lib"),
            models.Index(fields=["group", "role", "person"], name="membership_group"),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"
