"""A library that is being deleted: a group's, or that of somebody who deleted her account."""

from django.db import models

from florilegium.people.models import Person

from .library import Library


class Stage(models.IntegerChoices):
    """What is being emptied: what she said and described in other libraries, the bookmarks, then whatever else hangs on it."""

    WORDS = 0
    DESCRIPTIONS = 1
    BOOKMARKS = 2
    REST = 3


class Ending(models.Model):
    """The work of emptying a library that is gone, as a row that survives a kill.

    ``at``: when it was deleted, ``due``: when emptying begins; until then a group can be taken back. ``erase``: what she
    said in other libraries is erased as well. ``login``: of the account, taken until the end. Emptying goes on after
    (``after_at``, ``after_id``) of its ``stage`` (of descriptions: after a library); ``beat``: when it last said it was alive.
    """

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="ending")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.BigIntegerField()
    due = models.BigIntegerField()
    erase = models.BooleanField(default=False)
    login = models.CharField(max_length=64, blank=True)
    stage = models.SmallIntegerField(choices=Stage.choices, default=Stage.BOOKMARKS)
    after_at = models.BigIntegerField(default=-(1 << 62))
    after_id = models.BigIntegerField(default=0)
    beat = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ending"
        indexes = (models.Index(fields=["due"], name="ending_due"),)

    def __str__(self) -> str:
        return f"end of {self.library}"
