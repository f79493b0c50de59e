"""The dialogs of the page editor: saving sections of its form, and copies for it."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import StandardPage
from home.models.roles import EDITORS, PUBLISHERS, REVIEWERS
from home.saved_sections.models import SavedSections
from home.saved_sections.views import MAX_LISTED
from tests.articles.library.staff import log_in, member
from tests.factories import (
    block,
    callout,
    home_page,
    image,
    list_items,
    saved_sections,
    standard_page,
    stream,
    update_page,
)

pytestmark = pytest.mark.django_db

TEXT = {"heading": "By bus", "text": json.dumps({"blocks": [], "entityMap": {}}), "anchor": "bus"}


@pytest.fixture
def page() -> StandardPage:
    return standard_page(home_page(), "Directions", slug="directions")


def sent(*sections: tuple[str, Any], name: str = "Bus", **fields: Any) -> dict[str, Any]:
    return nested_form_data({"name": name, "body": streamfield(sections), **fields})


def save(client: Client, page: StandardPage, data: Any) -> Any:
    return client.post(reverse("saved_sections:save", args=[page.pk]), data)


def get_dialog(client: Client, page_type: str = "home.standardpage") -> BeautifulSoup:
    response = client.get(reverse("saved_sections:choose", args=[page_type]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def get_copy(client: Client, pk: int, page_type: str = "home.standardpage") -> Any:
    return client.get(reverse("saved_sections:copy", args=[pk, page_type]))


# -- Saving ---------------------------------------------------------------------------------------


def test_an_editor_saves_what_is_in_the_form(page):
    user = member(EDITORS)

    response = save(log_in(user), page, sent(("text", TEXT), description="For Orchard Row"))

    assert response.status_code == 201
    assert response.json()["message"] == "“Bus” is saved, with 1 section."
    saved = SavedSections.objects.get()
    assert (saved.name, saved.description, saved.made_by) == ("Bus", "For Orchard Row", user)
    assert saved.section_names == ["Text “By bus”"]
    assert saved.site is None
    assert str(saved.pk) in response.json()["url"]
    assert ModelLogEntry.objects.get().action == "wagtail.create"
    page.refresh_from_db()
    assert len(page.body) == 0


def test_deleted_sections_of_the_form_are_not_saved(page):
    data = sent(("text", TEXT), ("callout", {"kind": "note", "heading": "Note", "text": ""}))
    data["body-1-deleted"] = "1"

    save(log_in(member(EDITORS)), page, data)

    assert SavedSections.objects.get().section_names == ["Text “By bus”"]


def test_sections_may_have_gaps(page):
    unfinished = {"heading": "", "text": TEXT["text"], "anchor": ""}

    response = save(log_in(member(EDITORS)), page, sent(("text", unfinished)))

    assert response.status_code == 201


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (sent(("text", TEXT), name=""), "Name: This field is required."),
        (sent(("text", TEXT), name="STEPS"), "Name: There is a set of this name."),
        (sent(), "Choose at least one section."),
        (sent(("text", TEXT | {"anchor": "Not A Name"})), "Some sections have errors."),
    ],
)
def test_what_is_wrong_is_said(page, data, error):
    saved_sections("Steps")

    response = save(log_in(member(EDITORS)), page, data)

    assert response.status_code == 200
    (line,) = response.json()["errors"]
    assert line.startswith(error)
    assert SavedSections.objects.count() == 1


@pytest.mark.parametrize(
    "data", [{}, {"name": "x", "body-count": "two"}, {"name": "x", "body-count": "1"}]
)
def test_incomplete_requests_are_refused(page, data):
    assert save(log_in(member(EDITORS)), page, data).status_code in (200, 400)
    assert not SavedSections.objects.exists()


def test_reviewers_neither_save_nor_use_sections(page):
    client, saved = log_in(member(REVIEWERS)), saved_sections()

    refused = [
        save(client, page, sent(("text", TEXT))),
        client.get(reverse("saved_sections:choose", args=["home.standardpage"])),
        get_copy(client, saved.pk),
        client.get(reverse("saved_sections:preview", args=[saved.pk])),
    ]

    assert {response.status_code for response in refused} == {302}
    assert SavedSections.objects.count() == 1


# -- Use ------------------------------------------------------------------------------------------


def test_the_dialog_lists_sets_and_what_fits_the_page():
    saved_sections("Steps", callout("Note"), description="For the first visit")
    saved_sections("Trust", block("trust", {"statements": list_items({"heading": "Cited"})}))

    dialog = get_dialog(log_in(member(EDITORS)))

    steps, trust = dialog.select("[data-set]")
    assert "Steps" in steps.label.get_text()
    assert "For the first visit" in steps.get_text()
    assert "Note”" in steps.li.get_text()
    assert not steps.input.has_attr("disabled")
    assert "not on this kind of page" in trust.get_text()
    assert trust.input.has_attr("disabled")


def test_the_dialog_says_that_nothing_is_saved_yet():
    assert "no saved sections yet" in get_dialog(log_in(member(EDITORS))).get_text()


def test_the_dialog_reads_no_more_for_more_sets(django_assert_max_num_queries):
    client = log_in(member(EDITORS))
    picture = image()
    get_dialog(client)
    for number in range(MAX_LISTED + 1):
        saved_sections(f"Set {number:03}", block("figure", {"image": {"image": picture.pk}}))

    with django_assert_max_num_queries(10):
        dialog = get_dialog(client)

    assert len(dialog.select("[data-set]")) == MAX_LISTED
    assert f"the first {MAX_LISTED}" in dialog.get_text()


def test_copies_are_states_of_the_form():
    saved = saved_sections("Steps", callout("Note"))

    response = get_copy(log_in(member(EDITORS)), saved.pk)

    (copy,) = response.json()["sections"]
    assert copy["state"]["type"] == "callout"
    assert copy["state"]["value"]["heading"] == "Note"
    assert response.json()["remarks"] == []


@pytest.mark.parametrize("pk", [0, 99, 10**30])
def test_unknown_sets_are_not_found(pk):
    client = log_in(member(EDITORS))

    assert get_copy(client, pk).status_code == 404
    assert client.get(reverse("saved_sections:preview", args=[pk])).status_code == 404


@pytest.mark.parametrize(
    "page_type",
    ["home", "home.nothing", "no.standardpage", "home.user", "a.b.c", "articles.personpage"],
)
def test_unknown_kinds_of_pages_are_not_found(page_type):
    client, saved = log_in(member(EDITORS)), saved_sections()

    assert get_copy(client, saved.pk, page_type).status_code == 404
    url = reverse("saved_sections:choose", args=[page_type])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("pk", [0, 99, 10**30])
def test_sections_of_an_unknown_page_are_not_saved(pk):
    url = reverse("saved_sections:save", args=[pk])

    assert log_in(member(EDITORS)).post(url, sent(("text", TEXT))).status_code == 404


def test_the_preview_shows_the_sections():
    saved = saved_sections("Steps", callout("Note"))

    response = log_in(member(EDITORS)).get(reverse("saved_sections:preview", args=[saved.pk]))

    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").find(string="Note")


@pytest.mark.parametrize("kind", ["trust", "people", "latest", "topics"])
def test_sections_of_the_home_page_are_previewed_as_there(kind):
    assert saved_sections("Set", block(kind, {})).default_preview_mode == "home"


# -- The buttons ----------------------------------------------------------------------------------


def test_the_editor_has_the_buttons(page):
    client = log_in(member(EDITORS))

    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    parent = page.get_parent()
    add = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    new = client.get(add).content.decode()

    assert reverse("saved_sections:save", args=[page.pk]) in edit
    assert reverse("saved_sections:save", args=[parent.pk]) in new
    assert "admin/js/saved-sections/controller" in edit


def test_who_may_not_add_sets_has_no_buttons(page):
    user = member(PUBLISHERS)
    user.groups.get().permissions.filter(codename__endswith="savedsections").delete()

    edit = log_in(user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "saved-sections" not in edit


# -- The library ----------------------------------------------------------------------------------


def test_a_set_is_edited_in_the_library():
    saved = saved_sections("Steps", made_by=None)
    client = log_in(member(EDITORS))
    url = reverse("wagtailsnippets_home_savedsections:edit", args=[saved.pk])

    assert client.get(url).status_code == 200
    client.post(url, sent(("text", TEXT), name="Way"))

    saved.refresh_from_db()
    assert (saved.name, saved.made_by) == ("Way", None)


def test_the_list_names_sections_and_who_made_them(django_assert_max_num_queries):
    user = member(EDITORS)
    client = log_in(user)
    url = reverse("wagtailsnippets_home_savedsections:list")
    for number in range(10):
        saved_sections(f"Set {number}", callout("Note"), made_by=user)
    client.get(url)

    with django_assert_max_num_queries(20):
        response = client.get(url)

    assert "Note”" in response.content.decode()
    assert user.get_username() in response.content.decode()


def test_editors_delete_their_own_sets_only():
    user = member(EDITORS)
    own, other = saved_sections("Own", made_by=user), saved_sections("Other")
    client = log_in(user)

    for saved in (own, other):
        url = reverse("wagtailsnippets_home_savedsections:delete", args=[saved.pk])
        client.post(url)

    assert list(SavedSections.objects.all()) == [other]


def test_publishers_delete_sets_of_others():
    saved = saved_sections()
    url = reverse("wagtailsnippets_home_savedsections:delete", args=[saved.pk])

    log_in(member(PUBLISHERS)).post(url)

    assert not SavedSections.objects.exists()


def test_changing_a_set_changes_no_page_that_has_a_copy(page):
    saved = saved_sections("Steps", callout("Note"))
    update_page(page, body=stream(callout("Note")))

    saved.delete()

    page.refresh_from_db()
    assert len(page.body) == 1
