"""Into the trash and out of it: what is deleted rests whole with its deleter, and comes back under its old ids."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import events, rules
from florilegium.library.errors import Conflict, NotFound
from florilegium.library.models import (
    Annotation,
    Audience,
    Bookmark,
    FormerTag,
    Library,
    Page,
    Saving,
    Tag,
    Tagging,
    Trash,
    Word,
)
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .counting import counted_in, recount
from .tallying import tallied
from .writing import count_keepers, hold, tags_of

_TABLES: dict[str, type[models.Model]] = {
    model._meta.db_table: model for model in (Bookmark, Saving, Tagging, Annotation, Audience)
}
#: What of an annotation is erased from its stub while the words rest in the trash.
_WORDS = ("quote", "selectors", "body", "tags")


def rows_of(found: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Rows as JSON: what it takes to put them back."""
    return [{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} for row in found]


def _store(person: Person, library: Library | None, kind: str, title: str, parts: dict[str, list[Any]]) -> Trash:
    rows = {table: rows_of(found) for table, found in parts.items()}
    return Trash.objects.create(person=person, library=library, kind=kind, title=title, rows=rows, at=clock.now())


def is_answered(annotation: Annotation) -> bool:
    """Whether others replied, so that a stub must stay."""
    replies = Annotation.objects.filter(root=annotation) | Annotation.objects.filter(parent=annotation)
    return replies.exclude(author_id=annotation.author_id).exists()


def discard_annotation(*, by: Person, annotation: Annotation, stub: bool) -> None:
    """Put an annotation in the trash, with its own author's replies under it; or leave a stub of it. In a transaction."""
    if stub:
        _store(by, None, "annotation", _title(annotation), {"annotation": [annotation]})
        Annotation.objects.filter(pk=annotation.pk).update(
            quote="", selectors=[], body="", tags=[], withdrawn=True, updated=clock.now()
        )
        return
    family = [annotation, *Annotation.objects.filter(root=annotation)] if annotation.root_id is None else [annotation]
    ids = [row.pk for row in family]
    heard = list(Audience.objects.filter(annotation_id__in=ids))
    _store(by, None, "annotation", _title(annotation), {"annotation": family, "audience": heard})
    if annotation.root_id is not None:
        for row in heard:
            Audience.objects.filter(annotation_id=annotation.root_id, library_id=row.library_id).update(
                replies=F("replies") - 1
            )
    Annotation.objects.filter(parent_id__in=ids).exclude(pk__in=ids).update(parent_id=annotation.root_id)
    Audience.objects.filter(annotation_id__in=ids).delete()
    Annotation.objects.filter(pk__in=ids).delete()


def _title(annotation: Annotation) -> str:
    return (annotation.body or annotation.quote)[:200]


def hold_with_authors(library: Library, pages: Iterable[int]) -> None:
    """Hold a library, and the own libraries of those heard there on these pages: they count what is no longer heard."""
    page_ids = list(pages)
    heard = Audience.objects.filter(page_id__in=page_ids, library=library)
    authors = heard.values_list("author_id", flat=True).distinct()
    counting = Bookmark.objects.filter(page_id__in=page_ids, library__person_id__in=list(authors))
    hold(library, *Library.objects.filter(pk__in=counting.values_list("library_id", flat=True)))


def discard_bookmark(*, by: Person, bookmark: Bookmark) -> Trash:
    """Put a bookmark in the trash: its savings and tags, and who heard what about it. In a transaction, library held.

    Annotations stay with their authors, no longer heard in this library. NotFound if somebody was faster.
    """
    if not Bookmark.objects.filter(pk=bookmark.pk).exists():
        raise NotFound
    bookmark.refresh_from_db()
    library = bookmark.library
    heard = list(Audience.objects.filter(page_id=bookmark.page_id, library=library))
    savings = list(Saving.objects.filter(bookmark=bookmark))
    taggings = list(Tagging.objects.filter(bookmark=bookmark))
    trash = _store(
        by, library, "bookmark", bookmark.title,
        {"bookmark": [bookmark], "saving": savings, "tagging": taggings, "audience": heard},
    )  # fmt: skip
    Annotation.objects.filter(pk__in=[row.annotation_id for row in heard]).update(heard=F("heard") - 1)
    Audience.objects.filter(pk__in=[row.pk for row in heard]).delete()
    _count(bookmark, taggings, savings, -1)
    with tallied(bookmark.pk):
        Bookmark.objects.filter(pk=bookmark.pk).delete()
    recount(counted_in(bookmark.page_id, [], {row.author_id for row in heard}))
    events.tell(events.bookmarks_deleted, library_id=library.pk, bookmark_ids=[bookmark.pk])
    return trash


