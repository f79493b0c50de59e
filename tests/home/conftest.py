"""A site that all tests of a module share, since building it takes longer than testing it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from wagtail.models import Page

from tests.helpers import clear_all_caches
from tests.home.full_site import create_full_site


@pytest.fixture(scope="module")
def full_site(django_db_setup, django_db_blocker) -> Iterator[dict[str, Page]]:
    """Yield the pages of `create_full_site`, for read-only tests with the `django_db` mark."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        yield create_full_site()
        transaction.set_rollback(True)
    clear_all_caches()
