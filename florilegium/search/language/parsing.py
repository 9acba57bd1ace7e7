"""A text read as a query. Any text is one: what makes no sense is read as words or passed over, and a remark says so.

Between two things to look for stands an *and*. OR holds its neighbours together more tightly, as in other searches
(``grève SNCF OR RATP``), and a written AND more tightly still (``a AND b OR c AND d``).
"""

from collections.abc import Iterable
from datetime import date

from .days import find_when
from .folding import clean
from .normal import either, every, has_words, negated, within
from .normal import term as normal_term
from .remarks import Code, Remark
from .scanning import Kind, Piece, pieces
from .terms import Misread, Sort, doubts, fields_of, read
from .tree import And, In, Node, Not, Or, Order, Query

#: No more terms than these are looked for, and not nested deeper; parentheses that mean nothing may be deeper.
MOST_TERMS, DEEPEST, _DEEPEST_TYPED = 64, 12, 40
MOST_REMARKS = 12
#: So much of what a remark is about is repeated in it.
_SAID = 60

_BEGINNING: frozenset[Kind] = frozenset({"word", "phrase", "open", "minus", "not", "operator"})


def parse(text: str, *, today: date) -> Query:
    """The query of any text. ``today``: the reader's, for days of no year; nothing else depends on it."""
    return _Reading(text, today).query()


