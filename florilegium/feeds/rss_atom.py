"""A feed as RSS 2.0 or Atom (RFC 4287)."""

from django.utils import feedgenerator
from django.utils.xmlutils import SimplerXMLGenerator

from .contents import Contents, Item


class _Atom(feedgenerator.Atom1Feed):
    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Florilegium")


def rss(feed: Contents) -> str:
    """RSS 2.0."""
    return _written(feedgenerator.Rss201rev2Feed, feed)


def atom(feed: Contents) -> str:
    """Atom."""
    return _written(_Atom, feed)


def _written(form: type[feedgenerator.SyndicationFeed], feed: Contents) -> str:
    out = form(
        title=feed.title, link=feed.home, description=feed.title, language=feed.language,
        feed_url=feed.address or None, feed_guid=feed.home, ttl=60,
    )  # fmt: skip
    for item in feed.items:
        _add(out, item)
    return out.writeString("utf-8")


def _add(out: feedgenerator.SyndicationFeed, item: Item) -> None:
    out.add_item(
        title=item.title,
        link=item.page or item.url,
        description=item.html,
        author_name=item.author,
        pubdate=item.published,
        updateddate=item.modified,
        unique_id=item.url,
        unique_id_is_permalink=False,
        categories=item.tags,
    )
