"""Loading articles together gives the same result with fewer queries."""

import pytest

from articles.blocks.outline import build_outline
from articles.models import ArticlePage
from articles.public.prefetch import get_authors_by_article, prefetch_bodies
from tests.factories import (
    article,
    body,
    call_to_action,
    category,
    explanation,
    figure,
    full_body,
    home_page,
    image,
    person,
    reference,
    references,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def outline_and_sources(page: ArticlePage) -> tuple[list, list, list]:
    parts = [
        (part.child.block_type, part.child.id, part.anchor) for part in build_outline(page.body)
    ]
    entries = [(entry.number, entry.reference.pk) for entry in page.citations.entries]
    return parts, entries, [source.pk for source in page.citations.further]


@pytest.fixture
def articles() -> list[ArticlePage]:
    blog = category(home_page())
    one, two, three = (reference(name) for name in ("Wood PB", "Noppers I", "Other O"))
    chosen = call_to_action()
    article(blog, body=full_body(image("A"), chosen, (two, one)))
    article(blog, body="[]")
    article(blog, body=body(explanation(cited=(one, three)), figure(image("B"))))
    article(blog, body=body(explanation(cited=(one,)), references((three,))))
    return list(ArticlePage.objects.order_by("pk"))


def test_each_gets_its_own_blocks_and_numbers(articles):
    apart = [outline_and_sources(page) for page in ArticlePage.objects.order_by("pk")]

    prefetch_bodies(articles)

    assert [outline_and_sources(page) for page in articles] == apart
    assert apart[1] == ([], [], [])
    assert len(apart[0][0]) > 10


def test_four_articles_cost_no_more_queries_than_one(articles, django_assert_num_queries):
    """Images, renditions, calls to action, sources."""
    with django_assert_num_queries(4):
        prefetch_bodies(articles[:1])
        outline_and_sources(articles[0])
    fresh = list(ArticlePage.objects.order_by("pk"))

    with django_assert_num_queries(4):
        prefetch_bodies(fresh)
        for page in fresh:
            outline_and_sources(page)


def test_authors_are_in_order(django_assert_num_queries):
    home = home_page()
    blog, ada, ben = category(home), person(home, "Ada"), person(home, "Ben")
    two, none = article(blog, authors=(ben, ada)), article(blog)

    with django_assert_num_queries(1):
        found = get_authors_by_article([two, none])

    assert found == {two.pk: [ben, ada], none.pk: []}
