"""The pictures of an article: asked of nobody until they are stored with us."""

from collections.abc import Mapping


def image_addresses(html: str) -> tuple[str, ...]:
    """The addresses of an article's pictures, each once, in its order."""
    raise NotImplementedError


def with_images(html: str, ours: Mapping[str, str]) -> str:
    """The article with its pictures: `ours` leads from an address to the one of our copy; the others become links."""
    raise NotImplementedError
