"""What one person has still to read, how far she is in a page, and when she was last in a library."""

from django.db import models

from florilegium.people.models import Person

from .library import Library
from .page import Page


class Unread(models.Model):
    """A page that a person wants to read later, in whatever library it is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.BigIntegerField()

    class Meta:
        db_table = "unread"
        constraints = (models.UniqueConstraint(fields=["person", "page"], name="unread_once"),)
        indexes = (models.Index(fields=["page"], name="unread_page"),)

    def __str__(self) -> str:
        return f"{self.person} has {self.page} to read"


class Progress(models.Model):
    """How far a person has read a page's article, in thousandths; wherever it is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    permille = models.SmallIntegerField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "progress"
        constraints = (models.UniqueConstraint(fields=["person", "page"], name="progress_once"),)
        indexes = (models.Index(fields=["page"], name="progress_page"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.page}"


class Visit(models.Model):
    """When a person was in a library: ``now`` this time, ``before`` the time before, after which things are new to her."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    now = models.BigIntegerField()
    before = models.BigIntegerField(default=0)

    class Meta:
        db_table = "visit"
        constraints = (models.UniqueConstraint(fields=["person", "library"], name="visit_once"),)
        indexes = (models.Index(fields=["library"], name="visit_library"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.library}"
