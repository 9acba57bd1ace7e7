"""Saying something: highlights, notes on them, notes on whole pages, replies. Taken back, silenced."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.kit.addresses import Address
from florilegium.library import events, rules, selectors
from florilegium.library.drafts import (
    LONGEST_BODY,
    LONGEST_KEY,
    AnnotationChange,
    AnnotationDraft,
    check_tags,
    check_text,
)
from florilegium.library.errors import Invalid, NotAllowed, NotFound
from florilegium.library.models import PART, Annotation, Audience, Bookmark, Color, Kind, Library, Page
from florilegium.library.queries import EditableAnnotation, ModeratedLibrary
from florilegium.library.selectors import LONGEST_CONTEXT, LONGEST_QUOTE, TextQuote
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .audience import check_audience, hear, keep_for, own_library
from .counting import counted_in, recount
from .discarding import discard_annotation, is_answered
from .gathering import pages_of
from .revising import hold_everywhere, revise
from .writing import check_unchanged, hold


class Said(NamedTuple):
    """What was said. ``fresh``: now; else under the same key before."""

    annotation: Annotation
    fresh: bool


@transaction.atomic
def say(
    *, by: Person, of: Bookmark | Address, draft: AnnotationDraft, audience: Sequence[Library], title: str = ""
) -> Said:
    """Say something of a page, heard in these libraries at once, or by nobody else.

    ``of``: a bookmark that was got for ``by``, or an address. Where the page is not kept yet, it is (``title``: what it is
    called). NotAllowed: one of the audiences is not hers. Invalid, by field.
    """
    words = _words(draft)
    hold(own_library(by), *audience)
    known = _said_before(by, draft.key)
    if known is not None:
        return Said(known, fresh=False)
    page = _page(of)
    check_audience(by, page, audience)
    called = of.title if isinstance(of, Bookmark) else title
    keep_for(by, page, " ".join(called.replace("\x00", "").split()), audience)
    touched = counted_in(page.pk, [library.pk for library in audience], [by.pk])
    now, kind = clock.now(), words.pop("kind")
    position = selectors.position_of(draft.selectors)
    if position is None:
        position = _next_position(by, page.pk, [library.pk for library in audience], kind)
    note = Annotation.objects.create(
        page=page, author=by, kind=kind, at=now, updated=now, heard=len(audience), position=position, **words
    )
    for library in audience:
        hear(note, library)
    recount(touched)
    events.tell(events.annotation_made, annotation_id=note.pk)
    return Said(note, fresh=True)


def _words(draft: AnnotationDraft) -> dict[str, Any]:
    """The columns that a draft fills, or Invalid."""
    body = check_text(draft.body, LONGEST_BODY)
    quote = selectors.quote_of(draft.selectors)
    if draft.selectors and not quote:
        raise Invalid(
            _("Some fields need your attention."), {"selectors": _("The words that are quoted must be told as well.")}
        )
    if not quote:
        check_text(draft.body, LONGEST_BODY, may_be_empty=False)
    kind = (Kind.NOTE if body.strip() else Kind.HIGHLIGHT) if quote else Kind.PAGE_NOTE
    return {
        "kind": kind, "quote": quote, "selectors": selectors.dump(draft.selectors), "color": draft.color,
        "body": body if body.strip() else "", "tags": check_tags(draft.tags), "key": _check_key(draft.key),
    }  # fmt: skip


def _check_key(key: str) -> str:
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid(_("Some fields need your attention."), {"key": _("Make up 1 to 64 plain characters.")})
    return key


def _said_before(by: Person, key: str) -> Annotation | None:
    """What one said under this key, one's library held."""
    return Annotation.objects.filter(author=by, key=key).first() if key else None


