"""What hangs on a library or a person, on whatever floor its tables stand: found by the models' own references.

So a table that is added later is emptied with the rest, and nobody has to remember it.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F

from florilegium.groups.models import Group, Membership, Role
from florilegium.library.models import Annotation, Audience, Bookmark, Ending, Library, Page, Placeholder
from florilegium.people.models import Person

#: Rows in one batch.
ROWS = 500


@dataclass(frozen=True, slots=True)
class Hanging:
    """Some rows of one table."""

    model: type[models.Model]
    ids: list[Any]


@cache
def ways(root: type[models.Model]) -> tuple[tuple[type[models.Model], str], ...]:
    """(table, the way from it to ``root``): what would go with a row of ``root``, the far end first.

    Columns that are copies are passed over: what they copy stands for them. What hangs on a bookmark goes with it.
    """
    found: list[tuple[type[models.Model], str]] = []
    for relation in root._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.on_delete is not models.CASCADE:
            continue
        model, field = relation.related_model, relation.field
        if model in (root, Ending) or not getattr(field, "db_constraint", True):
            continue
        assert isinstance(model, type)
        if model is not Bookmark:
            found += [(further, f"{way}__{field.name}") for further, way in ways(model)]
        found.append((model, field.name))
    return tuple(found)


def found_hanging(library: Library) -> Hanging | None:
    """A batch of what hangs on a library that is gone, and on its person if it had one; None when nothing does.

    Call outside of a transaction: on SQLite nobody waits for the looking.
    """
    roots: list[tuple[type[models.Model], int | None]] = [(Person, library.person_id), (Library, library.pk)]
    for root, pk in roots:
        for model, way in ways(root) if pk is not None else ():
            ids = list(model._default_manager.filter(**{way: pk}).values_list("pk", flat=True)[:ROWS])
            if ids:
                return Hanging(model, ids)
    return None


def remove(found: Hanging) -> None:
    """Take the rows away, the library held."""
    if found.model is Page:
        _let_go(found.ids)
        return
    if found.model is Placeholder:  # a person's row is kept for what may still name it, without her name
        Person.objects.filter(placeholder__in=found.ids).update(name="")
    if found.model is Membership:
        counted = Membership.objects.filter(pk__in=found.ids, role__gt=Role.PENDING)
        for group_id, n in Counter(counted.values_list("group_id", flat=True)).items():
            Group.objects.filter(pk=group_id).update(members=F("members") - n)
    found.model._default_manager.filter(pk__in=found.ids).delete()


def _let_go(pages: list[int]) -> None:
    """Pages without an address: with whoever still has something to say of them, else away."""
    said = Annotation.objects.filter(page_id__in=pages)
    heirs = dict(said.filter(author__login__isnull=False).order_by("-author_id").values_list("page_id", "author_id"))
    own = dict(Library.objects.filter(person_id__in=heirs.values()).values_list("person_id", "pk"))
    for page_id, author_id in heirs.items():
        Page.objects.filter(pk=page_id).update(alone_in_id=own[author_id])
    away = [page_id for page_id in pages if page_id not in heirs]
    ids = list(said.filter(page_id__in=away).values_list("pk", flat=True))
    Audience.objects.filter(annotation_id__in=ids).delete()
    Annotation.objects.filter(pk__in=ids).delete()
    Page.objects.filter(pk__in=away).delete()
