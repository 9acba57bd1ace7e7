"""What a page says of itself, set from our own anonymous fetch and from nothing else."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from florilegium.kit import clock
from florilegium.library import titles
from florilegium.library.drafts import LONGEST_TITLE
from florilegium.library.models import Bookmark, Page, PageFacts

_LONG = 4_000


@dataclass(frozen=True, slots=True)
class FactsDraft:
    """A page's fields, as ``models.PageFacts`` has them; "" for what it did not tell."""

    title: str = ""
    site: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    description: str = ""
    doi: str = ""
    canonical: str = ""
    image: str = ""
    noarchive: bool = False


@transaction.atomic
def learn_facts(*, page_id: int, facts: FactsDraft) -> None:
    """Write down what a page said of itself to us, and call those bookmarks by its title that nobody gave one.

    security: only ``archive.capturing`` calls this, with what our own fetch brought; what a person or her client sent
    never comes here.
    """
    fields = {
        "title": _line(facts.title, LONGEST_TITLE), "site": _line(facts.site, 200), "author": _line(facts.author, 500),
        "published": facts.published[:10], "language": facts.language[:35],
        "description": _line(facts.description, _LONG), "doi": facts.doi[:255], "canonical": facts.canonical[:8192],
        "image": facts.image, "noarchive": facts.noarchive, "at": clock.now(),
    }  # fmt: skip
    PageFacts.objects.update_or_create(page_id=page_id, defaults=fields)
    if fields["title"]:
        _name_untitled(page_id, str(fields["title"]))


def _line(text: str, longest: int) -> str:
    return " ".join(text.replace("\x00", "").split())[:longest]


def _name_untitled(page_id: int, title: str) -> None:
    """A bookmark called by its address, or not at all, was saved without a title."""
    url = Page.objects.values_list("url", flat=True).get(pk=page_id)
    untitled = Bookmark.objects.filter(Q(title="") | Q(title=url), page_id=page_id)
    untitled.update(title=title, title_key=titles.key(title), updated=clock.now())
