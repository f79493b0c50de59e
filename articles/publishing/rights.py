"""The users who have a right, for messages that name who can help."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import GroupPagePermission, Page

MAX_NAMES = 3


def get_users_with_permission(name: str) -> QuerySet:
    """Return the active users with a permission such as "wagtailcore.change_workflow"."""
    app, _dot, codename = name.partition(".")
    by_group = Q(
        groups__permissions__codename=codename,
        groups__permissions__content_type__app_label=app,
    )
    by_user = Q(
        user_permissions__codename=codename,
        user_permissions__content_type__app_label=app,
    )
    return _active_users(by_group | by_user)


def get_users_who_can_publish(page: Page) -> QuerySet:
    """Return the active users who may publish the page and what is below it."""
    above = page.get_ancestors(inclusive=True)
    groups = GroupPagePermission.objects.filter(
        page__in=above, permission__codename="publish_page"
    ).values("group")
    return _active_users(Q(groups__in=groups))


def _active_users(condition: Q) -> QuerySet:
    """Return each user once; superusers, who are often nobody's colleague, come last."""
    users = get_user_model()._default_manager.filter(
        condition | Q(is_superuser=True), is_active=True
    )
    return users.distinct().order_by("is_superuser", "pk")


def name_users(users: QuerySet) -> str:
    """Return the names of the first users, such as "Ada Byron, Ben Fry or 2 others"."""
    total = users.count()
    names = [get_user_display_name(user) for user in users[:MAX_NAMES]]
    if total > len(names):
        others = ngettext("%(number)d other", "%(number)d others", total - len(names))
        names.append(others % {"number": total - len(names)})
    if len(names) < 2:
        return names[0] if names else _("An administrator")
    return _("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
