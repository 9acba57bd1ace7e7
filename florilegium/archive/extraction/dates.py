"""When a page was published: a date as machines write it, or as people do."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

from .article import Precision, Published
from .claims import Claims, plain, value_of

_ISO = re.compile(
    r"(?P<year>\d{4})[-/.]?(?:(?P<month>\d{2})(?:[-/.]?(?P<day>\d{2})"
    r"(?:[T\s]+(?:at\s+)?(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?\d{2}(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?"
    r"(?![\d:]|[-/.]\d)", re.IGNORECASE
)  # fmt: skip
_LOOSE_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv enero januar jänner gennaio janeiro januari ene",
            "february feb février fevrier févr fevr fév febrero februar febbraio fevereiro februari",
            "march mar mars marzo märz março maart",
            "april apr avril avr abril aprile",
            "may mai mayo maggio maio mei",
            "june jun juin junio juni giugno junho",
            "july jul juillet juil julio juli luglio julho",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct octobre octubre oktober ottobre outubro okt",
            "november nov novembre noviembre novembro",
            "december dec décembre decembre déc diciembre dezember dicembre dezembro dez",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TIME = r"(?:\s*(?:,|à|at|um|-|–|\|)?\s*(?P<hour>\d{1,2})\s*(?:h|:|\s*heures?)\s*(?P<minute>\d{2})?(?!\d)\s*(?P<half>[ap]\.?m)?)?"
_DAY_FIRST = re.compile(
    rf"(?<![\d\w])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º|\.)?\s+(?:de\s+|of\s+)?(?P<month>{_MONTH})\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})(?!\d){_TIME}",
    re.IGNORECASE,
)  # fmt: skip
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d){_TIME}",
    re.IGNORECASE,
)
_NO_DAY = re.compile(rf"(?<![\d\w])(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?![\d/]|\.\d)" + _TIME, re.IGNORECASE
)
_YEAR = re.compile(r"\s*(?P<year>(?:19|20)\d{2})\s*\Z")
_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>0?[1-9]|1[0-2])(?:[/-](?P<day>[0-3]?\d))?(?=[/-]|\Z)")
_PUBLISHED = re.compile(
    r"(?:publi[ée]e?s?|mis en ligne|paru|post[ée]e?d?|published|posted|veröffentlicht|publicado|pubblicato|geplaatst|date)\b", re.IGNORECASE
)  # fmt: skip

_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "citation_online_date",
    "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "dc.date.created", "prism.publicationdate", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish_date", "publication_date", "date", "cxenseparse:recs:publishtime", "article.published",
    "og:published_time", "og:pubdate", "bt:pubdate", "iso-8601-publish-date",
)  # fmt: skip
_NEAR_TITLE = "article time, main time, header time, time"
_PLACES = (
    '[class*="publish" i], [class*="date" i], [class*="byline" i], [class*="meta" i], [class*="publi" i], [class*="posted" i],'
    ' [class*="info" i], [class*="author" i], [class*="auteur" i], [id*="date" i]'
)


def published(claims: Claims, tree: LexborHTMLParser, address: str, language: str) -> Published | None:
    """When the page says it was published; None where it does not."""
    for told in _told(claims, tree):
        found = read_date(told, language)
        if found:
            return found
    return _from_address(address) or _from_words(tree, language)


def _told(claims: Claims, tree: LexborHTMLParser) -> Iterator[str]:
    """What is said to be the date, the most trustworthy first."""
    yield from map(plain, claims.work("datePublished"))
    for name in _METAS:
        yield from claims.metas.get(name, ())
    yield from claims.prop("datepublished", "datecreated")
    yield from map(plain, claims.work("dateCreated", "uploadDate"))
    for node in tree.css("time[pubdate], time.published, time.entry-date, abbr.published, .dt-published"):
        yield plain(node.attributes.get("title") or value_of(node))
    for node in tree.css(_NEAR_TITLE)[:3]:
        if not _is_beside(node):
            yield plain(node.attributes.get("datetime") or node.text(deep=True))


def _is_beside(node: object) -> bool:
    """Whether a date belongs to another article, or to a comment."""
    above = getattr(node, "parent", None)
    for _ in range(15):
        if above is None or above.tag in ("html", "body"):
            return False
        told = f"{above.attributes.get('class')} {above.attributes.get('id')}"
        if above.tag in ("aside", "nav", "footer") or re.search(
            r"comment|related|sidebar|widget|teaser|most-read", told, re.IGNORECASE
        ):
            return True
        above = above.parent
    return False


def read_date(text: str, language: str = "") -> Published | None:
    """The date in a text that is or holds one; days before months, but for numbers in English, which nobody can tell."""
    text = text.strip()[:200]
    for pattern, whole in (
        (_ISO, True),
        (_LOOSE_ISO, False),
        (_DAY_FIRST, False),
        (_MONTH_FIRST, False),
        (_NUMBERS, False),
        (_NO_DAY, False),
        (_YEAR, True),
    ):
        match = pattern.match(text) if whole else pattern.search(text)
        if match:
            if (
                pattern is _NUMBERS
                and language.startswith("en")
                and int(match["day"]) <= 12
                and int(match["month"]) <= 12
            ):
                return None
            found = _made(match.groupdict())
            if found:
                return found
    return None


def _made(parts: dict[str, str | None]) -> Published | None:
    """The date of its parts; None for one on which nothing on the web was published."""
    month = parts.get("month")
    number = _MONTHS.get(month.lower(), 0) if month and not month.isdecimal() else int(month or 1)
    day, hour, minute = int(parts.get("day") or 1), parts.get("hour"), int(parts.get("minute") or 0)
    clock = int(hour or 0)
    if (parts.get("half") or "").lower().startswith("p") and clock < 12:
        clock += 12
    try:
        at = datetime(int(parts["year"] or 0), number, day, clock, minute, tzinfo=_zone(parts.get("zone")))
    except (ValueError, OverflowError):
        return None
    if not 1500 < at.year < 2200:
        return None
    precision: Precision = "minute" if hour else "day" if parts.get("day") else "month" if month else "year"
    if precision == "minute" and at.hour == at.minute == 0:  # a day, by a machine that always writes a time
        precision = "day"
    return Published(at, precision)


def _zone(told: str | None) -> timezone:
    if not told or told.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if told[0] == "-" else 1
    digits = told[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _from_address(address: str) -> Published | None:
    match = _IN_ADDRESS.search(address)
    return _made(match.groupdict()) if match else None


def _from_words(tree: LexborHTMLParser, language: str) -> Published | None:
    """The date beside the byline: a short text in a likely place; one that says "published" before one that does not."""
    seen: list[Published] = []
    for node in tree.css(_PLACES)[:300]:
        text = plain(node.text(deep=True, separator=" "))
        if not 6 <= len(text) <= 160 or _is_beside(node):
            continue
        said = _PUBLISHED.search(text)
        found = read_date(text[said.end() :] if said else text, language)
        if found and found.precision in ("day", "minute"):
            if said:
                return found
            seen.append(found)
    return seen[0] if seen else None
