"""Clients of users who may not and who may publish sources."""

import pytest
from django.test import Client

from home.models.roles import EDITORS, PUBLISHERS
from tests.articles.library.staff import log_in, member


@pytest.fixture
def writer() -> Client:
    """Log in a user who may not publish."""
    return log_in(member(EDITORS))


@pytest.fixture
def publisher() -> Client:
    return log_in(member(PUBLISHERS))
