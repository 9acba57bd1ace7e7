"""An index added to the largest table, as a migration would: ``python -m benchmarks.indexing``."""

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.models import Index  # noqa: E402

from florilegium.kit.online import AddIndexOnline  # noqa: E402

state = MigrationLoader(connection).project_state()
adding = AddIndexOnline("audience", Index(fields=["author", "at", "annotation"], name="benchmarks_index"))
after = state.clone()
adding.state_forwards("library", after)
with connection.schema_editor(atomic=False) as editor:
    adding.database_forwards("library", editor, state, after)
