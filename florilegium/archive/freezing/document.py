"""The whole of it: from the bytes of a page, or the DOM a browser sent, to a frozen document."""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .attributes import Attributes
from .styles import Styles
from .supply import Obtain, Piece, Supply, absolute, filled
from .writing import Writer

#: What makes a browser lay a page out by the standards; the oldest doctypes do not.
_STANDARD = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<!doctype\s+html\b(?![^>]*//W3C//DTD HTML (?:[23]|4\.0 Transitional))",
    re.IGNORECASE | re.DOTALL,
)
_METAS = ("viewport", "color-scheme")


@dataclass(frozen=True, slots=True)
class FreezeLimits:
    """How much a frozen page may hold: bytes as they were fetched, numbers, seconds.

    `html`: characters of the page itself, beyond which it is cut. `style`: of all style sheets together. `resource`: one
    image or font; `resources`: all of them together, the smallest first; `number`: of different addresses asked for.
    `at_once`: questions at the same time. `seconds`: after which nothing more is asked for.
    """

    html: int = 8_000_000
    style: int = 1_500_000
    resource: int = 4_000_000
    resources: int = 12_000_000
    number: int = 250
    at_once: int = 6
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen page. `document`: UTF-8, ends with `</body></html>`; the same page and resources give the same bytes.

    `digest`: sha256 of it, in hex. `title`: the page's own. `missing`: addresses of styles, images and fonts that were
    left out: not to be had, no image or font, or beyond the limits.
    """

    document: bytes
    digest: str
    title: str
    missing: tuple[str, ...]


def written(page: str, base: str, obtain: Obtain, limits: FreezeLimits, *, seen: bool) -> Frozen:
    """Freeze a page, here and now. `seen`: it is the DOM that somebody saw, after its scripts had run."""
    page = page[: limits.html].replace("\x00", "")
    tree = LexborHTMLParser(page, scripting=seen)
    told = next((node.attributes.get("href") or "" for node in tree.css("base[href]")), "")
    own, base = base, (absolute(told, base) if told and not told.startswith("data:") else None) or base
    supply = Supply(obtain, limits.number)
    styles = Styles(supply, limits.style)
    attributes = Attributes(styles, base, own)
    supply.want(filter(None, map(attributes.style_sheet, tree.css("link[href]"))))
    writer = Writer(attributes, styles, base, seen=seen)
    title = " ".join((_title(tree)).split())[:1000]
    _write(writer, tree, attributes, title)
    doctype = "<!DOCTYPE html>" if _STANDARD.match(page[:10_000]) else ""
    text, missing = filled([doctype, *writer.pieces], supply, limits.resource, limits.resources)
    document = text.encode("utf-8", "replace")
    return Frozen(document, sha256(document).hexdigest(), title, tuple(dict.fromkeys([*styles.missing, *missing])))


def _write(writer: Writer, tree: LexborHTMLParser, attributes: Attributes, title: str) -> None:
    pieces: list[Piece] = writer.pieces
    pieces += ["<html", *(attributes.html(tree.root, "html") if tree.root else ()), '><head><meta charset="utf-8">']
    for name in _METAS:
        node = next(iter(tree.css(f"meta[name={name}]")), None)
        if node is not None and node.attributes.get("content"):
            pieces.append(f'<meta name="{name}" content="{escape(node.attributes["content"] or "")}">')
    pieces.append(f"<title>{escape(title, quote=False)}</title>")
    for node in _children(tree.head):
        if node.tag in ("style", "link"):
            writer.write(node)
    body = tree.body
    pieces += ["</head><body", *(attributes.html(body, "body") if body and body.tag == "body" else ()), ">"]
    for node in _children(body):
        writer.write(node)
    pieces.append("</body></html>")


def _children(node: LexborNode | None) -> list[LexborNode]:
    found = []
    child = node.child if node else None
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head title")
    return (node.text(deep=True) or "") if node else ""