def _page(of: Bookmark | Address) -> Page:
    if isinstance(of, Address):
        return Page.objects.get(pk=pages_of([of]).ids[of.key])
    if not Bookmark.objects.filter(pk=of.pk).exists():
        raise NotFound
    return of.page


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
    quote = check_text(quote, LONGEST_QUOTE, may_be_empty=False)
    told = TextQuote(quote, check_text(prefix, LONGEST_CONTEXT), check_text(suffix, LONGEST_CONTEXT))
    draft = AnnotationDraft(selectors=(told,), color=color, body=body)
    return say(by=by, of=bookmark, draft=draft, audience=[audience] if audience is not None else []).annotation


@transaction.atomic
def note_page(*, by: Person, bookmark: Bookmark, body: str, audience: Library | None) -> Annotation:
    """Say something about a whole page. ``audience`` None: only its author hears it.

    ``bookmark`` was got for ``by``, and its library is the audience if there is one. NotAllowed, Invalid, NotFound.
    """
    draft = AnnotationDraft(body=body)
    return say(by=by, of=bookmark, draft=draft, audience=[audience] if audience is not None else []).annotation


def _next_position(by: Person, page_id: int, libraries: Collection[int], kind: Kind) -> int:
    """After the last of its part, wherever it will be heard and in what one says to oneself."""
    heard = Audience.objects.filter(page_id=page_id, library_id__in=libraries, part=PART[kind])
    same = [one for one, part in PART.items() if part == PART[kind]]
    quiet = Annotation.objects.filter(page_id=page_id, author=by, heard=0, kind__in=same)
    last = [rows.aggregate(last=Max("position"))["last"] for rows in (heard, quiet)]
    return min(1 + max((position for position in last if position is not None), default=-1), selectors.HIGHEST)


@transaction.atomic
def reply(
    *,
    by: Person,
    to: Annotation,
    library: Library | None,
    body: str,
) -> Annotation:
    """Answer what is heard in a library; the answer is heard there and nowhere else.

    ``to`` was got for ``by``. What only its author hears is answered by its author, for herself. NotAllowed, Invalid.
    """
    return answer(by=by, to=to, library=library, draft=AnnotationDraft(body=body)).annotation


@transaction.atomic
def answer(*, by: Person, to: Annotation, library: Library | None, draft: AnnotationDraft) -> Said:
    """The same of a draft; ``library`` None: for oneself."""
    body = check_text(draft.body, LONGEST_BODY, may_be_empty=False)
    tags, key = check_tags(draft.tags), _check_key(draft.key)
    hold(own_library(by), *([library] if library is not None else []))
    known = _said_before(by, key)
    if known is not None:
        return Said(known, fresh=False)
    root_id = to.root_id or to.pk
    heard = library is not None and _is_heard(to.pk, library) and _is_heard(root_id, library)
    if library is not None and heard and not rules.can_reply(Viewer(by), library, library.group):
        raise NotAllowed(_("Only members can answer here."))
    if not heard and not (to.heard == 0 and to.author_id == by.pk):
        raise NotFound
    now = clock.now()
    said = Annotation.objects.create(
        page_id=to.page_id, author=by, kind=Kind.REPLY, root_id=root_id, parent=to, body=body, at=now, updated=now,
        heard=heard, tags=tags, key=key,
    )  # fmt: skip
    if library is not None and heard:
        hear(said, library)
        Audience.objects.filter(annotation_id=root_id, library=library).update(replies=F("replies") + 1)
        recount(counted_in(said.page_id, [library.pk]))
    events.tell(events.annotation_made, annotation_id=said.pk)
    return Said(said, fresh=True)


def _is_heard(annotation_id: int, library: Library) -> bool:
    return Audience.objects.filter(annotation_id=annotation_id, library=library).exists()


def rewrite(*, by: Person, annotation: EditableAnnotation, body: str, seen: int | None = None) -> None:
    """Change one's own words, everywhere they are heard. As ``revise``."""
    revise(by=by, annotation=annotation, change=AnnotationChange(body=body), seen=seen)


@transaction.atomic
def take_back(*, by: Person, annotation: EditableAnnotation, seen: int | None = None) -> None:
    """Delete one's own words; they rest in the trash. Where others answered, a stub stays in their place."""
    touched = hold_everywhere(annotation)
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
