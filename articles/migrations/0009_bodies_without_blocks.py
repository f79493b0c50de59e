import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    """Drop the blocks from the recorded bodies. The database does not change."""

    dependencies = [("articles", "0008_newest_by_index")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="articlepage",
                    name="body",
                    field=wagtail.fields.StreamField([], block_lookup={}, verbose_name="body"),
                ),
            ]
        )
    ]
