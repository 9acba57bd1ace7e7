"""The language of searches: a text is read as a tree (`parse`), and a tree is written as a text (`show`).

``climat -presse tag:"espace public" by:anna after:2024 has:note``. docs/searching.md tells people of it. Nothing here
knows the library: what a name, a tag or a site stands for is found where the tree is answered.
"""

from .completing import Completing, completing, offered, replace
from .days import Ago, Calendar, Period, Range, Saved, When, range_of
from .editing import has_term, is_empty, with_term, without_term, words_of
from .normal import normal
from .parsing import parse
from .remarks import Remark, sentence
from .showing import show
from .tree import (
    And,
    By,
    Colored,
    Field,
    Group,
    Has,
    In,
    Is,
    Language,
    Node,
    Not,
    Or,
    Order,
    Phrase,
    Query,
    SavedBy,
    Site,
    Tagged,
    Term,
    Word,
)  # fmt: skip

__all__ = [
    "Ago", "And", "By", "Calendar", "Colored", "Completing", "Field", "Group", "Has", "In", "Is", "Language", "Node", "Not",
    "Or", "Order", "Period", "Phrase", "Query", "Range", "Remark", "Saved", "SavedBy", "Site", "Tagged", "Term", "When",
    "Word", "completing", "has_term", "is_empty", "normal", "offered", "parse", "range_of", "replace", "sentence", "show",
    "with_term", "without_term", "words_of",
]  # fmt: skip
