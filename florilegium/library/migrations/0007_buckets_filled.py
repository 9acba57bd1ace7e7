import unicodedata
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import migrations

MANY = 5_000


def fill(apps: Any, schema_editor: Any) -> None:
    """Give every page the bucket of its key, and every word its form without accents.

    A few thousand at a time, each kept by itself: nobody waits long, and killed it goes on where it stopped.
    """
    pages = apps.get_model("library", "Page").objects.filter(key__isnull=False, bucket__isnull=True)
    _fill(schema_editor, pages, "key", "bucket", _bucket)
    _fill(schema_editor, apps.get_model("library", "Word").objects.filter(folded=""), "slug", "folded", _folded)


def _fill(schema_editor: Any, found: Any, source: str, column: str, of: Callable[[str], object]) -> None:
    table, last = found.model._meta.db_table, 0
    while rows := list(found.filter(pk__gt=last).order_by("pk").values_list("pk", source)[:MANY]):
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                f'update "{table}" set "{column}" = %s where id = %s', [(of(text), pk) for pk, text in rows]
            )
        last = rows[-1][0]


def _bucket(key: str) -> int:
    return int(sha256(key.encode()).hexdigest()[:4], 16)


def _folded(slug: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", slug) if not unicodedata.combining(one))
    return unicodedata.normalize("NFKC", plain)[:160]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("library", "0006_indexes_nobody_reads"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
