"""Purge the URLs that show changed content, once the change is committed.

The URLs are found after the commit, except those of an object that is deleted and of the former
place of a page.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    unpublished,
)

from articles.models import ArticleCrossListing, CallToAction, Condition, Reference
from articles.models.draftable import changes_nothing_public
from articles.review.sign_off import review_changed
from home.brand.models import LookSettings
from home.delivery.cdn import addresses
from home.delivery.cdn.purging import schedule_purge
from home.models import ClinicImage

FindUrls = Callable[[], Iterable[str]]


def _purge_after_commit(find: FindUrls) -> None:
    # Robust: an error here is logged and does not fail the change.
    transaction.on_commit(lambda: schedule_purge(find()), robust=True)


def affected_urls(page: Page) -> list[str]:
    """Return the URLs of a page, of its lists and of the pages that refer to it."""
    return [
        *addresses.urls_of_page(page),
        *addresses.urls_listing_page(page),
        *addresses.urls_referring_to(page),
    ]


def affected_subtree_urls(page: Page) -> list[str]:
    """Return the affected URLs of a page and the URLs of the pages below."""
    return [*affected_urls(page), *addresses.urls_of_pages(addresses.live_descendants(page))]


def _parent_listing_urls(parent: Page) -> list[str]:
    """Return the URLs that list the children of a page: its own, and those that list it."""
    return [*addresses.urls_of_page(parent), *addresses.urls_listing_page(parent)]


def page_changed(instance: Page, **kwargs: Any) -> None:
    _purge_after_commit(partial(affected_urls, instance))


def page_reviewed(pk: int, **kwargs: Any) -> None:
    pages = Page.objects.filter(Q(pk=pk) | Q(alias_of=pk))
    _purge_after_commit(lambda: [url for page in pages for url in affected_urls(page)])


def page_moved(
    instance: Page,
    url_path_before: str,
    url_path_after: str,
    parent_page_before: Page,
    **kwargs: Any,
) -> None:
    def find() -> Iterable[str]:
        yield from affected_subtree_urls(instance)
        yield from _parent_listing_urls(parent_page_before)
        for page in [instance, *addresses.live_descendants(instance)]:
            former = f"{url_path_before}{page.url_path.removeprefix(url_path_after)}"
            yield from addresses.urls_of_page(addresses.copy_with_url_path(former, page))

    _purge_after_commit(find)


def slug_changed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    page_moved(instance, instance_before.url_path, instance.url_path, instance_before.get_parent())


def before_page_delete(instance: Page, **kwargs: Any) -> None:
    if instance.live:
        urls = affected_urls(instance)
        _purge_after_commit(lambda: urls)


def view_restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id)
    _purge_after_commit(lambda: [url for one in page for url in affected_subtree_urls(one)])


def cross_listing_deleted(instance: ArticleCrossListing, **kwargs: Any) -> None:
    category = Page.objects.filter(pk=instance.category_id)
    _purge_after_commit(lambda: [url for one in category for url in _parent_listing_urls(one)])


def look_changed(instance: LookSettings, **kwargs: Any) -> None:
    """Purge all pages of the site."""
    root = Page.objects.filter(pk=instance.site.root_page_id)
    _purge_after_commit(lambda: [url for home in root for url in _subtree_urls(home)])


def _subtree_urls(page: Page) -> Iterable[str]:
    return addresses.urls_of_pages([page, *addresses.live_descendants(page)])


def shared_object_changed(
    instance: Model, created: bool, update_fields: Any = None, **kwargs: Any
) -> None:
    if not created and not changes_nothing_public(instance, update_fields):
        _purge_after_commit(partial(addresses.urls_referring_to, instance))


def shared_object_unpublished(instance: Model, **kwargs: Any) -> None:
    _purge_after_commit(partial(addresses.urls_referring_to, instance))


def before_shared_object_delete(instance: Model, **kwargs: Any) -> None:
    urls = list(addresses.urls_referring_to(instance))
    _purge_after_commit(lambda: urls)


SHARED_OBJECT_MODELS = (CallToAction, ClinicImage, Condition, get_document_model(), Reference)
SIGNAL_HANDLERS: list[tuple[Any, type[Model] | None, Callable[..., None]]] = [
    (page_published, None, page_changed),
    (page_unpublished, None, page_changed),
    (review_changed, None, page_reviewed),
    (post_page_move, None, page_moved),
    (page_slug_changed, None, slug_changed),
    (pre_delete, Page, before_page_delete),
    (post_save, PageViewRestriction, view_restriction_changed),
    (post_delete, PageViewRestriction, view_restriction_changed),
    (post_delete, ArticleCrossListing, cross_listing_deleted),
    (post_save, LookSettings, look_changed),
    (post_delete, LookSettings, look_changed),
    *((post_save, model, shared_object_changed) for model in SHARED_OBJECT_MODELS),
    *((unpublished, model, shared_object_unpublished) for model in SHARED_OBJECT_MODELS),
    *((pre_delete, model, before_shared_object_delete) for model in SHARED_OBJECT_MODELS),
]


def register_signal_handlers() -> None:
    """Connect the handlers; called once when the app is ready, if there is a cache to purge."""
    for signal, sender, handler in SIGNAL_HANDLERS:
        signal.connect(handler, sender=sender)
