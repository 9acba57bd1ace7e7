"""A thing on the web, one row however many addresses lead to it."""

from django.db import models
from django.db.models import Q

from .library import Library


class Page(models.Model):
    """A page of the web, or a page whose address nobody told us.

    ``key`` is what ``kit.addresses`` says decides equality; NULL for a page without an address, which belongs to one
    library (``alone_in``) until a form that has its address completes it. ``bucket``: the first 16 bits of the key's digest
    (``kit.addresses.digest``), by which a program asks without telling which page it means. ``merged_into``: it turned out
    to be the same as that page, where everything kept and said of it is now; its key goes on leading there.
    """

    key = models.CharField(max_length=800, unique=True, null=True)  # noqa: DJ001
    url = models.TextField(blank=True)
    site = models.CharField(max_length=255, blank=True)
    bucket = models.IntegerField(null=True)
    alone_in = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)

    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "page"
        constraints = (
            models.CheckConstraint(
                condition=Q(key__isnull=True) ^ Q(alone_in__isnull=True),
                name="page_has_an_address_or_a_library",
            ),
        )
        indexes = (
            models.Index(fields=["bucket"], name="page_bucket"),
            models.Index(fields=["alone_in"], name="page_alone", condition=Q(alone_in__isnull=False)),
            models.Index(fields=["merged_into"], name="page_merged", condition=Q(merged_into__isnull=False)),
        )

    def __str__(self) -> str:
        return self.url or f"page {self.pk}"
