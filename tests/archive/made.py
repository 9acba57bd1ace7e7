"""Copies without fetching: what a capture would have left."""

from florilegium.archive import files
from florilegium.archive.capturing import keep_snapshot
from florilegium.archive.models import Snapshot, SnapshotKind
from florilegium.library.actions.facts import FactsDraft, learn_facts
from florilegium.library.models import Bookmark, Library

DOCUMENT = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>{}</body></html>'
HTML = "<p>{}</p><h2>Second part</h2><p>And the end of it.</p>"


def copy_of(
    bookmark: Bookmark, text: str = "The words of the page.", *, html: str = "", library: Library | None = None,
    document: str = "", pdf: bytes = b"", language: str = "en", rtl: bool = False, title: str = "As the page calls itself",
    noted: bool = True,
) -> Snapshot:  # fmt: skip
    """A snapshot of a bookmark's page, by the server unless ``library`` is told; and what the page says of itself."""
    body = html or HTML.format(text)
    file = (
        files.put(pdf, "application/pdf") if pdf
        else files.put((document or DOCUMENT.format(body)).encode(), "text/html")
    )  # fmt: skip
    if noted:
        learn_facts(
            page_id=bookmark.page_id,
            facts=FactsDraft(title=title, author="Idris Holloway", site="The Slow Shelf", published="2026-11-06", language=language),
        )  # fmt: skip
    made = Snapshot(
        kind=SnapshotKind.PDF if pdf else SnapshotKind.PAGE, library=library, file=file, url=bookmark.page.url, title=title,
        language=language, rtl=rtl, words=len(text.split()), minutes=max(len(text.split()) // 220, 1),
        pages=text.count("\f") + 1 if pdf else 0, text=text, html="" if pdf else body,
    )  # fmt: skip
    return keep_snapshot(made, bookmark.page_id, [])
