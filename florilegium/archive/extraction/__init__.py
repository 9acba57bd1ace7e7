"""What a page says: its article, and what it tells about itself. Pure: bytes in, an Article out; nothing is fetched.

    from florilegium.archive.extraction import extract, Article

The same bytes, headers and address give the same Article on every machine: anchors stand on its words.
"""

from .article import Article, Precision, Published
from .extract import extract
from .images import image_addresses, with_images

__all__ = ["Article", "Precision", "Published", "extract", "image_addresses", "with_images"]
