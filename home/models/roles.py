"""The four roles of a clinic's staff, as groups with the least each of them needs.

A superuser stands above them and may do everything. Nobody reads enquiries by a role: that is a
permission of its own, for the people at the desk.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

# Made by Wagtail with every site. Ours takes over the first; the second is left alone.
EDITORS, MODERATORS = "Editors", "Moderators"
REVIEWERS, PUBLISHERS, ADMINISTRATORS = "Clinical reviewers", "Publishers", "Administrators"


def manage_permissions(model: str) -> tuple[str, ...]:
    """The permissions to add, change and delete objects of a model, such as `auth.group`."""
    app, _dot, name = model.partition(".")
    return tuple(f"{app}.{action}_{name}" for action in ("add", "change", "delete"))


@dataclass(frozen=True)
class Role:
    """What a group may do: everywhere, on pages, and with images and documents."""

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
)
PUBLISHER_PERMISSIONS = (
    *manage_permissions("articles.reference"),
    *manage_permissions("articles.calltoaction"),
    *manage_permissions("articles.condition"),
    *manage_permissions("wagtailredirects.redirect"),
    *manage_permissions("wagtailsearchpromotions.searchpromotion"),
)
ADMINISTRATOR_PERMISSIONS = (
    *manage_permissions("home.user"),
    *manage_permissions("auth.group"),
    *manage_permissions("wagtailcore.site"),
    *manage_permissions("wagtailcore.workflow"),
    *manage_permissions("wagtailcore.task"),
    "home.change_clinicsettings",
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
        _("write pages, sources and invitations, and submit them; they publish nothing"),
        everywhere=EDITOR_PERMISSIONS,
        on_pages=EDIT_PAGE_PERMISSIONS,
        in_collections=FILE_PERMISSIONS,
    ),
    Role(
        REVIEWERS,
        _("read and sign the articles that wait for clinical review, and look up their sources"),
        everywhere=("articles.view_reference",),
    ),
    Role(
        PUBLISHERS,
        _("edit, and publish, tidy the library, keep redirects and promoted search results"),
        everywhere=PUBLISHER_PERMISSIONS,
        on_pages=PUBLISH_PAGE_PERMISSIONS,
        in_collections=FILE_PERMISSIONS,
    ),
    Role(
        ADMINISTRATORS,
        _("publish, and keep people, groups, sites, workflows and the clinic's settings"),
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
    """Make what is missing of the four groups; returns those that are new.

    Nothing is taken from a group, so what a clinic gave it besides stays.
    """
    return [group for group, is_new in map(_set_up, ROLES) if is_new]


def _set_up(role: Role) -> tuple[Group, bool]:
    group, is_new = Group.objects.get_or_create(name=role.name)
    group.permissions.add(*role.permissions())
    root = Page.get_first_root_node()
    for permission in get_permissions(*role.on_pages):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    files = Collection.get_first_root_node()
    for permission in get_permissions(*role.in_collections):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=files, permission=permission
        )
    return group, is_new


def get_permissions(*names: str) -> list[Permission]:
    """The permissions of these names; one that does not exist is a mistake in this file."""
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(
            codename__in=[name.rpartition(".")[2] for name in names]
        ).select_related("content_type")
    }
    return [found[name] for name in names]
