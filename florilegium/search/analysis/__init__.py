"""The one analyser: what a search compares, for pages that are kept and for questions, whatever database answers.

    from florilegium.search.analysis import fold, tokens, terms, stem, stems, deletions, nearest

It knows no model and no database. Texts are folded and parted into words here; an engine is handed these, and parts,
folds and stems nothing by itself: see decision 21.
"""

from .folding import fold
from .spelling import deletions, distance, forgiven, nearest
from .stemming import LANGUAGES, stem, stems
from .words import LONGEST, SIGNS, Token, terms, tokens

__all__ = [
    "LANGUAGES", "LONGEST", "SIGNS", "Token", "deletions", "distance", "fold", "forgiven", "nearest", "stem", "stems",
    "terms", "tokens",
]  # fmt: skip
