"""The four roles of a clinic's staff, as groups with minimal permissions.

Superusers may do everything. No role may read enquiries: that is a separate permission for the
people at the desk.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

# Wagtail creates both with every site. We extend the first and do not change the second.
EDITORS, MODERATORS = "Editors", "Moderators"
REVIEWERS, PUBLISHERS, ADMINISTRATORS = "Clinical reviewers", "Publishers", "Administrators"


def manage_permissions(model: str) -> tuple[str, ...]:
    """Return the permissions to add, change and delete objects of a model like `auth.group`."""
    app, _dot, name = model.partition(".")
    return tuple(f"{app}.{action}_{name}" for action in ("add", "change", "delete"))


@dataclass(frozen=True)
class Role:
    """The permissions of a group: global, on pages, and on images and documents."""

    name: str
    purpose: Any
    everywhere: tuple[str, ...] = ()
    on_pages: tuple[str, ...] = ()
    in_collections: tuple[str, ...] = ()

    def permissions(self) -> list[Permission]:
        return get_permissions("wagtailadmin.access_admin", *self.everywhere)


FILE_PERMISSIONS = tuple(
    f"{name}_{kind}"
    for kind, app in (("image", "wagtailimages"), ("document", "wagtaildocs"))
    for name in (f"{app}.add", f"{app}.change", f"{app}.choose")
)
EDITOR_PERMISSIONS = (
    "articles.add_reference",
    "articles.change_reference",
    "articles.add_calltoaction",
    "articles.change_calltoaction",
    "home.add_savedsections",
    "home.change_savedsections",
)
PUBLISHER_PERMISSIONS = (
    *manage_permissions("articles.reference"),
    "articles.publish_reference",
    *manage_permissions("articles.calltoaction"),
    "articles.publish_calltoaction",
    "articles.lock_calltoaction",
    *manage_permissions("home.savedsections"),
    "home.send_letter",
    *manage_permissions("articles.condition"),
    *manage_permissions("wagtailredirects.redirect"),
    *manage_permissions("wagtailsearchpromotions.searchpromotion"),
    "home.change_searchsettings",
)
ADMINISTRATOR_PERMISSIONS = (
    *manage_permissions("home.user"),
    *manage_permissions("auth.group"),
    *manage_permissions("wagtailcore.site"),
    *manage_permissions("wagtailcore.workflow"),
    *manage_permissions("wagtailcore.task"),
    "articles.unlock_calltoaction",
    "home.view_auditentry",
    "home.change_clinicsettings",
    "home.change_looksettings",
    "home.change_readersettings",
    "articles.change_editorialsettings",
)
EDIT_PAGE_PERMISSIONS = ("wagtailcore.add_page", "wagtailcore.change_page")
PUBLISH_PAGE_PERMISSIONS = (
    *EDIT_PAGE_PERMISSIONS,
    "wagtailcore.publish_page",
    "wagtailcore.lock_page",
)

ROLES = (
    Role(
        EDITORS,
        _("write pages, sources and calls to action, and submit them; cannot publish"),
        everywhere=EDITOR_PERMISSIONS,
        on_pages=EDIT_PAGE_PERMISSIONS,
        in_collections=FILE_PERMISSIONS,
    ),
    Role(
        REVIEWERS,
        _("read and sign off articles in clinical review, and look up their sources"),
        everywhere=("articles.view_reference",),
    ),
    Role(
        PUBLISHERS,
        _("edit and publish pages, and manage the library, redirects and the search"),
        everywhere=PUBLISHER_PERMISSIONS,
        on_pages=PUBLISH_PAGE_PERMISSIONS,
        in_collections=FILE_PERMISSIONS,
    ),
    Role(
        ADMINISTRATORS,
        _("publish pages, and manage users, groups, sites, workflows and the clinic's settings"),
        everywhere=(*PUBLISHER_PERMISSIONS, *ADMINISTRATOR_PERMISSIONS),
        on_pages=(
            *PUBLISH_PAGE_PERMISSIONS,
            "wagtailcore.unlock_page",
            "wagtailcore.bulk_delete_page",
        ),
        in_collections=(*FILE_PERMISSIONS, *manage_permissions("wagtailcore.collection")),
    ),
)


def set_up_roles() -> list[Group]:
    """Create the missing groups and permissions of the four roles. Return the new groups.

    No permission is removed, so what a clinic has added is not lost.
    """
    return [group for group, is_new in map(_set_up, ROLES) if is_new]


def _set_up(role: Role) -> tuple[Group, bool]:
    group, is_new = Group.objects.get_or_create(name=role.name)
    group.permissions.add(*role.permissions())
    root = Page.get_first_root_node()
    files = Collection.get_first_root_node()
    _add(GroupPagePermission, {"group": group, "page": root}, role.on_pages)
    _add(GroupCollectionPermission, {"group": group, "collection": files}, role.in_collections)
    return group, is_new


def _add(model: type[Model], place: dict[str, Any], names: tuple[str, ...]) -> None:
    """Create a group's missing permissions one by one, because the audit log records each."""
    objects = model._default_manager
    existing = set(objects.filter(**place).values_list("permission_id", flat=True))
    for permission in get_permissions(*names):
        if permission.pk not in existing:
            objects.create(**place, permission=permission)


def find_roles_to_complete() -> list[str]:
    """Return the names of existing groups that lack permissions of their role.

    An upgrade adds some, or a clinic has taken some away.
    """
    groups = {group.name: group for group in Group.objects.filter(name__in=[r.name for r in ROLES])}
    wanted = {role.name: {each.pk for each in role.permissions()} for role in ROLES}
    return [
        name
        for name, group in groups.items()
        if wanted[name] - set(group.permissions.values_list("pk", flat=True))
    ]


def get_permissions(*names: str) -> list[Permission]:
    """Return the permissions of these names. Raise `KeyError` for an unknown one."""
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(
            codename__in=[name.rpartition(".")[2] for name in names]
        ).select_related("content_type")
    }
    return [found[name] for name in names]
