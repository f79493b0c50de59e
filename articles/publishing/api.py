"""The gate in Wagtail's internal admin API, which publishes, copies and moves pages."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.create_alias import CreatePageAliasAPIAction
from wagtail.admin.api.actions.move import MovePageAPIAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from articles.models import ArticlePage
from articles.publishing.gate import (
    PublishingRefusedError,
    check_copies_publishable,
    check_publishable,
    check_publishable_on_other_site,
    get_version_to_publish,
)


class GatedPublishAction(PublishPageAPIAction):
    def execute(self, instance, data):
        if isinstance(instance.specific_deferred, ArticlePage):
            run_check(check_publishable, get_version_to_publish(instance.specific))
        return super().execute(instance, data)


class GatedCopyAction(CopyPageAPIAction):
    def execute(self, instance, data):
        if data["keep_live"]:
            parent = get_destination(instance, data)
            run_check(
                check_copies_publishable, instance, parent, with_descendants=data["recursive"]
            )
        return super().execute(instance, data)


class GatedAliasAction(CreatePageAliasAPIAction):
    def execute(self, instance, data):
        parent, recursive = get_destination(instance, data), data["recursive"]
        run_check(check_publishable_on_other_site, instance, parent, with_descendants=recursive)
        return super().execute(instance, data)


class GatedMoveAction(MovePageAPIAction):
    def execute(self, instance, data):
        parent = get_destination(instance, data)
        # Without a position, Wagtail moves the page beside its target.
        if data.get("position") not in ("first-child", "last-child"):
            parent = parent.get_parent() or parent
        run_check(check_publishable_on_other_site, instance, parent)
        return super().execute(instance, data)


class GatedPagesViewSet(PagesAdminAPIViewSet):
    actions = {
        **PagesAdminAPIViewSet.actions,
        "publish": GatedPublishAction,
        "copy": GatedCopyAction,
        "create_alias": GatedAliasAction,
        "move": GatedMoveAction,
    }


def get_destination(instance: Page, data) -> Page:
    """Return the page in the request, or the current parent."""
    if destination_id := data.get("destination_page_id"):
        return get_object_or_404(Page, id=destination_id)
    return instance.get_parent()


def run_check(check: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """Run a check of the gate; a refusal becomes a response 400 with the reasons."""
    try:
        check(*args, **kwargs)
    except PublishingRefusedError as refused:
        raise BadRequestError(str(refused)) from refused


def gate_admin_api(router) -> None:
    """Hook: `construct_admin_api`."""
    router.register_endpoint("pages", GatedPagesViewSet)
