"""The metrics of published articles, and when they are updated."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.blocks.walk import get_sections
from articles.editorial.metrics import update_metrics, update_published_metrics
from articles.library.merging import merge_references
from articles.models import ArticlePage, CategoryIndexPage, EditorialSettings, Freshness, Reference
from articles.problems.body_reading import iter_prose
from tests.factories import (
    article,
    body,
    category,
    evidence,
    explanation,
    figure,
    home_page,
    image,
    intro,
    mark,
    quote,
    reference,
    references,
    statement,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pain() -> CategoryIndexPage:
    home = home_page()
    # The sources of these tests are old, which would be a warning of each article.
    EditorialSettings.objects.update(claims_against_sources="off")
    return category(home, "Pain")


def publish_article(parent: CategoryIndexPage, *cited: Reference) -> ArticlePage:
    page = article(parent, body=body(intro(), explanation(cited=cited), references()))
    page.save_revision().publish()
    return page


def get_metrics(page: ArticlePage) -> Freshness:
    return Freshness.objects.get(article=page)


def test_sources_and_problems_are_measured(pain: CategoryIndexPage):
    """A source counts once, however often it is cited; what is only recommended does not."""
    old = reference("Wood PB", year=2001, container="Pain", volume="1", doi="10.1000/1")
    new = reference("Ball T", title="New", year=2011, container="Pain", volume="2")
    retracted = reference("Group", title="Undated", year=None, pmid="123", state="retracted")
    further = reference("Zed A", title="To read", year=2020)
    cited = explanation(cited=(new, old, old, retracted))
    page = article(pain, body=body(intro(), cited, references((further,))))

    update_metrics([page])

    found = get_metrics(page)
    assert found.years == [2001, 2011]
    assert (found.without_identifier, found.retracted, found.errors) == (1, 1, 1)
    assert found.warnings == 2  # the retracted one lacks its year, the recommended one its journal


def test_publishing_measures_the_published_content(pain: CategoryIndexPage):
    page = publish_article(pain, reference(year=2001))
    page.body = body(intro(), references())
    revision = page.save_revision()
    assert get_metrics(page).years == [2001]

    revision.publish()

    assert get_metrics(page).years == []


def test_changing_a_source_updates_metrics_of_citing_articles(pain: CategoryIndexPage):
    source = reference(year=2001)
    page, other = publish_article(pain, source), publish_article(pain)
    Freshness.objects.filter(article=other).update(words=7)

    source.year, source.state = 2002, "retracted"
    source.save()

    assert (get_metrics(page).years, get_metrics(page).errors) == ([2002], 1)
    assert get_metrics(other).words == 7


def test_a_deleted_source_counts_as_an_error(pain: CategoryIndexPage):
    source = reference()
    page = publish_article(pain, source)

    source.delete()

    assert (get_metrics(page).years, get_metrics(page).errors) == ([], 1)


def test_merged_sources_are_measured_as_the_one_that_is_left(pain: CategoryIndexPage):
    kept, other = reference(year=2006), reference(year=None, doi="10.1000/7")
    page = publish_article(pain, other)

    merge_references(kept, other, take=["doi"])

    assert (get_metrics(page).years, get_metrics(page).without_identifier) == ([2006], 0)


def test_the_command_measures_articles_published_earlier(pain: CategoryIndexPage, capsys):
    page, _draft = article(pain), article(pain, live=False)

    call_command("measure_articles")

    assert list(Freshness.objects.values_list("article", flat=True)) == [page.pk]
    assert "1 article measured." in capsys.readouterr().out


def test_an_alias_is_not_measured(pain: CategoryIndexPage):
    alias = article(pain).create_alias(parent=category(pain), update_slug="alias")

    update_published_metrics()

    assert not Freshness.objects.filter(article=alias.pk).exists()


def test_measuring_takes_a_constant_number_of_queries(pain: CategoryIndexPage):
    sources = [reference(title=f"Study {number}") for number in range(4)]
    pages = [article(pain, body=body(explanation(cited=(source,)))) for source in sources]

    def queries(measured_pages: list[ArticlePage]) -> int:
        with CaptureQueriesContext(connection) as captured:
            update_metrics(measured_pages)
        return len(captured)

    assert queries(pages[:1]) == queries(pages)


def test_only_running_text_is_read():
    text = body(
        intro("<p>It <b>hurts</b>.</p>"),
        explanation("Heading", "Nerves learn."),
        evidence(statement(limits="It was small.")),
        figure(image()),
        quote(),
        table(),
        references(),
    )

    assert list(iter_prose(get_sections(ArticlePage(body=text).body))) == [
        "It hurts.",
        "Nerves learn.",
        "A fibre.",
        "A little.",
        "It was small.",
        "Rest is part of it.",
    ]


def test_citations_are_no_words():
    cited = mark(reference("Wood PB"))
    page = ArticlePage(body=body(intro(f"<p>It hurts {cited}, often.</p>")))

    assert list(iter_prose(get_sections(page.body))) == ["It hurts, often."]


def test_the_grade_is_only_given_for_english(pain: CategoryIndexPage, settings):
    page = article(pain, body=body(intro(f"<p>{'Pain can stay for long. ' * 30}</p>")))
    update_metrics([page])
    assert get_metrics(page).grade is not None

    settings.LANGUAGE_CODE = "de"
    update_metrics([page])

    assert (get_metrics(page).words, get_metrics(page).grade) == (150, None)
