"""What a page of the web says of itself, as far as our own anonymous fetch was told."""

from django.db import models
from django.db.models import Q

from .page import Page


class PageFacts(models.Model):
    """The fields of a page. A row beside it, so that a listing's rows stay as short as they are.

    Never what a person or her client told: that is her bookmark's. ``published``: a date as far as it is known (2026,
    2026-11, 2026-11-06). ``language``: a BCP 47 tag. ``canonical``: where the page says it is at home. ``image``: the
    digest of its lead image, which is stored with us. ``noarchive``: it asks that no copy be kept. ``at``: when we read it.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="facts")
    title = models.TextField(blank=True)
    site = models.TextField(blank=True)
    author = models.TextField(blank=True)
    published = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=35, blank=True)
    description = models.TextField(blank=True)
    doi = models.CharField(max_length=255, blank=True)
    canonical = models.TextField(blank=True)
    image = models.CharField(max_length=64, blank=True)
    noarchive = models.BooleanField(default=False)
    at = models.BigIntegerField()

    class Meta:
        db_table = "page_facts"
        indexes = (models.Index(fields=["image"], name="page_facts_image", condition=~Q(image="")),)

    def __str__(self) -> str:
        return self.title or f"facts of {self.page_id}"
