"""Changing a bookmark that is there: its fields and tags, leaving it, deleting it, sharing it to a group."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import events, titles, words
from florilegium.library.drafts import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_TAGS,
    check_text,
)
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import PART, Annotation, Audience, Bookmark, Kind, Library, Saving, Tag, Tagging
from florilegium.library.queries import EditableBookmark
from florilegium.people.models import Person

from .counting import recount
from .discarding import discard_bookmark, hold_with_authors
from .tallying import tallied
from .writing import check_unchanged, count_keepers, hold, tags_of


@transaction.atomic
def edit_bookmark(
    *,
    by: Person,
    bookmark: EditableBookmark,
    title: str,
    description: str,
    tags: tuple[str, ...],
    private: bool = False,
    seen: int | None = None,
) -> None:
    """Give a bookmark these fields. Making it private withdraws one's "everyone" annotations on it. Raises Invalid.

    ``seen``: what ``updated`` was when its caller looked; Changed if it is no longer.
    """
    title = " ".join(check_text(title, LONGEST_TITLE).split("\n")) or bookmark.page.url
    description = check_text(description, LONGEST_DESCRIPTION)
    wanted = words.distinct(tags)
    if len(wanted) > MOST_TAGS:
        raise Invalid(fields={"tags": _("These are more than %(most)s tags.") % {"most": MOST_TAGS}})
    library = bookmark.library
    hold(library)
    library.refresh_from_db()
    check_unchanged(bookmark, seen)
    bookmark.refresh_from_db(fields=("private", "at"))
    private = private and library.person_id is not None
    Bookmark.objects.filter(pk=bookmark.pk).update(
        title=title, title_key=titles.key(title), description=description, updated=clock.now()
    )
    if private != bookmark.private:
        turn_private(bookmark, library, private)
    everyone = library.open and not private
    Bookmark.objects.filter(pk=bookmark.pk).exclude(everyone=everyone).update(everyone=everyone)
    Tagging.objects.filter(bookmark=bookmark).exclude(everyone=everyone).update(everyone=everyone)
    retag(by, bookmark, library, wanted, private)
    recount([bookmark])
    events.tell(events.bookmarks_saved, library_id=library.pk, bookmark_ids=[bookmark.pk])


def turn_private(bookmark: Bookmark, library: Library, private: bool, hear: Sequence[int] = ()) -> list[int]:
    """Make a bookmark private or not, its library held and read; ``recount`` follows. Ids of the words no longer heard.

    ``hear``: such ids, to be heard again.
    """
    everyone = library.open and not private
    with tallied(bookmark.pk):
        Bookmark.objects.filter(pk=bookmark.pk).update(private=private, everyone=everyone)
    step = -1 if private else 1
    taggings = Tagging.objects.filter(bookmark=bookmark)
    for tag_id in sorted(taggings.values_list("tag_id", flat=True)):
        Tag.objects.filter(pk=tag_id).update(n_open=F("n_open") + step)
    taggings.update(private=private, everyone=everyone)
    Library.objects.filter(pk=library.pk).update(bookmarks_open=F("bookmarks_open") + step)
    if not private:
        hear_again(bookmark, library, hear)
        return []
    hers = Audience.objects.filter(page_id=bookmark.page_id, library=library, author_id=library.person_id)
    own = hers.filter(Q(root=None) | Q(root__author_id=library.person_id))
    ids = list(own.values_list("annotation_id", flat=True))
    own.delete()
    Annotation.objects.filter(pk__in=ids).update(heard=F("heard") - 1)
    return ids


def hear_again(bookmark: Bookmark, library: Library, ids: Sequence[int]) -> None:
    """Words of the library's person that were heard here, heard again; those that are no more are passed over."""
    there = Annotation.objects.filter(
        pk__in=ids, page_id=bookmark.page_id, author_id=library.person_id, withdrawn=False
    )
    for said in there.order_by(F("root_id").asc(nulls_first=True), "id"):
        if Audience.objects.filter(annotation=said, library=library).exists():
            continue
        if said.root_id is not None:
            root = Audience.objects.filter(annotation_id=said.root_id, library=library)
            if not root.update(replies=F("replies") + 1):
                continue
        Audience.objects.create(
            annotation=said, library=library, page_id=said.page_id, author_id=said.author_id, part=PART[Kind(said.kind)],
            position=said.position, at=said.at, root_id=said.root_id,
        )  # fmt: skip
        Annotation.objects.filter(pk=said.pk).update(heard=F("heard") + 1)


def retag(by: Person, bookmark: Bookmark, library: Library, wanted: dict[str, str], private: bool) -> None:
    """Give a bookmark exactly these tags (slug → spelling), its library held; ``recount`` follows."""
    current = {
        tagging.word.slug: tagging for tagging in Tagging.objects.filter(bookmark=bookmark).select_related("word")
    }
    removed = [current[slug] for slug in current.keys() - wanted.keys()]
    added = {slug: wanted[slug] for slug in wanted if slug not in current}
    seen = int(not private)
    for tagging in sorted(removed, key=lambda row: row.tag_id):
        Tag.objects.filter(pk=tagging.tag_id).update(n=F("n") - 1, n_open=F("n_open") - seen)
    Tagging.objects.filter(pk__in=[row.pk for row in removed]).delete()
    for tag_id, word_id in sorted(tags_of(library, added).values()) if added else ():
        Tagging.objects.create(
            bookmark=bookmark, tag_id=tag_id, library=library, word_id=word_id, by=by, at=bookmark.at,
            private=private, everyone=library.open and not private,
        )  # fmt: skip
        Tag.objects.filter(pk=tag_id).update(n=F("n") + 1, n_open=F("n_open") + seen)


@transaction.atomic
def withdraw(*, by: Person, bookmark: Bookmark) -> bool:
    """Take back one's own saving; the bookmark goes with the last, into the trash. Whether it went. NotFound."""
    hold_with_authors(bookmark.library, [bookmark.page_id])
    mine = Saving.objects.filter(bookmark=bookmark, person=by).first()
    if mine is None:
        raise NotFound
    others = Saving.objects.filter(bookmark=bookmark).exclude(pk=mine.pk).order_by("at", "id").first()
    if others is None:
        discard_bookmark(by=by, bookmark=bookmark)
        return True
    mine.delete()
    count_keepers(bookmark.library, {by.pk: -1})
    if bookmark.added_by_id == by.pk:
        Bookmark.objects.filter(pk=bookmark.pk).update(added_by_id=others.person_id)
    recount([bookmark])
    return False


@transaction.atomic
def delete_bookmark(*, by: Person, bookmark: EditableBookmark, seen: int | None = None) -> None:
    """Put a bookmark in the trash of who deletes it, whoever saved it. ``seen``: as for ``edit_bookmark``."""
    hold_with_authors(bookmark.library, [bookmark.page_id])
    check_unchanged(bookmark, seen)
    discard_bookmark(by=by, bookmark=bookmark)
