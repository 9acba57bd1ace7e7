"""A key to the feed of one listing that is not open to all."""

from django.db import models
from django.utils import timezone

from florilegium.people.models import Person

from .library import Library


class FeedKey(models.Model):
    """One person's key to one listing's feed, read only. ``asked``: the listing's query, as its feed's address has it.

    Only the digest is kept. Whether she may still read is asked at every request.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    last_used = models.DateTimeField(null=True)

    class Meta:
        db_table = "feed_key"
        constraints = (models.UniqueConstraint(fields=["person", "library", "asked"], name="feed_key_once"),)
        indexes = (models.Index(fields=["library"], name="feed_key_library"),)

    def __str__(self) -> str:
        return f"feed of {self.library} for {self.person}"
