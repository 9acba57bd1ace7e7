import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The work of emptying a library that was deleted."""

    dependencies = [
        ("library", "0002_annotation_tags_key"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.BigIntegerField()),
                ("due", models.BigIntegerField()),
                ("erase", models.BooleanField(default=False)),
                ("login", models.CharField(blank=True, max_length=64)),
                (
                    "stage",
                    models.SmallIntegerField(
                        choices=[(0, "Words"), (1, "Descriptions"), (2, "Bookmarks"), (3, "Rest")], default=2
                    ),
                ),
                ("after_at", models.BigIntegerField(default=-4611686018427387904)),
                ("after_id", models.BigIntegerField(default=0)),
                ("beat", models.BigIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "library",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ending", to="library.library"
                    ),
                ),
            ],
            options={
                "db_table": "ending",
                "indexes": [models.Index(fields=["due"], name="ending_due")],
            },
        ),
    ]
