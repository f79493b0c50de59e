import django.db.models.deletion
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models

NAME = "Can publish changes of references"


def give_right_to_publish(apps, schema_editor):
    """Let those go on who may change sources and publish pages.

    By permissions and not by name, so that it holds for the groups that a clinic made itself.
    """
    alias = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    change = permissions.filter(
        content_type__app_label="articles", codename="change_reference"
    ).first()
    if change is None:
        return
    groups = apps.get_model("auth", "Group").objects.using(alias)
    chosen = groups.filter(
        page_permissions__permission__codename="publish_page",
        pk__in=change.group_set.values("pk"),
    ).distinct()
    # Django creates the permissions of models after all migrations.
    publish, _is_new = permissions.get_or_create(
        content_type=change.content_type, codename="publish_reference", defaults={"name": NAME}
    )
    for group in chosen:
        group.permissions.add(publish)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_team_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="reference",
            options={
                "ordering": ["authors", "year", "pk"],
                "permissions": [("publish_reference", NAME)],
                "verbose_name": "reference",
                "verbose_name_plural": "references",
            },
        ),
        migrations.CreateModel(
            name="ReferenceProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("values", models.JSONField(default=dict, encoder=DjangoJSONEncoder)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("proposed_at", models.DateTimeField(auto_now=True)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal",
                        to="articles.reference",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["proposed_at", "pk"],
            },
        ),
        migrations.RunPython(give_right_to_publish, migrations.RunPython.noop),
    ]
