"""What a page tells of itself, as it tells it: meta elements, JSON-LD, microdata, links. Nothing is judged here."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_JSON = 1_000_000
_MOST_OBJECTS = 500
_LONGEST = 5_000
_TRAILING = re.compile(r",\s*(?=[}\]])")

#: JSON-LD's types that mean the page, rather than its site or something on it.
_WORKS = (
    "article", "posting", "report", "webpage", "creativework", "thesis", "book", "chapter", "review", "recipe", "videoobject",
    "podcastepisode", "radioepisode", "tvepisode", "howto", "dataset", "event", "product", "aboutpage", "itempage", "qapage",
)  # fmt: skip


@dataclass(slots=True)
class Claims:
    """`metas`: contents by name or property in lower case, in order. `works`: JSON-LD objects that mean this page, articles
    first; `others`: the rest of them. `links`: href by rel. `props`: microdata by itemprop, of the first article.
    """

    metas: dict[str, list[str]] = field(default_factory=dict)
    works: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)
    props: dict[str, list[str]] = field(default_factory=dict)

    def meta(self, *names: str) -> str:
        """The first content of the first of these names that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def all_meta(self, *names: str) -> list[str]:
        """All contents of the first of these names that has any."""
        return next((values for name in names if (values := self.metas.get(name))), [])

    def work(self, *keys: str) -> list[Any]:
        """The values of the first of these keys that a work tells, as a list."""
        for key in keys:
            for work in self.works:
                value = work.get(key)
                if value not in (None, "", [], {}):
                    return value if isinstance(value, list) else [value]
        return []

    def prop(self, *names: str) -> list[str]:
        """The values of the first of these properties that has any."""
        return next((values for name in names if (values := self.props.get(name))), [])


def plain(value: object) -> str:
    """A told text: entities resolved (some are escaped twice), without markup, single spaces."""
    text = unescape(unescape(str(value)[:_LONGEST])) if isinstance(value, str | int | float) else ""
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)
    return " ".join(text.replace("\x00", "").split())


def collected(tree: LexborHTMLParser) -> Claims:
    """Everything a page tells."""
    claims = Claims()
    for key in ("property", "name", "itemprop", "http-equiv"):
        for node in tree.css(f"meta[{key}][content]"):
            content = plain(node.attributes.get("content") or "")
            for name in (node.attributes.get(key) or "").lower().split():
                if content:
                    claims.metas.setdefault(name.replace("dcterm.", "dcterms."), []).append(content)
    for node in tree.css("link[rel][href]"):
        for rel in (node.attributes.get("rel") or "").lower().split():
            claims.links.setdefault(rel, []).append((node.attributes.get("href") or "").strip())
    for told in _linked_data(tree):
        (claims.works if _is_work(told) else claims.others).append(told)
    claims.works.sort(key=lambda told: not re.search("article|posting|report|thesis", _type(told)))
    _microdata(tree, claims.props)
    return claims


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    number = 0
    for node in tree.css('script[type="application/ld+json" i]'):
        text = (node.text(deep=True) or "")[:_MOST_JSON]
        for told in _objects(_read_json(text), 0):
            number += 1
            if number > _MOST_OBJECTS:
                return
            yield told


def _read_json(text: str) -> Any:
    """JSON as pages write it: in comments, with line ends in strings, commas too many."""
    text = text.strip()
    for before, after in (
        ("<!--", "-->"),
        ("//", ""),
        ("/*", "*/"),
        ("<![CDATA[", "]]>"),
        ("*/", "/*"),
        ("*/", "//"),
        ("", "//"),
        ("", ";"),
    ):
        text = text.removeprefix(before).removesuffix(after).strip()
    for attempt in (text, _TRAILING.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(told: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(told, list):
        for one in told:
            yield from _objects(one, depth + 1)
    elif isinstance(told, dict):
        yield told
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(told.get(key), list | dict):
                yield from _objects(told[key], depth + 1)


def _type(told: dict[str, Any]) -> str:
    kinds = told.get("@type")
    return " ".join(map(str, kinds if isinstance(kinds, list) else [kinds])).lower()


def _is_work(told: dict[str, Any]) -> bool:
    return any(work in _type(told) for work in _WORKS)


def _microdata(tree: LexborHTMLParser, props: dict[str, list[str]]) -> None:
    for node in tree.css("[itemprop]"):
        if _inside_another(node):
            continue
        value = plain(value_of(node))
        for name in (node.attributes.get("itemprop") or "").lower().split():
            if value and len(props.setdefault(name, [])) < 20:
                props[name].append(value)


def _inside_another(node: LexborNode) -> bool:
    """Whether a property belongs to a comment or to another article that this page only shows."""
    above = node.parent
    for _ in range(12):
        if above is None or above.tag in ("html", "body"):
            return False
        kind = (above.attributes.get("itemtype") or "").lower()
        if kind and re.search("comment|review|breadcrumb|listitem|sitenavigation|wpheader|wpfooter|sidebar", kind):
            return True
        above = above.parent
    return False


def value_of(node: LexborNode) -> str:
    """What an element with `itemprop` says."""
    told = node.attributes
    for key in ("content", "datetime", "href", "src"):
        if told.get(key) and (key != "href" or node.tag == "link"):
            return told[key] or ""
    named = node.css_first('[itemprop="name"]')
    return (named or node).text(deep=True, separator=" ") or ""


def names_of(values: Iterable[Any]) -> list[str]:
    """The names in what JSON-LD says of people and organisations."""
    found = []
    for value in values:
        if isinstance(value, dict):
            found += names_of(value["name"] if isinstance(value.get("name"), list) else [value.get("name")])
        elif isinstance(value, list):
            found += names_of(value[:20])
        elif isinstance(value, str):
            found.append(plain(value))
    return [name for name in found if name]


def addresses_of(values: Iterable[Any]) -> list[str]:
    """The addresses in what JSON-LD says of images and pages."""
    found = []
    for value in values:
        if isinstance(value, dict):
            found += addresses_of([value.get("url") or value.get("contentUrl") or value.get("@id")])
        elif isinstance(value, list):
            found += addresses_of(value[:5])
        elif isinstance(value, str):
            found.append(value.strip())
    return [address for address in found if address]
