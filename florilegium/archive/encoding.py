"""From the bytes of a page to its text, as browsers do it: byte order mark, header, what the page says in its first bytes,
and where none of them tells, UTF-8 if that is what it is, else Windows-1252.
"""

import re
from collections.abc import Mapping

import webencodings

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_SCANNED = 4_096
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)


def decoded(body: bytes, charset: str | None = None) -> str:
    """The text of a page. `charset`: what its header told."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decode(body[len(mark) :], name)
    for told in (charset, _declared(body)):
        encoding = webencodings.lookup(told) if told else None
        if encoding is not None and encoding.name not in ("replacement", "x-user-defined"):
            return _decode(body, encoding.name)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(body, "windows-1252")


def _decode(body: bytes, name: str) -> str:
    found = webencodings.lookup(name)
    return found.codec_info.decode(body, "replace")[0] if found else body.decode("utf-8", "replace")


def _declared(body: bytes) -> str | None:
    """What the page itself says, where browsers look for it; UTF-16 cannot be true there and means UTF-8."""
    head = _COMMENT.sub(b"", body[:_SCANNED])
    found = _XML.match(head) or _META.search(head)
    told = found[1].decode("ascii").lower() if found else None
    return "utf-8" if told and told.startswith("utf-16") else told


def header_charset(headers: Mapping[str, str]) -> str | None:
    """The charset that a page's header tells."""
    found = _HEADER.search(headers.get("content-type", ""))
    return found[1].lower() if found else None
