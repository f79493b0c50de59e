"""One run of the seeding. It creates the articles that are missing, in batches."""

from collections.abc import Callable

from django.db import connection
from django.db.models import Max
from wagtail.models import Page, Site

from articles.models import ArticlePage
from home.delivery import content_version
from home.models import HomePage
from home.seeding.articles import ArticleWriter
from home.seeding.fixtures import SLUG, prepare_fixtures

BATCH_SIZE = 500
# In proportion to the articles: a hundred thousand have a thousand categories.
ARTICLES_PER_CATEGORY, MIN_CATEGORIES = 100, 10
ARTICLES_PER_REFERENCE, MIN_REFERENCES = 2, 50


class NoHomePageError(Exception):
    """The default site has no home page of ours to put the articles below."""


def get_home_page() -> Page:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if not site or not HomePage.objects.filter(pk=site.root_page_id).exists():
        raise NoHomePageError
    return site.root_page


def other_pages() -> int:
    """Return the number of pages that are not seeded."""
    return Page.objects.exclude(url_path__startswith=f"{get_home_page().url_path}{SLUG}").count()


def seed(number: int, report: Callable[[str], object]) -> int:
    """Add articles until there are this many. Return the number of articles added.

    Every batch is committed on its own, so that the next run continues an interrupted one.
    """
    home = get_home_page()
    fixtures = prepare_fixtures(
        home,
        max(MIN_CATEGORIES, number // ARTICLES_PER_CATEGORY),
        max(MIN_REFERENCES, number // ARTICLES_PER_REFERENCE),
        report,
    )
    articles = ArticlePage.objects.filter(url_path__startswith=f"{home.url_path}{SLUG}/")
    present = articles.count()
    if number <= present:
        return 0
    last = articles.aggregate(last=Max("slug"))["last"] or "-0"
    first = int(last.rpartition("-")[2]) + 1
    missing = range(first, first + number - present)
    writer = ArticleWriter(fixtures)
    for start in range(0, len(missing), BATCH_SIZE):
        batch = missing[start : start + BATCH_SIZE]
        writer.write(batch)
        content_version.bump()
        report(f"{present + start + len(batch)} of {number} articles.")
    _analyse()
    return len(missing)


def _analyse() -> None:
    """Update the planner's statistics now instead of in some minutes.

    PostgreSQL also merges the pending entries of its search index, if it may.
    """
    can_vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if can_vacuum else "ANALYZE")
