"""Model instances from statements written out, as the ORM would have read them.

For the few that stand before every page: to word one takes the ORM ten times as long as the database to answer it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def find(model: type[M], where: str, values: Sequence[Any]) -> M | None:
    """The row of a model's table, called ``t``, for which a condition on a unique column holds."""
    with connection.cursor() as cursor:
        cursor.execute(f'select {columns(model, "t")} from "{model._meta.db_table}" t where {where}', values)
        row = cursor.fetchone()
    return None if row is None else loaded(model, row)


@cache
def columns(model: type[models.Model], alias: str) -> str:
    """All columns of a model for a select: ``l.id, l.person_id, …``; ``loaded`` makes an instance of them."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def loaded(model: type[M], row: Sequence[Any]) -> M:
    """An instance from its ``columns``."""
    names, converters = _reading(model)
    values = list(row)
    for place, convert, column in converters:
        values[place] = convert(values[place], column, connection)
    return model.from_db(connection.alias, names, values)


@cache
def _reading(model: type[models.Model]) -> tuple[list[str], list[tuple[int, Callable[..., Any], Any]]]:
    """The names of a model's columns, and by place what turns the database's values into Python's."""
    names, converters = [], []
    for place, field in enumerate(model._meta.concrete_fields):
        names.append(field.attname)
        column = field.cached_col
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection)):
            converters.append((place, convert, column))
    return names, converters
