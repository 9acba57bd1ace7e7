from django.db import migrations, models

from florilegium.kit.online import AddIndexOnline


class Migration(migrations.Migration):
    """Imports that were brought at once, found by each other. Added while people go on working."""

    atomic = False

    dependencies = [
        ("portability", "0002_together"),
    ]

    operations = [
        AddIndexOnline(
            model_name="import",
            index=models.Index(
                condition=models.Q(("together__gt", 0)), fields=["together", "id"], name="import_together"
            ),
        ),
    ]
