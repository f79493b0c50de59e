"""Group the people of the team page."""

from django.db import migrations, models


def group_people(apps, schema_editor):
    """Who has no registration is no clinician: authors are writers, others are staff."""
    people = apps.get_model("articles", "PersonPage").objects.filter(registration="")
    authors = apps.get_model("articles", "ArticleAuthor").objects.values("person")
    people.filter(pk__in=authors).update(team_group="writers")
    people.exclude(pk__in=authors).update(team_group="staff")


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_official_sources")]

    operations = [
        migrations.AddField(
            model_name="personpage",
            name="team_group",
            field=models.CharField(
                choices=[
                    ("clinicians", "Clinicians"),
                    ("writers", "Writers and editors"),
                    ("staff", "Other staff"),
                ],
                default="clinicians",
                help_text="The heading under which the team page lists this person.",
                max_length=12,
                verbose_name="group",
            ),
        ),
        migrations.RunPython(group_people, migrations.RunPython.noop),
    ]
