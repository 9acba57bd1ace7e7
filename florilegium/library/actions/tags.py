"""A library's words changed for all: renamed, merged, deleted, and each taken back. Old addresses lead to the new word."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import words
from florilegium.library.errors import Conflict, Invalid, NotFound
from florilegium.library.models import Bookmark, Change, FormerTag, Library, Tag, Tagging, Word
from florilegium.library.queries import ModeratedLibrary
from florilegium.people.models import Person

from .tallying import tallied
from .writing import hold, tags_of

CHUNK = 400


@transaction.atomic
def rename_tag(*, by: Person, library: ModeratedLibrary, tag: Tag, name: str, merge: bool = False) -> Change:
    """Give a tag another name. Conflict if that is another tag's, unless they are to be merged. Invalid, NotFound."""
    hold(library)
    tag = _fresh(library, tag)
    spelt = words.distinct((name,))
    if not spelt:
        raise Invalid(fields={"name": _("Write the tag's new name.")})
    slug, name = next(iter(spelt.items()))
    old = tag.word
    if slug == old.slug:
        change = _write(by, library, "renamed", tag, name, {"now": old.pk, "name": tag.name, "word": old.pk})
        Tag.objects.filter(pk=tag.pk).update(name=name)
        return change
    other = Tag.objects.filter(library=library, word__slug=slug).select_related("word").first()
    if other is not None and other.n:
        if not merge:
            raise Conflict(_("There is a tag “%(name)s” already. Merge them?") % {"name": other.name})
        return _merge(by, library, tag, other)
    if other is not None:
        _drop(other)
    word = Word.objects.get_or_create(slug=slug, defaults={"folded": words.folded(slug)})[0]
    change = _write(by, library, "renamed", tag, name, {"now": word.pk, "name": tag.name, "word": old.pk})
    _call(library, tag, word.pk, name)
    return change


def _fresh(library: Library, tag: Tag) -> Tag:
    found = Tag.objects.filter(pk=tag.pk, library=library).select_related("word").first()
    if found is None:
        raise NotFound
    return found


def _write(
    by: Person, library: Library, what: str, tag: Tag, name: str, rows: dict[str, object], count: int | None = None
) -> Change:
    about = f"{tag.name} → {name}" if name else tag.name
    return Change.objects.create(
        person=by, library=library, what=what, about=about, count=tag.n if count is None else count, rows=rows,
        at=clock.now(),
    )  # fmt: skip


def _drop(tag: Tag) -> None:
    """A tag that nothing carries goes, with the old words that led to it."""
    tag.delete()


def _call(library: Library, tag: Tag, word_id: int, name: str) -> None:
    """The tag under another word; its old one leads to it."""
    old = tag.word_id
    FormerTag.objects.filter(library=library, word_id=word_id).delete()
    Tag.objects.filter(pk=tag.pk).update(word_id=word_id, name=name)
    Tagging.objects.filter(tag=tag).update(word_id=word_id)
    FormerTag.objects.update_or_create(library=library, word_id=old, defaults={"tag": tag})


def _merge(by: Person, library: Library, tag: Tag, other: Tag) -> Change:
    """All that carries ``tag`` carries ``other``."""
    both = set(Tagging.objects.filter(tag=other).values_list("bookmark_id", flat=True)) & set(
        Tagging.objects.filter(tag=tag).values_list("bookmark_id", flat=True)
    )
    doubled = list(Tagging.objects.filter(tag=tag, bookmark_id__in=both).values_list("bookmark_id", "by_id"))
    moved = list(
        Tagging.objects.filter(tag=tag).exclude(bookmark_id__in=both).values_list("bookmark_id", flat=True).order_by("bookmark_id")
    )  # fmt: skip
    former = list(FormerTag.objects.filter(tag=tag).values_list("word_id", flat=True))
    rows = {
        "name": tag.name, "word": tag.word_id, "into": other.word_id, "moved": moved, "doubled": doubled, "former": former,
    }  # fmt: skip
    change = _write(by, library, "merged", tag, other.name, rows)
    private = Tagging.objects.filter(tag=tag, private=True).exclude(bookmark_id__in=both).count()
    _take_off(tag, sorted(both))
    Tagging.objects.filter(tag=tag).update(tag=other, word=other.word)
    Tag.objects.filter(pk=other.pk).update(n=F("n") + len(moved), n_open=F("n_open") + len(moved) - private)
    FormerTag.objects.filter(tag=tag).update(tag=other)
    FormerTag.objects.filter(library=library, word_id=tag.word_id).delete()
    FormerTag.objects.create(library=library, word_id=tag.word_id, tag=other)
    tag.delete()
    return change


def _take_off(tag: Tag, bookmark_ids: Sequence[int]) -> None:
    """Take a tag off bookmarks that carry it; their counts and the library's follow, the tag's own do not."""
    for start in range(0, len(bookmark_ids), CHUNK):
        chunk = bookmark_ids[start : start + CHUNK]
        with tallied(*chunk):
            Tagging.objects.filter(tag=tag, bookmark_id__in=chunk).delete()
            Bookmark.objects.filter(pk__in=chunk).update(tags_n=F("tags_n") - 1, updated=clock.now())


