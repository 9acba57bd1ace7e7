"""The page made ready to be searched for its article: what nobody reads is taken out, what comes late is put in place."""

import re

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from florilegium.archive.freezing.pictures import chosen_picture

_GONE = (
    "script, style, template, button, input, select, textarea, dialog, canvas, link, base, object, embed, applet, svg,"
    " [hidden], [role=dialog], [aria-modal=true], [role=alertdialog], #cookie-notice, .cookie-banner"
)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PLAYERS = re.compile(
    r"(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com|dailymotion\.com/embed|/videos/embed/|player\.twitch\.tv"
    r"|w\.soundcloud\.com/player|embed\.arte\.tv|/embed/podcast)", re.IGNORECASE
)  # fmt: skip


def prepare(tree: LexborHTMLParser, base: str) -> None:
    """Change the tree in place; addresses of links and pictures become absolute."""
    for node in tree.css("noscript"):
        _late_picture(node)
    for node in tree.css(_GONE):
        node.decompose()
    for node in tree.css("[style], [aria-hidden=true]"):
        if _is_unseen(node):
            node.decompose()
    for node in tree.css("iframe"):
        _player(node, base)
    for node in tree.css("img"):
        _picture(node, base)
    for node in tree.css("a[href]"):
        _link(node, base)


def _late_picture(node: LexborNode) -> None:
    """A picture that is only shown where no script runs: it takes the place of the empty one before it."""
    inner = LexborHTMLParser(node.text(deep=True) or "", is_fragment=True).css("img")
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    if len(inner) == 1 and before is not None:
        empty = before if before.tag == "img" else next(iter(before.css("img")), None)
        if empty is not None:
            told = inner[0].attributes
            for name in ("src", "srcset", "alt"):
                if told.get(name):
                    empty.attrs[name] = told[name]
    node.decompose()


def _is_unseen(node: LexborNode) -> bool:
    told = node.attributes
    if node.tag in ("html", "body"):
        return False
    if _UNSEEN.search(told.get("style") or ""):
        return True
    # what is hidden from screen readers is for the eye: a picture for a formula stays
    return (
        told.get("aria-hidden") == "true"
        and node.tag != "img"
        and node.css_first("img, math") is None
        and node.css_first("p") is None
    )


def _player(node: LexborNode, base: str) -> None:
    """A film or a sound becomes a link to it; other frames are nothing to read."""
    source = node.attributes.get("src") or node.attributes.get("data-src") or ""
    address = _join(source, base)
    if address and _PLAYERS.search(address):
        paragraph = LexborHTMLParser("<p><a></a></p>", is_fragment=True)
        link = paragraph.css_first("a")
        if link is not None:
            link.attrs["href"] = address
            link.insert_child(address)
            made = paragraph.css_first("p")
            if made is not None:
                node.replace_with(made)
                return
    node.decompose()


def _picture(node: LexborNode, base: str) -> None:
    """The one address that is kept, or no picture."""
    chosen = chosen_picture(node, base)
    told = node.attributes
    tiny = all((told.get(side) or "").strip() in ("0", "1") for side in ("width", "height"))
    if chosen is None or tiny or not chosen.startswith(("http://", "https://")):
        node.decompose()
        return
    for name in ("srcset", "data-src", "data-srcset", "data-original", "sizes", "loading"):
        if name in told:
            del node.attrs[name]
    node.attrs["src"] = chosen


def _link(node: LexborNode, base: str) -> None:
    address = _join(node.attributes.get("href") or "", base)
    if address is None:
        del node.attrs["href"]
    else:
        node.attrs["href"] = address


def _join(told: str, base: str) -> str | None:
    try:
        address: str = ada_url.join_url(base, told.strip())
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://", "mailto:")) and len(address) < 4_000 else None
