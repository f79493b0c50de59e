"""Two clinics that all tests of a module share."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.helpers import clear_all_caches
from tests.home.walls.two_clinics import MarkedClinic, create_two_clinics


@pytest.fixture(autouse=True)
def _clear_caches() -> Iterator[None]:
    """Forget what a test has changed, which is rolled back without a signal."""
    yield
    clear_all_caches()


@pytest.fixture(scope="module")
def clinics(django_db_setup, django_db_blocker) -> Iterator[list[MarkedClinic]]:
    """Yield two clinics, for tests that change nothing."""
    hosts = override_settings(ALLOWED_HOSTS=[".example", "testserver", "localhost"])
    with hosts, django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        yield create_two_clinics()
        transaction.set_rollback(True)
    clear_all_caches()
