"""Foreign documents as they are served: each in a sandbox of its own, where nothing of theirs runs and nothing leaves."""

import secrets
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from florilegium.archive import files
from florilegium.archive import queries as copies
from florilegium.archive.models import SnapshotKind
from florilegium.library.errors import NotFound
from florilegium.web.asking import viewer_of
from florilegium.web.library.finding import bookmark_at

R = TypeVar("R", bound=HttpResponseBase)

#: security: an opaque origin, also when the copy is opened alone: it holds no cookie and no storage of ours, and may ask
#: nobody for anything. A link leads out, whole, when somebody presses it, and never by itself.
_SANDBOX = "sandbox allow-scripts allow-top-navigation-by-user-activation"
_NOTHING = "default-src 'none'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
_COPY = (
    f"{_SANDBOX}; {_NOTHING}; script-src 'nonce-{{nonce}}'; style-src 'unsafe-inline' data:; img-src data:; "
    "font-src data:; media-src data:"
)
_FILE = f"sandbox; {_NOTHING}"

HEADERS: Mapping[str, str] = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}

#: How a frozen document begins, but for one that is to be shown as browsers showed pages without a doctype.
_DOCTYPE = b"<!DOCTYPE html>"


@require_safe
def copy(request: HttpRequest, kind: str, name: str, bookmark_id: int, snapshot_id: int) -> HttpResponseBase:
    """The copy itself, for the frame, or alone; a PDF as the file that it is."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    snapshot = copies.get_snapshot(viewer, bookmark, snapshot_id)
    if snapshot.kind == SnapshotKind.PDF:
        return _file(snapshot.file_id, "application/pdf", f"{bookmark.pk}.pdf")
    try:
        document = files.read(snapshot.file_id)
    except FileNotFoundError as error:
        raise NotFound from error
    nonce = secrets.token_urlsafe(16)
    response = HttpResponse(_with_our_script(document, nonce), content_type="text/html; charset=utf-8")
    return _closed(response, _COPY.format(nonce=nonce))


@require_safe
def image(request: HttpRequest, kind: str, name: str, bookmark_id: int, digest: str) -> HttpResponseBase:
    """An image of the article, stored with us."""
    viewer = viewer_of(request)
    found = copies.get_image(viewer, bookmark_at(viewer, kind, name, bookmark_id), digest)
    return _file(found.digest, found.media_type, "", keep=True)


def _file(digest: str, media_type: str, download: str, *, keep: bool = False) -> HttpResponseBase:
    try:
        stream = files.open_file(digest)
    except FileNotFoundError as error:
        raise NotFound from error
    response = FileResponse(stream, content_type=media_type, as_attachment=bool(download), filename=download)
    _closed(response, _FILE)
    if keep:  # under its digest it never changes; whether she still may see it is asked again after an hour
        response["Cache-Control"] = "private, max-age=3600"
    return response


def _closed(response: R, policy: str) -> R:
    for header, value in HEADERS.items():
        response[header] = value
    response["Content-Security-Policy"] = policy
    return response


def _with_our_script(document: bytes, nonce: str) -> bytes:
    """Our script first of all: whatever the copy holds stands after it, and cannot swallow it."""
    beginning = _DOCTYPE if document.startswith(_DOCTYPE) else b""
    script = f'<script type="module" nonce="{nonce}">'.encode() + _script() + b"</script>"
    return beginning + script + document[len(beginning) :]


@cache
def _script() -> bytes:
    """The built script, inline: a sandboxed document asks nobody for anything, not us either."""
    path = settings.STATIC_ROOT / "florilegium" / "built" / "frame.js"
    text = path.read_bytes() if path.exists() else b""
    # security: nothing in it ends the element or begins a comment
    return text.replace(b"</script", b"<\\/script").replace(b"<!--", b"\\x3c!--")
