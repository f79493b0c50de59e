"""Whether somebody may publish what a form of the page editor is about."""

from typing import Any

from wagtail.models import Page


def user_can_publish(page: Page, parent: Page | None, user: Any) -> bool:
    """The page, or below `parent` one that is not in the tree yet."""
    if page.pk:
        return page.permissions_for_user(user).can_publish()
    if parent is None:
        return user.is_superuser
    return parent.permissions_for_user(user).can_publish_subpage()
