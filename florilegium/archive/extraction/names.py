"""Who wrote a page: names as metadata and bylines write them."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from .claims import Claims, names_of, plain

_MOST = 20
_LONGEST = 120
_BEFORE = re.compile(
    r"^(?:(?:un article|un texte|une enquête|une tribune|article|texte|tribune|entretien|propos recueillis|publié|posté|écrit|rédigé|posted|written|published|story|words|reported)\s+)?"
    r"(?:par|by|de|von|por|di|door|auteurs?|authors?|autor(?:en)?)\s*:?\s+",
    re.IGNORECASE,
)  # fmt: skip
_AFTER = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\bpubli[ée]\b|\bposted\b|\bpublished\b|\bmis à jour\b|\bupdated\b|\ble \d|\bon \d|,?\s*\d{1,2}[/. ]\d|\(@|@).*$", re.IGNORECASE | re.DOTALL
)  # fmt: skip
_VIEWS = re.compile(
    r"^(?:view all posts by|voir tous les articles de|tous les articles de|articles? (?:de|par)|posts by|all posts by)\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:;|\||,|\bet\b|\band\b|\bund\b|\by\b|\be\b|\bavec\b|\bwith\b|&)\s*", re.IGNORECASE)
_NOBODY = {
    "admin",
    "administrator",
    "administrateur",
    "webmaster",
    "redaction",
    "none",
    "null",
    "undefined",
    "unknown",
    "guest",
    "root",
    "author",
    "auteur",
}
_BYLINES = (
    '[itemprop~="author"]', '[rel~="author"]', ".p-author", ".byline", '[class*="byline" i]', '[class*="author-name" i]',
    '[class*="author__name" i]', ".author", '[class*="auteur" i]', '[class*="author" i]', ".signature", '[class*="redacteur" i]',
)  # fmt: skip


def authors(claims: Claims, tree: LexborHTMLParser) -> tuple[str, ...]:
    """The names, in the page's order; () where nobody is named."""
    for told in (
        names_of(claims.work("author", "creator")),
        claims.all_meta("citation_author", "citation_authors", "bepress_citation_author"),
        claims.all_meta("dc:creator", "dc.creator", "dcterms.creator", "dc.contributor"),
        claims.all_meta(
            "author", "article:author", "parsely-author", "sailthru.author", "og:article:author", "book:author"
        ),
    ):
        names = cleaned(told)
        if names:
            return names
    return _from_byline(tree)


def cleaned(told: Iterable[str]) -> tuple[str, ...]:
    """Names without what stands around them, each once."""
    names: dict[str, str] = {}
    for one in told:
        if re.match(r"\s*https?://", one):
            continue
        for name in _split(one):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())[:_MOST]


def _split(text: str) -> list[str]:
    text = _VIEWS.sub("", _BEFORE.sub("", plain(text).strip(" ,;:")))
    text = text.replace("(", " , ").replace(")", " , ") if re.search(r"\((?:avec|with|et|and)\b", text) else text
    text = _AFTER.sub("", text).strip(" ,;:.")
    if not 2 <= len(text) <= _LONGEST * 4:
        return []
    parts = [part.strip(" .:") for part in _SPLIT.split(text)]
    parts = [part for part in parts if part]
    # "Jong, Michiel de" is one person, "Mac & i" one desk: a text is split only where each part is a whole name
    if not all(" " in part for part in parts) or len(parts) == 1:
        parts = [text]
    return [part for part in parts if _is_name(part)]


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(name) <= _LONGEST
        and len(words) <= 10
        and name.casefold() not in _NOBODY
        and any(letter.isalpha() for letter in name)
        and "http" not in name
        and "@" not in name
    )


def _from_byline(tree: LexborHTMLParser) -> tuple[str, ...]:
    for selector in _BYLINES:
        for node in tree.css(selector)[:4]:
            named = node.css_first('[itemprop="name"], a[rel~="author"], .fn, .author-name')
            text = plain((named or node).text(deep=True, separator=" "))
            if 3 <= len(text) <= 160 and (names := cleaned([text])):
                return names
    return ()
