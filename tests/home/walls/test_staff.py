"""The groups of one clinic's staff, and what they may do there."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Page, Site, WorkflowPage

from articles.models import CallToAction, EditorialSettings, Reference
from home.kit.site_staff import set_up_site_staff
from home.models import ClinicSettings, HomePage, User
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from home.models.site_roles import RECEPTION, SITE_ROLES, find_site_group
from tests.factories import (
    article,
    body,
    category,
    editor,
    enquiry_page,
    explanation,
    home_page,
    intro,
    reference,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def sites() -> list[Site]:
    home_page()
    first = Site.objects.get()
    home = HomePage(title="Second", slug="second", hero_heading="Care")
    Page.get_first_root_node().add_child(instance=home)
    second = Site.objects.create(hostname="127.0.0.1", site_name="Second", root_page=home)
    return [first, second]


def user_of(site: Site, name: str) -> User:
    set_up_site_staff(site)
    group = find_site_group(next(role for role in SITE_ROLES if role.name == name), site)
    user = User.objects.create_user(f"{name}-{site.pk}", "staff@example.org", "secret")
    assert group
    user.groups.add(group)
    return user


def log_in(site: Site, name: str) -> Client:
    client = Client()
    client.force_login(user_of(site, name))
    return client


def test_each_role_works_at_its_own_clinic(sites):
    second = sites[1]
    topics = [category(site.root_page) for site in sites]
    forms = [enquiry_page(site.root_page) for site in sites]
    settings = "wagtailsettings:edit"

    def addresses(number: int) -> dict[str, str]:
        site, topic, form = sites[number], topics[number], forms[number]
        return {
            "edit": reverse("wagtailadmin_pages:edit", args=[topic.pk]),
            "unpublish": reverse("wagtailadmin_pages:unpublish", args=[topic.pk]),
            "clinic": reverse(settings, args=["home", "clinicsettings", site.pk]),
            "look": reverse(settings, args=["home", "looksettings", site.pk]),
            "editorial": reverse(settings, args=["articles", "editorialsettings", site.pk]),
            "enquiries": reverse("wagtailforms:list_submissions", args=[form.pk]),
            "sources": reverse("wagtailsnippets_articles_reference:list"),
            "calls": reverse("wagtailsnippets_articles_calltoaction:add"),
            "users": reverse("wagtailusers_users:index"),
            "groups": reverse("wagtailusers_groups:index"),
            "sites": reverse("wagtailsites:index"),
            "staff": reverse("site_staff"),
            "redirects": reverse("wagtailredirects:index"),
            "audit log": reverse("audit_log"),
            "personal data": reverse("personal_data"),
        }

    writing = {"edit", "sources", "calls"}
    allowed = {
        EDITORS: writing,
        REVIEWERS: {"sources"},
        PUBLISHERS: writing | {"unpublish"},
        ADMINISTRATORS: writing | {"unpublish", "clinic", "look", "editorial"},
        RECEPTION: {"enquiries"},
    }
    everywhere = {"sources", "calls"}
    for name, expected in allowed.items():
        client = log_in(second, name)
        may = [
            {key for key, url in addresses(number).items() if client.get(url).status_code == 200}
            for number in (0, 1)
        ]
        assert may[1] == expected, name
        assert may[0] == expected & everywhere, name


def test_setting_up_again_changes_nothing_and_a_new_name_does_not_matter(sites):
    assert set_up_site_staff(sites[1])
    groups = Group.objects.count()

    sites[1].site_name = "Renamed"
    sites[1].save()

    assert set_up_site_staff(sites[1]) == []
    assert Group.objects.count() == groups
    assert WorkflowPage.objects.filter(page=sites[1].root_page).count() == 1


def test_the_command_names_one_site(sites, capsys):
    call_command("set_up_roles", site="127.0.0.1")
    assert "Group “Editors (Second)” created." in capsys.readouterr().out
    for wrong in ("nowhere.example", "127.0.0.1:x", ""):
        if wrong:
            with pytest.raises(CommandError, match="The sites are"):
                call_command("set_up_roles", site=wrong)


def test_administrators_create_the_groups_on_a_page_of_the_settings(sites):
    set_up_roles()
    user = User.objects.create_user("admin", "admin@example.org", "secret")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client = Client()
    client.force_login(user)
    url = reverse("site_staff")

    assert "Create the groups" in client.get(url).content.decode()
    assert client.post(url, {"site": "nonsense"}).status_code == 404
    response = client.post(url, {"site": sites[1].pk}, follow=True).content.decode()

    assert "Editors (Second)" in response
    assert "Staff of clinics" in client.get("/admin/").content.decode()


def test_what_staff_of_a_clinic_add_belongs_to_it(sites):
    client = log_in(sites[1], PUBLISHERS)
    fields = {"heading": "A talk?", "text": "Soon.", "button_label": "Book", "link_url": "/book/"}
    fields |= {"shape": "crown", "site": sites[0].pk}
    source = {"citing-kind": "article", "citing-title": "A study"}

    client.post(reverse("wagtailsnippets_articles_calltoaction:add"), fields)
    client.post(reverse("citations:new"), source)
    assert CallToAction.objects.get().site == sites[1]
    assert Reference.objects.get().site is None

    EditorialSettings.objects.update_or_create(site=sites[1], defaults={"keeps_sources": True})
    client.post(reverse("citations:new"), source | {"citing-title": "Another"})
    assert Reference.objects.get(title="Another").site == sites[1]


def test_staff_search_for_sources_in_their_own_library(sites):
    reference(site=sites[0], title="Their pain")
    reference(site=sites[1], title="Our pain")
    client = log_in(sites[1], EDITORS)

    url = reverse("wagtailsnippetchoosers_articles_reference:choose_results")
    found = client.get(url, {"q": "pain"}).content.decode()

    assert "Our pain" in found or "our-pain" in found or "Wood" in found
    assert "Their pain" not in found


def test_two_clinics_may_each_have_the_same_source(sites):
    reference(doi="10.1000/182", site=sites[0])
    own = reference(doi="10.1000/182", site=sites[1])
    assert own.key == "wood-2006-2"

    again = Reference(title="Again", doi="10.1000/182", site=sites[1])
    with pytest.raises(Exception, match="already has a source with this DOI"):
        again.full_clean()


def test_a_shared_source_of_another_clinics_page_is_changed_by_a_proposal(sites):
    """A publisher of one clinic publishes nothing at another."""
    source = reference()
    shown = article(category(sites[0].root_page), body=body(intro(), explanation(cited=(source,))))
    client = log_in(sites[1], PUBLISHERS)
    url = reverse("wagtailsnippets_articles_reference:edit", args=[source.pk])
    values = {"kind": "article", "title": "Typed", "authors": "Wood PB", "year": "2006"}

    client.post(url, values | {"shown_version": ""})
    page = client.get(url).content.decode()
    merge = reverse("wagtailsnippets_articles_reference:merge", args=[source.pk])

    assert Reference.objects.get().title == "A study"
    assert "Propose change" in page
    assert str(shown.title) not in page
    assert client.get(merge).status_code in (302, 403)


@override_settings(ALLOWED_HOSTS=["*"])
def test_one_clinic_alone_has_no_walls(client):
    home_page()
    client.force_login(editor())
    ClinicSettings.objects.create(site=Site.objects.get(), name="Only")

    assert "Staff of clinics" not in client.get("/admin/").content.decode()
    add = client.get(reverse("wagtailsnippets_articles_calltoaction:add")).content.decode()
    assert 'id="id_site"' not in add
