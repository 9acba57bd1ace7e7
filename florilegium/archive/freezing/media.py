"""What a few first bytes say: images and fonts are known by them, and not by what their server calls them."""

import base64
import re
from urllib.parse import unquote_to_bytes

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"\x00\x00\x02\x00", "image/x-icon"),
    (b"wOF2", "font/woff2"),
    (b"wOFF", "font/woff"),
    (b"\x00\x01\x00\x00", "font/ttf"),
    (b"true", "font/ttf"),
    (b"OTTO", "font/otf"),
)
_SVG = re.compile(  # a comment ends at its first end: with `.*?` many of them could be read in too many ways
    rb"\A(?:\xef\xbb\xbf)?\s*(?:(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE\s+svg[^>[]*>)\s*)*<svg[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = 4_096


def media_type(body: bytes) -> str:
    """The media type of an image or font that a browser shows, "" for anything else."""
    for magic, found in _MAGIC:
        if body.startswith(magic):
            return found
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return "image/svg+xml" if _SVG.match(body[:_HEAD]) else ""


def data_address(body: bytes, media: str) -> str:
    """The bytes as an address of their own."""
    return f"data:{media};base64,{base64.b64encode(body).decode('ascii')}"


def from_data_address(address: str) -> bytes | None:
    """The bytes in a `data:` address; None if it is none."""
    head, comma, data = address.partition(",")
    if not comma or not head.lower().startswith("data:"):
        return None
    raw = unquote_to_bytes(data.partition("#")[0])
    if not head.lower().rstrip().endswith(";base64"):
        return raw
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4))
    except ValueError:
        return None
