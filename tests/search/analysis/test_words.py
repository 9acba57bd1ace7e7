"""A text gives its words, and each stands where it says: what is asked and what is kept are read alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.search.analysis.folding import fold
from florilegium.search.analysis.words import LONGEST, SIGNS, Token, terms, tokens

from .test_folding import TEXTS

#: Words with everything that joins and parts them, more often than chance would have it.
SENTENCES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "l'",
                "L’",
                "d",
                "qu'",
                "'",
                "’",
                "'s",
                "n't",
                "aujourd'hui",
                "C++",
                "c#",
                "été",
                "-",
                " ",
                "\n",
                "/",
                "中文",
                "ｶﾞ",
            ]
        ),
        TEXTS,
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("Les élèves, en forêt !", "les eleves en foret"),
        ("l’entreprise L'Œuvre", "entreprise oeuvre"),
        ("qu'il jusqu’ici lorsqu'on puisqu’elle quoiqu'un presqu'île", "il ici on elle un ile"),
        ("j'n'ai d'l'eau", "ai eau"),
        ("l'« entreprise »", "entreprise"),
        ("dell'opera all’alba un'amica nell'acqua", "opera alba amica acqua"),
        ("l'escola d'aigua", "escola aigua"),
        ("aujourd’hui d'aujourd'hui", "aujourd'hui aujourd'hui"),
        ("John's users' don’t it's", "john users don't it"),
        ("'all' 'quoted'", "all quoted"),
        ("O'Reilly rock'n'roll prud'hommes", "o reilly rock n roll prud hommes"),
        ("mot-clé c'est-à-dire snake_case", "mot cle est a dire snake case"),
        ("2024 3,5 3.5 10 000 1er mp3", "2024 3 5 3 5 10 000 1er mp3"),
        ("https://www.exemple.org/a_b/%C3%89t%C3%A9?q=1#fin", "https www exemple org a b c3 89t c3 a9 q 1 fin"),
        ("alice@exemple.org", "alice exemple org"),
        ("C++ C# F# c++, .NET (C++) i++", "c++ c# f# c++ net c++ i++"),
        ("C++17 a+b a#b #climat A+", "c 17 a b a b climat a"),
        ("😀 fin 🇫🇷 1️⃣ →", "fin 1"),
        ("中文搜索", "中文 文搜 搜索"),
        ("我 2024年", "我 2024 年"),
        ("abc中文def", "abc 中文 def"),
        ("日本語カタカナ", "日本 本語 語カ カタ タカ カナ"),
        ("한국어 검색", "한국 국어 검색"),
        ("ภาษา", "ภา าษ ษา"),
        ("東京・大阪", "東京 大阪"),
        ("العَرَبِيَّة كتـاب", "العربيه كتاب"),
        ("हिन्दी में", "हिन्दी में"),
        ("½ ﬁn ℃", "1 2 fin c"),
    ],
)
def test_a_text_has_the_words(text: str, words: str) -> None:
    assert terms(text) == words.split()


def test_a_word_stands_where_it_can_be_marked() -> None:
    text = "L’Œuvre d’e\u0301te\u0301 : C++, entre\u00adprise ﬁn."
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Œuvre", "e\u0301te\u0301", "C++", "entre\u00adprise", "ﬁn",
    ]  # fmt: skip


def test_pairs_of_characters_stand_on_each_other() -> None:
    assert tokens("a 日本語") == [
        Token("a", 0, 1, 0),
        Token("日本", 2, 4, 1),
        Token("本語", 3, 5, 2),
    ]


def test_half_wide_kana_are_marked_with_their_voicing() -> None:
    assert tokens("ｶﾞｷﾞ") == [Token("ガギ", 0, 4, 0)]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("mot clé", "un mot-clé d'or"),
        ("mot-clé", "le MOT CLÉ est"),
        ("l'entreprise", "d’une entreprise"),
        ("l’entreprise de demain", "Une entreprise de demain"),
        ("本語", "日本語の本"),
        ("3,5", "environ 3.5 %"),
        ("aujourd'hui", "AUJOURD’HUI même"),
        ("rock'n'roll", "du rock’n’roll"),
        ("exemple.org/page", "https://exemple.org/page?x=1"),
    ],
)
def test_a_phrase_asked_stands_in_what_is_kept(asked: str, kept: str) -> None:
    phrase, text = terms(asked), terms(kept)
    assert any(text[at : at + len(phrase)] == phrase for at in range(len(text)))


@pytest.mark.parametrize("word", ["a" * 10_000, "É" * 10_000, "a'" * 5_000 + "b" * 10_000])
def test_a_word_without_end_is_cut(word: str) -> None:
    assert max(map(len, terms(word))) <= LONGEST
    assert tokens(word)[-1].end == len(word)


@given(SENTENCES)
def test_every_term_is_folded_from_where_it_stands(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term in fold(text[token.start : token.end])
        assert fold(token.term) == token.term


@given(SENTENCES)
def test_a_term_has_letters_digits_marks_and_few_signs(text: str) -> None:
    for term in terms(text):
        assert 1 <= len(term) <= LONGEST
        assert term.isprintable() and not set(term) & set(' "!()*,-./:;<=>?[]{}|~«»“”')
        assert term[0] not in SIGNS


@given(SENTENCES)
def test_words_are_counted_one_by_one_and_stand_in_their_order(text: str) -> None:
    found = tokens(text)
    assert [token.position for token in found] == list(range(len(found)))
    assert [token.start for token in found] == sorted(token.start for token in found)
    assert [token.end for token in found] == sorted(token.end for token in found)
    assert [token.term for token in found] == terms(text)


@given(SENTENCES)
def test_a_text_and_the_same_folded_have_the_same_words(text: str) -> None:
    assert terms(fold(text)) == terms(text)


@given(SENTENCES, SENTENCES)
def test_the_words_of_two_texts_are_those_of_one_and_then_the_other(one: str, other: str) -> None:
    before, shift = tokens(one), len(one) + 1
    after = [
        Token(token.term, token.start + shift, token.end + shift, token.position + len(before))
        for token in tokens(other)
    ]
    assert tokens(f"{one} {other}") == before + after
