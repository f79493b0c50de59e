"""Permissions of editors on articles, and the menu items they decide."""

from typing import Any

from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.models import ArticlePage

EDIT_PERMISSIONS = ["add", "change", "publish"]


def user_can_publish(page: Page, parent: Page | None, user: Any) -> bool:
    """Return True if the user may publish the page, or a new page below `parent`."""
    if page.pk:
        return page.permissions_for_user(user).can_publish()
    if parent is None:
        return user.is_superuser
    return parent.permissions_for_user(user).can_publish_subpage()


def can_edit_articles(user: Any) -> bool:
    """Return True if the user may edit articles anywhere."""
    return PagePermissionPolicy(ArticlePage).user_has_any_permission(user, EDIT_PERMISSIONS)


class EditorsMenuItem(MenuItem):
    """A menu item for users who may edit articles."""

    def is_shown(self, request) -> bool:
        return can_edit_articles(request.user)
