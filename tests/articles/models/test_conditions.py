"""Articles list their conditions and link to other articles about them."""

import pytest

from articles.models import Condition
from tests.factories import article, category, home_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def test_conditions_link_to_the_filtered_category(client):
    page = article(category(home_page(), "Pain", slug="pain"))
    page.conditions.set(Condition.objects.create(name=name) for name in ("Chronic pain", "CRPS"))
    page.save()

    links = parse_response(client.get(page.url)).select('.record a[href*="condition="]')

    assert [(link.text, link["href"]) for link in links] == [
        ("Chronic pain", "/pain/?condition=chronic-pain"),
        ("CRPS", "/pain/?condition=crps"),
    ]


def test_conditions_of_a_hidden_category_are_not_linked(client):
    pain = category(home_page(), "Pain")
    page = article(pain)
    page.conditions.set([Condition.objects.create(name="CRPS")])
    page.save()
    pain.unpublish()

    record = parse_response(client.get(page.url)).select_one(".record")

    assert "CRPS" in record.text
    assert not record.select('a[href*="condition="]')
