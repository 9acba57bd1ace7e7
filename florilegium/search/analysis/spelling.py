"""Words that are nearly the one asked for, among a million, without reading them all.

Two words within one or two errors of each other become the same when one or two letters are left out of each
(the symmetric deletion of SymSpell). So a table keeps, for each word that may be offered, its keys; the words near to
another are found by that one's keys in an index, and the few that come are measured:

    select distinct word from key where key in (… deletions(asked))   then   nearest(asked, those)

Keys are made of a word's first seven letters, so there are at most 29, and mostly far fewer rows than that a word are
worth having: a word that stands once in a library is more often an error than a suggestion, and needs none.
"""

from collections.abc import Iterable
from itertools import combinations

_FIRST = 7


def forgiven(word: str) -> int:
    """How many errors a word may have: none up to 3 letters, one up to 7, then two."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def deletions(word: str) -> frozenset[str]:
    """The keys of a folded word: its first letters with as many left out as errors are forgiven, and with fewer.

    One of seven letters has those of two errors: a longer one typed, cut after its seventh, may lack two of its letters.
    Whatever was typed, if `distance` puts it within the errors it is forgiven from a word, the two have a key in common.
    """
    start = word[:_FIRST]
    most = 2 if len(word) >= _FIRST else forgiven(word)
    return frozenset(
        "".join(kept)
        for left_out in range(most + 1)
        for kept in combinations(start, len(start) - left_out)
    )  # fmt: skip


def nearest(word: str, candidates: Iterable[str]) -> list[str]:
    """The candidates within the errors that `word` is forgiven, the nearest first, in their own order where equal."""
    limit = forgiven(word)
    measured = [(distance(word, candidate, limit), candidate) for candidate in candidates]
    near = [(errors, candidate) for errors, candidate in measured if errors is not None]
    return [candidate for _errors, candidate in sorted(near, key=lambda pair: pair[0])]


def distance(one: str, other: str, limit: int) -> int | None:
    """How many letters were left out, added, exchanged, or swapped with their neighbour; None if more than `limit`.

    Damerau and Levenshtein's, in its restricted form: what was swapped is not touched again. For each letter of
    `one` it looks at `2 * limit + 1` letters of `other`.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    far = limit + 1
    before: list[int] = []
    row = [min(column, far) for column in range(len(other) + 1)]
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [far] * (len(other) + 1)
        row[0] = min(at, far)
        for column in range(max(1, at - limit), min(len(other), at + limit) + 1):
            same = letter == other[column - 1]
            cost = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (not same))
            if at > 1 and column > 1 and letter == other[column - 2] and one[at - 2] == other[column - 1]:
                cost = min(cost, earlier[column - 2] + 1)
            row[column] = min(cost, far)
    return row[-1] if row[-1] <= limit else None
