"""A site whose steps are open, and an administrator who takes them."""

import pytest
from django.test import Client
from wagtail.models import Site

from home.models.roles import ADMINISTRATORS
from tests.home.first_steps.helpers import log_in


@pytest.fixture
def site(started_site: Site, db: None) -> Site:
    return Site.objects.get()


@pytest.fixture
def admin(site: Site, client: Client) -> Client:
    log_in(client, ADMINISTRATORS)
    return client
