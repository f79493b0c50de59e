"""Who works for one clinic opens, chooses, sees and changes nothing of another in the admin."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from articles.models import CategoryIndexPage
from home.models.roles import ADMINISTRATORS, EDITORS, REVIEWERS
from home.models.site_roles import RECEPTION
from tests.helpers import clear_all_caches, undone
from tests.home.roles.admin_forms import EDITOR_BUTTONS, without_rendering
from tests.home.roles.admin_urls import AdminUrl, admin_urls
from tests.home.roles.public_bytes import rows_of, written_tables
from tests.home.walls.staff import as_clinic_of_roles, create_staff, log_in, separate_libraries
from tests.home.walls.two_clinics import MarkedClinic, create_two_clinics

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite_only]

MAX_URLS_OF_VIEW = 4
# Of the requests themselves.
LOGS = {"home.AuditEntry", "home.Session", "wagtailadmin.EditingSession"}
# Publishers may do less than administrators.
ROLES = (EDITORS, REVIEWERS, ADMINISTRATORS, RECEPTION)


class Walls(NamedTuple):
    """The other clinic, its addresses in the admin, and the users of this one."""

    own: MarkedClinic
    other: MarkedClinic
    urls: list[AdminUrl]
    own_urls: list[AdminUrl]
    users: dict[str, Any]


@pytest.fixture(scope="module")
def walls(django_db_setup, django_db_blocker) -> Iterator[Walls]:
    hosts = override_settings(ALLOWED_HOSTS=[".example", "testserver", "localhost"])
    with hosts, django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        other, own = create_two_clinics()
        users = {clinic.marker: create_staff(clinic) for clinic in (other, own)}
        separate_libraries([other, own])
        urls, own_urls = (
            some_of_each_view(admin_urls(as_clinic_of_roles(clinic, users[clinic.marker])))
            for clinic in (other, own)
        )
        yield Walls(own, other, urls, own_urls, users[own.marker])
        transaction.set_rollback(True)
    clear_all_caches()


def some_of_each_view(urls: list[AdminUrl]) -> list[AdminUrl]:
    """Return the first addresses of each view, which differ in the kind of object."""
    views = groupby(sorted(urls), attrgetter("view"))
    return [each for _view, group in views for each in islice(group, MAX_URLS_OF_VIEW)]


def find_word(response: Any, word: str, url: str) -> str:
    """Return what is around the word in the response, or nothing."""
    content = response.getvalue() if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = f"{head}\n{content.decode('utf-8', 'replace')}".lower().replace(url, "")
    at = text.find(word)
    return " ".join(text[max(0, at - 100) : at + 60].split()) if at >= 0 else ""


@pytest.mark.parametrize("role", ROLES)
def test_staff_of_a_clinic_see_nothing_of_another(walls, role):
    client = log_in(walls.users[role])
    session = client.cookies.output(header="").strip()
    seen: dict[str, str] = {}
    errors = []
    for each in (*walls.urls, *walls.own_urls):
        client.cookies = SimpleCookie(session)
        with undone():
            response = client.get(each.url, headers={"host": walls.own.host}, secure=True)
        if response.status_code >= 500:
            errors.append(each.url)
        if found := find_word(response, walls.other.marker, each.url):
            seen.setdefault(each.view, f"{each.url}: {found}")

    assert seen == {}
    assert errors == []


def rows_naming(word: str) -> dict[str, list[Any]]:
    """Return the rows of each model that carry the word."""
    return {
        model._meta.label: [row for row in rows_of(model) if word in str(row).lower()]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label not in LOGS
    }


def test_staff_of_a_clinic_change_nothing_of_another(walls):
    client = log_in(walls.users[ADMINISTRATORS])
    session = client.cookies.output(header="").strip()
    options: Any = {"headers": {"host": walls.own.host}, "secure": True}
    before = rows_naming(walls.other.marker)
    logs = {apps.get_model(label)._meta.db_table for label in LOGS}
    changed = {}
    for each in walls.urls:
        client.cookies = SimpleCookie(session)
        with undone():
            with without_rendering(), written_tables() as written:
                for data in ({}, *EDITOR_BUTTONS):
                    response = client.post(each.url, {"title": "typed", **data}, **options)
                    if response.status_code in (302, 403, 404, 405):
                        break
            if written - logs:
                after = rows_naming(walls.other.marker)
                if after != before:
                    changed[each.view] = [name for name in after if after[name] != before[name]]

    assert changed == {}


def test_staff_of_a_clinic_choose_nothing_of_another(walls):
    """By an id that no chooser offers."""
    user = walls.users[EDITORS]
    form_class = CategoryIndexPage.get_edit_handler().get_form_class()
    page = CategoryIndexPage.objects.get(pk=walls.own.pages["topic"].pk)

    def is_valid(clinic: MarkedClinic) -> bool:
        person = clinic.pages["person"].pk
        data = {"title": "Pain", "slug": "pain", "hue": page.hue, "shape": page.shape}
        form = form_class(data | {"section_editor": person}, instance=page, for_user=user)
        return form.is_valid() or "another clinic" not in str(form.errors)

    assert is_valid(walls.own)
    assert not is_valid(walls.other)


@pytest.mark.parametrize(
    "query",
    [
        "id={_}",  # the database reads "1_2" as 12
        "id=0000000000000000000{}",
        "id=all",
        "id=all&childOf={home}",
        "id=all&childOf=1",
        "id=all&q={marker}",
    ],
)
def test_bulk_actions_name_no_page_of_another_clinic(walls, query):
    client = log_in(walls.users[ADMINISTRATORS])
    other = walls.other
    pk = str(other.pages["article"].pk)
    assert len(pk) > 1
    text = query.replace("{_}", f"{pk[0]}_{pk[1:]}").replace("{}", pk)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    path = f"{url}?{text.format(home=other.home.pk, marker=other.marker)}"
    response = client.get(path, headers={"host": walls.own.host}, secure=True)

    assert response.status_code == 404


def test_bulk_actions_name_all_pages_of_a_list(walls):
    client = log_in(walls.users[ADMINISTRATORS])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    path = f"{url}?id=all&childOf={walls.own.home.pk}"
    response = client.get(path, headers={"host": walls.own.host}, secure=True)

    assert f"about {walls.own.marker}" in response.content.decode().lower()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("wagtailadmin_choose_page_chosen_multiple", "id"),
        ("wagtailadmin_pages:copy", "new_parent_page"),
        ("wagtail_bulk_action", "chooser"),
    ],
)
def test_no_page_of_another_clinic_is_named_in_what_is_sent(walls, name, field):
    client = log_in(walls.users[ADMINISTRATORS])
    own = walls.own.pages["standard"].pk
    arguments = {
        "wagtailadmin_pages:copy": [own],
        "wagtail_bulk_action": ["wagtailcore", "page", "move"],
    }
    url = reverse(name, args=arguments.get(name)) + (f"?id={own}" if field == "chooser" else "")
    send = client.get if field == "id" else client.post
    values = {"new_title": "Copy", "new_slug": "copy", field: walls.other.home.pk}

    response = send(url, values, headers={"host": walls.own.host}, secure=True)

    assert response.status_code == 404
