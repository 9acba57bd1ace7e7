"""The few elements of a page that are records, each as a small tree; the rest of the page goes by unkept.

Saved pages leave out what may be left out (`</li>`, `</p>`), and broken ones close what they never opened. An element
ends with its own end, with one that cannot stand inside it, or with the end of what it stands in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from florilegium.portability.formats._lines import CELL_LIMIT
from florilegium.portability.formats._markup import Token

ELEMENT_LIMIT = 50_000
"""Elements one record may have; a page of 300 highlights has 5,000."""

_DEPTH = 250
"""Elements that are open at once; what is deeper stands beside its parent. Browsers do the same."""

_LINE_END = "\0\n"
"""A line break of the markup, told from those of its own lines; no text has a null character."""

_WHITE_RUN = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header
    hr li main nav ol p pre section table tbody td tfoot th thead tr ul
""".split()
)
_ENDED_BY = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr")),
    "tr": frozenset(("tr",)),
    "p": _BLOCKS,
}
_LISTS = frozenset(("ul", "ol"))
_WALLS = frozenset(("ul", "ol", "dl", "table", "div", "section"))
"""What is opened inside one of these ends nothing outside of it."""


@dataclass(slots=True, eq=False)
class Element:
    """An element with its values and what it holds: texts and elements. Two are the same if they are one."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        """Whether it is of a class."""
        return name in self.values.get("class", "").split()

    def hidden(self) -> bool:
        """Whether the page does not show it: by its style, or as SingleFile marks what it emptied."""
        style = self.values.get("style", "").replace(" ", "").lower()
        return "display:none" in style or self.has_class("sf-hidden")

    def elements(self) -> "Iterator[Element]":
        """Its own elements."""
        return (one for one in self.inside if isinstance(one, Element))

    def walk(self, stop: "Callable[[Element], bool] | None" = None) -> "Iterator[Element]":
        """Itself and all elements in it, in the page's order; what stands inside of a ``stop`` is passed over."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            if stop is None or one is self or not stop(one):
                waiting.extend(reversed(list(one.elements())))

    def first(self, wanted: "Callable[[Element], bool]") -> "Element | None":
        """The first element in it that is wanted."""
        return next((one for one in self.walk() if one is not self and wanted(one)), None)

    def contents(self, without: "Callable[[Element], bool]") -> "Iterator[Element | str]":
        """All texts and elements in it, in the page's order; neither an element that is ``without`` nor what is in it."""
        waiting = list(reversed(self.inside))
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                yield one
            elif not without(one):
                yield one
                waiting.extend(reversed(one.inside))

    def raw_text(self) -> str:
        """Its texts as they stand, letter for letter."""
        return "".join(one for one in self.contents(lambda _: False) if isinstance(one, str))

    def text(self, without: "Callable[[Element], bool] | None" = None) -> str:
        """Its text as a reader sees it, without some elements: white space is one space, a block or a break a line end."""
        parts: list[str] = []
        for piece in self._pieces(without):
            fresh = not parts or parts[-1].endswith("\n")
            if piece is None:
                parts.append("" if fresh else "\n")
            else:
                spaced = piece if piece == _LINE_END else _WHITE_RUN.sub(" ", piece)
                parts.append("" if fresh and spaced == " " else spaced)
            if not parts[-1]:
                parts.pop()
        lines = "".join(parts).replace(_LINE_END, "\n").split("\n")
        return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines).strip("\n")

    def _pieces(self, without: "Callable[[Element], bool] | None") -> Iterator[str | None]:
        """The texts in it; None where a block begins or ends, a line end where a line breaks."""
        waiting: list[Element | str | None] = [self]
        while waiting:
            one = waiting.pop()
            if one is None or isinstance(one, str):
                yield one
            elif one is self or without is None or not without(one):
                if one.name == "br":
                    yield _LINE_END
                elif one.name in _BLOCKS:
                    yield None
                    waiting.append(None)
                waiting.extend(reversed(one.inside))


@dataclass(frozen=True, slots=True)
class Found:
    """An element that was looked for. ``too_large``: than any record. ``ended``: the file did not end within it."""

    element: Element
    too_large: bool = False
    ended: bool = True


class _Tree:
    """An element as it is being read."""

    def __init__(self, token: Token, void: frozenset[str], *, loose: bool) -> None:
        self.root = Element(token.name, token.values)
        self._open = [self.root]
        self._void = void
        self._loose = loose
        self._size = self._count = 0
        self.complete = token.alone or token.name in void

    @property
    def too_large(self) -> bool:
        return self._size > CELL_LIMIT or self._count > ELEMENT_LIMIT

    def ends_before(self, token: Token) -> bool:
        """Whether what comes cannot stand in the element, so that its end was left out."""
        if not self._loose or self.root.name not in _ENDED_BY or any(e.name in _WALLS for e in self._open[1:]):
            return False
        if token.kind == "close":
            return token.name in _LISTS and self.root.name == "li"
        return token.kind == "open" and token.name in _ENDED_BY[self.root.name]

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._size += len(token.text)
            if not self.too_large:
                self._open[-1].inside.append(token.text)
        elif token.kind == "open":
            self._begin(token)
        elif token.kind == "close":
            self._end(token.name)

    def _begin(self, token: Token) -> None:
        self._count += 1
        self._size += sum(map(len, token.values.values()))
        if self.too_large:
            return
        if self._loose:
            self._end_implied(token.name)
        element = Element(token.name, token.values)
        self._open[-1].inside.append(element)
        if not token.alone and token.name not in self._void and len(self._open) < _DEPTH:
            self._open.append(element)

    def _end_implied(self, name: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            open_name = self._open[place].name
            if name in _ENDED_BY.get(open_name, ()):
                del self._open[place:]
                return
            if open_name in _WALLS:
                return

    def _end(self, name: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name == name:
                del self._open[place:]
                self.complete = not self._open
                return


def found(
    tokens: Iterator[Token],
    wanted: Callable[[Token, bool], bool],
    passed: Callable[[Token], None] = lambda token: None,
    *,
    xml: bool = False,
) -> Iterator[Found]:
    """Each element that is wanted; ``passed`` sees all the rest.

    ``wanted`` is also told whether another one is open, which a new one ends.
    """
    tree: _Tree | None = None
    for token in tokens:
        if tree is not None and tree.ends_before(token):
            yield Found(tree.root, tree.too_large)
            tree = None
        if token.kind == "open" and wanted(token, tree is not None):
            if tree is not None:
                yield Found(tree.root, tree.too_large)
            tree = _Tree(token, frozenset() if xml else _VOID, loose=not xml)
        elif tree is None:
            passed(token)
        else:
            tree.take(token)
        if tree is not None and tree.complete:
            yield Found(tree.root, tree.too_large)
            tree = None
    if tree is not None:
        yield Found(tree.root, tree.too_large, ended=False)


def of_fragment(tokens: Iterator[Token]) -> Element:
    """A fragment of a page as one element without a name."""
    tree = _Tree(Token("open"), _VOID, loose=True)
    for token in tokens:
        tree.take(token)
    return tree.root
