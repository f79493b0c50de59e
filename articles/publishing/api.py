"""Wagtail's internal admin API without its actions, which would bypass the gate."""

from typing import Any

from wagtail.admin.api.views import PagesAdminAPIViewSet


class PagesViewSet(PagesAdminAPIViewSet):
    """The pages without actions like publish, copy and move, none of which the admin uses."""

    actions: dict[str, Any] = {}


def close_admin_api(router) -> None:
    """Hook: `construct_admin_api`."""
    router.register_endpoint("pages", PagesViewSet)
