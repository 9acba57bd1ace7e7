"""Two pages that turned out to be one, and what it takes to part them again."""

from django.db import models

from .bookmark import Bookmark
from .page import Page


class Merge(models.Model):
    """``gone`` was merged into ``kept``. ``why``: what showed that they are one; ``rows``: what parting them needs.

    ``split``: when they were parted again, 0 if they were not.
    """

    kept = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    why = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    at = models.BigIntegerField()
    split = models.BigIntegerField(default=0)

    class Meta:
        db_table = "merge"

    def __str__(self) -> str:
        return f"page {self.gone_id} into {self.kept_id}"


class FormerBookmark(models.Model):
    """A bookmark that met another when their pages were merged: its old address leads there. ``id``: what it had."""

    id = models.BigIntegerField(primary_key=True)
    bookmark = models.ForeignKey(Bookmark, on_delete=models.CASCADE, related_name="+")
    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "former_bookmark"

    def __str__(self) -> str:
        return f"{self.pk}, now {self.bookmark_id}"
