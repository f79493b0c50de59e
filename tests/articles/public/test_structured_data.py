"""Structured data of an article, without the rest of the site."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import override_settings

from articles.citations.numbering import Citations
from articles.models import ArticleChange, ArticlePage, CategoryIndexPage, PersonPage, Reference
from articles.models.condition import Condition
from articles.public.structured_data import (
    article_node,
    citation_node,
    format_datetime,
    medical_web_page,
    person_node,
    profile_node,
)

# Nothing is saved; but a page of Wagtail looks its type up when it is made.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def ada() -> PersonPage:
    return PersonPage(
        pk=1,
        title="Ada Byron",
        honorific="Dr",
        job_title="Pain consultant",
        credentials="MBBS, FRCA",
        registration="GMC 1234567",
    )


def public_url_of(page) -> str:
    """Treat every page as public."""
    return f"https://haven.example/{page.pk}/" if page else ""


def no_public_url(page) -> str:
    return ""


def build_node(article: ArticlePage, get_url=no_public_url, **given) -> dict:
    values: dict[str, Any] = {
        "authors": [],
        "citations": Citations(),
        "conditions": [],
        "changes": [],
    } | given
    return article_node(article, get_url, **values)


def test_a_person_has_a_bare_name_and_a_link_to_a_public_profile(ada):
    assert person_node(ada, public_url_of) == {
        "@type": "Person",
        "@id": "https://haven.example/1/#person",
        "name": "Ada Byron",
        "honorificPrefix": "Dr",
        "jobTitle": "Pain consultant",
        "url": "https://haven.example/1/",
    }


def test_a_person_whose_profile_is_not_public_is_named_only(ada):
    assert person_node(ada, no_public_url) == {
        "@type": "Person",
        "name": "Ada Byron",
        "honorificPrefix": "Dr",
        "jobTitle": "Pain consultant",
    }


def test_a_profile_describes_the_qualifications_it_shows(ada):
    told = profile_node(ada, public_url_of)

    assert told["honorificSuffix"] == "MBBS, FRCA"
    assert told["identifier"] == "GMC 1234567"


def test_the_review_is_described_with_name_and_date(ada):
    reviewed = ArticlePage(title="Pain", reviewer=ada, reviewed_on=date(2026, 9, 1))

    told = medical_web_page(reviewed, public_url_of)

    assert told["reviewedBy"]["name"] == "Ada Byron"
    assert told["lastReviewed"] == "2026-09-01"
    assert {"reviewedBy", "lastReviewed", "evidenceLevel"}.isdisjoint(build_node(reviewed))


def test_an_incomplete_review_is_omitted(ada):
    for half in ({}, {"reviewer": ada}, {"reviewed_on": date(2026, 9, 1)}):
        told = medical_web_page(ArticlePage(title="Pain", **half), public_url_of)
        assert told == {"@type": "MedicalWebPage", "medicalAudience": {"@type": "Patient"}}


def test_times_carry_the_offset_of_the_site():
    summer = datetime(2026, 7, 1, 23, 30, 5, 123, tzinfo=UTC)

    with override_settings(TIME_ZONE="Europe/London"):
        assert format_datetime(summer) == "2026-07-02T00:30:05+01:00"
    assert format_datetime(None) == ""


def test_an_article_is_never_older_than_its_publication():
    first, before = (datetime(2026, 7, day, tzinfo=UTC) for day in (2, 1))

    told = build_node(ArticlePage(title="Pain", first_published_at=first, last_published_at=before))

    assert told["dateModified"] == told["datePublished"] == format_datetime(first)


def test_missing_dates_people_and_sources_are_omitted():
    assert build_node(ArticlePage(title="Pain", summary="Short.")) == {
        "@type": "Article",
        "headline": "Pain",
        "description": "Short.",
    }


def test_an_article_names_its_category_only_where_that_is_public():
    article = ArticlePage(title="Pain", category=CategoryIndexPage(title="Topics"))

    assert build_node(article, public_url_of)["articleSection"] == "Topics"
    assert "articleSection" not in build_node(article, no_public_url)


def test_an_article_describes_conditions_and_corrections():
    day = date(2026, 9, 1)

    told = build_node(
        ArticlePage(title="Pain"),
        conditions=[Condition(name="Fibromyalgia")],
        changes=[
            ArticleChange(day=day, kind="update", text="Added a trial."),
            ArticleChange(day=day, kind="correction", text="It was 8 people, not 80."),
        ],
    )

    assert told["about"] == [{"@type": "MedicalCondition", "name": "Fibromyalgia"}]
    assert told["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was 8 people, not 80.",
            "datePublished": "2026-09-01",
        }
    ]


def test_a_paper_has_authors_journal_and_identifiers():
    paper = Reference(
        authors="Wood PB\nMa-Li Group\nKing, Martin L, Jr\net al",
        title="A study",
        container="Journal of Pain",
        container_short="J Pain",
        year=2006,
        volume="7",
        pages="1-9",
        doi="10.1016/j.jpain<2006",
        pmid="17",
        state="retracted",
    )

    assert citation_node(paper) == {
        "@type": "ScholarlyArticle",
        "name": "A study",
        "author": [
            {"@type": "Person", "name": "Wood PB"},
            {"@type": "Organization", "name": "Ma-Li Group"},
            {"@type": "Person", "name": "King ML Jr"},
        ],
        "datePublished": "2006",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "7",
            "isPartOf": {"@type": "Periodical", "name": "J Pain"},
        },
        "pagination": "1-9",
        "sameAs": "https://doi.org/10.1016/j.jpain%3C2006",
        "identifier": [{"@type": "PropertyValue", "propertyID": "PMID", "value": "17"}],
        "creativeWorkStatus": "Retracted",
    }


def test_a_guideline_is_a_report_with_its_url():
    report = Reference(
        kind="report", title="Chronic pain", publisher="NICE", url="https://nice.example/"
    )

    assert citation_node(report) == {
        "@type": "ScholarlyArticle",
        "additionalType": "https://schema.org/Report",
        "name": "Chronic pain",
        "publisher": {"@type": "Organization", "name": "NICE"},
        "url": "https://nice.example/",
    }


def test_a_source_with_only_a_title_is_described():
    assert citation_node(Reference(title="Lost", url="javascript:alert(1)")) == {
        "@type": "ScholarlyArticle",
        "name": "Lost",
    }
