"""A page kept in a library, and who brought it there.

One index holds a whole listing: what is asked, then the date, then the id. The uniqueness is ``(page, library)`` in
that order, so that it also answers which libraries keep a page.
"""

from django.db import models
from django.db.models import Q

from florilegium.people.models import Person

from .library import Library
from .page import Page


class Bookmark(models.Model):
    """A page kept in a library: the entry of a listing.

    ``at``: when it was added, microseconds since 1970 UTC; it orders always and is shown if ``at_known``.
    ``title_key``: see ``library.titles``; finds the bookmark by its title.
    ``everyone``: library open and row not private. A hint that selects candidates, never the rule.
    ``views`` = ``views_brought`` (the highest count told by an import) + ours.
    Counters of what is heard here: ``highlights`` (quotes, with or without a note), ``noted`` (notes and page notes),
    ``page_notes``, ``replies``, ``said`` (all of them). ``marks`` and ``words`` are ``highlights`` and ``noted`` as the
    library's own person counts them, with what only she hears; in a group's library they are equal.
    ``pinned``: when it was pinned above the listing, 0 if it is not.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="bookmarks", db_index=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.TextField(blank=True)
    title_key = models.BigIntegerField(default=0)
    description = models.TextField(blank=True)
    at = models.BigIntegerField()
    at_known = models.BooleanField(default=True)
    private = models.BooleanField(default=False)
    everyone = models.BooleanField(default=False)
    views = models.IntegerField(default=0)
    views_brought = models.IntegerField(default=0)
    savers = models.IntegerField(default=1)
    tags_n = models.IntegerField(default=0)
    highlights = models.IntegerField(default=0)
    noted = models.IntegerField(default=0)
    page_notes = models.IntegerField(default=0)
    replies = models.IntegerField(default=0)
    said = models.IntegerField(default=0)
    marks = models.IntegerField(default=0)
    words = models.IntegerField(default=0)
    discussed = models.BigIntegerField(default=0)
    pinned = models.BigIntegerField(default=0, db_default=0)
    updated = models.BigIntegerField(default=0)

    class Meta:
        db_table = "bookmark"
        constraints = (models.UniqueConstraint(fields=["page", "library"], name="bookmark_page_lib"),)
        indexes = (
            models.Index(fields=["library", "at", "id"], name="bm_new"),
            models.Index(fields=["library", "at", "id"], name="bm_new_open", condition=Q(private=False)),
            models.Index(fields=["library", "at", "id"], name="bm_marked", condition=Q(marks__gt=0)),
            models.Index(fields=["library", "at", "id"], name="bm_noted", condition=Q(words__gt=0)),
            models.Index(fields=["library", "at", "id"], name="bm_untagged", condition=Q(tags_n=0)),
            models.Index(fields=["library", "views", "id"], name="bm_views"),
            models.Index(fields=["library", "said", "id"], name="bm_said"),
            models.Index(fields=["library", "discussed", "id"], name="bm_discussed"),
            models.Index(fields=["library", "at", "id"], name="bm_private", condition=Q(private=True)),
            models.Index(fields=["library", "pinned"], name="bm_pinned", condition=Q(pinned__gt=0)),
            models.Index(fields=["library", "title_key"], name="bm_title"),
        )

    def __str__(self) -> str:
        return self.title


class Saving(models.Model):
    """One member's bringing of a page to a library. The bookmark goes with its last saving."""

    bookmark = models.ForeignKey(Bookmark, on_delete=models.CASCADE, related_name="savings", db_index=False)
    library = models.ForeignKey(
        Library, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.BigIntegerField()
    at_known = models.BooleanField(default=True)
    #: Who brought it in for ``person``, when that is somebody else or a placeholder.
    brought_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "saving"
        constraints = (models.UniqueConstraint(fields=["bookmark", "person"], name="saving_once"),)
        indexes = (models.Index(fields=["library", "person", "at", "bookmark"], name="saving_member"),)

    def __str__(self) -> str:
        return f"{self.person} kept {self.bookmark}"
