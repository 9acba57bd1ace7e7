"""Where people's words and foreign HTML become HTML that is safe to show: the one place.

Markdown is rendered without raw HTML; an image becomes a link to it (a picture from elsewhere would tell its server who
reads), and what comes out is passed through an allow-list all the same.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_TEXT = {"p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "del", "s", "sub", "sup"}
_ARTICLE = _TEXT | {"h1", "h2", "h3", "h4", "figure", "figcaption", "dl", "dt", "dd", "cite", "q", "abbr"}
#: The vocabulary of an article as ``archive.extraction`` writes it.
_READING = (_ARTICLE - {"h1"}) | set("img table caption tbody tr th td ins mark kbd samp var small ruby rt".split())
_READING_ATTRIBUTES = {"*": {"dir"}, "a": {"href"}, "abbr": {"title"}, "img": {"src", "alt"}}
_SCHEMES = {"http", "https", "mailto"}
#: An image stored with us, from the address of the bookmark whose article it is in.
OUR_IMAGE = re.compile(r"image/[0-9a-f]{64}")


def _link_to_image(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    image = tokens[index]
    src = str(image.attrs.get("src", ""))
    words = self.renderInlineAsText(image.children or [], options, env).strip() or src
    return f'<a href="{escape(src)}">{escape(words)}</a>'


_markdown = MarkdownIt("commonmark", {"html": False})
_markdown.add_render_rule("image", _link_to_image)


@lru_cache(maxsize=4096)
def from_markdown(text: str) -> str:
    """Markdown, as people write it here, to safe HTML."""
    return _clean(_markdown.render(text), _TEXT)


def from_plain(text: str) -> str:
    """Plain text to HTML; its line breaks are shown by style."""
    return escape(text)


def clean_article(html: str) -> str:
    """The text elements of somebody's HTML."""
    return _clean(html, _ARTICLE)


def clean_reading(html: str) -> str:
    """An article as the reader shows it; its images are those stored with us, and no others."""
    # security: the allow-list, as below; an image from elsewhere would tell its server who reads
    return nh3.clean(
        html, tags=_READING, attributes=_READING_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="nofollow noopener noreferrer",
        attribute_filter=_only_our_images, set_tag_attribute_values={"img": {"loading": "lazy", "decoding": "async"}},
    )  # fmt: skip


def _only_our_images(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src" and not OUR_IMAGE.fullmatch(value):
        return None
    if tag == "a" and name == "href" and not value.startswith(("http://", "https://", "mailto:", "#")):
        return None
    return value


def _clean(html: str, tags: set[str]) -> str:
    # security: the allow-list; whatever is not on it is taken out, with its content where it is a script or a style
    return nh3.clean(
        html, tags=tags, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="nofollow noopener noreferrer"
    )
