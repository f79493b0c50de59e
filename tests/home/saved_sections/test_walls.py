"""Staff of a clinic find their own saved sections and those that all clinics share."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from home.kit.site_staff import set_up_site_staff
from home.models import HomePage, User
from home.models.roles import ADMINISTRATORS, EDITORS, ROLES
from home.models.site_roles import find_site_group
from home.saved_sections.models import SavedSections
from tests.factories import (
    block,
    call_to_action,
    call_to_action_block,
    callout,
    editor,
    home_page,
    saved_sections,
    standard_page,
)
from tests.home.saved_sections.test_views import TEXT, get_copy, get_dialog, sent

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def clinics(settings) -> list[Site]:
    settings.ALLOWED_HOSTS = [".example", "testserver"]
    first = Site.objects.get(root_page=home_page())
    other = Page.get_first_root_node().add_child(
        instance=HomePage(title="Other", slug="other", hero_heading="Other")
    )
    second = Site.objects.create(hostname="other.example", root_page=other, port=443)
    return [first, second]


def staff(site: Site, name: str = EDITORS) -> User:
    set_up_site_staff(site)
    role = next(role for role in ROLES if role.name == name)
    user = User.objects.create_user(f"{name} {site.pk}", "staff@example.org", "secret")
    group = find_site_group(role, site)
    assert group
    user.groups.add(group)
    return user


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def edit(client: Client, saved: SavedSections, action: str = "edit") -> Any:
    url = reverse(f"wagtailsnippets_home_savedsections:{action}", args=[saved.pk])
    return client.post(url, sent(("text", TEXT), name="Changed"))


def test_sets_of_another_clinic_are_not_found(clinics):
    own, other = clinics
    saved_sections("Ours", site=own)
    saved_sections("Shared")
    theirs = saved_sections("Theirs", site=other)
    client = log_in(staff(own))

    names = [each.label.get_text(strip=True) for each in get_dialog(client).select("[data-set]")]

    assert names == ["Ours", "Shared"]
    assert get_copy(client, theirs.pk).status_code == 404
    assert client.get(reverse("saved_sections:preview", args=[theirs.pk])).status_code == 404


def test_what_is_saved_from_a_page_belongs_to_its_clinic(clinics):
    own, other = clinics
    page = standard_page(own.root_page.specific, "Ours")
    foreign = standard_page(other.root_page.specific, "Theirs")
    client = log_in(staff(own))

    saved = client.post(reverse("saved_sections:save", args=[page.pk]), sent(("text", TEXT)))
    refused = client.post(reverse("saved_sections:save", args=[foreign.pk]), sent(("text", TEXT)))

    assert (saved.status_code, refused.status_code) == (201, 404)
    assert SavedSections.objects.get().site == own


def test_superusers_save_for_the_clinic_of_the_page(clinics):
    page = standard_page(clinics[1].root_page.specific, "Theirs")

    url = reverse("saved_sections:save", args=[page.pk])
    log_in(editor()).post(url, sent(("text", TEXT)))

    assert SavedSections.objects.get().site == clinics[1]


def test_two_clinics_may_have_sets_of_one_name(clinics):
    saved_sections("Bus", site=clinics[1])
    page = standard_page(clinics[0].root_page.specific, "Ours")

    url = reverse("saved_sections:save", args=[page.pk])
    log_in(staff(clinics[0])).post(url, sent(("text", TEXT), name="Bus"))

    assert SavedSections.objects.filter(name="Bus").count() == 2


@pytest.mark.parametrize("role", [EDITORS, ADMINISTRATORS])
def test_staff_of_a_clinic_use_shared_sets_but_do_not_change_them(clinics, role):
    shared, own = saved_sections("Shared"), saved_sections("Ours", site=clinics[0])
    client = log_in(staff(clinics[0], role))

    edit(client, shared)
    edit(client, shared, "delete")
    edit(client, own)

    shared.refresh_from_db()
    own.refresh_from_db()
    assert (shared.name, own.name) == ("Shared", "Changed")
    assert len(get_copy(client, shared.pk).json()["sections"]) == 1


def test_copies_of_shared_sets_show_nothing_of_another_clinic(clinics):
    theirs = standard_page(clinics[1].root_page.specific, "Secret plans")
    link = f'<p><a linktype="page" id="{theirs.pk}">Plans</a></p>'
    call = call_to_action(heading="Secret call", site=clinics[1])
    saved = saved_sections(
        "Shared",
        block("text", {"heading": "Link", "text": link}),
        call_to_action_block(call),
        callout("Note"),
    )

    copies = get_copy(log_in(staff(clinics[0])), saved.pk)

    assert [each["name"] for each in copies.json()["sections"]] == ["Callout “Note”"]
    assert copies.json()["remarks"] == [
        "Text “Link”: It shows something of another clinic.",
        "Call to action: It shows something of another clinic.",
    ]
    assert "Secret" not in copies.content.decode()


def test_what_is_saved_may_not_show_something_of_another_clinic(clinics):
    own, other = clinics
    page = standard_page(own.root_page.specific, "Ours")
    foreign = standard_page(other.root_page.specific, "Theirs")
    button = {"text": "Go", "page": str(foreign.pk), "url": "", "is_secondary": ""}
    section = {
        "heading": "",
        "text": "",
        "anchor": "",
        "buttons": {
            "count": "1",
            "0": {"deleted": "", "order": "0", "id": "", "type": "item", "value": button},
        },
    }

    url = reverse("saved_sections:save", args=[page.pk])
    response = log_in(staff(own)).post(url, sent(("buttons", section)))

    assert response.status_code == 200
    assert "another clinic" in response.json()["errors"][0]
