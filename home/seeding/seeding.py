"""One run of the seeding: as many articles as are missing, in batches that stand by themselves."""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Max
from wagtail.models import Page, Site

from articles.models import ArticlePage
from home.delivery import content_version
from home.models import HomePage
from home.seeding import library
from home.seeding.articles import ArticleWriter
from home.seeding.bulk_pages import batches
from home.seeding.fixtures import SLUG, prepare_fixtures

BATCH_SIZE = 1000
# In proportion to the articles: a hundred thousand have a thousand categories.
ARTICLES_PER_CATEGORY, MIN_CATEGORIES = 100, 10
ARTICLES_PER_REFERENCE, MIN_REFERENCES = 2, 50

Report = Callable[[str], object]


class NoHomePageError(Exception):
    """The default site has no home page of ours to put the articles below."""


def get_home_page() -> Page:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if not site or not HomePage.objects.filter(pk=site.root_page_id).exists():
        raise NoHomePageError
    return site.root_page


def other_pages() -> int:
    """How many pages there are besides the seeded ones."""
    seeded = Page.objects.filter(url_path__startswith=f"{get_home_page().url_path}{SLUG}")
    return Page.objects.count() - seeded.count()


def seeded_articles():
    return ArticlePage.objects.filter(
        path__startswith=Page.objects.child_of(get_home_page()).get(slug=SLUG).path
    )


def seed(number: int, report: Report) -> int:
    """Add articles until there are so many; returns how many were added.

    Every batch is committed by itself, so that a run that was interrupted is continued by the
    next one.
    """
    with transaction.atomic():
        around = prepare_fixtures(
            get_home_page(), max(MIN_CATEGORIES, number // ARTICLES_PER_CATEGORY)
        )
        content_version.bump()
    report(f"{len(around.categories)} categories, {len(around.people)} people.")
    wanted = max(MIN_REFERENCES, number // ARTICLES_PER_REFERENCE)
    for numbers in batches(range(library.count_stored() + 1, wanted + 1), BATCH_SIZE):
        with transaction.atomic():
            library.add_references(numbers)
        report(f"{numbers[-1]} of {wanted} references.")
    articles = seeded_articles()
    missing = number - articles.count()
    first = _last_number(articles) + 1
    writer = ArticleWriter(around, library.citable_references())
    for numbers in batches(range(first, first + missing), BATCH_SIZE):
        with transaction.atomic():
            writer.write(numbers)
            content_version.bump()
        report(f"{number - missing + numbers[-1] - first + 1} of {number} articles.")
    if missing > 0:
        _analyse()
    return max(0, missing)


def _last_number(articles) -> int:
    last = articles.aggregate(last=Max("slug"))["last"]
    return int(last.rpartition("-")[2]) if last else 0


def _analyse() -> None:
    """Tell the database's planner of the new rows, as it would find out by itself in time.

    PostgreSQL also tidies what its search index has only noted so far, if it may.
    """
    tidies = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if tidies else "ANALYZE")
