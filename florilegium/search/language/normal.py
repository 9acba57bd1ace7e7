"""Trees put in order: what is said twice once, what says nothing left out, values clean."""

from collections.abc import Iterable
from dataclasses import replace

from .days import Saved, is_sound
from .folding import clean, folded, is_mute
from .names import FIELDS, LANGUAGES
from .scanning import STARS, pieces
from .sites import host_of
from .tree import And, By, Group, In, Language, Node, Not, Or, Phrase, SavedBy, Site, Tagged, Term, Word

MOST_MEMBERS = 999_999_999


def normal(node: Node) -> Node | None:
    """The normal tree that means the same; None if nothing is left that says something."""
    if isinstance(node, And):
        return every(part for child in node.parts if (part := normal(child)) is not None)
    if isinstance(node, Or):
        return either(part for child in node.parts if (part := normal(child)) is not None)
    if isinstance(node, Not):
        child = normal(node.child)
        return None if child is None else negated(child)
    if isinstance(node, In):
        child = normal(node.child)
        return None if child is None else within(node.fields, child)
    return term(node)


def every(parts: Iterable[Node]) -> Node | None:
    """All of these, each normal."""
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return And(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def either(parts: Iterable[Node]) -> Node | None:
    """One of these or several, each normal."""
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def negated(child: Node) -> Node:
    return child.child if isinstance(child, Not) else Not(child)


def within(fields: Iterable[str], child: Node) -> Node:
    """A normal tree whose words stand in these fields. A tree without words is what it was."""
    known = set(fields)
    ordered = tuple(name for name in dict.fromkeys(FIELDS.values()) if name in known)
    return In(ordered, child) if ordered and has_words(child) else child


def has_words(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(has_words, node.parts))
    if isinstance(node, Not | In):
        return has_words(node.child)
    return isinstance(node, Word | Phrase)


def term(node: Term) -> Term | None:
    """A term with its value clean; None if it says nothing."""
    if isinstance(node, Word):
        return _word(node)
    if isinstance(node, Phrase):
        text = clean(node.text)
        return None if is_mute(text) else Phrase(text)
    if isinstance(node, Tagged | By | Group):
        name = clean(node.name)
        return replace(node, name=name) if name else None
    if isinstance(node, Site):
        host = host_of(node.host)
        return Site(host) if host else None
    if isinstance(node, Language):
        code = find_language(node.code)
        return Language(code) if code else None
    if isinstance(node, Saved):
        return node if is_sound(node.when) else None
    if isinstance(node, SavedBy):
        return replace(node, number=min(max(node.number, 0), MOST_MEMBERS))
    return node


def _word(word: Word) -> Term | None:
    """A word that could not be written as one (it holds a space, or reads as an operator) is a phrase."""
    text = clean(word.text)
    if is_mute(text):
        return None
    written = f"{text}*" if word.prefix else text
    found = next(pieces(written), None)
    bare = found is not None and found.kind == "word" and found.end == len(written)
    return Word(text, word.prefix) if bare and not text.endswith(STARS) else Phrase(text)


def find_language(text: str) -> str | None:
    """The code of a language's code or name: fr of "FR", "fr-CA" and "Français"."""
    name = folded(clean(text))
    code = name.split("-")[0]
    if name in LANGUAGES:
        return LANGUAGES[name]
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None
