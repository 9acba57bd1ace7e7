"""Fetching a page that somebody kept: what it says of itself, its article, and a frozen copy.

What is written down here comes from our own anonymous fetch alone. Each stage beats; the end, the snapshot and the state
of the capture are one transaction, so that a kill at any moment leaves a capture that is begun again, and nothing half.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, transaction

from florilegium.kit import clock
from florilegium.kit.fetching import IMAGES, RESOURCES, Fetched, Limits, NotFetched, fetch
from florilegium.library.actions.facts import FactsDraft, learn_facts
from florilegium.library.models import Bookmark, Copies

from . import equivalence, files, pdf, wishes
from .confined import TooHard
from .extraction import Article, Published, extract, image_addresses, with_images
from .freezing import Resource, freeze
from .models import Capture, Snapshot, SnapshotImage, SnapshotKind, StoredFile

log = logging.getLogger(__name__)

#: One image or style sheet of a page.
_PART = Limits(seconds=15, wire=4_000_000, body=8_000_000, redirects=5)
#: Of a PDF's text.
WORDS_A_MINUTE = 220
#: Images of an article beyond these are links.
_MOST_IMAGES = 60


class TakenOver(Exception):
    """Somebody else runs this capture now."""


def capture_next() -> bool:
    """Run one capture if one is due; whether there was one."""
    capture = wishes.next_due()
    if capture is None:
        return False
    if wishes.take(capture):
        run(capture)
    return True


def run(capture: Capture) -> None:
    """Run a capture that was taken, to its end, whatever that is."""
    try:
        _Run(capture).go()
    except TakenOver:
        return
    except NotFetched as problem:
        wishes.fail(
            capture, problem.kind, {"status": problem.status}, passing=problem.passing, after=problem.retry_after
        )
    except TooHard:
        wishes.fail(capture, "too_hard", {}, passing=False)
    except DatabaseError:
        raise
    except Exception:
        log.exception("capture %s failed", capture.pk)
        wishes.fail(capture, "broke", {}, passing=True)


@dataclass(slots=True)
class _Parts:
    """What else a page is made of, asked for at most once. Asked from several threads; never raises."""

    known: dict[str, Fetched | None]

    def get(self, url: str, *, images: bool = False) -> Fetched | None:
        if url not in self.known:
            try:
                self.known[url] = fetch(
                    url, limits=_PART, accept=IMAGES if images else RESOURCES, allow=settings.FETCH_ALLOW
                )
            except NotFetched:
                self.known[url] = None
        return self.known[url]

    def resource(self, url: str) -> Resource | None:
        got = self.get(url)
        return None if got is None else Resource(got.url, got.body, got.media_type, got.charset)


class _Run:
    """One try."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.page = capture.page
        self.parts = _Parts({})

    def go(self) -> None:
        if self.page.merged_into_id is not None or self.page.key is None:
            wishes.end(self.capture)
            return
        if self.capture.sent_id is not None:
            self._keep_sent(self.capture.sent_id)
            return
        got = fetch(self.page.url, allow=settings.FETCH_ALLOW)
        self._beat("reading")
        if got.media_type in ("application/pdf", "application/x-pdf") or got.body[:5] == b"%PDF-":
            self._keep_pdf(got)
            equivalence.see(self.page, got, None)
        else:
            canonical = self._keep_page(got)
            equivalence.see(self.page, got, canonical)

    def _beat(self, stage: str) -> None:
        if not wishes.beat(self.capture, stage):
            raise TakenOver

    # ------------------------------------------------------------ a page

    def _keep_page(self, got: Fetched) -> str | None:
        """Write down what the page says, keep a copy if one is wanted; the address that it calls its own."""
        article = extract(got.body, address=got.url, headers=got.headers)
        lead = self._image(article.lead_image) if article.lead_image and self._may_copy(article) else None
        self._beat("facts")
        learn_facts(page_id=self.page.pk, facts=_facts_of(article, lead))
        if not self._may_copy(article):
            wishes.end(self.capture, "noarchive" if article.noarchive else "no_copy")
            return article.canonical
        images = self._images_of(article)
        self._beat("freezing")
        frozen = freeze(got.body, got.url, self.parts.resource, charset=got.charset)
        self._beat("storing")
        snapshot = _snapshot_of(article, files.put(frozen.document, "text/html"), got.url, images)
        snapshot.title = snapshot.title or frozen.title
        self._keep(snapshot, list(images.values()))
        return article.canonical

    def _may_copy(self, article: Article) -> bool:
        return not article.noarchive and self._is_copy_wanted()

    def _is_copy_wanted(self) -> bool:
        """Whether a library that keeps the page keeps copies."""
        if settings.CAPTURE != "copies":
            return False
        kept = Bookmark.objects.filter(page=self.page, library__gone=False)
        return kept.exclude(library__copies=Copies.NOBODY).exists()

    def _images_of(self, article: Article) -> dict[str, StoredFile]:
        """Address → our copy, of the images of an article that are to be had."""
        found = {}
        for address in image_addresses(article.html)[:_MOST_IMAGES]:
            self._beat("images")
            image = self._image(address)
            if image is not None:
                found[address] = image
        return found

    def _image(self, address: str) -> StoredFile | None:
        got = self.parts.get(address, images=True)
        kind = image_type(got.body) if got is not None else ""
        return files.put(got.body, kind) if got is not None and kind else None

    # ------------------------------------------------------------ a PDF

    def _keep_pdf(self, got: Fetched) -> None:
        try:
            read = pdf.read_pdf(got.body)
        except pdf.UnreadablePdf:
            read = pdf.Pdf((), 0, "", "")
        self._beat("facts")
        learn_facts(page_id=self.page.pk, facts=FactsDraft(title=read.title, author=read.author))
        if not self._is_copy_wanted():
            wishes.end(self.capture, "no_copy")
            return
        file = files.put(got.body, "application/pdf")
        text = "\f".join(page.replace("\f", " ").replace("\x00", "") for page in read.pages)
        snapshot = Snapshot(
            kind=SnapshotKind.PDF, file=file, url=got.url, title=read.title, text=text, words=len(text.split()),
            pages=read.count, minutes=len(text.split()) // WORDS_A_MINUTE,
        )  # fmt: skip
        self._keep(snapshot, [])

    # ------------------------------------------------------------ what a browser sent

    def _keep_sent(self, digest: str) -> None:
        """A DOM that somebody saw: as hostile as any page. It becomes her library's snapshot, and says nothing of the page."""
        dom = files.read(digest)
        self._beat("reading")
        article = extract(dom, address=self.page.url, headers={"content-type": "text/html; charset=utf-8"})
        library = self.capture.library
        if article.noarchive or library is None or library.copies == Copies.NOBODY:
            wishes.end(self.capture, "noarchive" if article.noarchive else "no_copy")
            return
        images = self._images_of(article)
        self._beat("freezing")
        frozen = freeze(dom.decode("utf-8", "replace"), self.page.url, self.parts.resource)
        self._beat("storing")
        snapshot = _snapshot_of(article, files.put(frozen.document, "text/html"), self.page.url, images)
        snapshot.library, snapshot.by = library, self.capture.by
        snapshot.title = self.capture.title or snapshot.title or frozen.title
        self._keep(snapshot, list(images.values()))

    # ------------------------------------------------------------ both

    def _keep(self, snapshot: Snapshot, images: list[StoredFile]) -> None:
        with transaction.atomic():
            if not wishes.end(self.capture):
                raise TakenOver
            keep_snapshot(snapshot, self.page.pk, images)


