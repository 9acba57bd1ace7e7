"""The article in our small vocabulary: paragraphs, headings, lists, tables, quotations, pictures; written by us, word by word.

Whatever arranges (div, section, span) is seen through: what stands in it becomes paragraphs. The same article always
gives the same HTML and the same text, because anchors stand on them.

Vocabulary: p h2 h3 h4 ul ol li dl dt dd blockquote pre figure figcaption table caption tr th td hr, and within them
a[href] em strong code sub sup del ins mark q cite kbd samp var abbr[title] small ruby rt br, img[data-source alt].
`dir` stays where it says something; a picture has no `src`, so that nothing is asked of anybody.
"""

import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_DEPTH = 120
_INLINE = {
    "a": "a", "abbr": "abbr", "acronym": "abbr", "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "cite",
    "code": "code", "tt": "code", "del": "del", "s": "del", "strike": "del", "ins": "ins", "kbd": "kbd", "mark": "mark",
    "q": "q", "ruby": "ruby", "rt": "rt", "samp": "samp", "small": "small", "sub": "sub", "sup": "sup", "var": "var",
}  # fmt: skip
_TRANSPARENT_INLINE = frozenset("span font u big bdi bdo time data label rb rtc nobr dfn wbr center-inline".split())
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_BLOCKS = frozenset(
    "p div section article main aside header footer nav ul ol li dl dt dd blockquote pre figure figcaption table thead tbody"
    " tfoot tr td th caption hr h1 h2 h3 h4 h5 h6 address details summary center form fieldset hgroup menu dir".split()
)
_DROPPED = frozenset(
    "script style noscript template rp title head meta link button input select textarea svg iframe".split()
)
_MARKS = frozenset("# ¶ § 🔗 ⚓".split())
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


