"""One's own words otherwise: what they say, what they quote, and who hears them."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import events, selectors
from florilegium.library.drafts import LONGEST_BODY, AnnotationChange, check_tags, check_text
from florilegium.library.errors import Changed, Invalid, NotFound
from florilegium.library.models import Annotation, Audience, Bookmark, Kind, Library
from florilegium.library.queries import EditableAnnotation
from florilegium.people.models import Person

from .audience import follow, move
from .counting import counted_in, recount
from .writing import check_unchanged, hold


@transaction.atomic
def revise(
    *, by: Person, annotation: EditableAnnotation, change: AnnotationChange, seen: int | None = None, title: str = ""
) -> None:
    """Change one's own words. A highlight's note may be emptied; other words may not.

    With an audience they are heard there and nowhere else from now on: added to where they were not, gone from where they
    were. ``seen``: what ``updated`` was when the caller looked; Changed if it is no longer. ``title``: of the page, where
    it is not kept yet. NotAllowed, Invalid.
    """
    touched = hold_everywhere(annotation, change.audience or ())
    check_unchanged(annotation, seen)
    columns = _columns(annotation, change)
    Annotation.objects.filter(pk=annotation.pk).update(**columns, updated=clock.now())
    if "position" in columns:
        Audience.objects.filter(annotation=annotation).update(position=columns["position"])
    if change.audience is not None:
        annotation.refresh_from_db()
        if annotation.kind == Kind.REPLY:
            follow(by, annotation, change.audience)
        else:
            move(by, annotation, change.audience, title)
        touched = counted_in(
            annotation.page_id, {row.library_id for row in touched} | {one.pk for one in change.audience}, [by.pk]
        )
    recount(touched)
    events.tell(events.annotation_changed, annotation_id=annotation.pk)


def _columns(annotation: Annotation, change: AnnotationChange) -> dict[str, Any]:
    """What is written otherwise."""
    columns: dict[str, Any] = {}
    if change.selectors is not None:
        columns |= _attached(annotation, change.selectors)
    if change.body is not None:
        body = check_text(change.body, LONGEST_BODY, may_be_empty=bool(annotation.quote))
        # words rewritten here are this person's: no longer an import's plain text, nor of uncertain origin
        columns |= {"body": body if body.strip() else "", "plain": False}
        if annotation.quote:
            columns["kind"] = Kind.NOTE if body.strip() else Kind.HIGHLIGHT
    if change.color is not None:
        columns["color"] = change.color
    if change.tags is not None:
        columns["tags"] = check_tags(change.tags)
    return columns


def _attached(annotation: Annotation, told: Collection[selectors.Selector]) -> dict[str, Any]:
    """A passage that was lost, or stood on the wrong words, on the words where its author put it."""
    quote = selectors.quote_of(tuple(told))
    if not quote or not annotation.quote:
        raise Invalid(
            _("Some fields need your attention."), {"selectors": _("The words that are quoted must be told as well.")}
        )
    columns: dict[str, Any] = {"selectors": selectors.dump(tuple(told)), "quote": quote, "approximate": False}
    position = selectors.position_of(tuple(told))
    return columns if position is None else {**columns, "position": position}


def hold_everywhere(annotation: Annotation, further: Collection[Library] = ()) -> list[Bookmark]:
    """The bookmarks that count an annotation, their libraries held and ``further`` ones; it is read again.

    NotFound if it is no more; Changed if meanwhile it came to be heard elsewhere.
    """
    heard = Audience.objects.filter(annotation=annotation).values_list("library_id", flat=True)
    libraries = set(heard)
    held = Library.objects.filter(pk__in=libraries | {library.pk for library in further})
    hold(*held, *Library.objects.filter(person_id=annotation.author_id))
    if not Annotation.objects.filter(pk=annotation.pk, withdrawn=False).exists():
        raise NotFound
    if set(heard.all()) - libraries:
        raise Changed(_("Somebody was faster: it has changed since you looked. Read it again."))
    annotation.refresh_from_db()
    return counted_in(annotation.page_id, libraries, [annotation.author_id])
