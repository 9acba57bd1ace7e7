"""Saying something: highlights, page notes and replies, edited and taken back."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import events, rules
from florilegium.library.drafts import LONGEST_BODY, LONGEST_CONTEXT, LONGEST_QUOTE, check_text
from florilegium.library.errors import NotAllowed, NotFound
from florilegium.library.models import PART, Annotation, Audience, Bookmark, Color, Kind, Library
from florilegium.library.queries import EditableAnnotation, ModeratedLibrary
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .counting import counted_in, recount
from .discarding import discard_annotation, is_answered
from .writing import check_unchanged, hold


@transaction.atomic
def highlight(
    *,
    by: Person,
    bookmark: Bookmark,
    quote: str,
    audience: Library | None,
    color: Color = Color.YELLOW,
    body: str = "",
    prefix: str = "",
    suffix: str = "",
) -> Annotation:
    """Mark words of a page, perhaps with words of one's own; at the end of its passages, for where in the page is not known.

    ``prefix``, ``suffix``: what stands before and after them there. Otherwise as ``note_page``.
    """
    quote, body = check_text(quote, LONGEST_QUOTE, may_be_empty=False), check_text(body, LONGEST_BODY)
    body = body if body.strip() else ""
    around = {"prefix": check_text(prefix, LONGEST_CONTEXT), "suffix": check_text(suffix, LONGEST_CONTEXT)}
    told = {name: text for name, text in around.items() if text}
    return _say(
        by, bookmark, audience, kind=Kind.NOTE if body else Kind.HIGHLIGHT, quote=quote, body=body, color=color,
        selectors=[{"type": "TextQuoteSelector", "exact": quote, **told}] if told else [],
    )  # fmt: skip


@transaction.atomic
def note_page(*, by: Person, bookmark: Bookmark, body: str, audience: Library | None) -> Annotation:
    """Say something about a whole page. ``audience`` None: only its author hears it.

    ``bookmark`` was got for ``by``, and its library is the audience if there is one. NotAllowed, Invalid, NotFound.
    """
    body = check_text(body, LONGEST_BODY, may_be_empty=False)
    return _say(by, bookmark, audience, kind=Kind.PAGE_NOTE, body=body)


def _say(by: Person, bookmark: Bookmark, audience: Library | None, *, kind: Kind, **words: Any) -> Annotation:
    """Write something new about a page, after the last of its part."""
    if audience is not None:
        _check_audience(by, audience, private=bookmark.private)
    touched = counted_in(bookmark.page_id, [bookmark.library_id], [by.pk])
    hold(*(row.library for row in touched))
    if not Bookmark.objects.filter(pk=bookmark.pk).exists():
        raise NotFound
    now = clock.now()
    note = Annotation.objects.create(
        page=bookmark.page, author=by, kind=kind, at=now, updated=now, heard=audience is not None,
        position=_next_position(by, bookmark, kind), **words,
    )  # fmt: skip
    if audience is not None:
        _hear(note, audience)
    recount(touched)
    events.tell(events.annotation_made, annotation_id=note.pk)
    return note


def _check_audience(by: Person, audience: Library, *, private: bool) -> None:
    viewer = Viewer(by)
    if audience.person_id is not None:
        allowed = rules.may_hear(by, audience) and not private
    else:
        allowed = rules.can_write(viewer, audience, audience.group)
    if not allowed:
        raise NotAllowed(_("You may not write for these readers."))


def _next_position(by: Person, bookmark: Bookmark, kind: Kind) -> int:
    heard = Audience.objects.filter(page_id=bookmark.page_id, library_id=bookmark.library_id, part=PART[kind])
    same = [one for one, part in PART.items() if part == PART[kind]]
    quiet = Annotation.objects.filter(page_id=bookmark.page_id, author=by, heard=0, kind__in=same)
    last = [rows.aggregate(last=Max("position"))["last"] for rows in (heard, quiet)]
    return 1 + max((position for position in last if position is not None), default=-1)


def _hear(annotation: Annotation, library: Library) -> None:
    Audience.objects.create(
        annotation=annotation, library=library, page_id=annotation.page_id, author_id=annotation.author_id,
        part=PART[Kind(annotation.kind)], position=annotation.position, at=annotation.at, root_id=annotation.root_id,
    )  # fmt: skip


@transaction.atomic
def reply(*, by: Person, to: Annotation, library: Library, body: str) -> Annotation:
    """Answer what is heard in a library; the answer is heard there and nowhere else.

    ``to`` was got for ``by``. What only its author hears is answered by its author, for herself. NotAllowed, Invalid.
    """
    body = check_text(body, LONGEST_BODY, may_be_empty=False)
    hold(library)
    root_id = to.root_id or to.pk
    heard = Audience.objects.filter(annotation_id=root_id, library=library).exists()
    if heard and not rules.can_reply(Viewer(by), library, library.group):
        raise NotAllowed(_("Only members can answer here."))
    if not heard and not (to.heard == 0 and to.author_id == by.pk):
        raise NotFound
    now = clock.now()
    answer = Annotation.objects.create(
        page_id=to.page_id, author=by, kind=Kind.REPLY, root_id=root_id, parent=to, body=body, at=now, updated=now,
        heard=heard,
    )  # fmt: skip
    if heard:
        _hear(answer, library)
        Audience.objects.filter(annotation_id=root_id, library=library).update(replies=F("replies") + 1)
        recount(counted_in(answer.page_id, [library.pk]))
    events.tell(events.annotation_made, annotation_id=answer.pk)
    return answer


@transaction.atomic
def rewrite(*, by: Person, annotation: EditableAnnotation, body: str, seen: int | None = None) -> None:
    """Change one's own words, everywhere they are heard. A highlight's note may be emptied; other words may not.

    ``seen``: what ``updated`` was when the caller looked; Changed if it is no longer.
    """
    touched = _hold_everywhere(annotation)
    check_unchanged(annotation, seen)
    body = check_text(body, LONGEST_BODY, may_be_empty=bool(annotation.quote))
    kind = annotation.kind
    if annotation.quote:
        kind = Kind.NOTE if body.strip() else Kind.HIGHLIGHT
    Annotation.objects.filter(pk=annotation.pk).update(
        # words rewritten here are this person's: no longer an import's plain text, nor of uncertain origin
        body=body, kind=kind, plain=False, updated=clock.now(),
    )  # fmt: skip
    recount(touched)
    events.tell(events.annotation_changed, annotation_id=annotation.pk)


def _hold_everywhere(annotation: Annotation) -> list[Bookmark]:
    """The bookmarks that count an annotation, their libraries held; it is read again. NotFound if it is no more."""
    libraries = Audience.objects.filter(annotation=annotation).values_list("library_id", flat=True)
    touched = counted_in(annotation.page_id, libraries, [annotation.author_id])
    hold(*(row.library for row in touched))
    if not Annotation.objects.filter(pk=annotation.pk, withdrawn=False).exists():
        raise NotFound
    annotation.refresh_from_db()
    return touched


@transaction.atomic
def take_back(*, by: Person, annotation: EditableAnnotation, seen: int | None = None) -> None:
    """Delete one's own words; they rest in the trash. Where others answered, a stub stays in their place."""
    touched = _hold_everywhere(annotation)
    check_unchanged(annotation, seen)
    discard_annotation(by=by, annotation=annotation, stub=is_answered(annotation))
    recount(touched)
    events.tell(events.annotation_deleted, annotation_id=annotation.pk)


@transaction.atomic
def silence(*, by: Person, annotation: Annotation, library: ModeratedLibrary) -> None:
    """A moderator's removal: the words are no longer heard in this library, nor their replies; they stay their author's."""
    family = Annotation.objects.filter(Q(pk=annotation.pk) | Q(root=annotation))
    touched = counted_in(annotation.page_id, [library.pk], family.values_list("author_id", flat=True).distinct())
    hold(library, *(row.library for row in touched))
    here = Audience.objects.filter(library=library)
    gone = here.filter(annotation=annotation) | here.filter(root=annotation)
    ids = list(gone.values_list("annotation_id", flat=True))
    if not ids:
        raise NotFound
    if annotation.root_id is not None:
        here.filter(annotation_id=annotation.root_id).update(replies=F("replies") - 1)
    here.filter(annotation_id__in=ids).delete()
    Annotation.objects.filter(pk__in=ids).update(heard=F("heard") - 1)
    recount(touched)
    events.tell(events.annotation_changed, annotation_id=annotation.pk)
