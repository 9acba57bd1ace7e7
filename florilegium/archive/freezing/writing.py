"""The document, read as a browser reads it and written again from what it may consist of.

Nothing of the page's own markup is copied: every tag, attribute and text is written by us. Safety does not hang on our
parser agreeing with a browser's: each `<` that is written begins a tag of the vocabulary with attributes of the
vocabulary, the only element whose text is not escaped is `style`, and a style holds no `<` that could begin a tag.
So however a browser nests what it reads, HTML, SVG or MathML, there is nothing in it to run or to fetch.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborNode

from . import vocabulary
from .attributes import Attributes
from .styles import Styles
from .supply import Piece

_DEPTH = 400


@dataclass(frozen=True, slots=True)
class _End:
    """What is written after an element's children."""

    text: str
    ends_drawing: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A node to be written, in the mode of its parent: html, svg or math."""

    node: LexborNode
    mode: str
    depth: int


class Writer:
    """Writes nodes into `pieces`. `seen`: whether scripts had run on what is written, so that `noscript` was not shown."""

    def __init__(self, attributes: Attributes, styles: Styles, base: str, *, seen: bool) -> None:
        self.pieces: list[Piece] = []
        self._attributes = attributes
        self._styles = styles
        self._base = base
        self._seen = seen
        self._drawn_styles: list[Piece] = []

    def write(self, node: LexborNode) -> None:
        """Write a node and all that is in it."""
        waiting: list[_Open | _End] = [_Open(node, "html", 0)]
        while waiting:
            task = waiting.pop()
            if isinstance(task, _End):
                self.pieces.append(task.text)
                if task.ends_drawing:
                    self._flush()
            else:
                waiting += reversed(list(self._begin(task)))

    def _begin(self, task: _Open) -> Iterator[_Open | _End]:
        """Write the beginning of a node; what comes after it is told."""
        node, mode = task.node, task.mode
        if node.is_text_node:
            self.pieces.append(escape(node.text_content or "", quote=False))
            return
        if not node.is_element_node:
            return
        name = node.tag or ""
        if mode != "html":
            yield from self._drawing(task, name)
        elif name in ("svg", "math"):
            yield from self._drawing(_Open(node, name, task.depth), name)
        elif name in ("style", "link"):
            self._put_style(node, self._sheet(node, name))
        elif name == "template":
            yield from self._shadow(node, task.depth)
        elif name == "noscript":
            if not self._seen:
                yield from _children(node, mode, task.depth)
        elif name in vocabulary.DROPPED:
            self.pieces += self._attributes.elsewhere(node, name)
        else:
            yield from self._element(task, name)

    def _element(self, task: _Open, name: str) -> Iterator[_Open | _End]:
        node = task.node
        name = vocabulary.RENAMED.get(name, name)
        custom = (
            "-" in name and name not in vocabulary.NOT_CUSTOM and name.replace("-", "").isalnum() and name.isascii()
        )
        if task.depth > _DEPTH or not (name in vocabulary.HTML or custom) or name == "picture":
            yield from _children(node, "html", task.depth)
            return
        if name == "img" or (name == "input" and (node.attributes.get("type") or "").lower() == "image"):
            self.pieces += self._attributes.image(node)
            return
        if name == "input" and (node.attributes.get("type") or "").lower() == "hidden":
            return
        self.pieces += [f"<{name}", *self._attributes.html(node, name), ">"]
        if name in vocabulary.VOID:
            return
        if name in ("pre", "textarea") and _begins_with_line_end(node):
            self.pieces.append("\n")  # the first one is not shown, so that it takes two to keep one
        yield from _children(node, "html", task.depth + 1)
        yield _End(f"</{name}>")

    def _shadow(self, node: LexborNode, depth: int) -> Iterator[_Open | _End]:
        """A shadow root, open so that its words can be annotated; other templates show nothing."""
        fragments = node.template_fragments() if _is_shadow(node) and depth <= _DEPTH else []
        if not fragments:
            return
        self.pieces.append('<template shadowrootmode="open">')
        yield from _children(fragments[0], "html", depth + 1)
        yield _End("</template>")

    def _drawing(self, task: _Open, name: str) -> Iterator[_Open | _End]:
        """SVG and MathML."""
        node, mode = task.node, task.mode
        if name == "style":
            self._drawn_styles += self._styles.sheet(_text(node), self._base)
            return
        allowed = vocabulary.SVG if mode == "svg" else vocabulary.MATHML
        if name not in allowed or task.depth > _DEPTH:
            return
        self.pieces += [f"<{name}", *self._attributes.drawn(node, name, mode), ">"]
        if name in ("title", "desc"):
            self.pieces.append(escape(_text(node), quote=False))
        else:
            inner = "html" if name in ("foreignObject", "mtext") else mode
            yield from _children(node, inner, task.depth + 1)
        yield _End(f"</{name}>", ends_drawing=name in ("svg", "math"))

    def _flush(self) -> None:
        """The styles that stood in a drawing hold for the whole page: they follow it."""
        if self._drawn_styles:
            self.pieces += ["<style>", *self._drawn_styles, "</style>"]
            self._drawn_styles = []

    def _sheet(self, node: LexborNode, name: str) -> list[Piece]:
        """The styles of a `<style>` or of what a `<link>` leads to."""
        if name == "link":
            address = self._attributes.style_sheet(node)
            return self._styles.linked(address) if address else []
        kind = (node.attributes.get("type") or "text/css").strip().lower()
        return self._styles.sheet(_text(node), self._base) if kind == "text/css" else []

    def _put_style(self, node: LexborNode, css: list[Piece]) -> None:
        if css:
            media = (node.attributes.get("media") or "").strip()
            self.pieces += [f'<style media="{escape(media)}">' if media else "<style>", *css, "</style>"]


def _children(node: LexborNode, mode: str, depth: int) -> Iterator[_Open]:
    child = node.child
    while child is not None:
        yield _Open(child, mode, depth)
        child = child.next


def _text(node: LexborNode) -> str:
    return node.text(deep=True) or ""


def _is_shadow(node: LexborNode) -> bool:
    """Whether a template is the shadow of the element it stands in: the first one in one that may have a shadow."""
    host, before = node.parent, node.prev
    if host is None or not host.is_element_node or not (host.tag in vocabulary.SHADOWED or "-" in (host.tag or "")):
        return False
    while before is not None:
        if before.is_element_node and before.tag == "template" and before.attributes.get("shadowrootmode"):
            return False
        before = before.prev
    return (node.attributes.get("shadowrootmode") or "").lower() in ("open", "closed")


def _begins_with_line_end(node: LexborNode) -> bool:
    first = node.child
    return first is not None and first.is_text_node and (first.text_content or "").startswith("\n")
