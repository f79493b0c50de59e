"""Services, conditions, places, standing pages and the home page as Markdown."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from articles.models import ArticlePage
from home.delivery.cdn.addresses import FORMAT_SUFFIXES
from home.discovery.syndication.markdown import MARKDOWN_TYPES
from home.models import ClinicSettings
from tests.factories import (
    article,
    block,
    body,
    category,
    condition,
    conditions,
    evidence,
    finding_of,
    home_page,
    list_items,
    person,
    place,
    prose,
    reference,
    service,
    services,
    shown_evidence,
    standard_page,
    statement,
    stream,
    update_page,
)
from tests.helpers import clear_all_caches
from tests.home.delivery.test_visibility import hide_as_draft, hide_by_expiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SITE_URL = "https://clinic.example"


@pytest.fixture(autouse=True)
def _https_site_url(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE_URL


@pytest.fixture
def home():
    home = home_page()
    clinic = ClinicSettings.for_site(home.get_site())
    clinic.country, clinic.phone = "GB-ENG", "0117 496 0182"
    clinic.booking_page = standard_page(home, "Book", slug="book")
    clinic.save()
    return home


@pytest.fixture
def reviewed(home) -> ArticlePage:
    """An article with one finding, which was reviewed."""
    text = body(evidence(statement(cited=(reference("Wood PB"),), finding="A little.")))
    page = article(category(home), "Walking", slug="walking", body=text)
    doctor = person(home, honorific="Dr")
    update_page(page, reviewer=doctor, reviewed_on=date(2026, 5, 4))
    return page


def markdown_of(client, page) -> str:
    response = client.get(f"{page.url}page.md")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Link"] == f'<{SITE_URL}{page.url}>; rel="canonical"'
    text = response.content.decode()
    assert "<p" not in text
    assert "linktype" not in text
    return text


def test_a_service_has_its_facts_prices_and_evidence(client, home, reviewed):
    page = service(
        services(home),
        summary="A plan for pain.",
        prices=(
            {"name": "First", "amount": "220", "is_from": True, "minutes": 45},
            {"name": "Visit", "amount": "450", "note": "After a first one"},
        ),
        treats=(condition(conditions(home)),),
        given_at=(place(home, "Orchard Row", slug="row"),),
        by_video=True,
        waiting_time="nine days",
        body=stream(
            block("what_happens", {"steps": list_items({"heading": "Before", "text": "A form."})}),
            shown_evidence(finding_of(reviewed)),
            block("risks", {"heading": "Risks", "text": prose("Soreness.", (reference("Lee A"),))}),
        ),
    )

    text = markdown_of(client, page)

    for part in (
        "# Pain clinic\n\n> A plan for pain.\n\n- Price: First, 45 minutes: from £220\n",
        f"\n- Where: [Orchard Row]({SITE_URL}/row/), by video\n- Next free: nine days\n",
        f"\n- For: [Fibromyalgia]({SITE_URL}/conditions/fibromyalgia/)\n",
        f"\n- Book: [Book a consultation]({SITE_URL}/book/)\n",
        "## What it costs\n\n- First, 45 minutes: from £220\n- Visit: £450 (After a first one)\n",
        "\n1. **Before:** A form.\n",
        " · Limited evidence**\n",
        "  A little.\n",
        f"From [Walking]({SITE_URL}{reviewed.url}), reviewed May 2026 by Dr Ada Byron. ",
        "Source: [Wood",
        f"]({SITE_URL}{reviewed.url}#ref-wood-2006).\n",
        "## Risks\n\nSoreness.[1]\n",
        "## References\n\n1. Lee A.",
    ):
        assert part in text


def test_a_condition_has_its_ways_with_sources_and_review(client, home, reviewed):
    ways = list_items(
        {"way": "Walking", "statement": finding_of(reviewed), "where": "NHS", "services": []},
        {"way": "Resting", "known": prose("Not tested."), "where": "", "services": []},
        {
            "way": "Heat",
            "known": prose("It soothes.", (reference("Lee A"),)),
            "where": "",
            "services": [],
        },
    )
    page = condition(
        conditions(home),
        also_called="FMS",
        picks=(reviewed,),
        body=stream(block("ways", {"heading": "Ways", "ways": ways})),
    )
    pain = service(services(home), treats=(page,))

    text = markdown_of(client, page)

    for part in (
        "\n- Also called: FMS\n",
        f"\n- Services: [Pain clinic]({SITE_URL}{pain.url})\n",
        "\n- Its articles: reviewed on 4 May 2026 or later\n",
        "\n- **Walking**\n",
        "reviewed May 2026 by Dr Ada Byron. Source: [Wood",
        "  How sure: Limited evidence\n\n  Where: NHS\n",
        "  Not tested.\n\n  How sure: We have not written about the evidence yet. Ask us.\n",
        "  It soothes.[1]\n\n  How sure: We have not graded this yet. See its sources.\n",
        "## Read on\n\n- [Walking]",
        "(Reviewed on 4 May 2026 by Dr Ada Byron)",
    ):
        assert part in text


def test_a_place_has_its_hours_without_a_word_about_today(client, home, full_place_fields):
    page = place(home, "Orchard Row", slug="row", **full_place_fields)

    text = markdown_of(client, page)

    for part in (
        "\n- Where: 14 Orchard Row, Bristol BS1 6QX\n",
        "\n- Telephone: [0117 2](tel:01172)\n",
        "## Opening hours\n\n- Monday: 9 am to 6 pm\n- Tuesday: closed\n",
        "Holidays and other hours:\n\n- Founders, ",
        "### On foot\n\nTen minutes.\n",
        "## Access\n\n- **Lift:** **Yes** Left.\n",
        "## Waiting\n\nThere is tea.\n",
    ):
        assert part in text
    assert "today" not in text
    assert "Open now" not in text
    assert "Closed, opens" not in text


@pytest.fixture
def full_place_fields() -> dict[str, Any]:
    holiday: dict[str, Any] = {
        "name": "Founders",
        "first": f"{timezone.localdate()}",
        "last": None,
        "times": [],
    }
    return {
        "street": "14 Orchard Row",
        "town": "Bristol",
        "postcode": "BS1 6QX",
        "phone": "0117 2",
        "hours": stream(
            block("opening", {"days": ["mon"], "opens": "09:00:00", "closes": "18:00:00"})
        ),
        "exceptions": stream(block("exception", holiday)),
        "on_foot": "<p>Ten minutes.</p>",
        "access": stream(block("access", {"feature": "lift", "note": "Left."})),
        "body": stream(block("text", {"heading": "Waiting", "text": "<p>There is tea.</p>"})),
    }


def test_home_and_standing_pages_have_their_sections(client, home, reviewed):
    fibro = condition(conditions(home), summary="Pain all over.")
    pain = service(services(home), summary="A plan.", prices=({"name": "First", "amount": "9"},))
    place(home, "Orchard Row", slug="row", street="14 Orchard Row")
    everything = (
        block("services", {"heading": "Offers", "services": []}),
        block("conditions", {"heading": "Treats", "conditions": [], "drawings": True}),
        block("prices", {"heading": "Prices", "services": []}),
        block("find_us", {"heading": "Find us"}),
        block("chosen_articles", {"heading": "Read", "articles": list_items(reviewed.pk)}),
    )
    page = standard_page(home, "About", slug="about", body=stream(*everything))
    doctor = reviewed.reviewer
    of_home = (
        block("latest", {"heading": "Latest", "articles": []}),
        block("people", {"heading": "People", "people": list_items(doctor.pk)}),
        block("topics", {"heading": "Topics", "categories": list_items(reviewed.get_parent().pk)}),
        block("trust", {"statements": list_items({"heading": "Signed", "text": "By name."})}),
    )
    update_page(home, hero_heading="Plain words", body=stream(*everything, *of_home))
    clear_all_caches()

    of_page, text = markdown_of(client, page), markdown_of(client, home)

    shared = (
        f"## Offers\n\n- [Pain clinic]({SITE_URL}{pain.url}): A plan. First: £9\n",
        f"## Treats\n\n- [Fibromyalgia]({SITE_URL}{fibro.url}): Pain all over.\n",
        f"### [Pain clinic]({SITE_URL}{pain.url})\n\n- First: £9\n",
        f"### [Orchard Row]({SITE_URL}/row/)\n\n14 Orchard Row\n",
        f"## Read\n\n- [Walking]({SITE_URL}{reviewed.url})",
    )
    for part in shared:
        assert part in of_page
        assert part in text
    for part in (
        "# Plain words\n",
        "## Latest\n\n- [Walking]",
        "## People\n\n- [Dr Ada Byron]",
        "## Topics\n\n- [",
        "- **Signed:** By name.\n",
    ):
        assert part in text
    assert "![](" not in text


@pytest.mark.parametrize("hide", [hide_as_draft, hide_by_expiry])
def test_a_hidden_page_has_none(client, home, hide):
    for page in (service(services(home)), condition(conditions(home)), place(home, slug="row")):
        hide(page)

        assert client.get(f"{page.url}page.md").status_code == 404


def test_a_private_page_is_neither_shown_nor_cached(client, admin_client, home):
    page = service(services(home), "Unmentionable")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(f"{page.url}page.md")

    assert response.status_code == 302
    assert b"Unmentionable" not in response.content
    assert "no-store" in admin_client.get(f"{page.url}page.md")["Cache-Control"]


def test_a_way_names_no_hidden_article(client, home, reviewed):
    row = {"way": "Walking", "statement": finding_of(reviewed), "where": "", "services": []}
    body_of_ways = stream(block("ways", {"heading": "Ways", "ways": list_items(row)}))
    page = condition(conditions(home), body=body_of_ways, picks=(reviewed,))
    reviewed.unpublish()

    text = markdown_of(client, page)

    assert "A little." not in text
    assert "[Walking]" not in text


def test_each_kind_is_purged_with_its_page():
    for model, kind in MARKDOWN_TYPES.items():
        assert kind.file_name in FORMAT_SUFFIXES[model]
        assert issubclass(model, Page)
