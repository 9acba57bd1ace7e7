"""Passages: letter for letter from the text, marked where the analyser matches, with the most of what was asked."""

from hypothesis import given
from hypothesis import strategies as st

from florilegium.search.analysis import terms, tokens
from florilegium.search.passages import Passage, best, whole

_WORDS = st.sampled_from(
    [
        "climat",
        "l’entreprise",
        "numérique",
        "œuvre",
        "of",
        "the",
        "日本語",
        "mot-clé",
        "Straße",
        "½",
        "a" * 300,
        "العربية",
        "x",
    ]
)
_TEXTS = st.lists(_WORDS, max_size=120).map(" ".join) | st.text(max_size=500)


def _shown(passage: Passage) -> str:
    return "".join(piece.text for piece in passage.pieces)


def _marked(passage: Passage) -> list[str]:
    return [piece.text for piece in passage.pieces if piece.marked]


@given(_TEXTS, st.lists(_WORDS, min_size=1, max_size=4), st.integers(20, 300))
def test_a_passage_is_of_the_text_and_there_just_if_something_matches(text: str, asked: list[str], width: int) -> None:
    wanted = {term for word in asked for term in terms(word)}
    passage = best(text, wanted, width)
    assert (passage is not None) == bool(wanted & set(terms(text)))
    if passage is not None:
        shown = _shown(passage)
        assert shown in text and len(shown) <= width
        assert passage.before or text.startswith(shown)
        assert passage.after or text.endswith(shown)
        assert all(piece.text for piece in passage.pieces)
        assert _marked(passage)


@given(_TEXTS, st.lists(_WORDS, min_size=1, max_size=4))
def test_a_short_text_is_whole_with_just_its_words_marked(text: str, asked: list[str]) -> None:
    wanted = {term for word in asked for term in terms(word)}
    pieces = whole(text, wanted)
    assert "".join(piece.text for piece in pieces) == text
    spans = {at for token in tokens(text) if token.term in wanted for at in range(token.start, token.end)}
    at, marked = 0, set()
    for piece in pieces:
        marked |= set(range(at, at + len(piece.text))) if piece.marked else set()
        at += len(piece.text)
    assert marked == spans


def test_the_word_is_marked_and_not_its_article() -> None:
    passage = best("Dans l’entreprise, l’Œuvre numérique.", {"entreprise", "oeuvre"})
    assert passage is not None
    assert _marked(passage) == ["entreprise", "Œuvre"]
    assert passage.found == 2


def test_where_most_of_the_words_stand_is_shown() -> None:
    text = "climat " + "rien " * 200 + "le climat et la ville " + "rien " * 200 + "ville"
    passage = best(text, {"climat", "ville"})
    assert passage is not None
    assert (_marked(passage), passage.before, passage.after) == (["climat", "ville"], True, True)
    assert not _shown(passage)[-1].isspace()