def _count(bookmark: Bookmark, taggings: list[Tagging], savings: list[Saving], sign: int) -> None:
    seen = sign * (not bookmark.private)
    for tagging in sorted(taggings, key=lambda row: row.tag_id):
        Tag.objects.filter(pk=tagging.tag_id).update(n=F("n") + sign, n_open=F("n_open") + seen)
    count_keepers(bookmark.library, {saving.person_id: sign for saving in savings})
    Library.objects.filter(pk=bookmark.library_id).update(
        bookmarks=F("bookmarks") + sign, bookmarks_open=F("bookmarks_open") + seen
    )


@transaction.atomic
def restore(*, by: Person, trash: Trash) -> Bookmark | None:
    """Put a deleted thing back where it was; the bookmark it belongs to, if that is known.

    Conflict if something stands in its place, or what it belonged to is no more. ``trash`` was got for ``by``.
    """
    _hold_for(trash)
    if trash.library is not None:
        trash.library.refresh_from_db()
        if trash.library.gone:
            raise Conflict(_("The library it was in no longer exists."))
    rows = {table: [row_of(table, values) for values in found] for table, found in trash.rows.items()}
    _follow_merged_pages(rows)
    try:
        with transaction.atomic():
            if trash.library is not None:
                bookmark: Bookmark | None = _restore_bookmark(trash.library, rows)
            else:
                bookmark = _restore_annotation(by, rows)
    except IntegrityError as error:
        raise _no_place() from error
    trash.delete()
    return bookmark


def _follow_merged_pages(rows: dict[str, list[Any]]) -> None:
    """A page that was merged into another meanwhile is that one now."""
    said = [row for table in ("bookmark", "annotation", "audience") for row in rows.get(table, ())]
    merged = Page.objects.filter(pk__in={row.page_id for row in said}, merged_into__isnull=False)
    now = dict(merged.values_list("pk", "merged_into"))
    for row in said:
        row.page_id = now.get(row.page_id, row.page_id)


def _hold_for(trash: Trash) -> None:
    """Hold every library in which something is counted again."""
    said = [*trash.rows.get("audience", ()), *trash.rows.get("annotation", ())]
    libraries = {row["library_id"] for row in trash.rows.get("audience", ())}
    there = Audience.objects.filter(annotation_id__in=[row["id"] for row in trash.rows.get("annotation", ())])
    libraries.update(there.values_list("library_id", flat=True))
    own = Library.objects.filter(person_id__in={row["author_id"] for row in said})
    libraries.update(own.values_list("pk", flat=True))
    hold(*Library.objects.filter(pk__in=libraries | {trash.library_id}))


def row_of(table: str, values: dict[str, Any]) -> models.Model:
    """A row of what ``rows_of`` told, to be saved again."""
    model = _TABLES[table]
    known = {field.attname for field in model._meta.concrete_fields}
    return model(**{name: value for name, value in values.items() if name in known})


def _restore_bookmark(library: Library, rows: dict[str, list[Any]]) -> Bookmark:
    bookmark: Bookmark = rows["bookmark"][0]
    _check_page(bookmark.page_id)
    savings, taggings = rows["saving"], tags_now(library, rows["tagging"])
    bookmark.everyone = library.open and not bookmark.private  # it may have been opened or closed meanwhile
    for row in taggings:
        row.everyone = bookmark.everyone
    with tallied(bookmark.pk):
        bookmark.save(force_insert=True)
    Saving.objects.bulk_create(savings)
    Tagging.objects.bulk_create(taggings)
    there = set(
        Annotation.objects.filter(pk__in=[r.annotation_id for r in rows["audience"]]).values_list("pk", flat=True)
    )
    heard = [row for row in rows["audience"] if row.annotation_id in there]
    replies = Counter(row.root_id for row in heard)
    for row in heard:
        row.replies = replies[row.annotation_id]
    Audience.objects.bulk_create(heard)
    Annotation.objects.filter(pk__in=[row.annotation_id for row in heard]).update(heard=F("heard") + 1)
    _count(bookmark, taggings, savings, 1)
    Library.objects.filter(pk=bookmark.library_id, latest__lt=bookmark.at).update(latest=bookmark.at)
    recount(counted_in(bookmark.page_id, [library.pk], {row.author_id for row in heard}))
    events.tell(events.bookmarks_saved, library_id=bookmark.library_id, bookmark_ids=[bookmark.pk])
    return bookmark


