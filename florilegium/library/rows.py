"""Rows in bulk, as each database likes them best.

An import writes some ten rows for each record. Through model instances that costs 300 microseconds a record and more;
as tuples to the driver, a tenth. Ids are reserved before the rows are written, so that rows may refer to one another.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models

#: Rows in one statement of many values: databases have a limit of parameters.
MANY = 200


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """``count`` fresh ids of a table. On SQLite, call inside a transaction: the write lock keeps them ours."""
    if count == 0:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("select coalesce((select seq from sqlite_sequence where name = %s), 0)", [table])
        last: int = cursor.fetchone()[0]
        return list(range(last + 1, last + 1 + count))


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert tuples. ``columns`` are column names (``page_id``); every column without a default must be there."""
    if not rows:
        return
    table = model._meta.db_table
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'copy "{table}" ({names}) from stdin') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'insert into "{table}" ({names}) values ({marks})', rows)


def insert_missing(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, returning: str = ""
) -> list[tuple[Any, ...]]:
    """Insert tuples, passing over those that a unique index refuses; the columns ``returning`` of those that went in.

    Give them in one order everywhere: no deadlock.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    written: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), MANY):
            chunk = rows[start : start + MANY]
            values = ", ".join([f"({marks(columns)})"] * len(chunk))
            cursor.execute(
                f'insert into "{model._meta.db_table}" ({names}) values {values} on conflict do nothing'
                + (f" returning {returning}" if returning else ""),
                [value for row in chunk for value in row],
            )
            written += cursor.fetchall() if returning else []
    return written


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update by id: each tuple holds the new values of ``columns``, then the id."""
    rows = list(rows)
    if not rows:
        return
    sets = ", ".join(f'"{name}" = %s' for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f'update "{model._meta.db_table}" set {sets} where id = %s', rows)


def add(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[int]]) -> None:
    """Add to counters by id, in the order of ids: each tuple holds what to add to each of ``columns``, then the id."""
    rows = sorted(rows, key=lambda row: row[-1])
    if not rows:
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one statement: each costs a journey
            sets = ", ".join(f'"{name}" = "{table}"."{name}" + v.c{n}' for n, name in enumerate(columns))
            heads = ", ".join([*(f"c{n}" for n in range(len(columns))), "id"])
            values = ", ".join([f"({', '.join(['%s::bigint'] * (len(columns) + 1))})"] * len(rows))
            cursor.execute(
                f'update "{table}" set {sets} from (values {values}) v({heads}) where "{table}".id = v.id',
                [value for row in rows for value in row],
            )
            return
        sets = ", ".join(f'"{name}" = "{name}" + %s' for name in columns)
        cursor.executemany(f'update "{table}" set {sets} where id = %s', rows)


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def as_json(value: Any) -> str:
    """A value for a JSON column."""
    return _encoder.encode(value)


def marks(values: Collection[Any]) -> str:
    """The placeholders of a list: ``%s, %s, %s``."""
    return ", ".join(["%s"] * len(values))
