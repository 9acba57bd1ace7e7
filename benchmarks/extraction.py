"""``python -m benchmarks.extraction``: how well pages are read, on pages whose right answer somebody else wrote down.

The pages are real ones and stand in the shared folder (tests/shared_files.py); nothing of them is in the repository. Each
has, by its source, one of: the whole article (readability's expected.html), passages that belong to the article and
passages that do not (trafilatura's gold), the beginning of the article (goose), and fields. ``--write`` puts the
figures into docs/capture.md.
"""

import argparse
import json
import logging
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from florilegium.archive.extraction import Article
from florilegium.archive.extraction.extracting import extracted
from tests.shared_files import shared_root

ROOT = Path(__file__).resolve().parent.parent
FRENCH = re.compile(r"\.fr[./]|lemonde|lefigaro|nextinpact|dw\.com-elephants|sauvonsluniversite")
_WORD = re.compile(r"\w+")
_SMALL = {"and", "et", "avec", "with", "by", "par", "de", "the"}


@dataclass
class Page:
    """One page and what is known about it."""

    name: str
    body: bytes
    address: str
    article: str = ""
    inside: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def french(self) -> bool:
        """Whether it is in French."""
        return bool(FRENCH.search(f"{self.name} {self.address}"))


@dataclass
class Figures:
    """Sums over pages."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    f1: list[float] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)
    left_out: list[bool] = field(default_factory=list)
    fields: dict[str, list[bool]] = field(default_factory=dict)


def pages(root: Path) -> Iterator[Page]:
    """Every page of the corpora that has an answer."""
    for folder in sorted((root / "readability").iterdir()):
        told = json.loads((folder / "expected-metadata.json").read_text("utf-8"))
        expected = _text((folder / "expected.html").read_text("utf-8"))
        names = {"title": "title", "byline": "author", "siteName": "site", "lang": "language", "excerpt": "description",
                 "publishedTime": "published", "dir": "direction"}  # fmt: skip
        known = {ours: str(told[theirs]) for theirs, ours in names.items() if told.get(theirs)}
        yield Page(
            folder.name, (folder / "source.html").read_bytes(), "http://fakehost/test/page.html", expected, fields=known
        )
    for name, told in json.loads((root / "trafilatura" / "gold_dev.json").read_text("utf-8")).items():
        body = (root / "trafilatura" / name).read_bytes()
        address = told["url"] if told["url"].startswith("http") else f"https://{name.removesuffix('.html')}/"
        yield Page(name, body, address, inside=told["with"], outside=told["without"])
    for path in sorted((root / "goose3").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        wanted = told["expected"]
        known = {"description": wanted.get("meta_description") or "", "title": wanted.get("title") or ""}
        known = {name: value for name, value in known.items() if value}
        beginning = [wanted["cleaned_text"]] if wanted.get("cleaned_text") else []
        yield Page(path.stem, path.with_suffix(".html").read_bytes(), told["url"], inside=beginning, fields=known)


def measured(root: Path) -> tuple[Figures, Figures, list[str]]:
    """The figures of all pages, those of the French ones, and a line for each page."""
    everything, french, lines = Figures(), Figures(), []
    for page in pages(root):
        article = extracted(page.body, page.address, {})
        said = _judge(page, article, [everything, french] if page.french else [everything])
        lines.append(f"{page.name[:44]:44} {said}")
    return everything, french, lines


def _judge(page: Page, article: Article, sums: list[Figures]) -> str:
    said = []
    if page.article:
        precision, recall, f1 = by_words(f"{article.text}", page.article, article.title)
        said.append(f"P {precision:.2f} R {recall:.2f} F1 {f1:.2f}")
        for figures in sums:
            figures.precision.append(precision)
            figures.recall.append(recall)
            figures.f1.append(f1)
    text = _plain(article.text)
    for wanted, passages, name in ((True, page.inside, "kept"), (False, page.outside, "left_out")):
        right = [(_plain(passage) in text) is wanted for passage in passages]
        said += [f"{name}: {passage[:40]!r}" for passage, good in zip(passages, right, strict=True) if not good]
        for figures in sums:
            getattr(figures, name).extend(right)
    for name, wanted_value in page.fields.items():
        good = _is_right(name, wanted_value, article)
        if not good:
            said.append(f"{name}: {_told(name, article)[:50]!r} for {wanted_value[:50]!r}")
        for figures in sums:
            figures.fields.setdefault(name, []).append(good)
    return " · ".join(said)


def by_words(got: str, wanted: str, title: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words. A heading that only repeats the title counts on neither side."""
    ours, theirs = Counter(_words(got)), Counter(_words(wanted))
    heading = Counter(_words(title))
    if " ".join(_words(wanted)).startswith(" ".join(_words(title))) and not " ".join(_words(got)).startswith(
        " ".join(_words(title))
    ):
        theirs -= heading
    common = sum((ours & theirs).values())
    precision, recall = common / max(1, sum(ours.values())), common / max(1, sum(theirs.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def _is_right(name: str, wanted: str, article: Article) -> bool:
    got = _told(name, article)
    if name == "author":
        return {*_words(got)} - _SMALL == {*_words(wanted)} - _SMALL
    if name == "published":
        return article.published is not None and article.published.at.date().isoformat() == wanted[:10]
    if name == "language":
        return got.partition("-")[0] == wanted.partition("-")[0].lower()
    if name == "description":
        return _plain(wanted)[:80].rstrip("…") == _plain(got)[:80].rstrip("…")
    if name == "title":  # without what stands behind its last stroke is right too: that is its site's name
        return _plain(got) in (_plain(wanted), re.sub(r"\s[|·•–—-]\s[^|·•–—-]*$", "", _plain(wanted)))
    return _plain(got) == _plain(wanted)


def _told(name: str, article: Article) -> str:
    told: dict[str, Any] = {
        "title": article.title, "author": ", ".join(article.authors), "site": article.site_name, "language": article.language,
        "description": article.description, "direction": article.direction,
        "published": article.published.at.isoformat() if article.published else "",
    }  # fmt: skip
    return str(told[name])


def _text(html: str) -> str:
    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    return tree.body.text(deep=True, separator=" ") if tree.body else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return " ".join(text.replace("“", '"').replace("”", '"').split())


def table(everything: Figures, french: Figures) -> str:
    """The figures as a table."""
    rows = [
        "| | all | of them French |",
        "|---|---|---|",
        _row("pages with the whole article known", len(everything.f1), len(french.f1)),
        _row("precision of words", _mean(everything.precision), _mean(french.precision)),
        _row("recall of words", _mean(everything.recall), _mean(french.recall)),
        _row("F1 of words", _mean(everything.f1), _mean(french.f1)),
        _row("passages of the article that are kept", _of(everything.kept), _of(french.kept)),
        _row("passages beside the article that are left out", _of(everything.left_out), _of(french.left_out)),
    ]
    rows += [
        _row(f"{name} right", _of(found), _of(french.fields.get(name, [])))
        for name, found in sorted(everything.fields.items())
    ]
    return "\n".join(rows) + "\n"


def _row(name: str, all_: object, french: object) -> str:
    return f"| {name} | {all_} | {french} |"


def _mean(found: list[float]) -> str:
    return f"{sum(found) / len(found):.3f}" if found else "–"


def _of(found: list[bool]) -> str:
    return f"{sum(found)} of {len(found)}" if found else "–"


def main() -> int:
    """Measure, print, and with ``--write`` publish."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=main.__doc__)
    parser.add_argument("--pages", action="store_true", help="a line for each page, with what went wrong")
    parser.add_argument("--write", action="store_true", help="write docs/capture.md")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the libraries warn of what pages do wrong
    root = shared_root() / "corpora" / "extraction-anchoring" / "dev"
    if not root.is_dir():
        print("The shared folder with the pages is not here (FLORILEGIUM_SHARED).", file=sys.stderr)
        return 1
    everything, french, lines = measured(root)
    if given.pages:
        print("\n".join(lines), end="\n\n")
    text = table(everything, french)
    print(text)
    if given.write:
        path = ROOT / "docs" / "capture.md"
        before, mark, rest = path.read_text("utf-8").partition("<!-- figures -->\n")
        _old, end, after = rest.partition("<!-- end of figures -->")
        path.write_text(before + mark + text + end + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
