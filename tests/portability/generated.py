"""A generated Diigo table, the same for the same seed: annotations, tags, pages that come twice, rows that tell little."""

import csv
import random
from pathlib import Path

WORDS = (
    "l’atelier où l’on apprend ; sœur Émile écrit « à la main » près du lac, œuvre après œuvre : ça et là, déjà, "
    "naïveté, Noël, garçon, forêt, hôpital, maïs, crème brûlée, l’île et le cœur"
).split()
TAGS = ("travail", "été", "naïf", "à lire", "forêt", "Émile", "cœur", "C++", "école/lycée", "Noël")
COLUMNS = ("title", "url", "tags", "description", "comments", "annotations", "created_at")


def write_diigo_csv(file: Path, rows: int, seed: int = 4) -> None:
    """``rows`` rows. Of a hundred some ten meet a page that was there, three have no date, one has nothing to keep."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        for number in range(rows):
            writer.writerow(_row(chance, number))


def _row(chance: random.Random, number: int) -> tuple[str, ...]:
    if chance.random() < 0.01:
        return ("", "", "", "nothing to keep", "", "", "")
    page = chance.randrange(number) if number and chance.random() < 0.1 else number
    url = "" if chance.random() < 0.01 else f"https://exemple.fr/été/{page}?lu=oui"
    at = f"20{10 + page % 15}-{1 + page % 12:02}-{1 + page % 28:02} {page % 24:02}:{number % 60:02}:32"
    tags = ",".join(chance.sample(TAGS, chance.randrange(5)))
    return (
        f"Page {page} – {_sentence(chance)}", url, tags, _sentence(chance) if chance.random() < 0.3 else "", "",
        _annotations(chance), "" if chance.random() < 0.03 else at,
    )  # fmt: skip


def _annotations(chance: random.Random) -> str:
    said = []
    for _ in range(chance.choice((0, 0, 1, 2, 4, 9))):
        said.append(f"Highlight:<p>{_sentence(chance)} &amp; {_sentence(chance)}</p>\n")
        if chance.random() < 0.3:
            said.append(f"Sticky notes:{_sentence(chance)}\n{_sentence(chance)}\n")
    if chance.random() < 0.1:
        said.append(f"Highlight:\nSticky notes:{_sentence(chance)}\n")
    return "".join(said)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randrange(4, 14)))
