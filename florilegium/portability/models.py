"""Bringing a file in: one row for the whole, one for each row of the file.

A job keeps its own cursor and heartbeat: killed at any moment, it is finished by whoever finds it next, and nothing
happens twice, because the cursor moves in the same transaction as what was brought in.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from florilegium.library.models import Bookmark, Library
from florilegium.people.models import Person


class State(models.TextChoices):
    """UPLOADED waits for its owner to look at the preview and say go."""

    UPLOADED = "uploaded", _("waiting for you")
    WAITING = "waiting", _("waiting to begin")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("could not be read")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class Outcome(models.IntegerChoices):
    NEW = 0, _("new")
    COMPLETED = 1, _("completed")
    UNCHANGED = 2, _("unchanged")
    REJECTED = 3, _("rejected")
    PASSED = 4, _("passed over")
    UNDONE = 5, _("undone")
    LEFT = 6, _("left")


class Import(models.Model):
    """One file brought into one library by one person.

    ``digest``: SHA-256 of the file, by which the same command finds its unfinished job. ``cursor``: records done.
    ``undo_cursor``: the number of the row from which undoing goes on, downwards. ``base``: the time that undated records count back from. ``beat``: when the job last said it was alive.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    cursor = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    completed = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    #: What the reader learned of the whole file, and why it failed if it did.
    source = models.JSONField(default=dict)
    #: What was chosen in the preview: see ``portability.choosing``.
    choices = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    base = models.BigIntegerField(default=0)
    beat = models.BigIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now, editable=False)
    finished = models.DateTimeField(null=True)
    undo_cursor = models.IntegerField(default=0)
    #: The first of the files that were brought at once with this one; 0: it came alone.
    together = models.BigIntegerField(default=0)

    class Meta:
        db_table = "import"
        indexes = (
            models.Index(fields=["by", "id"], name="import_mine"),
            models.Index(fields=["together", "id"], name="import_together", condition=models.Q(together__gt=0)),
            models.Index(
                fields=["beat"],
                name="import_unfinished",
                condition=models.Q(state__in=(State.WAITING, State.RUNNING, State.UNDOING)),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """What became of one record. ``remarks``: codes of ``portability.sentences``; ``added``: what it brought, for undoing."""

    job = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.IntegerField()
    outcome = models.SmallIntegerField(choices=Outcome.choices)
    title = models.TextField(blank=True)
    remarks = models.JSONField(default=list)
    added = models.JSONField(default=dict)
    bookmark = models.ForeignKey(Bookmark, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "import_row"
        constraints = (models.UniqueConstraint(fields=["job", "number"], name="import_row_once"),)
        indexes = (models.Index(fields=["job", "outcome", "number"], name="import_row_outcome"),)

    def __str__(self) -> str:
        return f"row {self.number} of {self.job}"
