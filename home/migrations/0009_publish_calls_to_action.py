from django.db import migrations

# What a change of a call to action needs from now on, besides the permission to change it.
NEW = (
    ("publish_calltoaction", "Can publish call to action"),
    ("lock_calltoaction", "Can lock call to action"),
)


def grant_to_publishers(apps, schema_editor):
    """Let those go on publishing calls to action who may change them and publish pages.

    By permissions and not by name, so that it holds for the groups that a clinic made itself.
    Wagtail would create these permissions after all migrations; it keeps the ones it finds.
    """
    Group = apps.get_model("auth", "Group")
    groups = Group.objects.filter(
        permissions__codename="change_calltoaction",
        permissions__content_type__app_label="articles",
        page_permissions__permission__codename="publish_page",
    ).distinct()
    if not groups:
        return
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type = ContentType.objects.get(app_label="articles", model="calltoaction")
    for codename, name in NEW:
        permission, _created = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        for group in groups:
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_labels_and_help_texts"),
        ("articles", "0014_calls_to_action_with_drafts"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(grant_to_publishers, migrations.RunPython.noop)]
