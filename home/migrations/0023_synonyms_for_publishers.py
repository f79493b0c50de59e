"""Give the right to change synonyms to those who may change promoted search results."""

from django.db import migrations


def grant_to_publishers(apps, schema_editor):
    """Let those change the synonyms who may change promoted search results.

    Wagtail would create the permission after all migrations; it keeps the one it finds.
    """
    Group = apps.get_model("auth", "Group")
    groups = Group.objects.filter(
        permissions__codename="change_searchpromotion",
        permissions__content_type__app_label="wagtailsearchpromotions",
    ).distinct()
    if not groups:
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    model, _created = ContentType.objects.get_or_create(app_label="home", model="searchsettings")
    permission, _created = Permission.objects.get_or_create(
        content_type=model,
        codename="change_searchsettings",
        defaults={"name": "Can change search synonyms"},
    )
    for group in groups:
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("home", "0022_services_places_and_sections"),
    ]

    operations = [migrations.RunPython(grant_to_publishers, migrations.RunPython.noop)]
