"""What is done to a folded word before Snowball sees it, language by language.

Some endings are told by their accent (-ée, -ière, -ção), which folding took, and some plurals Snowball leaves as they
are. Rules were chosen on lists of words: decision 21 has the figures. The first rule that fits is the only one.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Rules(NamedTuple):
    """Words that no rule foretells, with the word whose stem they share; then endings, and what they are taken for."""

    words: Mapping[str, str]
    endings: list[tuple[re.Pattern[str], str]]

    def apply(self, folded: str) -> str:
        if folded in self.words:
            return self.words[folded]
        for ending, instead in self.endings:
            rewritten, found = ending.subn(instead, folded)
            if found:
                return rewritten
        return folded


def _rules(words: str, endings: str) -> Rules:
    """From lines of `cheval: forms of it`, and of an ending (a regular expression) and what it becomes."""
    meant = {
        form: word for line in words.splitlines() for word, _, forms in [line.partition(":")] for form in forms.split()
    }
    pairs = [line.split() for line in endings.splitlines() if line]
    return Rules(meant, [(re.compile(rf"{ending}\Z"), instead) for ending, instead in pairs])


#: In -eux stand plurals of -eu and adjectives with a feminine in -euse, told apart by nothing but the word.
_FRENCH = _rules(
    """
travail:travaux
vitrail:vitraux
corail:coraux
bail:baux
email:emaux
soupirail:soupiraux
oeil:yeux
ciel:cieux
cheveu:cheveux
jeu:jeux
enjeu:enjeux
lieu:lieux
milieu:milieux
feu:feux
dieu:dieux
adieu:adieux
aveu:aveux
neveu:neveux
voeu:voeux
moyeu:moyeux
essieu:essieux
nouveau:nouvel nouvelle nouvelles
beau:bel belle belles
vieux:vieil vieille vieilles
blanc:blanche blanches
franc:franche franches
sec:seche seches
frais:fraiche fraiches
long:longue longues
doux:douce douces
roux:rousse rousses
jaloux:jalouse jalouses
fou:folle folles
public:publique publiques
grec:grecque grecques
turc:turque turques
different:different
coherent:coherent
incoherent:incoherent
adherent:adherent
inherent:inherent
indifferent:indifferent
souvent:souvent
couvent:couvent
fervent:fervent
excellent:excellent
content:content
mecontent:mecontent
contingent:contingent
tangent:tangent
astringent:astringent
auvent:auvent
paravent:paravent
contrevent:contrevent
""",
    # Verbs end in -ent where few nouns do. -èrent is a past tense, but verbs in -érer have their present there: opèrent, préfèrent.
    r"""
(accel|consid|coop|desesp|diff|enum|esp|exag|gen|ing|lib|mod|op|pref|prolif|recup|ref|remun|rev|sugg|tol|transf)erent \1er
(..)erent \1èrent
(?<=..)ees? é
ieres? ière
(?<=..)trices? teur
(?<=..)ifs? ive
(?<=..)(v|nn|ch|gn|ll|tr|vr|ffr|rl|bl|pl|nd|rd|ng|nc|rt|st|nt|[ious]s|ou|iqu)ent \1e
""",
)

_PORTUGUESE = _rules(
    """
mais:mais
demais:demais
jamais:jamais
depois:depois
""",
    r"""
coes ção
cao ção
[oa]es ão
ao ão
encias? ência
iamos íamos
avamos ávamos
aramos áramos
assemos ássemos
essemos êssemos
issemos íssemos
avel|aveis ável
ivel|iveis ível
(?<=...)ais al
(?<=..)(?<![rsi])eis el
(?<=..)ois ol
(?<=..)ns m
""",
)

_SPANISH = _rules(
    "",
    r"""
(?<=.)z c
(joven|orden|imagen|examen|origen|virgen|margen|crimen|volumen|resumen) \1es
ian ían
iamos íamos
""",
)

#: After the article, Snowball does not take the feminine ending that folding writes as the letter it looks like.
_ARABIC = _rules("", "(?<=...)ه ة\n")

#: By the first part of a language tag; the others need nothing.
REWRITING = {"ar": _ARABIC, "es": _SPANISH, "fr": _FRENCH, "pt": _PORTUGUESE}
