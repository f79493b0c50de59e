"""The steps through their forms: who may take them, what they save, and what is left open."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site

from articles.models import ArticlePage, CategoryIndexPage, PersonPage
from home.brand.models import LookSettings
from home.care.models import ServiceIndexPage, ServicePage
from home.first_steps.models import StepRecord
from home.models import ClinicSettings, HomePage, StandardPage, User
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS
from tests.factories import article, category, person
from tests.helpers import parse_response
from tests.home.first_steps.helpers import NAMES, log_in, url

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

CLINIC = {"name": "Larch House", "kind": "clinic", "country": "", "seen": ""}
ADA = {"title": "Ada Byron", "job_title": "Consultant", "team_group": "clinicians"}


def other_home() -> Page:
    home = HomePage(title="Other", slug="other", hero_heading="Other")
    return Page.get_first_root_node().add_child(instance=home)


def states() -> dict[str, str]:
    return dict(StepRecord.objects.values_list("step", "state"))


# -- Who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (ADMINISTRATORS, NAMES),
        (PUBLISHERS, ["people", "offer", "signs", "article"]),
        (EDITORS, ["article"]),
        (REVIEWERS, []),
    ],
)
def test_roles_take_the_steps_that_they_may(site, client, role, allowed):
    category(site.root_page)
    log_in(client, role)

    for name in NAMES:
        for response in (client.get(url(site, name)), client.post(url(site, name), {"skip": "1"})):
            is_refused = response.status_code == 302 and response["Location"] == "/admin/"
            assert is_refused is (name not in allowed), name
    assert set(states()) == set(allowed)
    assert ("First steps" in client.get("/admin/").content.decode()) is bool(allowed)


def test_the_start_opens_the_first_open_step(admin, site):
    start = reverse("first_steps:start")
    assert admin.get(start)["Location"] == url(site, "you")

    admin.post(url(site, "you"), {"skip": "1"})
    assert admin.get(start)["Location"] == url(site, "look")


def test_without_rights_the_preview_and_the_list_are_refused(site, client):
    log_in(client, REVIEWERS)
    for name in ("first_steps:left", "first_steps:hide"):
        assert client.post(reverse(name, args=[site.pk]))["Location"] == "/admin/"
    preview = reverse("first_steps:preview", args=[site.pk, "you"])
    assert client.get(preview)["Location"] == "/admin/"


# -- What is typed ---------------------------------------------------------------------------------


def test_a_phone_answer_without_a_number_is_refused_in_words(admin, site):
    response = admin.post(url(site, "you"), CLINIC | {"phone": "ring us", "hours": "9 to 5"})

    text = response.content.decode()
    assert "There is no number in this" in text
    assert "ring us" in text
    assert "9 to 5" in text
    assert states() == {}
    admin.post(url(site, "you"), CLINIC | {"phone": "Ring +44 117 496 0182"})
    assert ClinicSettings.objects.get().phone_href == "tel:+441174960182"


# -- Progress --------------------------------------------------------------------------------------


def test_a_skipped_step_can_be_opened_and_done_later(admin, site):
    admin.post(url(site, "you"), {"skip": "1"})
    assert states() == {"you": "skipped"}

    admin.post(url(site, "you"), CLINIC)

    assert states() == {"you": "done"}


def test_the_dashboard_lists_open_steps_until_they_are_hidden(admin, site):
    panel = parse_response(admin.get("/admin/")).select_one(".steps-panel")
    assert "0 of 6 done" in panel.text

    admin.post(reverse("first_steps:hide", args=[site.pk]))

    assert not parse_response(admin.get("/admin/")).select_one(".steps-panel")
    assert set(states().values()) == {"skipped"}


def test_a_site_with_articles_was_set_up_in_another_way(admin, site):
    article(category(site.root_page))

    assert not parse_response(admin.get("/admin/")).select_one(".steps-panel")


def test_the_menu_of_every_page_reads_no_states(admin, site):
    with CaptureQueriesContext(connection) as queries:
        admin.get(reverse("wagtailadmin_account"))

    assert not any(StepRecord._meta.db_table in query["sql"] for query in queries)


def test_what_was_done_elsewhere_counts(admin, site):
    person(site.root_page)

    shown = parse_response(admin.get(url(site, "you")))

    assert "1 of 6 done" in shown.text


def test_each_site_has_its_own_steps(admin, site):
    other = Site.objects.create(hostname="other.example", root_page=other_home())
    admin.post(url(site, "you"), CLINIC)

    assert "1 of 6 done" in admin.get(url(site, "look")).content.decode()
    assert "0 of 6 done" in admin.get(url(other, "look")).content.decode()
    assert not ClinicSettings.objects.filter(site=other, name="Larch House").exists()


# -- Who you are -----------------------------------------------------------------------------------


def test_a_country_suggests_its_regulator_and_emergency_note(admin, site):
    typed = CLINIC | {"country": "GB-SCT", "phone": "typed", "suggest": "1"}
    shown = parse_response(admin.post(url(site, "you"), typed))

    assert shown.select_one("#id_regulator")["value"] == "Healthcare Improvement Scotland (HIS)"
    assert "NHS 24 on 111" in shown.select_one(".step-note").text
    assert shown.select_one("#id_phone")["value"] == "typed"
    assert not shown.select(".error-message")
    assert not ClinicSettings.objects.get().country

    # Another country replaces the suggestion, but not what was typed.
    typed |= {"regulator": "Healthcare Improvement Scotland (HIS)", "country": "GB-WLS"}
    shown = parse_response(admin.post(url(site, "you"), typed))
    assert shown.select_one("#id_regulator")["value"] == "Healthcare Inspectorate Wales (HIW)"
    shown = parse_response(admin.post(url(site, "you"), typed | {"regulator": "Mine"}))
    assert shown.select_one("#id_regulator")["value"] == "Mine"


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_emergency_note_is_public_only_if_confirmed(admin, site, is_confirmed):
    confirmed = {"use_emergency": "on"} if is_confirmed else {}
    admin.post(url(site, "you"), CLINIC | {"country": "GB-ENG"} | confirmed)

    foot = parse_response(admin.get("/")).select_one("footer")
    assert bool(foot.select_one('a[href="tel:116123"]')) is is_confirmed


def test_an_own_note_is_kept_unless_it_is_replaced(admin, site):
    ClinicSettings.objects.update(emergency="<p>Call us.</p>")
    shown = parse_response(admin.post(url(site, "you"), CLINIC | {"country": "IE", "suggest": "1"}))
    assert shown.select_one("#id_use_emergency")

    admin.post(url(site, "you"), CLINIC | {"country": "IE"})
    assert ClinicSettings.objects.get().emergency == "<p>Call us.</p>"


def test_two_administrators_do_not_overwrite_each_other_unseen(admin, site):
    seen = parse_response(admin.get(url(site, "you"))).select_one("#id_seen")["value"]
    ClinicSettings.objects.update(phone="0117 496 0182")

    mine = CLINIC | {"seen": seen, "phone": "0117 496 0000"}
    shown = parse_response(admin.post(url(site, "you"), mine))

    assert "Somebody else changed these settings" in shown.text
    assert shown.select_one("#id_phone")["value"] == "0117 496 0000"
    assert ClinicSettings.objects.get().phone == "0117 496 0182"
    admin.post(url(site, "you"), mine | {"seen": shown.select_one("#id_seen")["value"]})
    assert ClinicSettings.objects.get().phone == "0117 496 0000"


# -- Look ------------------------------------------------------------------------------------------


def test_the_look_is_the_form_of_the_settings(admin, site):
    form = parse_response(admin.get(url(site, "look"))).select_one("form.step-form")
    data = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") not in ("file", "checkbox", "radio")
    }
    for select in form.select("select[name]"):
        data[select["name"]] = select.select_one("option[selected]")["value"]

    refused = admin.post(url(site, "look"), data | {"colour": "red"})
    admin.post(url(site, "look"), data | {"colour": "#b00020"})

    assert "“red” is not a colour" in refused.content.decode()
    assert LookSettings.objects.get().colour == "#b00020"
    assert states() == {"look": "done"}


def test_a_look_that_was_chosen_in_the_settings_is_done(admin, site):
    LookSettings.objects.update_or_create(site=site)
    assert "0 of 6 done" in admin.get(url(site, "look")).content.decode()

    LookSettings.objects.update(colour="#1b365d")

    assert "1 of 6 done" in admin.get(url(site, "look")).content.decode()


# -- People ----------------------------------------------------------------------------------------


def test_a_person_is_public_on_the_team_page_and_the_home_page(admin, site):
    response = admin.post(url(site, "people"), ADA)

    assert response["Location"] == url(site, "offer")
    team = PersonPage.objects.live().get().get_parent()
    assert "Ada Byron" in admin.get(team.url).content.decode()
    assert "Ada Byron" in admin.get("/").content.decode()
    assert states() == {"people": "done"}


def test_adding_another_stays_at_the_step(admin, site):
    response = admin.post(url(site, "people"), ADA | {"add": "1"})

    assert response["Location"] == url(site, "people")
    assert "Ada Byron" in admin.get(url(site, "people")).content.decode()


def test_the_same_person_is_not_added_twice(admin, site):
    admin.post(url(site, "people"), ADA)
    shown = admin.post(url(site, "people"), ADA)

    assert "is on the team page already" in shown.content.decode()
    assert PersonPage.objects.count() == 1


def test_going_on_without_anybody_says_so(admin, site):
    shown = admin.post(url(site, "people"), {"team_group": "clinicians"})

    assert "Add at least one person, or skip this step." in shown.content.decode()


@pytest.mark.parametrize(
    ("backend", "text"), [("locmem", "was mailed"), ("console", "not be mailed")]
)
def test_an_invitation_says_whether_it_was_mailed(admin, site, settings, backend: str, text: str):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    role = Group.objects.get(name="Editors")
    shown = admin.post(
        url(site, "people"), ADA | {"email": "ada@example.org", "role": str(role.pk)}
    )

    assert text in shown.content.decode()


def test_an_invited_person_chooses_a_password_by_the_link(admin, site, client):
    role = Group.objects.get(name=EDITORS)
    invited = ADA | {"email": "ada@example.org", "role": str(role.pk)}
    shown = parse_response(admin.post(url(site, "people"), invited))

    user = User.objects.get(email="ada@example.org")
    assert list(user.groups.all()) == [role]
    # A user without a password could not ask for another link.
    assert user.has_usable_password()
    assert PersonPage.objects.get().account == user
    link = str(shown.select_one("#invitation-link")["value"])
    assert link in str(mail.outbox[-1].body)
    client.logout()
    path = re.sub(r"^https?://[^/]+", "", link)
    form = client.get(path, follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"new_password1": "larch-house-9", "new_password2": "larch-house-9"},
    )
    assert client.login(username="ada@example.org", password="larch-house-9")


@pytest.mark.parametrize("email", ["", "taken@example.org"])
def test_an_account_needs_an_address_of_its_own(admin, site, email):
    User.objects.create_user("other", "Taken@example.org")
    role = Group.objects.get(name=EDITORS)

    shown = admin.post(url(site, "people"), ADA | {"email": email, "role": str(role.pk)})

    assert "error-message" in shown.content.decode()
    assert not PersonPage.objects.exists()
    assert User.objects.count() == 2


def test_publishers_cannot_create_accounts(site, client):
    log_in(client, PUBLISHERS)
    role = str(Group.objects.get(name=ADMINISTRATORS).pk)

    client.post(url(site, "people"), ADA | {"email": "ada@example.org", "role": role})

    assert PersonPage.objects.get().account is None
    assert not User.objects.filter(email="ada@example.org").exists()


# -- What you offer --------------------------------------------------------------------------------


def test_topics_are_public_and_services_are_drafts(admin, site):
    admin.post(
        url(site, "offer"), {"topics": "Pain\n\npain \nSleep", "services": "Pain clinic\nTalking"}
    )

    assert {"Pain", "Sleep"} < set(CategoryIndexPage.objects.live().values_list("title", flat=True))
    shown = admin.get("/").content.decode()
    assert "Pain" in shown
    assert "Sleep" in shown
    drafts = ServicePage.objects.order_by("path")
    assert [page.title for page in drafts] == ["Pain clinic", "Talking"]
    assert not any(page.live for page in (*drafts, ServiceIndexPage.objects.get()))
    kinds = [child.block_type for child in drafts[0].body]
    assert kinds == ["suitability", "what_happens", "risks", "other_ways"]
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[drafts[0].pk])).status_code == 200


def test_services_are_added_to_those_that_exist(admin, site):
    admin.post(url(site, "offer"), {"services": "Pain clinic"})
    admin.post(url(site, "offer"), {"services": "PAIN clinic\nMood clinic"})

    titles = ServicePage.objects.values_list("title", flat=True)
    assert sorted(titles) == ["Mood clinic", "Pain clinic"]
    assert ServiceIndexPage.objects.count() == 1


def test_a_second_time_adds_only_what_is_new(admin, site):
    admin.post(url(site, "offer"), {"topics": "Pain"})
    admin.post(url(site, "offer"), {"topics": "PAIN\nMood"})

    titles = CategoryIndexPage.objects.values_list("title", flat=True)
    assert sorted(titles) == ["Articles", "Mood", "Pain"]


def test_a_draft_of_the_home_page_is_not_published(admin, site):
    home = HomePage.objects.get()
    home.hero_heading = "Not yet public"
    home.save_revision()

    admin.post(url(site, "offer"), {"topics": "Pain"})

    assert "Not yet public" not in admin.get("/").content.decode()
    assert HomePage.objects.get().has_unpublished_changes


def test_a_promise_in_the_name_of_a_topic_is_not_published(admin, site):
    typed = "Sleep\nOur course cures eczema."
    shown = admin.post(url(site, "offer"), {"topics": typed, "services": "Pain clinic"})

    text = parse_response(shown).get_text(" ", strip=True)
    assert "“Our course cures eczema.” was not published" in text
    assert typed in parse_response(shown).find("textarea", {"name": "topics"}).text
    assert not CategoryIndexPage.objects.filter(title="Sleep").exists()
    assert not ServicePage.objects.exists()
    assert states() == {}


def test_a_promise_on_the_home_page_stops_no_step(admin, site):
    """It was public before: nothing that is new is shown there, until it is reworded."""
    HomePage.objects.update(hero_text="Our course cures eczema.")
    admin.post(url(site, "people"), ADA)

    assert PersonPage.objects.live().exists()
    home = HomePage.objects.get()
    assert (home.hero_text, home.has_unpublished_changes) == ("Our course cures eczema.", False)


# -- Who signs -------------------------------------------------------------------------------------


def test_an_address_is_stored_without_publishing_a_draft(admin, site):
    ada = person(site.root_page, summary="Old")
    ada.summary = "Draft"
    ada.save_revision()

    admin.post(url(site, "signs"), {f"email-{ada.pk}": "ada@example.org"})

    ada = PersonPage.objects.get(pk=ada.pk)
    assert (ada.email, ada.summary, ada.has_unpublished_changes) == ("ada@example.org", "Old", True)
    draft = ada.get_latest_revision_as_object()
    assert (draft.email, draft.summary) == ("ada@example.org", "Draft")


def test_who_is_a_clinician_chooses_the_own_profile(site, client):
    user = log_in(client, ADMINISTRATORS)
    ada = person(site.root_page)

    client.post(url(site, "signs"), {f"email-{ada.pk}": "", "me": str(ada.pk)})

    assert PersonPage.objects.get().account == user
    assert user.groups.filter(name=REVIEWERS).exists()
    assert states() == {"signs": "done"}


def test_a_publisher_cannot_make_themselves_a_reviewer(site, client):
    user = log_in(client, PUBLISHERS)
    ada = person(site.root_page)

    client.post(url(site, "signs"), {f"email-{ada.pk}": "ada@example.org", "me": str(ada.pk)})

    assert PersonPage.objects.get().account is None
    assert not user.groups.filter(name=REVIEWERS).exists()


def test_somebody_has_to_sign(admin, site):
    ada = person(site.root_page)

    shown = admin.post(url(site, "signs"), {f"email-{ada.pk}": ""})

    assert "Enter the address of at least one person" in shown.content.decode()


def test_without_people_the_step_leads_to_them(admin, site):
    assert (
        url(site, "people")
        in parse_response(admin.get(url(site, "signs"))).select_one(".step-body").decode()
    )


# -- First article ---------------------------------------------------------------------------------


@pytest.mark.parametrize("outline", ["short", "condition", "treatment"])
def test_the_draft_opens_in_the_editor(admin, site, outline):
    topic = category(site.root_page, "Pain")
    ada = person(site.root_page, email="ada@example.org")

    response = admin.post(
        url(site, "article"),
        {
            "title": "What helps?",
            "category": topic.pk,
            "author": "",
            "reviewer": ada.pk,
            "outline": outline,
        },
    )

    draft = ArticlePage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert not draft.live
    assert draft.asked_reviewer == ada
    assert draft.get_parent() == topic.page_ptr
    assert admin.get(response["Location"]).status_code == 200


def test_an_editor_writes_only_where_allowed(site, client):
    elsewhere = category(other_home(), "Elsewhere")
    category(site.root_page, "Pain")
    log_in(client, EDITORS)

    data = {"title": "What helps?", "category": elsewhere.pk, "outline": "short"}
    assert client.post(url(site, "article"), data).status_code == 200

    assert not ArticlePage.objects.exists()


# -- What is left ---------------------------------------------------------------------------------


def test_the_list_names_what_is_missing_in_order(admin, site):
    person(site.root_page)
    draft = StandardPage(title="Privacy", live=False)
    site.root_page.add_child(instance=draft)

    shown = parse_response(admin.get(reverse("first_steps:left", args=[site.pk])))

    listed = [item.select_one("a").text for item in shown.select(".left-list li")]
    assert listed[0] == "Emergency note"
    assert "A clinician who signs" in listed
    assert listed[-1] == "Privacy"
    for link in shown.select(".left-list a"):
        assert admin.get(link["href"]).status_code == 200


def test_the_preview_shows_what_is_typed_and_saves_nothing(admin, site):
    preview = reverse("first_steps:preview", args=[site.pk, "you"])
    typed = CLINIC | {"name": "Typed Clinic", "country": "GB-ENG", "use_emergency": "on"}

    shown = admin.post(preview, typed).content.decode()

    assert "Typed Clinic" in shown
    assert "tel:116123" in shown
    assert "Typed Clinic" not in admin.get("/").content.decode()


def test_a_required_second_factor_comes_first(admin, site, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    response = admin.get(url(site, "you"))

    assert response.status_code == 302
    assert "login" in response["Location"]
    assert "next=" in response["Location"]
