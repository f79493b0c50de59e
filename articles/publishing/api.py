"""The admin's own API, which publishes and copies pages without the editor."""

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
            refuse_with_bad_request(check_publishable, get_version_to_publish(instance.specific))
        return super().execute(instance, data)


class GatedCopyAction(CopyPageAPIAction):
    def execute(self, instance, data):
        if data["keep_live"]:
            parent = get_destination(instance, data)
            refuse_with_bad_request(
                check_copies_publishable, instance, parent, with_descendants=data["recursive"]
            )
        return super().execute(instance, data)


class GatedAliasAction(CreatePageAliasAPIAction):
    def execute(self, instance, data):
        parent, below = get_destination(instance, data), data["recursive"]
        refuse_with_bad_request(
            check_publishable_on_other_site, instance, parent, with_descendants=below
        )
        return super().execute(instance, data)


class GatedMoveAction(MovePageAPIAction):
    def execute(self, instance, data):
        parent = get_destination(instance, data)
        # Without a word on the position, a page is put beside its target.
        if data.get("position") not in ("first-child", "last-child"):
            parent = parent.get_parent() or parent
        refuse_with_bad_request(check_publishable_on_other_site, instance, parent)
        return super().execute(instance, data)


def get_destination(instance: Page, data) -> Page:
    """The page named in the request; without one, a page stays below its parent."""
    if named := data.get("destination_page_id"):
        return get_object_or_404(Page, id=named)
    return instance.get_parent()


def refuse_with_bad_request(check, *args, **kwargs) -> None:
    """A refusal becomes an answer that tells the reasons."""
    try:
        check(*args, **kwargs)
    except PublishingRefusedError as refused:
        raise BadRequestError(str(refused)) from refused


class GatedPagesViewSet(PagesAdminAPIViewSet):
    actions = {
        **PagesAdminAPIViewSet.actions,
        "publish": GatedPublishAction,
        "copy": GatedCopyAction,
        "create_alias": GatedAliasAction,
        "move": GatedMoveAction,
    }


def gate_admin_api(router) -> None:
    """For the hook `construct_admin_api`."""
    router.register_endpoint("pages", GatedPagesViewSet)