def tags_now(library: Library, taggings: list[Tagging]) -> list[Tagging]:
    """A bookmark's tags as they are called now: renamed, merged or deleted while it lay in the trash."""
    there = Tag.objects.in_bulk([row.tag_id for row in taggings])
    words = Word.objects.in_bulk([row.word_id for row in taggings])
    found: dict[int, Tagging] = {}
    for row in taggings:
        tag = there.get(row.tag_id)
        if tag is not None:
            row.word_id = tag.word_id
        else:
            former = FormerTag.objects.filter(library=library, word_id=row.word_id).select_related("tag").first()
            slug = words[row.word_id].slug
            row.tag_id, row.word_id = (
                (former.tag_id, former.tag.word_id) if former is not None else tags_of(library, {slug: slug})[slug]
            )
        found.setdefault(row.tag_id, row)
    return list(found.values())


def _restore_annotation(by: Person, rows: dict[str, list[Any]]) -> Bookmark | None:
    first: Annotation = rows["annotation"][0]
    stub = Annotation.objects.filter(pk=first.pk, withdrawn=True)
    if stub.exists():
        stub.update(withdrawn=False, updated=clock.now(), **{name: getattr(first, name) for name in _WORDS})
    else:
        _check_place(rows["annotation"])
        for row in rows["annotation"]:
            if Annotation.objects.filter(author_id=row.author_id, key=row.key).exclude(key="").exists():
                row.key = ""  # said again meanwhile
            row.save(force_insert=True)
        inside = set(rules.standing(Viewer(by)).inside)
        heard = []
        for row in sorted(rows.get("audience", ()), key=lambda row: row.root_id is not None):  # before its replies
            if row.library_id in inside and _is_kept(row):
                row.save(force_insert=True)
                heard.append(row)
        if first.root_id is not None:
            for row in heard:
                Audience.objects.filter(annotation_id=first.root_id, library_id=row.library_id).update(
                    replies=F("replies") + 1
                )
        for row in rows["annotation"]:
            Annotation.objects.filter(pk=row.pk).update(heard=sum(1 for h in heard if h.annotation_id == row.pk))
    libraries = Audience.objects.filter(annotation=first).values_list("library_id", flat=True)
    touched = counted_in(first.page_id, libraries, [first.author_id])
    recount(touched)
    events.tell(events.annotation_made, annotation_id=first.pk)
    return touched[0] if len(touched) == 1 else None


def _no_place() -> Conflict:
    return Conflict(_("It cannot be put back: the page was saved again, or what it belonged to is gone."))


def _check_page(page_id: int) -> None:
    """Conflict if the page is no more: it had no address, and was found under its address meanwhile."""
    if not Page.objects.filter(pk=page_id).exists():
        raise _no_place()


def _check_place(said: list[Annotation]) -> None:
    """Conflict unless the page is there and, of a reply, its root. The reply that it answered may be gone."""
    first = said[0]
    answered = [pk for pk in (first.root_id, first.parent_id) if pk is not None]
    there = set(Annotation.objects.filter(pk__in=answered).values_list("pk", flat=True))
    _check_page(first.page_id)
    if first.root_id is not None and first.root_id not in there:
        raise _no_place()
    if first.parent_id not in there:
        first.parent_id = first.root_id


def _is_kept(audience: Audience) -> bool:
    """Whether the library in which it was heard still keeps the page, and of a reply, still hears what it answers."""
    kept = Bookmark.objects.filter(page_id=audience.page_id, library_id=audience.library_id, library__gone=False)
    if audience.root_id is None:
        return kept.filter(private=False).exists()
    root = Audience.objects.filter(annotation_id=audience.root_id, library_id=audience.library_id)
    return kept.exists() and root.exists()


def empty_old_trash(before: int) -> int:
    """Delete for good what was deleted before a time (microseconds); how many things."""
    return Trash.objects.filter(at__lt=before).delete()[0]
