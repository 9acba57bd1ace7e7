from django.db import migrations, models

from florilegium.kit.online import AddIndexOnline


class Migration(migrations.Migration):
    """The pages of one bucket of keys: who asks for a page without naming it. Added while people go on working."""

    atomic = False

    dependencies = [
        ("library", "0007_buckets_filled"),
    ]

    operations = [
        AddIndexOnline(model_name="page", index=models.Index(fields=["bucket"], name="page_bucket")),
    ]
