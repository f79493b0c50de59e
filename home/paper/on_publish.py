"""Leaflets made after publication, so that no reader waits."""

import logging
from functools import partial

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_tasks import task
from wagtail.models import Page, Site
from wagtail.signals import page_published

from articles.utils.site_scope import use_scope
from home.delivery.sites import find_scope
from home.delivery.visibility import public_page_url
from home.paper.leaflets import LEAFLET_TYPES, build_leaflet
from home.paper.typesetting import get_or_make, is_available

logger = logging.getLogger(__name__)


def make_leaflet_on_publish(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Leave it to the worker. Without one the first reader waits, rather than every editor."""
    if settings.BACKGROUND_WORKER and type(instance) in LEAFLET_TYPES and is_available():
        transaction.on_commit(partial(make_leaflet.enqueue, instance.pk), robust=True)


@task()
def make_leaflet(page_id: int) -> None:
    """Make the leaflet of a public page as visitors of its site will request it."""
    page = Page.objects.filter(pk=page_id).first()
    site = page.get_site() if page else None
    if page is None or site is None:
        return
    with use_scope(lambda: find_scope(request_for(site))):
        if public_page_url(page):
            try:
                get_or_make(build_leaflet(page.specific, site))
            except Exception:  # the first reader tries again
                logger.exception("The leaflet of page %s cannot be made", page_id)


def request_for(site: Site) -> HttpRequest:
    request = HttpRequest()
    request._wagtail_site = site  # type: ignore[attr-defined]
    return request


def register_signal_handlers() -> None:
    page_published.connect(make_leaflet_on_publish, dispatch_uid="leaflet")