def _snapshot_of(article: Article, file: StoredFile, url: str, images: dict[str, StoredFile]) -> Snapshot:
    ours = {address: f"image/{image.digest}" for address, image in images.items()}
    return Snapshot(
        kind=SnapshotKind.PAGE, file=file, url=url, title=article.title, language=article.language[:35],
        rtl=article.direction == "rtl", words=article.words, minutes=article.minutes, text=article.text,
        html=with_images(article.html, ours) if article.html else "",
    )  # fmt: skip


def keep_snapshot(snapshot: Snapshot, page_id: int, images: list[StoredFile]) -> Snapshot:
    """Add a snapshot to a page's; where the newest is the same, it is only seen again. In a transaction."""
    now = clock.now()
    last = Snapshot.objects.filter(page_id=page_id, library=snapshot.library).order_by("-at", "-id").first()
    if last is not None and last.file_id == snapshot.file_id:
        Snapshot.objects.filter(pk=last.pk).update(seen=now)
        return last
    snapshot.page_id, snapshot.at, snapshot.seen = page_id, now, now
    snapshot.save()
    unique = {image.digest: image for image in images}
    SnapshotImage.objects.bulk_create(SnapshotImage(snapshot=snapshot, file=image) for image in unique.values())
    old = Snapshot.objects.filter(page_id=page_id, library=snapshot.library).order_by("-at", "-id")
    beyond = list(old.values_list("pk", flat=True)[settings.COPIES_A_PAGE : settings.COPIES_A_PAGE + 100])
    Snapshot.objects.filter(pk__in=beyond).delete()
    return snapshot


_SIGNS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda b: b.startswith(b"\xff\xd8\xff"), "image/jpeg"),
    (lambda b: b.startswith(b"\x89PNG\r\n\x1a\n"), "image/png"),
    (lambda b: b.startswith((b"GIF87a", b"GIF89a")), "image/gif"),
    (lambda b: b[:4] == b"RIFF" and b[8:12] == b"WEBP", "image/webp"),
    (lambda b: b[4:12] in (b"ftypavif", b"ftypavis"), "image/avif"),
)


def image_type(content: bytes) -> str:
    """What an image is, by its first bytes and not by what its server says; "" if it is none that we show."""
    return next((kind for is_one, kind in _SIGNS if is_one(content)), "")


def _facts_of(article: Article, lead: StoredFile | None) -> FactsDraft:
    return FactsDraft(
        title=article.title, site=article.site_name, author=", ".join(article.authors),
        published=date_of(article.published), language=article.language, description=article.description,
        doi=article.doi, canonical=article.canonical or "", image="" if lead is None else lead.digest,
        noarchive=article.noarchive,
    )  # fmt: skip


def date_of(published: Published | None) -> str:
    """2026, 2026-11 or 2026-11-06, as far as it is known."""
    if published is None:
        return ""
    length = {"year": 4, "month": 7}.get(published.precision, 10)
    return published.at.date().isoformat()[:length]
