"""What was deleted rests thirty days with its deleter, whole, outside of every listing."""

from django.db import models

from florilegium.people.models import Person

from .library import Library


class Trash(models.Model):
    """One deleted thing. ``rows``: the deleted rows by table, enough to put them back under their old ids.

    Held apart rather than flagged in place, so that no listing, count or rule can ever show a deleted row.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    title = models.TextField()
    rows = models.JSONField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "trash"
        indexes = (
            models.Index(fields=["person", "at", "id"], name="trash_mine"),
            models.Index(fields=["at"], name="trash_old"),
            models.Index(fields=["library"], name="trash_library", condition=models.Q(library__isnull=False)),
        )

    def __str__(self) -> str:
        return self.title
