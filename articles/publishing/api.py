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
    pass_gate,
    pass_gate_as_copy,
    pass_gate_to_another_site,
    to_publish,
)


class GatedPublishAction(PublishPageAPIAction):
    def execute(self, instance, data):
        if isinstance(instance.specific_deferred, ArticlePage):
            with_words(pass_gate, to_publish(instance.specific))
        return super().execute(instance, data)


class GatedCopyAction(CopyPageAPIAction):
    def execute(self, instance, data):
        if data["keep_live"]:
            parent = destination(instance, data)
            with_words(pass_gate_as_copy, instance, parent, with_descendants=data["recursive"])
        return super().execute(instance, data)


class GatedAliasAction(CreatePageAliasAPIAction):
    def execute(self, instance, data):
        parent, below = destination(instance, data), data["recursive"]
        with_words(pass_gate_to_another_site, instance, parent, with_descendants=below)
        return super().execute(instance, data)


class GatedMoveAction(MovePageAPIAction):
    def execute(self, instance, data):
        parent = destination(instance, data)
        # Without a word on the position, a page is put beside its target.
        if data.get("position") not in ("first-child", "last-child"):
            parent = parent.get_parent() or parent
        with_words(pass_gate_to_another_site, instance, parent)
        return super().execute(instance, data)


def destination(instance: Page, data) -> Page:
    """The page named in the request; without one, a page stays below its parent."""
    if named := data.get("destination_page_id"):
        return get_object_or_404(Page, id=named)
    return instance.get_parent()


def with_words(check, *args, **kwargs) -> None:
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
