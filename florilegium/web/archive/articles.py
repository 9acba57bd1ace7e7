"""An article as the reader sets it: sanitised, its headings with ids, and the outline that leads to them."""

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from florilegium.kit import markup

_HEADING = re.compile(r"<h([2-4])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LONGEST = 120
_MOST = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an article: its text, its id on the page, and how deep it stands (2 to 4)."""

    text: str
    id: str
    level: int


@dataclass(frozen=True, slots=True)
class SetArticle:
    """What the reader shows."""

    html: Markup
    headings: tuple[Heading, ...]


def set_article(html: str) -> SetArticle:
    """An article out of storage. Its words are as they were: anchors stand on them."""
    headings: list[Heading] = []

    def numbered(found: re.Match[str]) -> str:
        text = " ".join(unescape(_TAG.sub("", found[3])).split())
        if not text:
            return found[0]
        headings.append(Heading(text[:_LONGEST], f"part-{len(headings) + 1}", int(found[1])))
        return f'<h{found[1]}{found[2]} id="{headings[-1].id}">{found[3]}</h{found[1]}>'

    # security: sanitised in kit.markup; what it gives back is well-formed and holds no id of its own
    safe = _HEADING.sub(numbered, markup.clean_reading(html))
    return SetArticle(Markup(safe), tuple(headings[:_MOST]))  # noqa: S704
