"""Pages that turn out to be one, and are parted again: deeds of the program itself, beside those of people."""

from collections.abc import Callable

from florilegium.library.actions.same_pages import merge_pages
from florilegium.library.actions.splitting import split_pages
from florilegium.library.models import Merge, Page

from .turns import Turn


def merge_two(turn: Turn) -> None:
    pages = list(Page.objects.filter(key__isnull=False, merged_into=None).order_by("pk"))
    one, other = turn.choose(pages), turn.choose(pages)
    if one.pk != other.pk:
        kept, gone = sorted((one, other), key=lambda page: page.pk)
        merge_pages(kept=kept, gone=gone, why={"how": "test"})


def part_two(turn: Turn) -> None:
    split_pages(merge=turn.choose(list(Merge.objects.filter(split=0).order_by("-pk"))))


JOINING: tuple[Callable[[Turn], None], ...] = (merge_two, merge_two, part_two)