@transaction.atomic
def delete_tag(*, by: Person, library: ModeratedLibrary, tag: Tag) -> Change:
    """Take a tag off everything that carries it."""
    hold(library)
    tag = _fresh(library, tag)
    carried = list(Tagging.objects.filter(tag=tag).values_list("bookmark_id", "by_id").order_by("bookmark_id"))
    change = _write(by, library, "untagged", tag, "", {"name": tag.name, "carried": carried}, len(carried))
    _take_off(tag, [pk for pk, _by in carried])
    tag.delete()
    return change


def undo_renamed(by: Person, change: Change) -> tuple[int, list[str]]:
    """The old name again. Conflict if something else is called so meanwhile."""
    tag = Tag.objects.filter(library=change.library, word_id=change.rows["now"]).first()
    if tag is None:
        raise Conflict(_("The tag is no more."))
    if tag.word_id == change.rows["word"]:
        Tag.objects.filter(pk=tag.pk).update(name=change.rows["name"])
        return tag.n, []
    other = Tag.objects.filter(library=change.library, word_id=change.rows["word"]).first()
    if other is not None and other.n:
        raise Conflict(_("There is a tag “%(name)s” again. Merge them instead.") % {"name": other.name})
    if other is not None:
        _drop(other)
    _call(change.library, tag, change.rows["word"], change.rows["name"])
    return tag.n, []


def undo_merged(by: Person, change: Change) -> tuple[int, list[str]]:
    """What carried the old tag carries it again, unless the tag it was merged into was taken off meanwhile."""
    into, library = Tag.objects.filter(library=change.library, word_id=change.rows["into"]).first(), change.library
    moved = [int(pk) for pk in change.rows["moved"]]
    still = Tagging.objects.filter(tag=into, bookmark_id__in=moved) if into is not None else Tagging.objects.none()
    back = list(still.values_list("bookmark_id", "by_id"))
    tag_id, word_id = _again(library, change.rows["word"], change.rows["name"])
    FormerTag.objects.filter(library=library, word_id=word_id).delete()
    for start in range(0, len(back), CHUNK):
        chunk = [pk for pk, _by in back[start : start + CHUNK]]
        moving = Tagging.objects.filter(tag=into, bookmark_id__in=chunk)
        there = set(Tagging.objects.filter(tag_id=tag_id, bookmark_id__in=chunk).values_list("bookmark_id", flat=True))
        one = moving.exclude(bookmark_id__in=there)
        n, n_open = one.count(), one.filter(private=False).count()
        one.update(tag_id=tag_id, word_id=word_id)
        Tag.objects.filter(library=library, word_id=change.rows["into"]).update(
            n=F("n") - n, n_open=F("n_open") - n_open
        )
        Tag.objects.filter(pk=tag_id).update(n=F("n") + n, n_open=F("n_open") + n_open)
    FormerTag.objects.filter(library=library, word_id__in=change.rows["former"]).update(tag_id=tag_id)
    doubled = _put_on(library, tag_id, word_id, change.rows["doubled"])
    return len(back) + doubled, []


def _again(library: Library, word_id: int, name: str) -> tuple[int, int]:
    slug = Word.objects.get(pk=word_id).slug
    return tags_of(library, {slug: name})[slug]


def undo_untagged(by: Person, change: Change) -> tuple[int, list[str]]:
    """The tag on everything that carried it and is still there."""
    spelt = words.distinct((change.rows["name"],))
    slug, name = next(iter(spelt.items()))
    tag_id, word_id = tags_of(change.library, {slug: name})[slug]
    FormerTag.objects.filter(library=change.library, word_id=word_id).delete()
    return _put_on(change.library, tag_id, word_id, change.rows["carried"]), []


def _put_on(library: Library, tag_id: int, word_id: int, carried: Sequence[Sequence[int]]) -> int:
    """Put a tag on bookmarks (id, by whom); how many did not carry it."""
    done = 0
    for start in range(0, len(carried), CHUNK):
        by = {int(pk): who for pk, who in carried[start : start + CHUNK]}
        has = set(Tagging.objects.filter(tag_id=tag_id, bookmark_id__in=by).values_list("bookmark_id", flat=True))
        rows = list(Bookmark.objects.filter(pk__in=by.keys() - has, library=library).order_by("pk"))
        with tallied(*(row.pk for row in rows)):
            Tagging.objects.bulk_create(
                Tagging(
                    bookmark=row, tag_id=tag_id, library=library, word_id=word_id, by_id=by[row.pk], at=row.at,
                    private=row.private, everyone=row.everyone,
                )
                for row in rows
            )  # fmt: skip
            Bookmark.objects.filter(pk__in=[row.pk for row in rows]).update(tags_n=F("tags_n") + 1, updated=clock.now())
        n_open = sum(not row.private for row in rows)
        Tag.objects.filter(pk=tag_id).update(n=F("n") + len(rows), n_open=F("n_open") + n_open)
        done += len(rows)
    return done
