"""Nonsense in the forms and addresses of the steps."""

import pytest
from django.urls import reverse

from tests.factories import category, person
from tests.helpers import parse_response
from tests.home.first_steps.helpers import NAMES, url

pytestmark = pytest.mark.django_db

# What a form should survive.
NONSENSE = ["", "\x00", "<script>", "💥" * 400, "999999999999999999999", "../../etc", "%s%d{0}"]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("name", NAMES)
def test_nonsense_is_never_an_error(admin, site, name, value):
    person(site.root_page)
    category(site.root_page)
    form = parse_response(admin.get(url(site, name))).select_one("form.step-form")
    fields = {field["name"] for field in form.select("[name]")} - {"csrfmiddlewaretoken", "suggest"}

    for extra in ({}, {"suggest": "1"}, {"add": "1"}):
        response = admin.post(url(site, name), dict.fromkeys(fields, value) | extra)
        assert response.status_code in (200, 302)
    preview = reverse("first_steps:preview", args=[site.pk, name])
    assert admin.post(preview, dict.fromkeys(fields, value)).status_code == 200


def test_unknown_steps_and_sites_are_not_found(admin, site):
    assert admin.get(url(site, "nothing")).status_code == 404
    assert admin.get(f"/admin/first-steps/{site.pk + 99}/you/").status_code == 404