class Composer:
    """Writes one article: `html` and `text` grow together, block by block."""

    def __init__(self, title: str) -> None:
        self._title = _folded(title)
        self._blocks = 0

    def compose(self, html: str) -> tuple[str, str]:
        """HTML of the vocabulary, and its text."""
        tree = LexborHTMLParser(html)
        if tree.body is None:
            return "", ""
        written = "".join(self._flow(tree.body, 0))
        return written, text_of(written)

    def _flow(self, node: LexborNode, depth: int) -> Iterator[str]:
        """The blocks in an element; what stands between them becomes paragraphs."""
        line: list[str] = []
        child = node.child
        while child is not None:
            if self._is_block(child, depth):
                yield from self._paragraph(line)
                line = []
                yield from self._block(child, depth + 1)
            elif child.is_element_node and child.tag == "br":
                line.append("<br>")
            else:
                line += self._inline(child, depth + 1)
            child = child.next
        yield from self._paragraph(line)

    def _is_block(self, node: LexborNode, depth: int) -> bool:
        if not node.is_element_node or depth > _DEPTH:
            return False
        return node.tag in _BLOCKS or (node.tag not in _DROPPED and _holds_block(node))

    def _block(self, node: LexborNode, depth: int) -> Iterator[str]:
        name = node.tag or ""
        if name in _HEADINGS:
            yield from self._heading(node, _HEADINGS[name], depth)
        elif name in ("ul", "ol", "menu", "dir"):
            yield from self._list(node, "ol" if name == "ol" else "ul", depth)
        elif name == "dl":
            yield from self._definitions(node, depth)
        elif name == "pre":
            text = "".join(_lines(node)).strip("\n")
            if text.strip():
                yield f"<pre>{escape(text, quote=False)}</pre>"
        elif name == "blockquote":
            inner = "".join(self._flow(node, depth))
            yield f"<blockquote>{inner}</blockquote>" if inner else ""
        elif name == "figure":
            yield from self._figure(node, depth)
        elif name == "table":
            yield from self._table(node, depth)
        elif name == "hr":
            yield "<hr>"
        else:
            yield from self._directed(node, self._flow(node, depth))

    def _directed(self, node: LexborNode, blocks: Iterator[str]) -> Iterator[str]:
        """Blocks whose direction is said, where it is said."""
        direction = (node.attributes.get("dir") or "").lower()
        for block in blocks:
            said = direction in ("ltr", "rtl") and re.match(r"<(?:p|h[234]|ul|ol|blockquote|table)>", block)
            yield block.replace(">", f' dir="{direction}">', 1) if said else block

    def _paragraph(self, line: list[str]) -> Iterator[str]:
        """A line of inline pieces; two line breaks in it make two paragraphs."""
        text = "".join(line)
        for part in re.split(r"(?:\s*<br>\s*){2,}", text):
            part = _trimmed(part)
            if re.search(r"<img ", part) and not _words(part):
                yield f"<figure>{part}</figure>"
            elif _words(part):
                yield f"<p>{part}</p>"

    def _heading(self, node: LexborNode, name: str, depth: int) -> Iterator[str]:
        inner = _trimmed("".join(self._line(node, depth)))
        pictures = "".join(re.findall(r"<img [^>]*>", inner))
        inner = re.sub(r"<img [^>]*>|<br>", " ", inner).strip()
        if pictures:
            yield f"<figure>{pictures}</figure>"
        if _words(inner) and _folded(_words(inner)) != self._title:
            yield f"<{name}>{inner}</{name}>"

    def _line(self, node: LexborNode, depth: int) -> Iterator[str]:
        """All of an element as one line."""
        child = node.child
        while child is not None:
            yield from self._inline(child, depth + 1)
            child = child.next

    def _inline(self, node: LexborNode, depth: int) -> Iterator[str]:
        if node.is_text_node:
            yield escape(_SPACE.sub(" ", node.text_content or ""), quote=False)
            return
        name = node.tag or ""
        if not node.is_element_node or name in _DROPPED:
            return
        if name == "img":
            yield _picture(node)
        elif name == "br":
            yield "<br>"
        elif name == "math":
            yield escape(_formula(node), quote=False)
        elif depth > _DEPTH:
            yield escape(_SPACE.sub(" ", node.text(deep=True) or ""), quote=False)
        else:
            space = " " if name in _BLOCKS else ""
            inner = "".join(self._line(node, depth))
            yield space + _wrapped(node, name, inner) + space

    def _list(self, node: LexborNode, name: str, depth: int) -> Iterator[str]:
        items = []
        for item in _elements(node):
            inner = _tight("".join(self._flow(item, depth + 1)))
            if inner:
                items.append(f"<li>{inner}</li>")
        if items:
            yield f"<{name}>{''.join(items)}</{name}>"

    def _definitions(self, node: LexborNode, depth: int) -> Iterator[str]:
        items = []
        for item in node.css("dt, dd"):
            inner = _tight("".join(self._flow(item, depth + 1)))
            if inner:
                items.append(f"<{item.tag}>{inner}</{item.tag}>")
        if items:
            yield f"<dl>{''.join(items)}</dl>"

    def _figure(self, node: LexborNode, depth: int) -> Iterator[str]:
        caption = node.css_first("figcaption")
        said = _trimmed("".join(self._line(caption, depth))) if caption is not None else ""
        said = re.sub(r"<img [^>]*>", "", said)
        pictures = [_picture(picture) for picture in node.css("img")]
        if not any(pictures):
            yield from self._flow(node, depth)
            return
        under = f"<figcaption>{said}</figcaption>" if _words(said) else ""
        yield f"<figure>{''.join(dict.fromkeys(pictures))}{under}</figure>"

    def _table(self, node: LexborNode, depth: int) -> Iterator[str]:
        """A table of data as a table; one that only arranges as what stands in it."""
        rows = [row for row in node.css("tr") if _own_table(row) == node.mem_id]
        wide = max((len(_cells(row)) for row in rows), default=0)
        nested = node.css_first("table table") is not None
        arranges = nested or wide < 2 or (len(rows) < 2 and not node.css("th"))
        if arranges:
            for row in rows:
                for cell in _cells(row):
                    yield from self._flow(cell, depth + 1)
            return
        caption = node.css_first("caption")
        said = _trimmed("".join(self._line(caption, depth))) if caption is not None else ""
        yield f"<table>{f'<caption>{said}</caption>' if _words(said) else ''}"
        for row in rows:
            cells = "".join(self._cell(cell, depth + 1) for cell in _cells(row))
            yield f"<tr>{cells}</tr>" if _words(cells) or "<img " in cells else ""
        yield "</table>"

    def _cell(self, cell: LexborNode, depth: int) -> str:
        spans = ""
        for name in ("colspan", "rowspan"):
            told = cell.attributes.get(name) or ""
            spans += f' {name}="{int(told)}"' if re.fullmatch(r"[1-9]\d?", told) and told != "1" else ""
        return f"<{cell.tag}{spans}>{_tight(''.join(self._flow(cell, depth)))}</{cell.tag}>"


