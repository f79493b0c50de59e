"""The admin carries the clinic's name."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from home.models import ClinicSettings
from tests.factories import home_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def test_the_admin_shows_the_name_of_the_clinic(admin_client):
    home_page()
    clinic = ClinicSettings.for_site(Site.objects.get())
    clinic.name = "Haven & Sons"
    clinic.save()

    login = parse_response(Client().get(reverse("wagtailadmin_login")))
    dashboard = parse_response(admin_client.get(reverse("wagtailadmin_home")))

    assert login.h1.text.strip() == "Sign in to Haven & Sons"
    for soup in (login, dashboard):
        assert soup.title.text.strip().endswith("- Haven & Sons")
    assert dashboard.h1.text.strip() == "Haven & Sons"
    menu = dashboard.find("template", attrs={"data-wagtail-sidebar-branding-logo": True})
    assert '<span class="clinic-name">Haven &amp; Sons</span>' in str(menu)


def test_people_can_sign_in_before_there_is_a_site_or_settings(client):
    Site.objects.all().delete()

    login = parse_response(client.get(reverse("wagtailadmin_login")))

    assert login.h1.text.strip() == "Sign in to Our clinic"
    assert not ClinicSettings.objects.exists()
