"""Bytes, headers and address → Article."""

from collections.abc import Mapping

from .article import Article


def extract(body: bytes, *, address: str, headers: Mapping[str, str] | None = None) -> Article:
    """Read a page. Never raises for any bytes.

    `address`: where it came from after redirects, absolute. `headers`: as fetched, names in lower case.
    """
    raise NotImplementedError
