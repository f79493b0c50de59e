"""Where a page can be read, and where else it shows."""

from collections.abc import Iterable, Iterator
from copy import copy
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from articles.library.usage_index import ids_including_merged
from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    CategoryIndexPage,
    Condition,
    PersonPage,
    Reference,
)
from home.delivery.cdn.purging import MAX_PURGED_URLS
from home.delivery.visibility import absolute_url

# A page and its other forms, below its address. (The share image has a new address each time.)
FORMAT_SUFFIXES: dict[type[Page] | None, tuple[str, ...]] = {
    ArticlePage: (
        "",
        "article.md",
        "references.ris",
        "references.json",
        "cite.ris",
        "cite.json",
    ),
    CategoryIndexPage: ("", "feed/"),
}
# What tells of all pages of a site, by the names of its addresses.
SITE_WIDE_URL_NAMES = ("sitemap", "feed", "llms_txt")


def urls_of_page(page: Page) -> Iterator[str]:
    """The page itself and its other forms."""
    if url := page.url:
        for form in FORMAT_SUFFIXES.get(page.specific_class, ("",)):
            yield absolute_url(f"{url}{form}")


def urls_of_pages(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield from urls_of_page(page)


def copy_with_url_path(url_path: str, page: Page) -> Page:
    """The page as it was at another place of the tree."""
    former = copy(page)
    former.url_path = url_path
    return former


def live_descendants(page: Page) -> Iterable[Page]:
    """The public pages below, which have its address in theirs; as many as can be purged."""
    return Page.objects.live().descendant_of(page).order_by("path")[:MAX_PURGED_URLS]


def urls_listing_page(page: Page) -> Iterator[str]:
    """Where the page is listed: the pages above it, the categories it is listed in besides with
    those above them, with their feeds; its people; and what tells of the whole site."""
    crossed = ArticleCrossListing.objects.filter(page=page.pk)
    places = [page.path[: -Page.steplen], *crossed.values_list("category__path", flat=True)]
    people = Q(reviewed_articles=page.pk) | Q(pk__in=_author_ids(page))
    listing = Q(path__in=_with_ancestor_paths(places))
    listing |= Q(pk__in=PersonPage.objects.filter(people).values("pk"))
    yield from urls_of_pages(Page.objects.live().filter(listing))
    if url := page.url:
        for name in SITE_WIDE_URL_NAMES:
            yield urljoin(absolute_url(url), reverse(name))


def urls_referring_to(thing: Model) -> Iterator[str]:
    """The public pages that name it: by a link, a choice, a citation, a condition."""
    yield from urls_of_pages(
        Page.objects.live().filter(pk__in=_referring_page_ids(thing))[:MAX_PURGED_URLS]
    )


def _referring_page_ids(thing: Model) -> Iterable[int]:
    if isinstance(thing, Condition):  # of which Wagtail's index does not know
        return thing.tagged.values_list("content_object", flat=True)
    ids = ids_including_merged([thing]) if isinstance(thing, Reference) else [thing.pk]
    kind = Page if isinstance(thing, Page) else thing
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(kind),
        to_object_id__in=[str(pk) for pk in ids],
    )
    return {int(pk) for pk in rows.values_list("object_id", flat=True)}


def _author_ids(page: Page) -> QuerySet:
    return ArticleAuthor.objects.filter(page=page.pk).values("person")


def _with_ancestor_paths(places: Iterable[str]) -> set[str]:
    """These places in the tree and all above them but the root, which is no page."""
    step = Page.steplen
    return {place[:end] for place in places for end in range(2 * step, len(place) + 1, step)}
