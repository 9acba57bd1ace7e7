"""What a person says about a page, once, and the libraries in which it is heard."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from florilegium.people.models import Person

from .library import Library
from .page import Page


class Kind(models.IntegerChoices):
    """The four kinds of annotation: selectors or not, body or not, parent or not."""

    HIGHLIGHT = 0, _("highlight")
    NOTE = 1, _("note")
    PAGE_NOTE = 2, _("page note")
    REPLY = 3, _("reply")


#: The part of an entry in which a kind is listed: passages, page notes, replies.
PART: Final = {Kind.HIGHLIGHT: 0, Kind.NOTE: 0, Kind.PAGE_NOTE: 1, Kind.REPLY: 2}


class Color(models.IntegerChoices):
    YELLOW = 0, _("yellow")
    BLUE = 1, _("blue")
    GREEN = 2, _("green")
    PINK = 3, _("pink")


class Annotation(models.Model):
    """A W3C Web Annotation: a target, perhaps a body, by a person.

    ``position`` orders passages in the page. ``plain``: the body is plain text (imported words), else Markdown.
    ``approximate``: the source did not say exactly who, when or where. ``heard``: in how many libraries; 0 = only its
    author. ``withdrawn``: the words were taken back; the row stays as a stub because others replied. ``tags``: words of
    the note, as spelt. ``key``: made up by the client that said it, so that it may say it again and is heard once.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.SmallIntegerField(choices=Kind.choices)
    root = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    quote = models.TextField(blank=True)
    #: As ``library.selectors`` dumps them; empty when only the quote is known.
    selectors = models.JSONField(default=list, blank=True)
    color = models.SmallIntegerField(choices=Color.choices, default=Color.YELLOW)
    body = models.TextField(blank=True)
    plain = models.BooleanField(default=False)
    position = models.IntegerField(default=0)
    at = models.BigIntegerField()
    at_known = models.BooleanField(default=True)
    updated = models.BigIntegerField(default=0)
    approximate = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    heard = models.SmallIntegerField(default=0)
    brought_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    tags = models.JSONField(default=list, db_default=[], blank=True)
    key = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        db_table = "annotation"
        constraints = (models.UniqueConstraint(fields=["author", "key"], name="ann_key", condition=~Q(key="")),)
        indexes = (
            models.Index(fields=["author", "at", "id"], name="ann_author"),
            models.Index(fields=["author", "page", "position", "id"], name="ann_author_page"),
            models.Index(fields=["root", "at", "id"], name="ann_root", condition=Q(root__isnull=False)),
            models.Index(fields=["parent"], name="ann_parent", condition=Q(parent__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{Kind(self.kind).label} {self.pk}"


class Audience(models.Model):
    """A library in which an annotation is heard: the row that every listing of annotations reads.

    ``page``, ``author``, ``part``, ``position``, ``at`` and ``root`` are the annotation's: copies, which the database need
    not check again (half of what an import cost was such checks). ``replies``: heard here.
    """

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="audiences", db_index=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    part = models.SmallIntegerField()
    position = models.IntegerField()
    at = models.BigIntegerField()
    root = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False
    )
    replies = models.IntegerField(default=0)

    class Meta:
        db_table = "audience"
        constraints = (models.UniqueConstraint(fields=["annotation", "library"], name="aud_ann_lib"),)
        indexes = (
            models.Index(fields=["page", "library", "part", "position", "annotation"], name="aud_card"),
            models.Index(fields=["library", "at", "annotation"], name="aud_new"),
            models.Index(fields=["library", "author", "at", "annotation"], name="aud_member"),
            models.Index(fields=["root", "library"], name="aud_thread", condition=Q(root__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.annotation} heard in {self.library}"
