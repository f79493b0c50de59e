"""Who may not publish changes no public byte, by any request of the admin."""

from collections.abc import Collection, Iterator
from http.cookies import SimpleCookie
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.test import Client
from django.utils.functional import cached_property
from wagtail.models import Page

from home.delivery.content_version import CONTENT_MODELS
from home.models.roles import ADMINISTRATORS, MODERATORS, PUBLISHERS
from tests.helpers import clear_all_caches, undone
from tests.home.roles.admin_forms import get_forms, plausible_data, without_rendering
from tests.home.roles.admin_urls import admin_urls
from tests.home.roles.clinic import (
    ANONYMOUS,
    DESK,
    NO_GROUP,
    PUBLISHING,
    SUPERUSER,
    UNPUBLISHING,
    create_clinic,
)
from tests.home.roles.models import PRIVATE_MODELS, PUBLIC_MODELS, PUBLIC_PAGES, PUBLIC_PARTS
from tests.home.roles.public_bytes import PublicBytes

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite_only]


# Roles that have no permission on single pages or collections: what is refused for one object is
# refused for all.
ALIKE_EVERYWHERE = {ANONYMOUS, NO_GROUP, DESK}
HOME, LOGIN = "/admin/", "/admin/login/"


# The models that a role may change by itself or by publishing pages, beside those of the roles
# before it.
PUBLISHED_WITH_PAGES = {model._meta.label for model in (*PUBLIC_PAGES, *PUBLIC_PARTS, Page)} | {
    "home.ClinicImage",
    "home.ClinicRendition",
    "wagtailcore.PageViewRestriction",
    "wagtaildocs.Document",
    "wagtailredirects.Redirect",  # of pages that move
}
CHANGED_BY_PUBLISHERS = PUBLISHED_WITH_PAGES | {
    "articles.CallToAction",
    "articles.Condition",
    "articles.Reference",
    "home.SearchSettings",
    "wagtailsearchpromotions.Query",
    "wagtailsearchpromotions.SearchPromotion",
}
MODELS_OF_ROLE = {
    MODERATORS: PUBLISHED_WITH_PAGES,
    PUBLISHERS: CHANGED_BY_PUBLISHERS,
    ADMINISTRATORS: PUBLIC_MODELS.keys(),
}
# Public models that no single request of the admin changes, with the reason.
UNCHANGED_MODELS = {
    "articles.MergedReference": "written when sources are merged, see test_merging.py",
    "wagtailcore.Collection": "its name is not shown, only its restriction counts",
    "articles.SignOff": "written by reviewers, see test_sign_off.py",
    "wagtailcore.Locale": "not in the admin",
}


class SuperuserChanges(NamedTuple):
    """The models that each view changed, and those whose change showed at a public address."""

    models_by_view: dict[str, set[str]]
    public_models: set[str]


