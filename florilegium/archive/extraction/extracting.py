"""Bytes, headers and address → Article: here and now. What others call is `extract`, which does it in a process of its own."""

from collections.abc import Mapping

import ada_url
from selectolax.lexbor import LexborHTMLParser

from florilegium.archive.encoding import decoded, header_charset

from . import fields
from .article import Article
from .bodies import found_body
from .claims import collected
from .composing import Composer
from .dates import published
from .names import authors
from .preparing import prepare
from .words import counted, direction, language

#: Characters of a page that are read.
_MOST = 6_000_000


def extracted(body: bytes, address: str, headers: Mapping[str, str]) -> Article:
    """Read a page."""
    page = decoded(body, header_charset(headers))[:_MOST].replace("\x00", "")
    tree = LexborHTMLParser(page, scripting=True)
    base = _base(tree, address)
    claims = collected(tree)
    declared = fields.declared_language(claims, tree, headers)
    site = fields.site_name(claims)
    title = fields.title(claims, tree, site)
    at = published(claims, tree, address, declared)
    names = authors(claims, tree)
    prepare(tree, base)
    html, text = Composer(title).compose(found_body(tree.html or "").html)
    written, detected = language(declared, text)
    words, minutes = counted(text)
    own = fields.canonical(claims, base)
    return Article(
        title=title,
        site_name=site,
        authors=names,
        published=at,
        language=written,
        declared_language=declared,
        detected_language=detected,
        direction=direction(tree, text, written),
        canonical=own,
        alternates=fields.alternates(claims, base, own),
        doi=fields.doi(claims, address),
        description=fields.description(claims, text),
        lead_image=fields.lead_image(claims, base),
        noarchive=fields.noarchive(claims, headers),
        html=html,
        text=text,
        words=words,
        minutes=minutes,
    )


def _base(tree: LexborHTMLParser, address: str) -> str:
    """Against which relative addresses are read."""
    told = next((node.attributes.get("href") or "" for node in tree.css("base[href]")), "")
    try:
        joined: str = ada_url.join_url(address, told)
    except ValueError:
        return address
    return joined if joined.startswith(("http://", "https://")) else address
