"""Who may make, use, change and delete saved sections."""

from collections.abc import Iterable
from typing import Any

from wagtail.permissions import register_permission_policy

from articles.library.permissions import LibraryPolicy
from articles.models.library_item import LibraryItem
from articles.models.site_rights import get_site_ids_with, has_right
from home.saved_sections.models import SavedSections


class SavedSectionsPolicy(LibraryPolicy):
    """Nothing here is public, so nobody has to publish it.

    Who may add saved sections may change and delete their own. Those of others can be changed and
    deleted with Django's permissions, in single clinics those of the clinic only: what all clinics
    share is there to be used.
    """

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Open the views for changing and deleting to those who may have made something."""
        return super().user_has_any_permission(user, {*actions, "add"})

    def _has_permission_for(self, user: Any, action: str, instance: LibraryItem) -> bool:
        sites = get_site_ids_with(user, self._get_permission_name(action))
        if sites is None:
            return True
        if not instance.pk:
            return bool(sites)
        if instance.site_id in sites:
            return True
        is_own = getattr(instance, "made_by_id", None) == user.pk
        return is_own and has_right(user, self._get_permission_name("add"), instance.site_id)


def register_policy() -> None:
    """Register the policy; called once, before anything asks for it."""
    register_permission_policy(SavedSections, SavedSectionsPolicy(SavedSections))
