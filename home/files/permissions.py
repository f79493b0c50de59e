"""The permission policy of images and documents, which every screen of Wagtail asks."""

from collections.abc import Iterable
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import page_permission_policy, register_permission_policy

from home.files.public_use import File, get_public_use

PROTECTED_ACTIONS = {"change", "delete"}


class PublicFilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, except that changing what public pages show needs the right to publish.

    A file may be changed and deleted by users who may publish all the live pages that show it. This
    applies to users' own uploads, too.
    """

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: File
    ) -> bool:
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        if not allowed or not PROTECTED_ACTIONS.issuperset(actions):
            return allowed
        return may_change_public_use(user, instance)

    def is_protected_from(self, user: Any, instance: File) -> bool:
        """Return True if the user could change the file if no public page showed it."""
        allowed = super().user_has_any_permission_for_instance(user, PROTECTED_ACTIONS, instance)
        return allowed and not may_change_public_use(user, instance)


def may_change_public_use(user: Any, file: File) -> bool:
    """Return True if the user may publish all pages that show the file.

    Settings and the library concern all pages: for these, the right to publish any is enough.
    """
    if user.is_superuser:
        return True
    use = get_public_use(file)
    if use.is_elsewhere and not page_permission_policy.user_has_permission(user, "publish"):
        return False
    publishable = page_permission_policy.instances_user_has_permission_for(user, "publish")
    return not use.pages.exclude(pk__in=publishable.order_by().values("pk")).exists()


def register_policies() -> None:
    """Replace the policies of Wagtail's apps, which are ready by then."""
    for model, auth_model in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = PublicFilePolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy)
