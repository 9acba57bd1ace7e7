"""A query written out: English operators, one way for one tree, so that `parse` gives the same tree again."""

from collections.abc import Callable
from typing import Any

from .days import Saved, written
from .normal import normal
from .scanning import is_bare
from .tree import (
    And,
    By,
    Colored,
    Group,
    Has,
    In,
    Is,
    Language,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    SavedBy,
    Site,
    Tagged,
    Term,
    Word,
)  # fmt: skip


def show(query: Query) -> str:
    """The canonical text. An Or in an And, and an And in an Or, stand in parentheses, so that no rule has to be known."""
    where = normal(query.where) if query.where is not None else None
    said = [_top(where)] if where is not None else []
    return " ".join([*said, *([f"sort:{query.sort}"] if query.sort else [])])


def _top(node: Node) -> str:
    if isinstance(node, And):
        return " ".join(map(_part, node.parts))
    return " OR ".join(map(_part, node.parts)) if isinstance(node, Or) else _part(node)


def _part(node: Node) -> str:
    if isinstance(node, And | Or):
        return f"({_top(node)})"
    if isinstance(node, Not):
        return f"-{_part(node.child)}"
    if isinstance(node, In):
        return f"in:{','.join(node.fields)}({_top(node.child)})"
    return _WRITTEN[type(node)](node)


def quoted(text: str) -> str:
    """A text between straight marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("＂", "\\＂") + '"'


def valued(text: str) -> str:
    """What stands after an operator, quoted where it has to be."""
    return text if is_bare(text) else quoted(text)


_WRITTEN: dict[type[Term], Callable[[Any], str]] = {
    Word: lambda node: f"{node.text}*" if node.prefix else node.text,
    Phrase: lambda node: quoted(node.text),
    Tagged: lambda node: f"tag:{valued(node.name)}",
    By: lambda node: f"by:{valued(node.name)}",
    Site: lambda node: f"site:{valued(node.host)}",
    Group: lambda node: f"group:{valued(node.name)}",
    Language: lambda node: f"lang:{node.code}",
    Saved: lambda node: f"{node.side}:{valued(written(node.when))}",
    Is: lambda node: f"is:{node.state}",
    Has: lambda node: f"has:{node.part}",
    Colored: lambda node: f"color:{node.color}",
    SavedBy: lambda node: f"saved:{node.comparison.removeprefix('=')}{node.number}",
}
