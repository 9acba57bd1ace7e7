"""A fragment of HTML, as a highlight is kept by Diigo, as the text a reader saw.

The fragment was cut out of a page by a selection, so its tags need not balance; older ones are plain text, in which
`a < b` and `vector<int>` mean themselves. Therefore only what is certainly a tag is taken off: an element's known name
with attributes that are written as attributes. Nothing is interpreted, so nothing needs to be safe.
"""

import re
from html import unescape
from html.entities import html5

from florilegium.portability.formats._lines import WHITE

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_ATTRIBUTE = r"""[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_TAG = re.compile(rf"""<(/?)([a-z][a-z0-9]*+(?:[-:][a-z0-9-]++)?)((?:(?:\s++|(?<=["'])){_ATTRIBUTE})*+)\s*+/?>""", re.I)
_WITH_VALUE = re.compile(r"""[^\s"'<>/=]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)""")
_VALUELESS = {"hidden", "checked", "disabled", "open", "async", "defer", "nowrap", "compact", "noshade", "itemscope"}

_BLOCKS = frozenset(
    """
    address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol option p pre section summary table tbody
    tfoot thead tr ul
""".split()
)
_CELLS = frozenset(("td", "th"))
_INLINE = frozenset(
    """
    a abbr acronym applet area audio b base basefont bdi bdo big blink body br button canvas cite code col
    colgroup data datalist del dfn dir em embed font frame frameset head html i iframe img input ins kbd
    label legend link map mark marquee math menu meta meter mi mn mo mrow msub msubsup msup mfrac mtable mtd
    mtext mtr mover munder nobr noscript object optgroup output param path picture progress q rp rt rtc ruby
    s samp script select semantics slot small source span strike strong style sub sup svg template textarea
    time title track tt u use var video wbr
""".split()
)
_ELEMENTS = _BLOCKS | _CELLS | _INLINE
_OFFICE = ("o:", "v:", "w:", "x:", "st1:", "fb:", "g:")

_UNSEEN = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<script\b[^<>]*>", re.I), re.compile(r"</script\s*>", re.I)),
    (re.compile(r"<style\b[^<>]*>", re.I), re.compile(r"</style\s*>", re.I)),
)


def decode(text: str) -> str:
    """Decode character references once, and only complete ones: `?a=1&copy=2` is an address, not a copyright sign."""
    return _ENTITY.sub(_decode_one, text) if "&" in text else text


def _decode_one(match: re.Match[str]) -> str:
    reference = match.group()
    return unescape(reference) if reference[1] == "#" or reference[1:] in html5 else reference


def plain_text(fragment: str) -> tuple[str, bool]:
    """The text of a fragment, and whether markup that carried more than a line break was taken off it."""
    if "<" not in fragment:
        return decode(fragment).strip(WHITE), False
    kept = fragment.replace("\r\n", "\n")
    visible = kept
    for opening, closing in _UNSEEN:
        visible = _without(visible, opening, closing)
    out = _Lines()
    more = visible != kept
    end = 0
    for match in _TAG.finditer(visible):
        if not _is_markup(match):
            continue
        out.text(visible[end : match.start()])
        end = match.end()
        name = match[2].lower()
        more = more or name != "br"
        if name == "br":
            out.line_end()
        elif name in _BLOCKS:
            out.block()
        elif name in _CELLS:
            out.cell()
    out.text(visible[end:])
    return decode("".join(out.parts)).strip(WHITE), more


class _Lines:
    """Text with line ends where the markup had them, and without the white space that only laid out the markup."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._fresh = False

    def text(self, text: str) -> None:
        if self._fresh:
            text = "" if not text.strip(WHITE) else text.removeprefix("\n")
        if text:
            self.parts.append(text)
            self._fresh = False

    def line_end(self) -> None:
        self.parts.append("\n")
        self._fresh = True

    def block(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
        self._fresh = True

    def cell(self) -> None:
        if self.parts and self.parts[-1][-1] not in WHITE:
            self.parts.append("\t")


def _is_markup(match: re.Match[str]) -> bool:
    name = match[2].lower()
    if name not in _ELEMENTS and "-" not in name and not name.startswith(_OFFICE):
        return False
    attributes = match[3]
    return not attributes or _VALUELESS.issuperset(_WITH_VALUE.sub(" ", attributes).lower().split())


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Leave out what stands between the two; an opening that nothing closes hides nothing."""
    parts = []
    position = 0
    while start := opening.search(text, position):
        end = closing.search(text, start.end())
        if end is None:
            break
        parts.append(text[position : start.start()])
        position = end.end()
    parts.append(text[position:])
    return "".join(parts)
