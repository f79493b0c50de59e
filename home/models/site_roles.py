"""The roles of one clinic's staff in an install with several clinics.

Each is a group with permissions at the site only: for the pages below its home page, the files in
its collection, and with Wagtail's `GroupSitePermission` for the library and the settings. What
concerns the whole install (users, groups, sites, workflows, conditions, promoted search results,
the audit log) stays with the roles of `home.models.roles`.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Site,
)

from articles.models.site_rights import MEMBERSHIP
from home.models.roles import ROLES, Role, get_permissions
from home.models.site_collection import SiteCollection

RECEPTION = "Reception"
SITE_ROLES = (
    *ROLES,
    Role(RECEPTION, _("read, export and delete enquiries"), everywhere=("home.read_enquiries",)),
)
# What belongs to a site, or may.
MODELS_OF_SITES = {
    ("articles", "reference"),
    ("articles", "calltoaction"),
    ("wagtailredirects", "redirect"),
    ("home", "enquirysubmission"),
    ("home", "letter"),
    ("home", "savedsections"),
}


@transaction.atomic
def set_up_site_roles(site: Site) -> list[Group]:
    """Create the missing groups and permissions of a site's staff. Return the new groups.

    No permission is removed.
    """
    collection = set_up_site_collection(site)
    return [
        group
        for role in SITE_ROLES
        for group, is_new in [_set_up(role, site, collection)]
        if is_new
    ]


def set_up_site_collection(site: Site) -> Collection:
    """Return the collection of a site's files, which is created if there is none."""
    found = SiteCollection.objects.filter(site=site).select_related("collection").first()
    if found:
        return found.collection
    collection = Collection.get_first_root_node().add_child(name=describe_site(site)[:255])
    SiteCollection.objects.create(site=site, collection=collection)
    return collection


def describe_site(site: Site) -> str:
    return site.site_name or site.hostname


def find_site_group(role: Role, site: Site) -> Group | None:
    """Return the group of a role in a site, whatever the site was called when it was made."""
    groups = Group.objects.filter(
        name__startswith=f"{role.name} (",
        site_permissions__site=site,
        site_permissions__permission__codename=MEMBERSHIP.partition(".")[2],
    )
    return groups.first()


def _set_up(role: Role, site: Site, collection: Collection) -> tuple[Group, bool]:
    group, is_new = find_site_group(role, site), False
    if group is None:
        name = f"{role.name} ({describe_site(site)})"[:150]
        group, is_new = Group.objects.create(name=name), True
    # The admin asks for the first without naming a site.
    access = get_permissions(MEMBERSHIP)
    group.permissions.add(*access)
    for permission in [*access, *_permissions_in_site(role)]:
        GroupSitePermission.objects.get_or_create(group=group, site=site, permission=permission)
    for permission in get_permissions(*role.on_pages):
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=site.root_page_id, permission=permission
        )
    for permission in get_permissions(*role.in_collections):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    return group, is_new


def _permissions_in_site(role: Role) -> list[Permission]:
    models = MODELS_OF_SITES | {
        (model._meta.app_label, model._meta.model_name)
        for model in registry
        if issubclass(model, BaseSiteSetting)
    }
    return [
        permission
        for permission in get_permissions(*role.everywhere)
        if permission.content_type.natural_key() in models
    ]
