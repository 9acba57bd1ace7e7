"""Loading what a batch of drafts will meet: pages, bookmarks, savings, tags, and what is said of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from florilegium.kit.addresses import Address, bucket
from florilegium.library import rows, titles
from florilegium.library.drafts import BookmarkDraft
from florilegium.library.models import Annotation, Bookmark, Kind, Library, Page, Saving, Tagging

from .shelf import HAS_QUOTE, Saved, Shelved, Spoken


@dataclass(frozen=True, slots=True)
class Pages:
    """Key → id of the pages of addresses. ``fresh``: those made just now, which nobody keeps."""

    ids: dict[str, int]
    fresh: set[int]


def pages_of(addresses: Iterable[Address]) -> Pages:
    """The pages of these addresses; missing ones are made, in the order of keys."""
    wanted = {address.key: address for address in addresses}
    found = _page_ids(wanted.keys())
    missing = sorted(wanted.keys() - found.keys())
    fresh: dict[str, int] = dict(
        rows.insert_missing(
            Page,
            ("key", "url", "site", "bucket"),
            [(key, wanted[key].url, wanted[key].site[:255], bucket(key)) for key in missing],
            returning="key, id",
        )
    )
    # others may have made the rest meanwhile
    found |= fresh | _page_ids(set(missing) - fresh.keys())
    return Pages(found, set(fresh.values()))


def _page_ids(keys: Collection[str]) -> dict[str, int]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        # a page that was merged into another is that one
        cursor.execute(
            f"select key, coalesce(merged_into_id, id) from page where key in ({rows.marks(keys)})", list(keys)
        )
        return dict(cursor.fetchall())


_COLUMNS = (
    "id", "page_id", "added_by_id", "title", "at", "at_known", "private", "description", "views", "views_brought",
)  # fmt: skip


def _shelve(found: Iterable[tuple[Any, ...]]) -> list[Shelved]:
    return [
        Shelved(
            page_id=page_id, added_by_id=added_by_id, title=title, at=at, at_known=at_known, private=private, id=pk,
            description=description, views=views, views_brought=brought, alone=alone,
        )
        for pk, page_id, added_by_id, title, at, at_known, private, description, views, brought, alone in found
    ]  # fmt: skip


def bookmarks_of(library: Library, page_ids: Iterable[int]) -> dict[int, Shelved]:
    """Page id → the bookmark of it in the library, where there is one."""
    page_ids = list(page_ids)
    if not page_ids:
        return {}
    found = Bookmark.objects.filter(library=library, page_id__in=page_ids)
    return {row.page_id: row for row in _shelve((*r, False) for r in found.values_list(*_COLUMNS))}


def bookmarks_titled(library: Library, drafts: Sequence[BookmarkDraft], *, alone: bool) -> dict[int, list[Shelved]]:
    """Title key → bookmarks with such a title, newest first; ``alone``: only those whose page has no address."""
    keys = {titles.key(draft.title) for draft in drafts} - {0}
    if not keys:
        return {}
    found = Bookmark.objects.filter(library=library, title_key__in=keys).order_by("-at", "id")
    if alone:
        found = found.filter(page__alone_in=library)
    by_key: dict[int, list[Shelved]] = defaultdict(list)
    for row in _shelve((*r, alone_in is not None) for *r, alone_in in found.values_list(*_COLUMNS, "page__alone_in")):
        by_key[titles.key(row.title)].append(row)
    return by_key


def load_savings_and_tags(shelved: Sequence[Shelved]) -> None:
    """Fill in who saved the bookmarks and what tags they carry."""
    by_id = {row.id: row for row in shelved if row.id}
    if not by_id:
        return
    savings = Saving.objects.filter(bookmark_id__in=by_id).order_by("at", "id")
    for pk, person_id, at, known, brought in savings.values_list(
        "bookmark_id", "person_id", "at", "at_known", "brought_by_id"
    ):
        by_id[pk].savings[person_id] = Saved(person_id, at, known, brought)
    taggings = Tagging.objects.filter(bookmark_id__in=by_id).order_by("id")
    for pk, slug, name in taggings.values_list("bookmark_id", "word__slug", "tag__name"):
        by_id[pk].tags[slug] = name


def load_said(library: Library, shelved: Sequence[Shelved]) -> None:
    """Fill in what is said of the bookmarks' pages in this library, and what only its own person hears."""
    by_page = {row.page_id: row for row in shelved if row.id}
    if not by_page:
        return
    heard = Q(audiences__library=library)
    if library.person_id is not None:
        heard |= Q(author_id=library.person_id, heard=0, withdrawn=False)
    said = Annotation.objects.filter(heard, page_id__in=by_page).order_by("position", "id").distinct()
    roots: dict[int, Spoken] = {}
    replies = []
    for a in said:
        spoken = Spoken(
            page_id=a.page_id, author_id=a.author_id, kind=a.kind, at=a.at, quote=a.quote, body=a.body, id=a.pk,
            color=a.color, plain=a.plain, position=a.position, at_known=a.at_known, approximate=a.approximate,
            brought_by_id=a.brought_by_id, heard=a.heard > 0,
        )  # fmt: skip
        if a.kind == Kind.REPLY:
            replies.append((a.root_id, spoken))
            continue
        roots[a.pk] = spoken
        row = by_page[a.page_id]
        (row.passages if a.kind in HAS_QUOTE else row.page_notes).append(spoken)
    for root_id, spoken in replies:
        if root_id in roots:
            spoken.root = roots[root_id]
            roots[root_id].replies.append(spoken)
