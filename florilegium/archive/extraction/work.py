"""Reading a page as the confined process does it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from .article import Article, Published
from .extracting import extracted


def work(told: dict[str, Any], bodies: Sequence[bytes], _ask: object) -> tuple[dict[str, Any], list[bytes]]:
    """Read the one body."""
    article = asdict(extracted(bodies[0], told["address"], told["headers"]))
    if article["published"]:
        article["published"]["at"] = article["published"]["at"].isoformat()
    return article, []


def told_article(told: Mapping[str, Any]) -> Article:
    """What `work` told."""
    at = told["published"]
    published = Published(datetime.fromisoformat(at["at"]), at["precision"]) if at else None
    lists = {name: tuple(told[name]) for name in ("authors", "alternates")}
    return Article(**{**told, **lists, "published": published})
