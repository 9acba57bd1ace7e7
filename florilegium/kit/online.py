"""Tables in use that grow a column or an index while people go on reading and writing.

An index is finished by whoever finds it half made.

PostgreSQL builds it CONCURRENTLY: nobody waits. That cannot be done inside a transaction, and a build that was killed leaves
an index that is kept but not used (INVALID): it is dropped and made again. SQLite has one writer: readers go on, and who
writes waits until the index is there, no longer than its busy timeout (``python -m benchmarks.beside`` measures it).

A migration with ``AddIndexOnline`` says ``atomic = False`` and holds nothing else: killed, it is run again from its beginning.
"""

import time
from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddField, AddIndex

#: How often to look whether somebody else's build has ended.
_LOOK = 0.2


class AddColumn(AddField):
    """``AddField`` of a column that may be null or has a constant ``db_default``: no row is written.

    PostgreSQL does it so by itself. Django on SQLite would copy the whole table, whatever its size.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Alter the table in place."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        field = model._meta.get_field(self.name)
        if not (field.null or field.has_db_default()):
            raise NotSupportedError(f"{self.model_name}.{self.name} needs a db_default, or to be nullable.")
        BaseDatabaseSchemaEditor.add_field(schema_editor, from_state.apps.get_model(app_label, self.model_name), field)


class AddIndexOnline(AddIndex):
    """``AddIndex``, on a table that is in use. Safe to run again after a kill at any moment."""

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the index unless it is there whole."""
        model = to_state.apps.get_model(app_label, self.model_name)
        _check_no_transaction(schema_editor)
        if _is_there(schema_editor, model, self.index.name):
            return
        schema_editor.add_index(model, self.index, **_quietly(schema_editor))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the index if it is there."""
        model = from_state.apps.get_model(app_label, self.model_name)
        _check_no_transaction(schema_editor)
        if _is_there(schema_editor, model, self.index.name):
            schema_editor.remove_index(model, self.index, **_quietly(schema_editor))


def _check_no_transaction(schema_editor: Any) -> None:
    if schema_editor.connection.in_atomic_block:
        raise NotSupportedError("An index is added online only outside of a transaction: set atomic = False.")


def _quietly(schema_editor: Any) -> dict[str, bool]:
    return {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}


def _is_there(schema_editor: Any, model: Any, name: str) -> bool:
    """Whether the index is there and whole. What is left of a killed build is dropped."""
    if schema_editor.connection.vendor != "postgresql":
        with schema_editor.connection.cursor() as cursor:
            return name in schema_editor.connection.introspection.get_constraints(cursor, model._meta.db_table)
    while True:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_STATE, [name])
            found = cursor.fetchone()
        if found is None:
            return False
        valid, being_built = found
        if valid:
            return True
        if not being_built:
            schema_editor.execute(f"drop index concurrently if exists {schema_editor.quote_name(name)}")
            return False
        time.sleep(_LOOK)  # its client was killed, and the server has not noticed: the build may still end well


_STATE = """
select i.indisvalid, exists (select from pg_stat_progress_create_index b where b.index_relid = c.oid)
from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname = %s and pg_table_is_visible(c.oid)
"""
