import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    """Drop the blocks from the recorded bodies. The database does not change."""

    dependencies = [("home", "0007_a_row_for_each_change")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="homepage",
                    name="body",
                    field=wagtail.fields.StreamField(
                        [], block_lookup={}, blank=True, verbose_name="sections"
                    ),
                ),
                migrations.AlterField(
                    model_name="standardpage",
                    name="body",
                    field=wagtail.fields.StreamField(
                        [], block_lookup={}, blank=True, verbose_name="body"
                    ),
                ),
            ]
        )
    ]
