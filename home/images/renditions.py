"""Make the renditions of a page's pictures when it is published, so that no reader waits.

One photograph of 12 megapixels takes a few seconds, most of it for AVIF. Usually the editor's
preview has already made the same sizes.
"""

import logging
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django_tasks import task
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.signals import page_published

from articles.blocks.base import ContentBlockMixin
from home.images.sizes import LEAD_IMAGE_USES, all_specs

logger = logging.getLogger(__name__)


def iter_page_pictures(page: Page) -> Iterator[tuple[AbstractImage, tuple[str, ...]]]:
    """Yield the pictures a page shows, each with its uses (`home.images.sizes`)."""
    if lead := getattr(page, "lead_image", None):
        yield lead, LEAD_IMAGE_USES
    if photo := getattr(page, "photo", None):
        yield photo, ("person",)
    if place := getattr(page, "picture", None):
        yield place, ("place",)
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            for child in getattr(page, field.name):
                if isinstance(child.block, ContentBlockMixin):
                    for picture in child.block.get_pictures(child.value):
                        yield picture, (child.block.picture_use,)


@task()
def make_renditions(page_id: int) -> None:
    """Make missing renditions, immediately or in a worker if there is one."""
    page = Page.objects.filter(pk=page_id).first()
    for picture, uses in iter_page_pictures(page.specific) if page else ():
        try:
            picture.get_renditions(*all_specs(picture, uses))
        except Exception:
            # One broken file must not stop the others or disturb an editor.
            logger.exception("The renditions of picture %s cannot be made", picture.pk)


def make_renditions_on_publish(sender: type[Page], instance: Page, **kwargs: object) -> None:
    # Robust: publishing succeeds even if a picture fails.
    transaction.on_commit(partial(make_renditions.enqueue, instance.pk), robust=True)


def register_signal_handlers() -> None:
    page_published.connect(make_renditions_on_publish, dispatch_uid="make_renditions")
