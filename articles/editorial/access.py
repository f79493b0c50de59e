"""Who is shown the lists of articles in the admin."""

from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.models import ArticlePage

EDIT_PERMISSIONS = ["add", "change", "publish"]


def can_edit_articles(user) -> bool:
    """Whether there is any place where this person may edit articles."""
    return PagePermissionPolicy(ArticlePage).user_has_any_permission(user, EDIT_PERMISSIONS)


class EditorsMenuItem(MenuItem):
    """An entry of a menu for those who edit."""

    def is_shown(self, request) -> bool:
        return can_edit_articles(request.user)
