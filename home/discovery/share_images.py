"""Share images of pages: contents, URL, and drawing on publication.

This is not part of the artwork because the image names the clinic.
"""

from functools import partial
from urllib.parse import urljoin

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe
from django_tasks import task
from wagtail.models import Page, Site
from wagtail.signals import page_published

from articles.artwork.choices import Hue, Shape
from articles.artwork.drawings import shape_and_hue_or_default
from articles.artwork.look import DEFAULT_LOOK, Look
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.drawing import get_or_draw
from articles.models import ArticlePage, CategoryIndexPage, PersonPage
from articles.models.site_roots import page_path
from articles.public.page_formats import serve_page_format
from home.care.models import ConditionPage, ServicePage
from home.delivery.site_context import get_site_context
from home.delivery.visibility import public_page_url
from home.models import HomePage

# The address changes with everything the image shows.
CACHE_FOREVER = "public, max-age=31536000, immutable"
NEVER_CACHE = "private, no-store"


def build_card(page: Page, clinic: str, look: Look = DEFAULT_LOOK) -> Card:
    """Return the contents of a page's share image: its heading and its plate, if it has one."""
    category, shape, hue = "", Shape.RING.value, Hue.PETROL.value
    title = page.title
    match page:
        case ArticlePage():
            if page.category and public_page_url(page.category):
                category = page.category.title
            shape, hue = page.shape, page.hue
        case CategoryIndexPage() | ServicePage() | ConditionPage():
            shape, hue = page.shape, page.hue
        case PersonPage():
            title, hue = page.display_name, page.hue
        case HomePage():
            title = page.hero_heading or page.title
    shape, hue = shape_and_hue_or_default(shape, hue)
    return Card(title, category, str(clinic), page.slug, shape, hue, look)


def share_image_url(page: Page, clinic: str, look: Look = DEFAULT_LOOK) -> str:
    """Return the address of the share image as the page is now, without the host."""
    version = build_card(page, clinic, look).version
    return urljoin(page_path(page) or "/", f"share-{version}.png")


@require_safe
def share_image(request: HttpRequest, path: str, version: str) -> HttpResponse:
    """Serve the image of the page at `path` to those who may see the page itself."""
    return serve_page_format(request, path, Page, render_share_image, {"version": version})


def render_share_image(
    page: Page, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Return the file, or a redirect to it from the address of an earlier version."""
    site = get_site_context(Site.find_for_request(request))
    shown = (site.clinic.name, site.site_look.artwork)
    card = build_card(page, *shown)
    if kwargs["version"] != card.version:
        return HttpResponseRedirect(share_image_url(page, *shown))
    cache_control = CACHE_FOREVER if public_page_url(page) else NEVER_CACHE
    headers = {"Cache-Control": cache_control}
    return HttpResponse(get_or_draw(card), content_type="image/png", headers=headers)


def make_image_on_publish(sender, instance: Page, **kwargs) -> None:
    """Draw the image of an article once its publication is committed."""
    if isinstance(instance, ArticlePage):
        # Robust: a failure is logged and does not stop the publication.
        transaction.on_commit(partial(make_image.enqueue, instance.pk), robust=True)


@task()
def make_image(article_id: int) -> None:
    """Draw the image before anyone shares the article.

    Without a worker, publishing waits for it: a small part of what publishing takes.
    """
    page = ArticlePage.objects.filter(pk=article_id).first()
    if page and public_page_url(page):
        site = get_site_context(page.get_site())
        get_or_draw(build_card(page, site.clinic.name, site.site_look.artwork))


def register_signal_handlers() -> None:
    page_published.connect(make_image_on_publish, dispatch_uid="share_image")
