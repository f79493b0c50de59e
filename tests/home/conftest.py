"""Sites that all tests of a module share, since building one takes longer than testing it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, Site

from home.kit.starter import start_site
from tests.helpers import clear_all_caches
from tests.home.full_site import create_full_site


@pytest.fixture(scope="module")
def full_site(django_db_setup, django_db_blocker) -> Iterator[dict[str, Page]]:
    """Yield the pages of `create_full_site`, for tests with the `django_db` mark."""
    with undone_after(django_db_blocker):
        yield create_full_site()


@pytest.fixture(scope="module")
def started_site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    """Yield a site as `start_site` leaves it, for tests with the `django_db` mark."""
    with undone_after(django_db_blocker):
        start_site("Larch House")
        yield Site.objects.get()


@contextmanager
def undone_after(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Roll back what the tests of a module share, after them. Each undoes its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        yield
        transaction.set_rollback(True)
    clear_all_caches()
