"""Writing what an action has in hand: a fixed number of bulk statements, counters included, the library's row held."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import rows, titles
from florilegium.library.errors import Changed, NotFound
from florilegium.library.models import (
    PART,
    Annotation,
    Audience,
    Bookmark,
    Keeper,
    Kind,
    Library,
    Page,
    Saving,
    Tag,
    Tagging,
    Word,
)
from florilegium.library.words import folded

from .shelf import Shelved, Spoken
from .tallying import settle, tally


def hold(*libraries: Library) -> None:
    """Take the libraries' rows, in the order of ids, until the transaction ends.

    Every action that writes into a library begins here, so that two of them on one library run one after the other,
    and none meets another in a circle. On SQLite the transaction itself is that lock.
    """
    list(
        Library.objects.select_for_update(no_key=True)
        .filter(pk__in=[library.pk for library in libraries])
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def check_unchanged(row: Bookmark | Annotation, seen: int | None) -> None:
    """Its library held: NotFound if the row is gone; Changed if it is not as it was ``updated`` at ``seen``, unless None."""
    updated = type(row)._default_manager.filter(pk=row.pk).values_list("updated", flat=True).first()
    if updated is None:
        raise NotFound
    if seen is not None and updated != seen:
        raise Changed(_("Somebody was faster: it has changed since you looked. Read it again."))


def write(library: Library, shelved: Sequence[Shelved]) -> None:
    """Write all that is new or changed among the bookmarks in hand, and add to the counters."""
    now = clock.now()
    fresh = [row for row in shelved if row.new]
    for row, pk in zip(fresh, rows.reserve_ids(Bookmark, len(fresh)), strict=True):
        row.id = pk
    _write_bookmarks(library, fresh, now)
    changed = [row for row in shelved if row.changed and not row.new]
    before = tally([row.id for row in changed])
    _update_bookmarks(library, changed, now)
    touched = fresh + changed
    settle(before, [row.id for row in touched])
    _write_savings(library, touched)
    _write_tags(library, touched)
    _write_annotations(library, touched)
    if fresh or changed:
        private = sum(row.private for row in fresh)
        rows.add(Library, ("bookmarks", "bookmarks_open"), [(len(fresh), len(fresh) - private, library.pk)])
        latest = max(row.at for row in touched)
        Library.objects.filter(pk=library.pk, latest__lt=latest).update(latest=latest)


def pages_alone(library: Library, count: int) -> list[int]:
    """Ids of ``count`` new pages without an address, that live in this library only."""
    ids = rows.reserve_ids(Page, count)
    rows.insert(Page, ("id", "key", "url", "site", "alone_in_id"), [(pk, None, "", "", library.pk) for pk in ids])
    return ids


_COUNTERS = ("savers", "tags_n", "highlights", "noted", "page_notes", "replies", "said", "marks", "words", "discussed")


def _counters(row: Shelved) -> tuple[int, ...]:
    passages = [p for p in row.passages if p.heard]
    notes = [n for n in row.page_notes if n.heard]
    replies = [r for said in (*row.passages, *row.page_notes) for r in said.replies if r.heard]
    noted = sum(p.kind == Kind.NOTE for p in passages) + len(notes)
    marks = len(row.passages)
    words = sum(p.kind == Kind.NOTE for p in row.passages) + len(row.page_notes)
    discussed = max((said.at for said in (*notes, *replies)), default=0)
    said = len(passages) + len(notes) + len(replies)
    return (
        len(row.savings), len(row.tags), len(passages), noted, len(notes), len(replies), said, marks, words, discussed,
    )  # fmt: skip


def _write_bookmarks(library: Library, fresh: Sequence[Shelved], now: int) -> None:
    rows.insert(
        Bookmark,
        (
            "id", "library_id", "page_id", "added_by_id", "title", "title_key", "description", "at", "at_known",
            "private", "everyone", "views", "views_brought", "pinned", "updated", *_COUNTERS,
        ),
        [
            (
                row.id, library.pk, row.page_id, row.added_by_id, row.title, titles.key(row.title), row.description,
                row.at, row.at_known, row.private, library.open and not row.private, row.views, row.views_brought,
                row.pinned, row.updated or now,
                *_counters(row),
            )
            for row in fresh
        ],
    )  # fmt: skip


def _update_bookmarks(library: Library, changed: Sequence[Shelved], now: int) -> None:
    rows.update(
        Bookmark,
        ("page_id", "title", "title_key", "description", "at", "at_known", "views", "views_brought", "updated",
         *_COUNTERS),
        [
            (
                row.page_id, row.title, titles.key(row.title), row.description, row.at, row.at_known, row.views,
                row.views_brought, now, *_counters(row), row.id,
            )
            for row in changed
        ],
    )  # fmt: skip
    for row in changed:
        if row.redated:
            Tagging.objects.filter(bookmark_id=row.id).update(at=row.at)
            Saving.objects.filter(bookmark_id=row.id, at_known=False).update(at=row.at, at_known=True)


def _write_savings(library: Library, touched: Sequence[Shelved]) -> None:
    new = [(row, saved) for row in touched for saved in row.savings.values() if saved.new]
    rows.insert(
        Saving,
        ("bookmark_id", "library_id", "person_id", "at", "at_known", "brought_by_id"),
        [(row.id, library.pk, s.person_id, s.at, s.at_known, s.brought_by_id) for row, s in new],
    )
    count_keepers(library, Counter(saved.person_id for _row, saved in new))


def count_keepers(library: Library, added: Mapping[int, int]) -> None:
    """Add to the count of pages that each person brought to the library."""
    rows.insert_missing(
        Keeper, ("library_id", "person_id", "n"), [(library.pk, person_id, 0) for person_id in sorted(added)]
    )
    for person_id in sorted(added):
        Keeper.objects.filter(library=library, person_id=person_id).update(n=F("n") + added[person_id])


def _write_tags(library: Library, touched: Sequence[Shelved]) -> None:
    names = {slug: name for row in touched for slug, (name, _by) in row.new_tags.items()}
    if not names:
        return
    tags = tags_of(library, names)
    count: Counter[int] = Counter()
    count_open: Counter[int] = Counter()
    new = []
    for row in touched:
        everyone = library.open and not row.private
        for slug, (_name, by) in row.new_tags.items():
            tag_id, word_id = tags[slug]
            new.append((row.id, tag_id, library.pk, word_id, by, row.at, row.private, everyone))
            count[tag_id] += 1
            count_open[tag_id] += not row.private
    rows.insert(Tagging, ("bookmark_id", "tag_id", "library_id", "word_id", "by_id", "at", "private", "everyone"), new)
    rows.add(Tag, ("n", "n_open"), [(n, count_open[tag_id], tag_id) for tag_id, n in count.items()])


def tags_of(library: Library, names: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Slug → (tag id, word id) in the library, made where missing, for slug → spelling."""
    words = _word_ids(names)
    missing = sorted(names.keys() - words.keys())
    if missing:
        rows.insert_missing(Word, ("slug", "folded"), [(slug, folded(slug)) for slug in missing])
        words.update(_word_ids(missing))
    tags = _tag_ids(library, words)
    fresh = sorted(words.keys() - tags.keys())
    if fresh:
        rows.insert_missing(
            Tag,
            ("library_id", "word_id", "name", "n", "n_open"),
            [(library.pk, words[slug], names[slug], 0, 0) for slug in fresh],
        )
        tags.update(_tag_ids(library, {slug: words[slug] for slug in fresh}))
    return {slug: (tag_id, words[slug]) for slug, tag_id in tags.items()}


