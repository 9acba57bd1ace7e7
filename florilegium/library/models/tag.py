"""A word of one library. Identified by NFKC and case folding only; its first spelling is kept."""

from django.db import models
from django.db.models import Q

from florilegium.people.models import Person

from .bookmark import Bookmark
from .library import Library


class Word(models.Model):
    """The same word in all libraries: a tag page across libraries starts here. ``folded``: without accents, to be found by."""

    slug = models.CharField(max_length=160, unique=True)
    folded = models.CharField(max_length=160, default="", db_default="", db_index=True)

    class Meta:
        db_table = "word"

    def __str__(self) -> str:
        return self.slug


class Tag(models.Model):
    """A word of one library. ``n``: bookmarks that carry it; ``n_open``: those not private. Kept by the actions."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.ForeignKey(Word, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    n = models.IntegerField(default=0)
    n_open = models.IntegerField(default=0)

    class Meta:
        db_table = "tag"
        constraints = (models.UniqueConstraint(fields=["library", "word"], name="tag_lib_word"),)
        indexes = (models.Index(fields=["library", "n", "id"], name="tag_top"),)

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a bookmark, and whose. ``at``, ``private``, ``everyone``, ``library`` are the bookmark's, ``word`` the tag's: copies."""

    bookmark = models.ForeignKey(Bookmark, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+", db_index=False)
    library = models.ForeignKey(
        Library, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    word = models.ForeignKey(Word, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.BigIntegerField()
    private = models.BooleanField(default=False)
    everyone = models.BooleanField(default=False)

    class Meta:
        db_table = "tagging"
        constraints = (models.UniqueConstraint(fields=["bookmark", "tag"], name="tagging_bm_tag"),)
        indexes = (
            models.Index(fields=["tag", "at", "bookmark"], name="tagging_new"),
            models.Index(fields=["tag", "at", "bookmark"], name="tagging_new_open", condition=Q(private=False)),
        )

    def __str__(self) -> str:
        return f"{self.tag} on {self.bookmark}"


class FormerTag(models.Model):
    """A word that was renamed or merged into another: its old address leads there."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.ForeignKey(Word, on_delete=models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "former_tag"
        constraints = (models.UniqueConstraint(fields=["library", "word"], name="former_tag_once"),)

    def __str__(self) -> str:
        return f"{self.word}, now {self.tag}"
