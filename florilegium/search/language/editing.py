"""What facets and marks need of a query: a term put in or taken out, the words to be marked."""

from collections.abc import Iterator
from dataclasses import replace

from .normal import every, normal
from .tree import And, In, Node, Not, Or, Phrase, Query, Word


def with_term(query: Query, node: Node) -> Query:
    """The query that asks for that as well; the same if it already does. Its remarks are gone, as its text is."""
    parts = [part for part in (query.where, normal(node)) if part is not None]
    return replace(query, where=every(parts), remarks=())


def without_term(query: Query, node: Node) -> Query:
    """The query that does not ask for that. Only what stands at the top is taken out, not what stands within an OR."""
    gone = set(_parts(normal(node)))
    return replace(query, where=every(part for part in _parts(query.where) if part not in gone), remarks=())


def has_term(query: Query, node: Node) -> bool:
    """Whether the query asks for that at its top: whether a facet is chosen."""
    return set(_parts(normal(node))) <= set(_parts(query.where))


def is_empty(query: Query) -> bool:
    """Whether it asks for everything, in whatever order."""
    return query.where is None


def words_of(query: Query) -> tuple[Word | Phrase, ...]:
    """The words and phrases that are looked for, in order, each once; not those that must not be there."""
    return tuple(dict.fromkeys(_words(query.where, wanted=True))) if query.where is not None else ()


def _parts(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else node.parts if isinstance(node, And) else (node,)


def _words(node: Node, *, wanted: bool) -> Iterator[Word | Phrase]:
    if isinstance(node, Word | Phrase):
        if wanted:
            yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _words(part, wanted=wanted)
    elif isinstance(node, Not | In):
        yield from _words(node.child, wanted=wanted != isinstance(node, Not))
