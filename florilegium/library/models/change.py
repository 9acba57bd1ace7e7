"""What was done to many things at once, with what it takes to undo it."""

from django.db import models

from florilegium.people.models import Person

from .library import Library


class Change(models.Model):
    """One bulk change by one person. ``what``: which; ``count``: of how many things; ``rows``: what undoing needs.

    Kept as long as trash is, then thrown away. ``undone``: it was taken back.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=20)
    about = models.TextField(blank=True)
    count = models.IntegerField(default=0)
    rows = models.JSONField(default=dict)
    at = models.BigIntegerField()
    undone = models.BooleanField(default=False)

    class Meta:
        db_table = "change"
        indexes = (
            models.Index(fields=["person", "at", "id"], name="change_mine"),
            models.Index(fields=["library"], name="change_library"),
            models.Index(fields=["at"], name="change_old"),
        )

    def __str__(self) -> str:
        return self.what
