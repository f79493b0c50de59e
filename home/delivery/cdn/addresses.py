"""Where a page can be read, and where else it shows."""

from collections.abc import Iterable, Iterator
from copy import copy
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from articles.library.usage_index import every_id
from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    CategoryIndexPage,
    Condition,
    PersonPage,
    Reference,
)
from home.delivery.cdn.purging import MOST
from home.delivery.visibility import absolute

# A page and its other forms, below its address. (The share image has a new address each time.)
FORMS: dict[type[Page] | None, tuple[str, ...]] = {
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
OF_THE_SITE = ("sitemap", "feed", "llms_txt")


def of(page: Page) -> Iterator[str]:
    """The page itself and its other forms."""
    if url := page.url:
        for form in FORMS.get(page.specific_class, ("",)):
            yield absolute(f"{url}{form}")


def of_several(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield from of(page)


def at(url_path: str, page: Page) -> Page:
    """The page as it was at another place of the tree."""
    former = copy(page)
    former.url_path = url_path
    return former


def below(page: Page) -> Iterable[Page]:
    """The public pages below, which have its address in theirs; as many as can be purged."""
    return Page.objects.live().descendant_of(page).order_by("path")[:MOST]


def of_lists(page: Page) -> Iterator[str]:
    """Where the page is listed: the pages above it, the categories it is listed in besides with
    those above them, with their feeds; its people; and what tells of the whole site."""
    crossed = ArticleCrossListing.objects.filter(page=page.pk)
    places = [page.path[: -Page.steplen], *crossed.values_list("category__path", flat=True)]
    people = Q(reviewed_articles=page.pk) | Q(pk__in=_authors(page))
    listing = Q(path__in=_with_those_above(places))
    listing |= Q(pk__in=PersonPage.objects.filter(people).values("pk"))
    yield from of_several(Page.objects.live().filter(listing))
    if url := page.url:
        for name in OF_THE_SITE:
            yield urljoin(absolute(url), reverse(name))


def of_users(thing: Model) -> Iterator[str]:
    """The public pages that name it: by a link, a choice, a citation, a condition."""
    yield from of_several(Page.objects.live().filter(pk__in=_users(thing))[:MOST])


def _users(thing: Model) -> Iterable[int]:
    if isinstance(thing, Condition):  # of which Wagtail's index does not know
        return thing.tagged.values_list("content_object", flat=True)
    ids = every_id([thing]) if isinstance(thing, Reference) else [thing.pk]
    kind = Page if isinstance(thing, Page) else thing
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(kind),
        to_object_id__in=[str(pk) for pk in ids],
    )
    return {int(pk) for pk in rows.values_list("object_id", flat=True)}


def _authors(page: Page) -> QuerySet:
    return ArticleAuthor.objects.filter(page=page.pk).values("person")


def _with_those_above(places: Iterable[str]) -> set[str]:
    """These places in the tree and all above them but the root, which is no page."""
    step = Page.steplen
    return {place[:end] for place in places for end in range(2 * step, len(place) + 1, step)}
