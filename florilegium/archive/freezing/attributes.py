"""The attributes of what is written, and what is written instead of things that would fetch."""

import re
from collections.abc import Iterator
from html import escape

import ada_url
from selectolax.lexbor import LexborNode

from . import vocabulary
from .pictures import chosen_picture
from .styles import Styles
from .supply import Piece, Slot, absolute

_LINKS = ("http://", "https://", "mailto:")
_REL = "noreferrer noopener nofollow"
_NAME = re.compile(r"(?:data|aria)-[a-z0-9_.-]{1,80}\Z")
_LONGEST = 10_000


class Attributes:
    """Writes attributes. `base`: against which addresses are read; `own`: where the page itself stands."""

    def __init__(self, styles: Styles, base: str, own: str) -> None:
        self._styles = styles
        self._base = base
        self._own = own.partition("#")[0]

    def html(self, node: LexborNode, name: str) -> Iterator[Piece]:
        """Those of an element of HTML, each with the space before it."""
        for key, value in node.attributes.items():
            value = value or ""
            if key == "style":
                yield from self._style(key, value)
            elif key == "background":
                yield from self._slot("background", value)
            elif key == "href" and name in ("a", "area"):
                yield self._link(value)
            elif key == "usemap":
                yield _written(key, value if value.startswith("#") else "")
            elif self._is_plain(key, name) and len(value) <= _LONGEST:
                yield _written(key, value)
        if name in vocabulary.CONTROLS:
            yield " disabled"
            if name in ("input", "button"):
                yield from self._control(node, name)

    def _is_plain(self, key: str, name: str) -> bool:
        if key in ("type", "value"):
            return name in ("li", "ol", "ul", "data", "meter", "progress", "option", "param")
        if key == "name":  # security: on other elements a name hides properties of the document from our own script
            return name in ("a", "map")
        return key in vocabulary.COMMON or key in vocabulary.ATTRIBUTES or bool(_NAME.match(key))

    def _control(self, node: LexborNode, name: str) -> Iterator[str]:
        kind = (node.attributes.get("type") or "").lower()
        if name == "button":
            yield ' type="button"'
            return
        kind = (
            kind if kind in ("checkbox", "radio", "range", "color", "button", "submit", "reset", "search") else "text"
        )
        yield f' type="{"button" if kind in ("submit", "reset") else kind}"'
        if kind != "text" or (node.attributes.get("type") or "text").lower() == "text":
            yield _written("value", (node.attributes.get("value") or "")[:_LONGEST])

    def image(self, node: LexborNode) -> list[Piece]:
        """An image with the one picture that is kept of it; one that only counts its readers is not written."""
        if _is_pixel(node):
            return []
        address = chosen_picture(node, self._base)
        pieces: list[Piece] = ["<img"]
        pieces += [
            piece for piece in self.html(node, "img") if isinstance(piece, Slot) or not piece.startswith(" type=")
        ]
        if address:
            pieces.append(Slot(address, "image", ' src="', '"', ""))
        return [*pieces, ">"]

    def drawn(self, node: LexborNode, name: str, mode: str) -> Iterator[Piece]:
        """Those of an element of SVG or MathML."""
        plain = vocabulary.SVG_ATTRIBUTES if mode == "svg" else vocabulary.MATHML_ATTRIBUTES
        for key, value in node.attributes.items():
            value = value or ""
            if key == "style" or (mode == "svg" and key in vocabulary.SVG_PAINTED):
                yield from self._style(key, value)
            elif mode == "svg" and key in ("href", "xlink:href"):
                yield from self._reference(key, value, name)
            elif key in plain or key in vocabulary.COMMON or _NAME.match(key) or (key == "xml:space" and mode == "svg"):
                yield _written(key, value)

    def _reference(self, key: str, value: str, name: str) -> Iterator[Piece]:
        value = value.strip()
        if name == "a":
            yield self._link(value)
        elif name == "image":
            yield from self._slot(key, value)
        elif value.startswith("#"):
            yield _written(key, value)

    def _style(self, key: str, value: str) -> Iterator[Piece]:
        """What may hold `url()`: rewritten, and its text escaped as an attribute."""
        pieces = self._styles.attribute(value, self._base)
        if pieces:
            yield f' {key}="'
            for piece in pieces:
                yield escape(piece) if isinstance(piece, str) else piece
            yield '"'

    def _slot(self, key: str, value: str) -> Iterator[Piece]:
        address = absolute(value, self._base) if value.strip() else None
        if address:
            yield Slot(address, "image", f' {key}="', '"', "")

    def _link(self, value: str) -> str:
        """A link to the web, to somebody's mail, or within this document; "" for one that leads anywhere else."""
        address = link_address(value, self._base)
        if address is None:
            return ""
        page, mark, fragment = address.partition("#")
        if mark and page == self._own:
            return _written("href", f"#{fragment}")
        return f'{_written("href", address)} target="_top" rel="{_REL}"'

    def style_sheet(self, node: LexborNode) -> str | None:
        """The address of the style sheet a `<link>` leads to, if it is one that is used."""
        told = node.attributes
        rel = (told.get("rel") or "").lower().split()
        if "stylesheet" not in rel or "alternate" in rel or "disabled" in told:
            return None
        return absolute(told.get("href") or "", self._base)

    def elsewhere(self, node: LexborNode, name: str) -> list[Piece]:
        """For something that stood in the page and came from elsewhere: its picture if it had one, and where it is."""
        told = node.attributes
        pieces: list[Piece] = []
        if name == "video" and (poster := absolute(told.get("poster") or "", self._base)):
            pieces.append(Slot(poster, "image", '<img alt="" src="', '">', ""))
        if name in ("video", "audio", "iframe", "frame", "embed", "object"):
            source = told.get("src") or told.get("data") or _first_source(node)
            link = self._link(source) if source else ""
            if link and (address := link_address(source, self._base)):
                pieces.append(f'<a class="florilegium-elsewhere"{link}>{escape(address)}</a>')
        return pieces


def link_address(value: str, base: str) -> str | None:
    """The absolute address of a link that may be followed; None for scripts and whatever else."""
    try:
        address: str = ada_url.join_url(base, value.strip())
    except ValueError:
        return None
    return address if address.startswith(_LINKS) and len(address) <= _LONGEST else None


def _written(key: str, value: str) -> str:
    return f' {key}="{escape(value)}"'


def _is_pixel(node: LexborNode) -> bool:
    """An image nobody can see."""
    told = node.attributes
    return all((told.get(side) or "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height"))


def _first_source(node: LexborNode) -> str:
    return next((found.attributes.get("src") or "" for found in node.css("source[src]")), "")
