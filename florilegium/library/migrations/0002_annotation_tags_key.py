from django.conf import settings
from django.db import migrations, models

from florilegium.kit.online import AddColumn


class Migration(migrations.Migration):
    """Tags and the sender's key of an annotation; what a page and a word are looked up by, filled by a later one."""

    dependencies = [
        ("library", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddColumn(
            model_name="annotation",
            name="key",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        AddColumn(
            model_name="annotation",
            name="tags",
            field=models.JSONField(blank=True, db_default=[], default=list),
        ),
        AddColumn(
            model_name="page",
            name="bucket",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="word",
            name="folded",
            field=models.CharField(db_default="", db_index=True, default="", max_length=160),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("author", "key"), name="ann_key"
            ),
        ),
    ]
