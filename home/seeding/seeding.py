"""One run of the seeding: as many articles as are missing, in batches that stand by themselves."""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Max
from wagtail.models import Page, Site

from articles.models import ArticlePage
from home.delivery import content_version as generation
from home.models import HomePage
from home.seeding import library
from home.seeding.articles import Writer
from home.seeding.bulk_pages import batches
from home.seeding.fixtures import SLUG, prepare

BATCH = 1000
# In proportion to the articles: a hundred thousand have a thousand categories.
ARTICLES_A_CATEGORY, FEWEST_CATEGORIES = 100, 10
ARTICLES_A_REFERENCE, FEWEST_REFERENCES = 2, 50

Tell = Callable[[str], object]


class NoHomePageError(Exception):
    """The default site has no home page of ours to put the articles below."""


def home() -> Page:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if not site or not HomePage.objects.filter(pk=site.root_page_id).exists():
        raise NoHomePageError
    return site.root_page


def other_pages() -> int:
    """How many pages there are besides the seeded ones."""
    seeded = Page.objects.filter(url_path__startswith=f"{home().url_path}{SLUG}")
    return Page.objects.count() - seeded.count()


def seeded_articles():
    return ArticlePage.objects.filter(
        path__startswith=Page.objects.child_of(home()).get(slug=SLUG).path
    )


def seed(number: int, tell: Tell) -> int:
    """Add articles until there are so many; returns how many were added.

    Every batch is committed by itself, so that a run that was interrupted is continued by the
    next one.
    """
    with transaction.atomic():
        around = prepare(home(), max(FEWEST_CATEGORIES, number // ARTICLES_A_CATEGORY))
        generation.bump()
    tell(f"{len(around.categories)} categories, {len(around.people)} people.")
    wanted = max(FEWEST_REFERENCES, number // ARTICLES_A_REFERENCE)
    for numbers in batches(range(library.stored() + 1, wanted + 1), BATCH):
        with transaction.atomic():
            library.add_references(numbers)
        tell(f"{numbers[-1]} of {wanted} references.")
    articles = seeded_articles()
    missing = number - articles.count()
    first = _last_number(articles) + 1
    writer = Writer(around, library.all_cited())
    for numbers in batches(range(first, first + missing), BATCH):
        with transaction.atomic():
            writer.write(numbers)
            generation.bump()
        tell(f"{number - missing + numbers[-1] - first + 1} of {number} articles.")
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
