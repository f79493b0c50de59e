from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_register_entry")]

    operations = [
        migrations.AddField(
            model_name="calltoaction",
            name="books",
            field=models.BooleanField(
                default=False,
                help_text="The Book button of the service or place that shows it, else of the clinic.",
                verbose_name="or where the Book button leads",
            ),
        ),
    ]