class Matrix:
    """A clinic, its public bytes, and the requests of the admin with their data."""

    def __init__(self) -> None:
        self.clinic = create_clinic()
        self.public = PublicBytes(self.clinic)
        self.urls = sorted(admin_urls(self.clinic))
        self.data: dict[str, list[dict[str, Any]]] = {}
        client = self.log_in(SUPERUSER)
        with transaction.atomic():
            for _view, urls in groupby(self.urls, attrgetter("view")):
                self._read_forms(client, [each.url for each in urls])
            self.changed_by_reading = set(self.public.changes())
            transaction.set_rollback(True)
        self.urls = [each for each in self.urls if each.url in self.data]

    def _read_forms(self, client: Client, urls: list[str]) -> None:
        """Collect what can be posted to a view: nothing if neither end of its pages has a form.

        The first page of settings only leads to those of a site. A view that refuses to be posted
        to is left out.
        """
        found = get_forms(client, urls[0]) or get_forms(client, urls[-1])
        if not found and self._only_reads(urls[0]):
            return
        self.data[urls[0]] = [{}, *plausible_data(found)]
        for url in urls[1:]:
            self.data[url] = [{}, *(plausible_data(get_forms(client, url)) if found else [])]

    def _only_reads(self, url: str) -> bool:
        with transaction.atomic():
            response = self.log_in(SUPERUSER).post(url)
            transaction.set_rollback(True)
        self.public.restore_files()
        return response.status_code == 405

    def log_in(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role != ANONYMOUS:
            client.force_login(self.clinic.users[role])
        return client

    @cached_property
    def by_superuser(self) -> "SuperuserChanges":
        """What the same requests change for a user who may do everything."""
        changes = SuperuserChanges({}, set())
        for view in self.post_all(SUPERUSER):
            models = self.public.changed_models()
            if models:
                changes.models_by_view[view] = models
            unproven = models - changes.public_models - UNCHANGED_MODELS.keys()
            if unproven and any(self.public.changes()):
                changes.public_models.update(models)
        return changes

    def post_all(self, role: str, views: Collection[str] | None = None) -> Iterator[str]:
        """Post to the addresses of each view, and yield the view's name before all is undone."""
        client = self.log_in(role)
        session = client.cookies.output(header="").strip()
        for view, urls in groupby(self.urls, attrgetter("view")):
            client.cookies = SimpleCookie(session)  # some views log the user out
            if views is not None and view not in views:
                continue
            with undone():
                with without_rendering(), self.public.watching():
                    is_first_refused = self._post(client, next(urls).url)
                    for each in () if is_first_refused and role in ALIKE_EVERYWHERE else urls:
                        self._post(client, each.url)
                yield view
            self.public.restore_files()

    def _post(self, client: Client, url: str) -> bool:
        """Post each set of data until the view refuses the user. Return True if it does."""
        for data in self.data[url]:
            for value in data.values():
                if isinstance(value, UploadedFile):
                    value.seek(0)
            client.cookies.pop("messages", None)  # they would add up, since nothing shows them
            response = client.post(url, data)
            if is_refused(response):
                return True
        return False


def is_refused(response: Any) -> bool:
    """Return True if the user may not use the view, or has to log in first."""
    location = response.get("Location", "")
    is_sent_away = location == HOME or location.startswith(LOGIN)
    return is_sent_away or response.status_code in (403, 404, 405)


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker) -> Iterator[Matrix]:
    with django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        yield Matrix()
        transaction.set_rollback(True)
    clear_all_caches()


def test_every_model_is_listed():
    """As public, or as one that visitors never see, with the reason."""
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}

    assert labels - PUBLIC_MODELS.keys() - PRIVATE_MODELS.keys() == set()
    assert PUBLIC_MODELS.keys() & PRIVATE_MODELS.keys() == set()
    assert {model._meta.label for model in CONTENT_MODELS} <= PUBLIC_MODELS.keys()


def test_reading_the_admin_changes_nothing(matrix):
    assert matrix.changed_by_reading == set()


@pytest.mark.parametrize("role", UNPUBLISHING)
def test_who_may_not_publish_changes_no_public_byte(matrix, role):
    changed = {
        view: changes[:3]
        for view in matrix.post_all(role)
        if (changes := list(matrix.public.changes()))
    }

    assert changed == {}


def test_superusers_change_public_bytes_of_every_model(matrix):
    """The control: the same requests would show a hole."""
    assert PUBLIC_MODELS.keys() - matrix.by_superuser.public_models == UNCHANGED_MODELS.keys()


@pytest.mark.parametrize("role", PUBLISHING)
def test_who_may_publish_changes_only_the_models_of_the_role(matrix, role):
    others = {
        view
        for view, models in matrix.by_superuser.models_by_view.items()
        if not models & MODELS_OF_ROLE[role]
    }
    changed = {view for view in matrix.post_all(role, others) if matrix.public.changed_models()}

    assert changed == set()
    assert bool(others) == (role != ADMINISTRATORS)