def text_of(html: str) -> str:
    """The words of composed HTML: a line for each block, a tab between the cells of a row."""
    text = re.sub(r"</t[dh]>(?=<t[dh])", "\t", html)
    text = re.sub(r"<br>", "\n", text)
    text = re.sub(
        r"</(?:p|h[234]|li|dt|dd|pre|figcaption|caption|tr|figure|blockquote)>|<(?:ul|ol|dl|blockquote|table|p)\b[^>]*>",
        "\n",
        text,
    )
    text = _unescaped(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"[ ]*\n[ \n]*", "\n", text).strip()


def _unescaped(text: str) -> str:
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def _wrapped(node: LexborNode, name: str, inner: str) -> str:
    """Inline HTML with its mark around it, if it has one that we keep and there are words or pictures in it."""
    if name not in _INLINE or not (_words(inner) or "<img " in inner):
        return inner
    name = _INLINE[name]
    attribute = ""
    if name == "a":
        href = node.attributes.get("href") or ""
        if not href.startswith(("http://", "https://", "mailto:")):
            return inner
        if _words(inner) in _MARKS:  # "#" and "¶": a heading's link to itself
            return ""
        attribute = f' href="{escape(href)}"'
    elif name == "abbr" and node.attributes.get("title"):
        attribute = f' title="{escape(" ".join((node.attributes["title"] or "").split()))}"'
    before = inner[: len(inner) - len(inner.lstrip(" "))]
    after = inner[len(inner.rstrip(" ")) :]
    return f"{before}<{name}{attribute}>{inner.strip(' ')}</{name}>{after}"


def _picture(node: LexborNode) -> str:
    source = node.attributes.get("src") or ""
    if not source.startswith(("http://", "https://")):
        return ""
    alt = " ".join((node.attributes.get("alt") or "").split())[:1_000]
    return f'<img data-source="{escape(source)}" alt="{escape(alt)}">'


def _formula(node: LexborNode) -> str:
    """A formula as it is written in TeX, where the page says so, else its signs."""
    source = node.css_first('annotation[encoding="application/x-tex"]')
    text = (source.text(deep=True) if source is not None else node.attributes.get("alttext")) or node.text(deep=True)
    return f" {' '.join((text or '').split())} "


def _lines(node: LexborNode) -> Iterator[str]:
    """The text of something that keeps its line ends."""
    for found in node.traverse(include_text=True):
        if found.is_text_node:
            yield found.text_content or ""
        elif found.tag in ("br", "div", "li", "tr"):
            yield "\n"


def _holds_block(node: LexborNode) -> bool:
    return any(found.mem_id != node.mem_id for found in node.css(_BLOCK_SELECTOR))


_BLOCK_SELECTOR = ", ".join(sorted(_BLOCKS))


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in _elements(row) if cell.tag in ("td", "th")]


def _own_table(row: LexborNode) -> int | None:
    above = row.parent
    while above is not None and above.tag != "table":
        above = above.parent
    return above.mem_id if above is not None else None


def _tight(blocks: str) -> str:
    """What stands in an item: a single paragraph needs no element of its own."""
    single = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>((?:<[uo]l>.*)?)", blocks, re.DOTALL)
    return single[1] + single[2] if single else blocks


def _trimmed(line: str) -> str:
    line = re.sub(r" {2,}", " ", line)
    line = re.sub(r"\s*<br>\s*", "<br>", line)
    return re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", line)


def _words(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html).strip()


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
