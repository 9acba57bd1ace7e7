"""Taking away what one record of an import brought, and nothing that anybody has touched since.

``added`` is the record's journal (``shelf.Journal.told``). What others answered, edited or completed is left, and said.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from florilegium.library import titles
from florilegium.library.models import Annotation, Audience, Bookmark, Kind, Library, Page, Saving, Tag, Tagging

from .counting import recount
from .discarding import hold_with_authors
from .tallying import tallied
from .writing import count_keepers, hold

#: What is undone, what of it was left because somebody touched it since.
Undone = tuple[bool, bool]


def hold_for(library: Library, bookmark_ids: Sequence[int]) -> None:
    """Hold what taking away these records' share will count again. Call first, in the transaction."""
    pages = Bookmark.objects.filter(pk__in=bookmark_ids, library=library).values_list("page_id", flat=True)
    hold(library)
    hold_with_authors(library, list(pages))


def take_away(*, library: Library, bookmark_id: int, added: dict[str, Any]) -> Undone:
    """Take away what one record brought to a bookmark, its library held: whether anything went, whether anything was left."""
    bookmark = Bookmark.objects.filter(pk=bookmark_id, library=library).select_related("library", "page").first()
    if bookmark is None:
        return False, bool(added)
    said, stayed = _take_words(library, added)
    filled, kept_notes = _empty_notes(library, added)
    recount([bookmark])
    bookmark.refresh_from_db()
    if added.get("new"):
        if _is_bare(bookmark, added):
            _drop(bookmark)
            return True, stayed or kept_notes
        return said or filled, True
    tags, kept_tags = _take_tags(bookmark, added)
    fields, kept_fields = _put_back_fields(bookmark, added)
    savers = _take_savings(bookmark, added)
    recount([bookmark])
    return said or filled or tags or fields or savers, stayed or kept_notes or kept_tags or kept_fields


def _take_words(library: Library, added: dict[str, Any]) -> Undone:
    """The annotations go that nobody answered or changed, and that are heard here alone."""
    ids = added.get("said", [])
    found = list(Annotation.objects.filter(pk__in=ids).order_by("-root_id", "-id"))
    gone = False
    for one in sorted(found, key=lambda row: row.kind != Kind.REPLY):
        if one.updated != one.at or one.withdrawn or one.heard > 1:
            continue
        if Annotation.objects.filter(root=one).exists() or Annotation.objects.filter(parent=one).exists():
            continue
        here = Audience.objects.filter(annotation=one)
        if one.heard and not here.filter(library=library).exists():
            continue
        if one.root_id is not None and one.heard:
            Audience.objects.filter(annotation_id=one.root_id, library=library).update(replies=F("replies") - 1)
        here.delete()
        one.delete()
        gone = True
    return gone, Annotation.objects.filter(pk__in=ids).exists()


def _empty_notes(library: Library, added: dict[str, Any]) -> Undone:
    """Passages that got a note are passages again, unless their author has written since or somebody has answered."""
    ids = added.get("filled", [])
    answered = Annotation.objects.filter(root_id__in=ids).values("root_id")
    mine = Annotation.objects.filter(pk__in=ids, kind=Kind.NOTE, plain=True, updated=F("at")).exclude(pk__in=answered)
    gone = mine.update(body="", kind=Kind.HIGHLIGHT, plain=False)
    return bool(gone), gone < len(ids)


def _take_tags(bookmark: Bookmark, added: dict[str, Any]) -> Undone:
    slugs = added.get("tags", [])
    mine = list(Tagging.objects.filter(bookmark=bookmark, word__slug__in=slugs).order_by("tag_id"))
    for tagging in mine:
        Tag.objects.filter(pk=tagging.tag_id).update(n=F("n") - 1, n_open=F("n_open") - int(not tagging.private))
    Tagging.objects.filter(pk__in=[tagging.pk for tagging in mine]).delete()
    return bool(mine), False


def _put_back_fields(bookmark: Bookmark, added: dict[str, Any]) -> Undone:
    """A field that still is as the record made it is as it was before."""
    changed, left = {}, False
    for name, (before, now) in added.get("fields", {}).items():
        if getattr(bookmark, name) != now:
            left = True
        elif name == "views_brought":
            changed["views"], changed[name] = bookmark.views - (now - before), before
        elif name not in ("at", "at_known"):  # what a form with dates told stays: other forms had none
            changed[name] = before
    if "title" in changed:
        changed["title_key"] = titles.key(str(changed["title"]))
    if changed:
        Bookmark.objects.filter(pk=bookmark.pk).update(**changed)
    return bool(changed), left


def _take_savings(bookmark: Bookmark, added: dict[str, Any]) -> bool:
    """Who came with the record only goes again, unless she is the last."""
    gone = False
    for person_id in added.get("savers", []):
        others = Saving.objects.filter(bookmark=bookmark).exclude(person_id=person_id).order_by("at", "id")
        first = others.first()
        mine = Saving.objects.filter(bookmark=bookmark, person_id=person_id)
        if first is None or not mine.exists():
            continue
        mine.delete()
        count_keepers(bookmark.library, {person_id: -1})
        if bookmark.added_by_id == person_id:
            Bookmark.objects.filter(pk=bookmark.pk).update(added_by_id=first.person_id)
        gone = True
    return gone


def _is_bare(bookmark: Bookmark, added: dict[str, Any]) -> bool:
    """Whether nothing is left on a bookmark but what the record that made it brought."""
    if Saving.objects.filter(bookmark=bookmark).exclude(person_id__in=added.get("savers", [])).exists():
        return False
    if Tagging.objects.filter(bookmark=bookmark).exclude(word__slug__in=added.get("tags", [])).exists():
        return False
    if bookmark.pinned or bookmark.marks or bookmark.words or bookmark.said:
        return False
    return titles.print_of(bookmark.title, bookmark.description) == added.get("print")


def _drop(bookmark: Bookmark) -> None:
    """Take the bookmark out of the library, with its savings and tags; nobody has touched it."""
    library, savings = bookmark.library, list(Saving.objects.filter(bookmark=bookmark))
    taggings = list(Tagging.objects.filter(bookmark=bookmark).order_by("tag_id"))
    for tagging in taggings:
        Tag.objects.filter(pk=tagging.tag_id).update(n=F("n") - 1, n_open=F("n_open") - int(not tagging.private))
    count_keepers(library, {saving.person_id: -1 for saving in savings})
    Library.objects.filter(pk=library.pk).update(
        bookmarks=F("bookmarks") - 1, bookmarks_open=F("bookmarks_open") - int(not bookmark.private)
    )
    with tallied(bookmark.pk):
        Tagging.objects.filter(bookmark=bookmark).delete()
        Bookmark.objects.filter(pk=bookmark.pk).delete()
    if bookmark.page.alone_in_id is not None and not Annotation.objects.filter(page=bookmark.page).exists():
        Page.objects.filter(pk=bookmark.page_id).delete()
