"""What an extraction gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Precision = Literal["year", "month", "day", "minute"]
Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Published:
    """When a page says it was published: `at` is aware (UTC where the page names no zone), cut to `precision`.

    Of a year the first of January is told, of a month its first day, of a day midnight in the zone the page told.
    """

    at: datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class Article:
    """A page, read. Texts are plain, trimmed, with single spaces, "" where the page does not tell; addresses absolute
    http(s), None where there is none.

    `authors`: names, in the page's order. `language`: what it is written in as far as we can tell (BCP 47 in its short
    form: fr, pt-BR, zh-Hant): what is declared, unless a long text is plainly something else; `declared_language`,
    `detected_language`: both of them. `direction`: of the article's text.
    `canonical`: the address that the page itself calls its own; `alternates`: others it calls its own (og:url,
    citation_*_url, AMP, translations are not among them). Both are claims, not truth. `doi`: 10.…/…, lower case.
    `lead_image`: an address, not fetched. `noarchive`: it asks not to be kept.
    `html`: the article in a small vocabulary (see vocabulary.py), its pictures as `<img data-source="address">` which
    fetch nothing until `with_images` gives them a `src` of ours. `text`: the words of `html`, block after block,
    separated by line ends. Both are "" where no article was found. `words`, `minutes`: of reading, at least 1 where
    there is text.
    """

    title: str
    site_name: str
    authors: tuple[str, ...]
    published: Published | None
    language: str
    declared_language: str
    detected_language: str
    direction: Direction
    canonical: str | None
    alternates: tuple[str, ...]
    doi: str
    description: str
    lead_image: str | None
    noarchive: bool
    html: str
    text: str
    words: int
    minutes: int
