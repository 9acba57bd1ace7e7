"""Who opened a bookmark today, forgotten tomorrow.

A view counts once per visitor, bookmark and day. A visitor is a hash of address and browser under a salt that is thrown
away with the day: no address is kept, and nobody can be followed from one day to the next.
"""

from django.db import models

from .bookmark import Bookmark


class Salt(models.Model):
    """The day's secret, shared by all processes. ``day``: days since 1970 UTC."""

    day = models.IntegerField(primary_key=True)
    salt = models.BinaryField()

    class Meta:
        db_table = "salt"

    def __str__(self) -> str:
        return f"salt of day {self.day}"


class View(models.Model):
    """One visitor opened one bookmark on one day."""

    day = models.IntegerField()
    bookmark = models.ForeignKey(Bookmark, on_delete=models.CASCADE, related_name="+", db_index=False)
    visitor = models.BinaryField(max_length=16)

    class Meta:
        db_table = "view"
        constraints = (models.UniqueConstraint(fields=["day", "bookmark", "visitor"], name="view_once"),)
        indexes = (models.Index(fields=["bookmark"], name="view_bookmark"),)

    def __str__(self) -> str:
        return f"view of bookmark {self.bookmark_id}"
