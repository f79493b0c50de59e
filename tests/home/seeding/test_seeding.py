"""Articles by the thousand are stored as if each had been written and published by itself."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, ReferenceIndex

from articles.models import ArticlePage, CategoryIndexPage, Reference
from home.seeding import articles
from tests.factories import home_page, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_texts(monkeypatch):
    monkeypatch.setattr(articles, "PROTOTYPE_COUNT", 3)


def run_seed_articles(number: int, **options) -> str:
    out = StringIO()
    call_command("seed_articles", number, stdout=out, **options)
    return out.getvalue()


def test_seeded_articles_are_like_others(client):
    home_page()
    assert "30 articles added" in run_seed_articles(30)

    assert not any(Page.find_problems())
    assert CategoryIndexPage.objects.count() == 11
    assert Reference.objects.count() == 50
    article = ArticlePage.objects.get(slug="article-0000007")
    derived = ArticlePage.objects.get(pk=article.pk).update_derived_fields()
    assert derived == {name: getattr(article, name) for name in derived}
    rows = ReferenceIndex.objects.filter(object_id=str(article.pk), base_content_type__model="page")
    paths = rows.values_list("to_content_type", "to_object_id", "model_path", "content_path")
    assert set(paths) == set(ReferenceIndex._extract_references_from_object(article))
    page = client.get(article.url)
    assert page.status_code == 200
    assert len(page.context_data["citations"].entries) == article.source_count
    found = client.get("/search/", {"q": article.title.split()[-2]})
    assert found.context["total"] == 19  # the first twenty share a name, and none has number 0


def test_a_second_run_adds_missing_objects():
    home_page()
    run_seed_articles(3)

    assert "Everything exists already" in run_seed_articles(3)
    assert "2 articles added" in run_seed_articles(5)
    assert ArticlePage.objects.count() == 5
    assert not any(Page.find_problems())


def test_a_site_with_pages_requires_confirmation(monkeypatch):
    standard_page(home_page())
    monkeypatch.setattr("home.management.commands.seed_articles.CONFIRM_FROM_PAGES", 3)

    with pytest.raises(CommandError, match="--yes"):
        run_seed_articles(1)
    assert "1 articles added" in run_seed_articles(1, yes=True)


def test_without_a_home_page_the_error_has_advice():
    with pytest.raises(CommandError, match="load_sample_site"):
        run_seed_articles(1)
