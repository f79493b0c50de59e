"""Rights of staff in single sites, from Wagtail's `GroupSitePermission`.

A permission that a group has itself counts for the whole install, as Django's do. One that it has
in a site counts for what belongs to that site, so code that asks `User.has_perm` refuses it.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.models import GroupSitePermission

CACHE_ATTRIBUTE = "_site_rights"
# A group that has this in a site is a group of that site: see `get_own_site_ids`.
MEMBERSHIP = "wagtailadmin.access_admin"


def get_site_ids_with(user: Any, permission: str) -> frozenset[int] | None:
    """Return the sites in which a user has a permission, and None for the whole install.

    A user of None is a command, which may do everything.
    """
    if user is None or user.has_perm(permission):
        return None
    return _rights(user).get(permission, frozenset())


def has_right(user: Any, permission: str, site_id: int | None = None) -> bool:
    """Return True if a user has a permission in a site; without one, in any site at all."""
    sites = get_site_ids_with(user, permission)
    if sites is None:
        return True
    return site_id in sites if site_id else bool(sites)


def has_right_in_all(user: Any, permission: str, site_ids: Iterable[int]) -> bool:
    """Return True if a user has a permission in each of these sites, and in any site at all."""
    sites = get_site_ids_with(user, permission)
    return sites is None or (bool(sites) and sites.issuperset(site_ids))


def get_own_site_ids(user: Any) -> frozenset[int] | None:
    """Return the sites of a user all of whose groups belong to sites, and None for other users.

    The former see nothing of other sites.
    """
    if user is None or not user.is_authenticated or user.is_superuser:
        return None
    sites = _rights(user).get(MEMBERSHIP)
    return sites if sites and not _rights(user)["groups outside"] else None


def _rights(user: Any) -> dict[str, frozenset[int]]:
    """Return site ids by the name of the permission, cached as Django caches permissions.

    "groups outside" are the groups of the user that belong to no site.
    """
    if not hasattr(user, CACHE_ATTRIBUTE):
        found: dict[str, set[int]] = {}
        members = set()
        if user.is_active and user.is_authenticated:
            rows = GroupSitePermission.objects.filter(group__user=user).order_by()
            for group, site, app, codename in rows.values_list(
                *("group", "site", "permission__content_type__app_label", "permission__codename")
            ):
                name = f"{app}.{codename}"
                found.setdefault(name, set()).add(site)
                if name == MEMBERSHIP:
                    members.add(group)
        rights = {name: frozenset(sites) for name, sites in found.items()}
        # Only users of sites need the second query.
        groups = user.groups.values_list("pk", flat=True) if members else ()
        rights["groups outside"] = frozenset(groups) - members
        setattr(user, CACHE_ATTRIBUTE, rights)
    return getattr(user, CACHE_ATTRIBUTE)
