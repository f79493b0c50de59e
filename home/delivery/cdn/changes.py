"""Notices what changes public pages, and has their addresses purged when that is certain.

What a page or a thing has to do with is looked up after the transaction, except of what it is about
to leave: its former place, and everything, when it is deleted.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from articles.models import ArticleCrossListing, CallToAction, Condition, Reference
from articles.review.sign_off import review_changed
from home.delivery.cdn import addresses
from home.delivery.cdn.purging import purge_soon
from home.models import ClinicImage

Find = Callable[[], Iterable[str]]


def _after_commit(find: Find) -> None:
    # Robust: what goes wrong here is logged, and everybody's change stays as it is.
    transaction.on_commit(lambda: purge_soon(find()), robust=True)


def whole(page: Page) -> list[str]:
    """Everything that shows a page: itself, its lists, what names it."""
    return [*addresses.of(page), *addresses.of_lists(page), *addresses.of_users(page)]


def branch(page: Page) -> list[str]:
    """The same, and the pages below."""
    return [*whole(page), *addresses.of_several(addresses.below(page))]


def _listing_below(parent: Page) -> list[str]:
    """What lists the pages below this one: it, and what lists it."""
    return [*addresses.of(parent), *addresses.of_lists(parent)]


def page_changed(instance: Page, **kwargs: Any) -> None:
    _after_commit(partial(whole, instance))


def page_reviewed(pk: int, **kwargs: Any) -> None:
    told = Page.objects.filter(Q(pk=pk) | Q(alias_of=pk))
    _after_commit(lambda: [url for page in told for url in whole(page)])


def page_moved(
    instance: Page,
    url_path_before: str,
    url_path_after: str,
    parent_page_before: Page,
    **kwargs: Any,
) -> None:
    def find() -> Iterable[str]:
        yield from branch(instance)
        yield from _listing_below(parent_page_before)
        for page in [instance, *addresses.below(instance)]:
            former = f"{url_path_before}{page.url_path.removeprefix(url_path_after)}"
            yield from addresses.of(addresses.at(former, page))

    _after_commit(find)


def slug_changed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    page_moved(instance, instance_before.url_path, instance.url_path, instance_before.get_parent())


def page_about_to_be_deleted(instance: Page, **kwargs: Any) -> None:
    if instance.live:
        urls = whole(instance)
        _after_commit(lambda: urls)


def privacy_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id)
    _after_commit(lambda: [url for one in page for url in branch(one)])


def no_longer_listed(instance: ArticleCrossListing, **kwargs: Any) -> None:
    category = Page.objects.filter(pk=instance.category_id)
    _after_commit(lambda: [url for one in category for url in _listing_below(one)])


def thing_changed(instance: Model, created: bool, **kwargs: Any) -> None:
    if not created:  # nothing names what is new
        _after_commit(partial(addresses.of_users, instance))


def thing_about_to_be_deleted(instance: Model, **kwargs: Any) -> None:
    urls = list(addresses.of_users(instance))
    _after_commit(lambda: urls)


THINGS = (CallToAction, ClinicImage, Condition, get_document_model(), Reference)
SIGNALS: list[tuple[Any, type[Model] | None, Callable[..., None]]] = [
    (page_published, None, page_changed),
    (page_unpublished, None, page_changed),
    (review_changed, None, page_reviewed),
    (post_page_move, None, page_moved),
    (page_slug_changed, None, slug_changed),
    (pre_delete, Page, page_about_to_be_deleted),
    (post_save, PageViewRestriction, privacy_changed),
    (post_delete, PageViewRestriction, privacy_changed),
    (post_delete, ArticleCrossListing, no_longer_listed),
    *((post_save, thing, thing_changed) for thing in THINGS),
    *((pre_delete, thing, thing_about_to_be_deleted) for thing in THINGS),
]


def connect() -> None:
    """Called once when the app is ready, if there is anything to purge from."""
    for signal, sender, handler in SIGNALS:
        signal.connect(handler, sender=sender)
