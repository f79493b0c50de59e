"""The share image of every page: what it shows, where it is, and when it is made.

Here and not beside the articles, since the image names the clinic.
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
from articles.artwork.plates.plates import shape_and_hue_or_default
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.making import BusyError, get_or_draw
from articles.models import ArticlePage, CategoryIndexPage, PersonPage
from articles.public.page_formats import serve_page_format
from home.delivery.site_context import get_site_context
from home.delivery.visibility import public_page_url
from home.models import HomePage

# The address changes with whatever the image shows, so a copy is good for ever.
CACHE_FOREVER = "public, max-age=31536000, immutable"
NEVER_CACHE = "private, no-store"


def build_card(page: Page, clinic: str) -> Card:
    """What the share image of a page shows: its heading and, where it has one, its own plate."""
    category, shape, hue = "", Shape.RING.value, Hue.PETROL.value
    title = page.title
    match page:
        case ArticlePage():
            category = (
                page.category.title if page.category and public_page_url(page.category) else ""
            )
            shape, hue = page.shape, page.hue
        case CategoryIndexPage():
            shape, hue = page.shape, page.hue
        case PersonPage():
            title, hue = page.display_name, page.hue
        case HomePage():
            title = page.hero_heading or page.title
    shape, hue = shape_and_hue_or_default(shape, hue)
    return Card(title, category, str(clinic), page.slug, shape, hue)


def share_image_url(page: Page, clinic: str) -> str:
    """Address of the share image as the page is now, on the site's own host."""
    return urljoin(page.url or "/", f"share-{build_card(page, clinic).version}.png")


@require_safe
def share_image(request: HttpRequest, path: str, version: str) -> HttpResponse:
    """The image of the page at `path`, for whoever may see the page itself."""
    return serve_page_format(request, path, Page, render_share_image, {"version": version})


def render_share_image(
    page: Page, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """The file, or the way to it from the address of what the page used to show."""
    clinic = get_site_context(Site.find_for_request(request)).clinic.name
    card = build_card(page, clinic)
    if kwargs["version"] != card.version:
        return HttpResponseRedirect(share_image_url(page, clinic))
    try:
        file = get_or_draw(card)
    except BusyError:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    is_public = bool(public_page_url(page))
    return HttpResponse(
        file,
        content_type="image/png",
        headers={"Cache-Control": CACHE_FOREVER if is_public else NEVER_CACHE},
    )


def make_image_on_publish(sender, instance: Page, **kwargs) -> None:
    """Have the image of an article made once its publishing is certain."""
    if isinstance(instance, ArticlePage):
        # Robust: what goes wrong here is logged, and the article is published all the same.
        transaction.on_commit(partial(make_image.enqueue, instance.pk), robust=True)


@task()
def make_image(article_id: int) -> None:
    """Draw it for whoever shares the article first; without a worker the publisher waits for it,
    a small part of what publishing takes."""
    page = ArticlePage.objects.filter(pk=article_id).first()
    if page and public_page_url(page):
        get_or_draw(build_card(page, get_site_context(page.get_site()).clinic.name))


def register_signal_handlers() -> None:
    """Make images when articles are published; called once when the app is ready."""
    page_published.connect(make_image_on_publish, dispatch_uid="share_image")
