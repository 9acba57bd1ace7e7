"""What is being typed at a cursor, and how it is completed."""

from dataclasses import dataclass

from . import names
from .folding import clean
from .names import Operator
from .scanning import QUOTES, Piece, pieces
from .showing import valued


@dataclass(frozen=True, slots=True)
class Completing:
    """``typed``: what stands before the cursor, its quotation mark taken off; it would be replaced from ``start`` to ``end``.

    ``operator``: whose value it is. None: it is a word, or the name of an operator as far as it is typed.
    """

    operator: Operator | None
    typed: str
    start: int
    end: int


def completing(text: str, cursor: int) -> Completing | None:
    """What is typed at a cursor (0 to the text's length); None in blanks, phrases and where nothing can be offered."""
    for piece in pieces(text):
        if piece.start >= cursor:
            return None
        if cursor <= piece.end:
            return _at(text, piece, cursor)
    return None


def _at(text: str, piece: Piece, cursor: int) -> Completing | None:
    if piece.kind in ("word", "and", "or", "not"):
        return None if piece.named else Completing(None, text[piece.start : cursor], piece.start, piece.end)
    if piece.operator is None:
        return None
    if cursor < piece.value_start or (piece.attached and piece.value_start == piece.start):
        return Completing(None, text[piece.start : cursor], piece.start, piece.value_start or piece.end)
    quoted = text[piece.value_start : piece.value_start + 1] in QUOTES and cursor > piece.value_start
    typed = text[piece.value_start + quoted : cursor]
    # a mark not yet closed would take the rest of the text for its own
    end = piece.end if piece.closed else cursor
    return Completing(piece.operator, clean(typed), piece.value_start, end)


def replace(text: str, at: Completing, value: str) -> str:
    """The text with a value, or an operator with its colon, in place of what was typed; quoted where it has to be."""
    return text[: at.start] + (valued(value) if at.operator else value) + text[at.end :]


def offered(at: Completing) -> tuple[str, ...]:
    """What the language itself offers: operators with their colon, or what may stand after one, as far as it is typed.

    Tags, people, sites and groups are for the library to offer.
    """
    if at.operator is None:
        return tuple(f"{name}:" for name in names.beginning(names.OPERATORS, at.typed))
    return names.beginning(names.CHOICES.get(at.operator, {}), at.typed)
