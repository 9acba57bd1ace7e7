from django.db import migrations


class Migration(migrations.Migration):
    """Three indexes that no listing reads, and every bookmark brought had to be entered in: a sixth of what an import wrote."""

    dependencies = [
        ("library", "0005_page_facts"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="bookmark", name="bm_member"),
        migrations.RemoveIndex(model_name="bookmark", name="bm_everyone"),
        migrations.RemoveIndex(model_name="tagging", name="tagging_everyone"),
    ]
