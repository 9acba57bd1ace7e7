"""What others call: reading a page, in a process of its own."""

from collections.abc import Mapping

from florilegium.archive.confined import Share, confined

from .article import Article
from .work import told_article


def extract(body: bytes, *, address: str, headers: Mapping[str, str] | None = None) -> Article:
    """Read a page. Raises confined.TooHard for one that takes too much time or memory, and nothing else.

    `address`: where it came from after redirects, absolute. `headers`: as fetched, names in lower case.
    """
    told, _bodies = confined("article", {"address": address, "headers": dict(headers or {})}, [body], share=Share())
    return told_article(told)
