"""What is believed of what a page tells."""

import re
from collections.abc import Iterable, Mapping

import ada_url
from selectolax.lexbor import LexborHTMLParser

from florilegium.kit import addresses

from .claims import Claims, addresses_of, names_of, plain

_TITLE = 500
_DESCRIPTION = 1_000
_SEPARATOR = re.compile(r"\s+[-–—|·•»:/\\]+\s+|\s*\|\s*")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>]+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?\b", re.IGNORECASE)
_ALTERNATES = ("og:url", "citation_fulltext_html_url", "citation_abstract_html_url", "twitter:url", "parsely-link")


def title(claims: Claims, tree: LexborHTMLParser, site: str) -> str:
    """The page's title without its site's name."""
    node = tree.css_first("title")
    told = plain(node.text(deep=True)) if node else ""
    headings = [text for one in tree.css("h1")[:4] if (text := plain(one.text(deep=True, separator=" ")))]
    meant = (
        claims.meta("citation_title", "dc:title", "dc.title", "dcterms.title"),
        _of_work(claims, told),
        claims.meta("og:title", "twitter:title", "parsely-title", "sailthru.title"),
    )
    found = next(filter(None, meant), "")
    if not found:
        found = (
            _without_end(told) or (headings[0] if len(headings) == 1 else "") or " ".join(claims.prop("headline")[:1])
        )
    return without_site(_as_headed(found, headings), site)[:_TITLE]


def _of_work(claims: Claims, told: str) -> str:
    """What JSON-LD calls the page; of two the one that its title element says too."""
    names = [name for key in ("headline", "name") for name in map(plain, claims.work(key)[:1]) if name]
    return next((name for name in names if _folded(name) in _folded(told)), names[0] if names else "")


def _as_headed(found: str, headings: list[str]) -> str:
    """The heading, where a title is that heading with something behind it."""
    for heading in headings:
        rest = found[len(heading) :]
        if len(heading) > 12 and found.casefold().startswith(heading.casefold()) and _SEPARATOR.match(rest):
            return heading
    return found


def _without_end(told: str) -> str:
    """A title element without its last part, which is the site's name if it is short and enough stands before it."""
    parts = list(_SEPARATOR.finditer(told))
    if parts and len(told[: parts[-1].start()].split()) >= 4 and len(told[parts[-1].end() :].split()) <= 3:
        return told[: parts[-1].start()]
    return told


def without_site(text: str, site: str) -> str:
    """A title without the name of its site before or behind it."""
    if not site or len(text) < 4:
        return text
    parts = list(_SEPARATOR.finditer(text))
    if parts and _folded(text[parts[-1].end() :]) == _folded(site):
        return text[: parts[-1].start()].strip() or text
    if parts and _folded(text[: parts[0].start()]) == _folded(site):
        return text[parts[0].end() :].strip() or text
    return text


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def site_name(claims: Claims) -> str:
    """The name of the site or journal; "" where none is told."""
    site = next((one for one in claims.others if "website" in str(one.get("@type")).lower()), {})
    told = (
        claims.meta("og:site_name"),
        claims.meta("citation_journal_title", "prism.publicationname"),
        *names_of(claims.work("publisher"))[:1],
        *names_of([site])[:1],
        claims.meta("application-name", "al:android:app_name", "dc.publisher"),
    )
    return next((name.removeprefix("@") for name in told if name and len(name) <= 120), "")


def description(claims: Claims, text: str) -> str:
    """What the page says it is about, else how its article begins."""
    told = (
        claims.meta("dc:description", "dc.description", "dcterms.abstract", "citation_abstract"),
        claims.meta("og:description", "description", "twitter:description"),
        *map(plain, claims.work("description", "abstract")[:1]),
        *claims.prop("description")[:1],
    )
    beginning = next((line for line in text.split("\n") if len(line) >= 80), text.partition("\n")[0])
    return next(filter(None, told), "")[:_DESCRIPTION] or _cut(beginning)


def _cut(text: str) -> str:
    """At most 300 characters, whole words."""
    return text if len(text) <= 300 else text[:300].rpartition(" ")[0].rstrip(" ,;:") + "…"


