"""A site that stands for all tests of a module, since building one takes longer than asking it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from wagtail.models import Page

from tests.helpers import clear_all_caches
from tests.home.full_site import create_full_site


@pytest.fixture(scope="module")
def full_site(django_db_setup, django_db_blocker) -> Iterator[dict[str, Page]]:
    """The pages of `whole_site`, for tests that change nothing (and have the `django_db` mark)."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        yield create_full_site()
        transaction.set_rollback(True)
    clear_all_caches()
