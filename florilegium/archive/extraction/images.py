"""The pictures of an article: asked of nobody until they are stored with us."""

import re
from collections.abc import Mapping
from html import escape, unescape

#: As composing.py writes it, and nothing else.
_PICTURE = re.compile(r'<img data-source="([^"<>]*)" alt="([^"<>]*)">')


def image_addresses(html: str) -> tuple[str, ...]:
    """The addresses of an article's pictures, each once, in its order."""
    return tuple(dict.fromkeys(unescape(source) for source, _alt in _PICTURE.findall(html)))


def with_images(html: str, ours: Mapping[str, str]) -> str:
    """The article with its pictures: `ours` leads from a picture's address to our copy's; the others become links."""

    def shown(match: re.Match[str]) -> str:
        source, alt = match[1], match[2]
        copy = ours.get(unescape(source))
        if copy is not None:
            return f'<img src="{escape(copy)}" alt="{alt}" loading="lazy">'
        return f'<a href="{source}" rel="nofollow noopener noreferrer">{alt or source}</a>'

    return _PICTURE.sub(shown, html)
