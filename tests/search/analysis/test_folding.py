"""Text folds to what people compare, whatever the keyboard, the printer and the encoding made of it."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.search.analysis.folding import clusters, fold

#: Latin with accents, marks of many scripts, Hangul taken apart, kana with their voicing, forms of compatibility.
LETTERS = st.one_of(
    st.characters(),
    st.sampled_from("aeiouéèœßİıиуі'’´-.+#½ﬁ①㍿ｶﾞｷﾟ각ㄱㅏгё\u0301\u0306\u0308\u0316\u0327\u0654\u200b\u200d\u3099\u00ad"),
)
TEXTS = st.text(LETTERS)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élève", "eleve"),
        ("e\u0301le\u0300ve", "eleve"),
        ("Œuvre, ex æquo", "oeuvre, ex aequo"),
        ("STRAẞE Straße", "strasse strasse"),
        ("ﬁn eﬀet", "fin effet"),
        ("Łódź Ørsted Đorđe þing", "lodz orsted dorde thing"),
        ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
        ("Ａｂｃ　２０２４", "abc 2024"),
        ("l’eau l‘eau lʼeau l＇eau", "l'eau l'eau l'eau l'eau"),
        ("m² ⓐ ½ 2½", "m2 a  1⁄2  2 1⁄2 "),
        ("Marque™ libre", "marque  libre"),
        ("entre\u00adprise", "entreprise"),
        ("Όμηρος ΌΜΗΡΟΣ", "ομηροσ ομηροσ"),
        ("Йод Ёж Їжак \u0418\u0306", "йод еж їжак й"),
        ("شَجَرَة", "شجره"),
        ("أحمد إلى آخر ٱلبيت", "احمد الي اخر البيت"),
        ("كتـــاب", "كتاب"),
        ("کتاب‌ها", "كتابها"),
        ("٢٠٢٤ २०२४", "2024 2024"),
        ("שָׁלוֹם", "שלום"),
        ("हिन्दी", "हिन्दी"),
        ("ｶﾞｷﾞ か\u3099", "ガギ が"),
        ("\u1100\u1161\u11a8", "각"),
    ],
)
def test_what_is_written_folds_to(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("marché", "marcher"), ("が", "か"), ("йод", "иод"), ("की", "का"), ("น้ำ", "นา"), ("c++", "c")]
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folding_any_single_character_twice_changes_nothing_more() -> None:
    again = [code for code in range(sys.maxunicode + 1) if fold(fold(chr(code))) != fold(chr(code))]
    assert again == []


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_letters_folded_alone_make_the_text_folded_whole(text: str) -> None:
    pieces = list(clusters(text))
    assert "".join(folded for folded, _start, _end in pieces) == fold(text)
    assert [start for _folded, start, _end in pieces] == [0, *(end for _folded, _start, end in pieces)][: len(pieces)]
    assert pieces[-1][2] == len(text) if text else pieces == []


@given(TEXTS, TEXTS)
def test_texts_on_two_lines_fold_alone(one: str, other: str) -> None:
    assert fold(f"{one}\n{other}") == fold(one) + "\n" + fold(other)


def test_a_heap_of_marks_on_one_letter_takes_no_time() -> None:
    began = time.process_time()
    assert fold("a" + "\u0301\u0316" * 50_000) == "a"
    assert time.process_time() - began < 5  # minutes, were they put in order at once
