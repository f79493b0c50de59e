"""llms.txt: the site in short."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from articles.models import ArticlePage, EditorialSettings
from home.discovery.syndication.llms import MAX_ARTICLES
from home.models import ClinicSettings
from tests.factories import (
    article,
    bulk_copy_article,
    category,
    condition,
    conditions,
    home_page,
    person,
    place,
    service,
    services,
    standard_page,
)
from tests.home.delivery.test_visibility import WAYS_TO_HIDE

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SITE_URL = "https://clinic.example"


@pytest.fixture(autouse=True)
def _https_site_url(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE_URL


def text_of(client) -> str:
    response = client.get("/llms.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


def test_it_has_the_parts_the_proposal_names(client):
    home = home_page()
    site = home.get_site()
    clinic = ClinicSettings.for_site(site)
    clinic.name, clinic.strapline, clinic.email = "Haven [Bristol]", "Plain words.", "a@b.example"
    clinic.save()
    policy = standard_page(home, "Policy", slug="policy")
    EditorialSettings.for_site(site)
    EditorialSettings.objects.update(policy_page=policy)
    person(home, "Ada Byron", slug="ada", honorific="Dr", registration="GMC 1234567")
    blog = category(home, "Blog", slug="blog")
    article(category(blog, "Pain", slug="pain"), "Knees", slug="knees", card_summary="A [line].")
    article(category(blog, "Mood", slug="mood"), "Low mood", slug="low", summary="What it is.")

    lines = text_of(client).splitlines()

    assert lines[:3] == [r"# Haven \[Bristol\]", "", "> Plain words."]
    assert [line for line in lines if line.startswith("## ")] == [
        "## Editorial policy",
        "## Pain",
        "## Mood",
        "## People",
        "## Other pages",
        "## Contact",
    ]
    assert [line for line in lines if line.startswith("- ")] == [
        f"- [How we write and review articles]({SITE_URL}/policy/)",
        rf"- [Knees]({SITE_URL}/blog/pain/knees/article.md): A \[line\].",
        f"- [Low mood]({SITE_URL}/blog/mood/low/article.md): What it is.",
        f"- [Dr Ada Byron]({SITE_URL}/clinicians/ada/): Doctor, GMC 1234567",
        f"- [Policy]({SITE_URL}/policy/page.md)",
        f"- [Home page]({SITE_URL}/page.md)",
        "- [a@b.example](mailto:a@b.example)",
    ]


def test_only_the_newest_are_named(client):
    old = article(category(home_page(), "Blog"), "Old")
    bulk_copy_article(old, MAX_ARTICLES + 5)
    ArticlePage.objects.exclude(pk=old.pk).update(
        first_published_at=datetime(2026, 3, 9, tzinfo=UTC)
    )

    text = text_of(client)

    assert text.count("article.md)") == MAX_ARTICLES
    assert "[Old]" not in text


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_nothing_hidden_is_named(client, hide):
    home = home_page()
    hidden = article(category(home, "Blog"), "Unmentionable")
    doctor = person(home, "Unmentionable Byron")

    hide(hidden)
    doctor.unpublish()

    assert "Unmentionable" not in text_of(client)


def test_a_hidden_category_of_a_listed_article_is_omitted(client):
    blog = category(home_page(), "Unmentionable")
    article(blog, "Knees")
    Page.objects.filter(pk=blog.pk).update(live=False)

    text = text_of(client)

    assert "Unmentionable" not in text
    assert "## Other articles\n\n- [Knees]" in text


def test_it_lists_services_conditions_and_places_as_markdown(client):
    home = home_page()
    service(services(home), slug="pain", summary="A plan for pain.")
    condition(conditions(home), slug="fibro", live=False)
    place(home, "Orchard Row", slug="row", street="14 Orchard Row")

    text = text_of(client)

    assert f"[Pain clinic]({SITE_URL}/services/pain/page.md): A plan for pain." in text
    assert f"[Orchard Row]({SITE_URL}/row/page.md): 14 Orchard Row" in text
    assert "## Conditions" not in text