def _word_ids(slugs: object) -> dict[str, int]:
    return dict(Word.objects.filter(slug__in=list(slugs)).values_list("slug", "id"))  # type: ignore[call-overload]


def _tag_ids(library: Library, words: dict[str, int]) -> dict[str, int]:
    slugs = {word_id: slug for slug, word_id in words.items()}
    found = Tag.objects.filter(library=library, word_id__in=list(slugs)).values_list("word_id", "id")
    return {slugs[word_id]: tag_id for word_id, tag_id in found}


def _write_annotations(library: Library, touched: Sequence[Shelved]) -> None:
    said = [spoken for row in touched for spoken in row.everything_said()]
    new = [spoken for spoken in said if spoken.new]
    for spoken, pk in zip(new, rows.reserve_ids(Annotation, len(new)), strict=True):
        spoken.id = pk
    rows.insert(Annotation, _ANNOTATION, [_annotation(spoken) for spoken in new])
    rows.insert(
        Audience,
        ("annotation_id", "library_id", "page_id", "author_id", "part", "position", "at", "root_id", "replies"),
        [
            (
                s.id, library.pk, s.page_id, s.author_id, PART[Kind(s.kind)], s.position, s.at,
                s.root.id if s.root else None, sum(reply.heard for reply in s.replies),
            )
            for s in new
            if s.heard
        ],
    )  # fmt: skip
    old = [spoken for spoken in said if not spoken.new]
    rows.update(
        Annotation,
        ("kind", "body", "plain", "at", "at_known"),
        [(s.kind, s.body, s.plain, s.at, s.at_known, s.id) for s in old if s.changed],
    )
    for spoken in old:
        if spoken.changed:
            Audience.objects.filter(annotation_id=spoken.id).update(at=spoken.at)
        if spoken.replies_added and spoken.heard:
            Audience.objects.filter(annotation_id=spoken.id, library=library).update(
                replies=sum(reply.heard for reply in spoken.replies)
            )


_ANNOTATION = (
    "id", "page_id", "author_id", "kind", "root_id", "parent_id", "quote", "selectors", "tags", "color", "body", "plain",
    "position", "at", "at_known", "updated", "approximate", "withdrawn", "heard", "brought_by_id",
)  # fmt: skip


def _annotation(s: Spoken) -> tuple[object, ...]:
    root = s.root.id if s.root else None
    parent = s.parent.id if s.parent else root
    return (
        s.id, s.page_id, s.author_id, int(s.kind), root, parent, s.quote, rows.as_json(s.selectors), rows.as_json(s.tags), int(s.color), s.body,
        s.plain, s.position, s.at, s.at_known, s.updated or s.at, s.approximate, s.withdrawn, int(s.heard), s.brought_by_id,
    )  # fmt: skip
