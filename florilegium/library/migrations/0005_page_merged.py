from django.db import migrations, models

from florilegium.kit.online import AddIndexOnline


class Migration(migrations.Migration):
    """The pages that turned out to be another one, by that one. Added while people go on working."""

    atomic = False

    dependencies = [
        ("library", "0004_page_facts"),
    ]

    operations = [
        AddIndexOnline(
            model_name="page",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="page_merged"
            ),
        ),
    ]