class _Reading:
    """One text being read, piece by piece."""

    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.today = today
        self.pieces = list(pieces(text, lambda said: find_when(said, today) is not None))
        self.at = 0
        self.terms = 0
        self.sort: Piece | None = None
        self.order: Order | None = None
        self.remarks: list[Remark] = []

    def query(self) -> Query:
        where = self.sequence(0)
        if where is not None and _depth(where) > DEEPEST:
            self.remark("too_deep", Piece("open", 0, len(self.text)))
            where = _cut(where, DEEPEST)
        return Query(where, self.order, _distinct(self.remarks))

    # ---- what stands together

    def sequence(self, depth: int) -> Node | None:
        """Everything up to the parenthesis that closes this, or to the end of the text."""
        found: list[Node] = []
        scopes: list[tuple[Piece, int]] = []  # each "in:title" that stands alone, and how much was found before it
        while (piece := self.peek()) is not None:
            if piece.kind == "close":
                if depth:
                    break
                self.remark("unopened_parenthesis", self.take())
            elif piece.kind in ("or", "and"):
                self.remark("lone", self.take())
            elif piece.operator == "in" and not piece.attached and fields_of(piece):
                scopes.append((self.take(), len(found)))
            elif (part := self.alternatives(depth)) is not None:
                found.append(part)
        return every(self.scoped(found, scopes))

    def scoped(self, found: list[Node], scopes: list[tuple[Piece, int]]) -> list[Node]:
        """A lone "in:title" is about the words after it, up to the next; the last, if there are none, about those before."""
        free = scopes[0][1] if scopes else len(found)
        parts = found[:free]
        bounds = [*(start for _piece, start in scopes[1:]), len(found)][: len(scopes)]
        for (piece, start), end in zip(scopes, bounds, strict=True):
            taken = found[start:end]
            if not any(map(has_words, taken)):
                taken += [part for part in parts if not isinstance(part, In)]
                parts = [part for part in parts if isinstance(part, In)]
            words = every(part for part in taken if has_words(part))
            if words is None:
                self.remark("in_alone", piece)
            else:
                parts.append(within(fields_of(piece), words))
            parts += [part for part in taken if not has_words(part)]
        return parts

    def alternatives(self, depth: int) -> Node | None:
        parts = [self.together(depth)]
        while self.joined("or"):
            parts.append(self.together(depth))
        return either(part for part in parts if part is not None)

    def together(self, depth: int) -> Node | None:
        parts = [self.one(depth)]
        while self.joined("and"):
            parts.append(self.one(depth))
        return every(part for part in parts if part is not None)

    def joined(self, kind: Kind) -> bool:
        """Takes an OR or an AND; whether one stood there with something after it."""
        while (piece := self.peek()) is not None and piece.kind == kind:
            self.take()
            following = self.peek()
            if following is not None and following.kind in _BEGINNING:
                return True
            self.remark("lone", piece)
        return False

    def one(self, depth: int) -> Node | None:
        """A term, a parenthesis or an "in:", with the signs before it."""
        negative, sign = False, None
        while (piece := self.peek()) is not None and piece.kind in ("minus", "not"):
            negative, sign = not negative, self.take()
        if piece is None or piece.kind not in _BEGINNING:
            if sign is not None and sign.kind == "not":
                self.remark("nothing_after", sign)
            return None
        if negative and piece.operator == "sort":
            self.remark("sort_negated", piece)
        node = self.single(self.take(), depth)
        return negated(node) if node is not None and negative else node

    # ---- one thing

    def single(self, piece: Piece, depth: int) -> Node | None:
        if not piece.closed:
            self.remark("unclosed_quote", piece)
        if piece.kind == "open":
            return self.parenthesis(piece, depth + 1)
        if piece.operator == "in" and fields_of(piece):
            return self.restricted(piece, depth + 1)
        return self.term(piece)

    def parenthesis(self, piece: Piece, depth: int) -> Node | None:
        if depth > _DEEPEST_TYPED:
            self.remark("too_deep", piece)
            self.pass_over()
            return None
        node = self.sequence(depth)
        if self.peek() is None:
            self.remark("unclosed_parenthesis", piece)
        else:
            self.take()
        return node

    def pass_over(self) -> None:
        """To the end of a parenthesis that was opened."""
        level = 1
        while level and self.peek() is not None:
            level += {"open": 1, "close": -1}.get(self.take().kind, 0)

    def restricted(self, piece: Piece, depth: int) -> Node | None:
        """What follows at once, or, where no lone "in:title" can be about all the words after it, what follows."""
        following = self.peek()
        if depth > _DEEPEST_TYPED:
            self.remark("too_deep", piece)
            return None
        child = self.one(depth) if following is not None and following.kind in _BEGINNING else None
        if child is None or not has_words(child):
            self.remark("in_alone", piece)
        return None if child is None else within(fields_of(piece), child)

    def term(self, piece: Piece) -> Node | None:
        found = read(piece, self.today)
        if isinstance(found, Sort):
            if self.sort is not None:
                self.remark("sort_twice", self.sort)
            self.sort, self.order = piece, found.order
            return None
        if isinstance(found, Misread):
            self.remark(found.code, piece, found.choices)
            return None
        for code in doubts(piece, found):
            self.remark(code, piece)
        node = normal_term(found)
        if node is not None:
            self.terms += 1
            if self.terms > MOST_TERMS:
                if self.terms == MOST_TERMS + 1:
                    self.remark("too_many", piece)
                return None
        return node

    # ---- pieces and remarks

    def peek(self) -> Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def take(self) -> Piece:
        self.at += 1
        return self.pieces[self.at - 1]

    def remark(self, code: Code, piece: Piece, choices: tuple[str, ...] = ()) -> None:
        said = clean(self.text[piece.start : piece.end])
        if len(said) > _SAID:
            said = f"{said[:_SAID].rstrip()}…"
        self.remarks.append(Remark(code, said, piece.start, piece.end, piece.operator or piece.named, choices))


def _depth(node: Node) -> int:
    if isinstance(node, And | Or):
        return 1 + max(map(_depth, node.parts))
    return 1 + _depth(node.child) if isinstance(node, Not | In) else 1


def _cut(node: Node, depth: int) -> Node | None:
    """The tree without what is nested deeper."""
    if not isinstance(node, And | Or | Not | In):
        return node
    if depth <= 1:
        return None
    if isinstance(node, And | Or):
        parts = [part for child in node.parts if (part := _cut(child, depth - 1)) is not None]
        return every(parts) if isinstance(node, And) else either(parts)
    child = _cut(node.child, depth - 1)
    if child is None:
        return None
    return negated(child) if isinstance(node, Not) else within(node.fields, child)


def _distinct(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The first of each kind about the same words, in the order of the text, and no more than anybody reads."""
    found: dict[tuple[Code, str], Remark] = {}
    for remark in sorted(remarks, key=lambda remark: remark.start):
        found.setdefault((remark.code, remark.said), remark)
    return tuple(found.values())[:MOST_REMARKS]
