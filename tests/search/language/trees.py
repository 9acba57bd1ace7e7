"""Trees and texts of every kind, hostile ones first."""

from typing import get_args

from hypothesis import strategies as st

from florilegium.search.language import tree
from florilegium.search.language.days import Ago, Calendar, Period, Saved, Unit
from florilegium.search.language.tree import (
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
    Word,
)

#: What a value may hold that could be taken for something else.
HOSTILE = [
    '"', "“", "”", "«", "»", "„", "＂", "(", ")", "（", "）", ":", "：", "-", "–", "−", "#", "＃", "*", "＊", "\\", "\\\\", " ",
    "\u00a0", "\u200b", "\u200e", "\x00", "\ud800", "\n", "OR", "OU", "ＯＲ", "AND", "ET", "NOT", "SAUF", "tag:", "in:title",
    "title:", "on:", "7d", "ago", "last week", "week", "mai", "foo:", "https://", "www.", "@", "/", ".", ",", "|", "é", "e\u0301", "İ", "ß",
    "ﬁ", "كتاب", "🎉", "👩‍🔬", "日本", "a", "Anna", "l’été", "2024", ">3", "sort:newest",
]  # fmt: skip
VALUES = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=6).map("".join)
TEXTS = st.lists(st.sampled_from([*HOSTILE, " "]) | st.text(max_size=3), max_size=30).map("".join)

WHENS = (
    st.builds(Calendar, st.integers(999, 9001), st.integers(0, 13), st.integers(0, 32))
    | st.builds(Period, st.sampled_from(get_args(Unit)), st.booleans())
    | st.builds(Ago, st.integers(-1, 10_000), st.sampled_from(get_args(Unit)))
)
TERMS: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, VALUES, st.booleans()),
    st.builds(Phrase, VALUES),
    st.builds(Tagged, VALUES),
    st.builds(By, VALUES),
    st.builds(Site, VALUES),
    st.builds(Group, VALUES),
    st.builds(Language, st.sampled_from(["fr", "FR-ca", "gsw", "", "français", "?"])),
    st.builds(Saved, st.sampled_from(["before", "after", "on"]), WHENS),
    st.builds(Is, st.sampled_from(get_args(tree.State))),
    st.builds(Has, st.sampled_from(get_args(tree.Part))),
    st.builds(Colored, st.sampled_from(get_args(tree.Color))),
    st.builds(SavedBy, st.sampled_from(get_args(tree.Comparison)), st.integers(-1, 10**10)),
)
_FIELDS = st.lists(st.sampled_from(get_args(tree.Field)), max_size=3).map(tuple)


def _above(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(below, max_size=4).map(tuple)
    return st.builds(And, parts) | st.builds(Or, parts) | st.builds(Not, below) | st.builds(In, _FIELDS, below)


NODES = st.recursive(TERMS, _above, max_leaves=12)
QUERIES = st.builds(Query, NODES | st.none(), st.sampled_from([*get_args(tree.Order), None]))
