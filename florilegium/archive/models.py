"""The wish to fetch a page, what came of it, and the files that hold it.

A capture keeps its own heartbeat: killed at any moment, it is begun again by whoever finds it next.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from florilegium.library.models import Library, Page
from florilegium.people.models import Person


class State(models.TextChoices):
    """Between two tries a capture is WAITING, with the problem of the last."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class StoredFile(models.Model):
    """A file in storage, under its SHA-256: whatever has the same content is stored once."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    at = models.BigIntegerField()

    class Meta:
        db_table = "stored_file"

    def __str__(self) -> str:
        return self.digest


class Capture(models.Model):
    """The wish to fetch one page, asked again each time somebody keeps it anew or wants a fresh copy.

    Or what somebody's browser sent, to be made into a snapshot of one library: ``sent``, ``library`` and ``title`` say so.

    ``stage``: how far it is. ``tries``: how often it was begun since it was last wished for; with it, who runs it
    knows that nobody took it over. ``due``: not to be begun before. ``beat``: when it last said it was alive.
    ``problem``: a code of ``archive.sentences``, with its ``details``. ``asked``, ``finished``: microseconds.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    sent = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    library = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    title = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=12, blank=True)
    tries = models.SmallIntegerField(default=0)
    due = models.BigIntegerField()
    beat = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    asked = models.BigIntegerField()
    finished = models.BigIntegerField(default=0)

    class Meta:
        db_table = "capture"
        constraints = (
            models.UniqueConstraint(fields=["page"], name="capture_once", condition=Q(sent__isnull=True)),
            models.CheckConstraint(
                condition=Q(sent__isnull=True) | Q(library__isnull=False), name="capture_of_a_library"
            ),
        )
        indexes = (
            models.Index(fields=["page"], name="capture_page"),
            models.Index(fields=["library"], name="capture_library", condition=Q(library__isnull=False)),
            models.Index(fields=["due"], name="capture_due", condition=Q(state=State.WAITING)),
            models.Index(fields=["beat"], name="capture_running", condition=Q(state=State.RUNNING)),
        )

    def __str__(self) -> str:
        return f"capture of {self.page_id}"


class Sighting(models.Model):
    """Our own fetch saw a page lead to another address. ``key``: of that address; ``how``: redirect or canonical.

    ``first``, ``last``: when it was seen; ``looked``: when the page was last asked, and led there or not. ``refused``: why
    the two were not merged, if that was tried.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=800)
    url = models.TextField()
    how = models.CharField(max_length=10)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    looked = models.BigIntegerField()
    refused = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "sighting"
        indexes = (
            models.Index(fields=["key"], name="sighting_key"),
            models.Index(fields=["looked"], name="sighting_looked"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} leads to {self.url}"


class SnapshotKind(models.IntegerChoices):
    PAGE = 0, _("page")
    PDF = 1, _("PDF")


class Snapshot(models.Model):
    """A page as captured at a time.

    ``library`` and ``by``: of one that a person sent from her browser, which belongs to that library alone; None: our own
    anonymous fetch. ``at``: when it was first found so, ``seen``: when it was last found unchanged. ``url``: where it was
    found at last. ``html``, ``text``, ``language``, ``rtl`` (it runs from right to left), ``words``, ``minutes`` (of reading): of its article, whose images
    are ``image/<digest>``, from the bookmark's address; the pages of a PDF are parted by form feeds
    in ``text``. ``lonely``: since when nobody keeps the page (0: somebody does).
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    kind = models.SmallIntegerField(choices=SnapshotKind.choices, default=SnapshotKind.PAGE)
    at = models.BigIntegerField()
    seen = models.BigIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    lonely = models.BigIntegerField(default=0)
    language = models.CharField(max_length=35, blank=True)
    rtl = models.BooleanField(default=False)
    words = models.IntegerField(default=0)
    minutes = models.IntegerField(default=0)
    pages = models.IntegerField(default=0)
    title = models.TextField(blank=True)
    url = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        db_table = "snapshot"
        indexes = (
            models.Index(fields=["page", "at", "id"], name="snapshot_page"),
            models.Index(fields=["library"], name="snapshot_library", condition=Q(library__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.page_id} as of {self.at}"


class SnapshotImage(models.Model):
    """An image of a snapshot's article, stored with us."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="images", db_index=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "snapshot_image"
        constraints = (models.UniqueConstraint(fields=["snapshot", "file"], name="snapshot_image_once"),)

    def __str__(self) -> str:
        return f"{self.file_id} of {self.snapshot_id}"