def declared_language(claims: Claims, tree: LexborHTMLParser, headers: Mapping[str, str]) -> str:
    """What the page says it is written in."""
    root = tree.root.attributes if tree.root else {}
    body = tree.body.attributes if tree.body else {}
    told = (
        root.get("lang") or root.get("xml:lang") or body.get("lang"),
        headers.get("content-language"),
        claims.meta("content-language", "dc.language", "dcterms.language", "citation_language", "language"),
        *(one for one in claims.work("inLanguage")[:1] if isinstance(one, str)),
        claims.meta("og:locale"),
    )
    return next(filter(None, (short_language(one or "") for one in told)), "")


def short_language(told: str) -> str:
    """fr for fr-FR and fr_FR.UTF-8; the script or country only where it is another written language."""
    match = _LANGUAGE.match(told.strip())
    if not match:
        return ""
    language, script, country = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    if language == "zh":
        traditional = script == "Hant" or (not script and country in ("TW", "HK", "MO"))
        return "zh-Hant" if traditional else "zh"
    return f"{language}-BR" if (language, country) == ("pt", "BR") else language


def doi(claims: Claims, address: str) -> str:
    """The DOI of the page itself."""
    told = [
        *claims.all_meta("citation_doi", "prism.doi", "bepress_citation_doi", "doi", "dc.identifier.doi"),
        *claims.metas.get("dc.identifier", ()),
        *claims.metas.get("dcterms.identifier", ()),
        *(str(one.get("value") if isinstance(one, dict) else one) for one in claims.work("doi", "identifier")),
        *addresses_of(claims.work("sameAs", "@id")),
    ]
    if re.match(r"https?://(?:dx\.)?doi\.org/", address):
        told.insert(0, ada_url.URL(address).pathname)
    for one in told:
        match = _DOI.search(one)
        if match:
            return match[0].rstrip(".,;)]}").lower()
    return ""


def canonical(claims: Claims, base: str) -> str | None:
    """The address the page calls its own."""
    return next(iter(_absolute(claims.links.get("canonical", ()), base)), None)


def alternates(claims: Claims, base: str, own: str | None) -> tuple[str, ...]:
    """Other addresses that it calls its own."""
    told = [value for name in _ALTERNATES for value in claims.metas.get(name, ())]
    told += claims.links.get("shortlink", ())
    told += addresses_of(claims.work("mainEntityOfPage", "url"))
    return tuple(found for found in _absolute(told, base) if found != own)[:10]


def lead_image(claims: Claims, base: str) -> str | None:
    """The picture the page wants to be shown with."""
    told = [
        *claims.all_meta("og:image:secure_url", "og:image", "og:image:url"),
        *claims.all_meta("twitter:image", "twitter:image:src"),
        *addresses_of(claims.work("image", "thumbnailUrl")),
        *claims.prop("image", "thumbnailurl"),
        *claims.links.get("image_src", ()),
    ]
    return next(iter(_absolute(told, base)), None)


def _absolute(told: Iterable[str], base: str) -> list[str]:
    """The web addresses among these, absolute, each once."""
    found: dict[str, None] = {}
    for one in told:
        try:
            joined = ada_url.join_url(base, one.strip())
        except ValueError:
            continue
        address = addresses.find(joined) if joined.startswith(("http://", "https://")) else None
        if address:
            found[address.url] = None
    return list(found)


def noarchive(claims: Claims, headers: Mapping[str, str]) -> bool:
    """Whether the page asks not to be kept: in a robots element for all or for us, or in its header."""
    told = [*claims.metas.get("robots", ()), *claims.metas.get("florilegium", ())]
    header = headers.get("x-robots-tag", "")
    # "googlebot: noarchive" speaks to another; what stands before the first name speaks to all
    parts = re.split(r"([a-z0-9_-]+)\s*:", header.lower())
    told.append(parts[0])
    told += [said for name, said in zip(parts[1::2], parts[2::2], strict=False) if name == "florilegium"]
    words = {word for one in told for word in re.split(r"[\s,;]+", one.lower())}
    return bool(words & {"noarchive", "none"})
