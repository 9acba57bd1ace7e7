"""Forms of one word share a stem, and words that only look alike do not; accents and capitals change nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.search.analysis.folding import fold
from florilegium.search.analysis.stemming import LANGUAGES, stem, stems
from florilegium.search.analysis.words import terms

from .test_folding import TEXTS

#: By language, one word and its forms a line.
TOGETHER = {
    "fr": """
        cheval chevaux Chevaux
        journal journaux
        travail travaux
        vitrail vitraux
        oeil œil yeux
        ciel cieux
        bateau bateaux
        réseau réseaux
        bijou bijoux
        genou genoux
        cheveu cheveux
        jeu jeux
        lieu lieux
        vœu voeux
        heureux heureuse heureuses
        premier première premières premiers
        actif active actives
        acteur acteurs actrice actrices
        nouveau nouvelle nouvelles nouveaux
        beau belle beaux
        blanc blanche blanches
        public publique publiques
        ancien ancienne anciennes
        national nationaux nationale nationales
        économie économique économiques economique
        forêt forêts foret
        cœur coeur coeurs
        élève élèves eleve
        préparer prépare préparée préparées préparés préparait préparèrent préparant
        opérer opèrent opérait
        différent différents différente différence
        finir finissent finissait
        trouver trouve trouvent trouvé trouvées trouvèrent
        année années
        idée idées
        rapide rapidement
        expliquer expliquent expliqué
        donner donnent donné
        utiliser utilisent utilisée
        université universités
        recherche recherches rechercher recherché
    """,
    "en": """
        run running runs
        city cities
        bookmark bookmarks bookmarked bookmarking
        annotate annotated annotating annotation
        library libraries
        read reading reads
        university universities
        happy happiness
        stopped stopping stop
        network networks networked
        child child's
        quick quickly
    """,
    "de": """
        Haus Häuser hauser Hauses
        Buch Bücher Buches
        München Muenchen munchen
        Straße Strasse Straßen
        groß große großen
        Mutter Mütter
        Bibliothek Bibliotheken
        arbeiten arbeitet arbeitete
        Zeitung Zeitungen
    """,
    "es": """
        canción canciones cancion
        educación educaciones
        luz luces
        feliz felices
        joven jóvenes
        imagen imágenes
        casa casas
        hablar hablaba hablando hablaron
        comer comían comido comíamos
        claro clara claramente
        biblioteca bibliotecas
    """,
    "it": """
        città citta
        amico amici amiche
        parco parchi
        ragazzo ragazza ragazzi ragazze
        libro libri
        parlare parlava parlando parlato
        università universita
        biblioteca biblioteche
    """,
    "pt": """
        nação nações nacao
        educação educações
        animal animais
        papel papéis
        espanhol espanhóis
        homem homens
        jardim jardins
        possível possíveis
        pão pães
        falar falava falávamos falando
        livro livros
    """,
    "nl": "boek boeken\nwerk werken",
    "sv": "bok boken\nflicka flickor flickorna",
    "da": "bog bogen\nhus huset",
    "no": "bok boken\nhus huset",
    "fi": "talo talossa talon",
    "ru": "книга книги книгой\nновый новая новые",
    "ar": "كتاب الكتاب\nمدرسة المدرسة مدرسه",
}

#: By language, words a line that have nothing in common.
APART = {
    "fr": """
        cheval cheveu chevron
        forêt forer
        mer maire
        poison poisson
        dessert désert
        année âne
        université univers
        souvent souverain
        couvent couver
        content conte
        excellent exceller
        journal jour
        part port
    """,
    "en": "run ran\nuniverse city\nnew news\nbook boot",
    "de": "Haus Hase\nBuch Bach\nMutter Mut",
    "es": "casa cosa queso\nluz lucha\nmes mismo",
    "it": "casa corsa\nparco porco\nlibro labbro",
    "pt": "mais mal\npão pau\nnação nata",
}


def rows(table: dict[str, str]) -> list[tuple[str, list[str]]]:
    return [(language, line.split()) for language, text in table.items() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(("language", "forms"), rows(TOGETHER))
def test_forms_of_a_word_share_a_stem(language: str, forms: list[str]) -> None:
    assert {form: stem(form, language) for form in forms} == dict.fromkeys(forms, stem(forms[0], language))


@pytest.mark.parametrize(("language", "words"), rows(APART))
def test_words_that_look_alike_have_each_their_own(language: str, words: list[str]) -> None:
    assert len({stem(word, language) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("asked", "written", "language"),
    [
        ("cheval", "Des chevaux sauvages", "fr"),
        ("foret", "la forêt", "fr"),
        ("economique", "l'économie locale", "fr"),
        ("coeur", "Cœur de ville", "fr"),
        ("élèves", "l’élève", "fr"),
        ("entreprise", "L’ENTREPRISE", "fr"),
        ("run", "She was running", "en"),
    ],
)
def test_what_is_asked_is_found_in_what_is_written(asked: str, written: str, language: str) -> None:
    assert stem(asked, language) in {stem(term, language) for term in terms(written)}


def test_a_word_of_a_language_without_stems_is_itself_folded() -> None:
    assert stem("Chevaux", "xx") == stem("Chevaux", "") == "chevaux"
    assert stem("chevaux", "FR-ca") == "cheval"
    assert stem("Œuvres", "tlh") == "oeuvres"


@pytest.mark.parametrize("term", ["2024", "c++", "c#", "mp3", "中文", ""])
def test_what_is_no_word_has_no_stem_but_itself(term: str) -> None:
    assert {stem(term, language) for language in LANGUAGES} == {term}


def test_stems_in_several_languages() -> None:
    assert stems("nations", ["fr", "en", "xx"]) == {"nation", "nations"}


@given(TEXTS, st.sampled_from([*LANGUAGES, "xx"]))
def test_a_word_and_the_same_folded_have_one_stem(text: str, language: str) -> None:
    assert stem(fold(text), language) == stem(text, language) == fold(stem(text, language))


@given(st.text("abcdefghilmnoprstuvxz'", min_size=1, max_size=20), st.sampled_from(sorted(LANGUAGES)))
def test_any_word_of_letters_has_a_stem(word: str, language: str) -> None:
    assert stem(word, language) != ""


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"chevauchant{'a' * (number % 7)}s" for number in range(2_000)]
    alone = [stem(word, "fr") for word in words]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda word: stem(word, "fr"), words)) == alone
