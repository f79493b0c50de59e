"""Who may do what with the library, in an install with one clinic or several."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from articles.models import CallToAction, Reference
from articles.models.library_item import LibraryItem
from articles.models.referring_pages import get_referring_page_ids
from articles.models.site_rights import get_site_ids_with, has_right, has_right_in_all
from articles.models.site_roots import get_site_root

# What other clinics that share an object would see at once.
PUBLIC_ACTIONS = {"publish", "delete", "lock", "unlock"}


class LibraryPolicy(ModelPermissionPolicy):
    """Django's permissions, and those that a group has in single sites.

    The latter count for what belongs to the site, and for what all clinics share. What shows on
    live pages of another clinic can then be changed as a draft or a proposal, and not be deleted.
    """

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(has_right(user, self._get_permission_name(action)) for action in actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: LibraryItem
    ) -> bool:
        return any(self._has_permission_for(user, action, instance) for action in actions)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: LibraryItem
    ) -> bool:
        return self._has_permission_for(user, action, instance)

    def _has_permission_for(self, user: Any, action: str, instance: LibraryItem) -> bool:
        permission = self._get_permission_name(action)
        if get_site_ids_with(user, permission) is None:
            return True
        if instance.site_id or not has_right(user, permission):
            return has_right(user, permission, instance.site_id)
        shown_at = get_site_ids_showing(instance) if action in PUBLIC_ACTIONS else ()
        return has_right_in_all(user, permission, shown_at)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        found = [get_site_ids_with(user, self._get_permission_name(action)) for action in actions]
        every = self.model._default_manager.all()
        if None in found:
            return every
        sites = frozenset().union(*(ids for ids in found if ids))
        return every.filter(Q(site__in=sites) | Q(site=None)) if sites else every.none()


def get_site_ids_showing(instance: LibraryItem) -> Collection[int]:
    """Return the sites of the live pages that show an object."""
    if not instance.pk:
        return ()
    pages = Page.objects.live().filter(pk__in=get_referring_page_ids(instance))
    roots = {get_site_root(page) for page in pages.only("path", "depth")}
    return {root.site_id for root in roots if root}


def register_policies() -> None:
    """Register the policies; called once, before anything asks for them."""
    for model in (Reference, CallToAction):
        register_permission_policy(model, LibraryPolicy(model))
