from django.db import migrations, models

from florilegium.kit.online import AddIndexOnline


class Migration(migrations.Migration):
    """What lies in the trash, by its library: emptying a library looks for it. Added while people go on working."""

    atomic = False

    dependencies = [
        ("library", "0008_page_bucket"),
    ]

    operations = [
        AddIndexOnline(
            model_name="trash",
            index=models.Index(
                fields=["library"], name="trash_library", condition=models.Q(("library__isnull", False))
            ),
        ),
    ]
