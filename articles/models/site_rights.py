"""Rights of staff in single sites, from Wagtail's `GroupSitePermission`.

A permission that a group has itself counts for the whole install, as Django's do. One that it has
in a site counts for what belongs to that site, so code that asks `User.has_perm` refuses it.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import GroupSitePermission, Page

from articles.models.site_roots import fallback_url, get_site_roots

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


def get_own_paths(user: Any) -> tuple[str, ...] | None:
    """Return the tree paths of the home pages of a user's own sites, and None for other users."""
    sites = get_own_site_ids(user)
    if sites is None:
        return None
    return tuple(root.path for root in get_site_roots() if root.site_id in sites)


def filter_own_pages(pages: QuerySet, user: Any) -> QuerySet:
    """Leave out the pages of other clinics if the user belongs to single ones."""
    paths = get_own_paths(user)
    return pages if paths is None else _filter_below(pages, paths)


def filter_pages_with(pages: QuerySet, user: Any, permission: str) -> QuerySet:
    """Return the pages of the sites in which the user has a permission."""
    sites = get_site_ids_with(user, permission)
    if sites is None:
        return pages
    return _filter_below(pages, [root.path for root in get_site_roots() if root.site_id in sites])


def _filter_below(pages: QuerySet, paths: Iterable[str]) -> QuerySet:
    inside = [Q(path__startswith=path) for path in paths]
    return pages.filter(reduce(or_, inside)) if inside else pages.none()


def get_user_root_url(user: Any) -> str:
    """Return the address of the only clinic that a user works for, or else `SITE_URL`."""
    sites = get_own_site_ids(user) or frozenset()
    if len(sites) != 1:
        return fallback_url()
    return next(
        (root.root_url for root in get_site_roots() if root.site_id in sites), fallback_url()
    )


def filter_own_users(users: QuerySet, user: Any) -> QuerySet:
    """Leave out the staff of other clinics if the user belongs to single ones."""
    sites = get_own_site_ids(user)
    if sites is None:
        return users
    app, _dot, codename = MEMBERSHIP.partition(".")
    rows = GroupSitePermission.objects.filter(
        site__in=sites, permission__content_type__app_label=app, permission__codename=codename
    )
    return users.filter(pk__in=users.model.objects.filter(groups__in=rows.values("group")))


def is_own_item(item: Any, user: Any) -> bool:
    """Return True unless something of the library is of another clinic than the user's."""
    sites = get_own_site_ids(user)
    return sites is None or item.site_id is None or item.site_id in sites


def is_own_page(page: Page, user: Any) -> bool:
    """Return True unless the page is of another clinic than the user's."""
    paths = get_own_paths(user)
    return paths is None or page.path.startswith(paths)
