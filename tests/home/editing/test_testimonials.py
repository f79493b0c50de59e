"""Testimonials are published only after staff have confirmed that their country allows them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import ClinicSettings, StandardPage
from tests.factories import editor, home_page, standard_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page() -> StandardPage:
    return standard_page(home_page(), "Voices", slug="voices")


def save(page: StandardPage, *, confirmed: bool = False, publish: bool = True, **said: str) -> Any:
    item = {
        "deleted": "",
        "order": "0",
        "id": "",
        "type": "item",
        "value": {
            "text": "They called back.",
            "person": "A patient",
            "said_on": "2026-03-02",
            "consent_on": "2026-03-09",
            "consent_record": "Forms 2026, no. 14",
            **said,
        },
    }
    section = {
        "heading": "Voices",
        "anchor": "",
        "note": "One person each.",
        "testimonials": {"count": "1", "0": item},
        **({"rules_confirmed": "on"} if confirmed else {}),
    }
    data = nested_form_data(
        {
            "title": "Voices",
            "slug": "voices",
            "summary": "",
            "body": streamfield([("testimonials", section)]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
            **({"action-publish": "1"} if publish else {}),
        }
    )
    client = Client()
    client.force_login(editor())
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


@pytest.mark.parametrize(
    ("country", "words"), [("AU", "Australia"), ("GB-ENG", "In the UK"), ("", "different rules")]
)
def test_unconfirmed_testimonials_are_refused_with_the_rule(page, country, words):
    clinic = ClinicSettings.for_site(page.get_site())
    clinic.country = country
    clinic.save()

    response = save(page)

    (error,) = response.context_data["form"].errors["body"].as_data()
    message = error.block_errors[0].block_errors["rules_confirmed"].message
    assert words in str(message)
    page.refresh_from_db()
    assert not len(page.body)


def test_confirmed_testimonials_show_date_and_consent_but_no_record(client, page):
    assert save(page, confirmed=True).status_code == 302

    text = client.get(page.url).content.decode()
    assert "They called back." in text
    assert "Mar 2026" in text or "March 2026" in text
    assert "Published with consent." in text
    assert "no. 14" not in text
    assert "2026-03-09" not in text


def test_an_unconfirmed_draft_can_be_saved(page):
    assert save(page, publish=False).status_code == 302


@pytest.mark.parametrize(
    "said",
    [{"consent_on": ""}, {"consent_record": ""}, {"said_on": ""}, {"consent_on": "2999-01-01"}],
)
def test_a_testimonial_without_a_record_of_consent_is_refused(page, said):
    assert "body" in save(page, confirmed=True, **said).context_data["form"].errors
