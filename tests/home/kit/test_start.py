"""A site of one's own on an empty database, up to the first published article."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from wagtail.models import Page, Site, Workflow, WorkflowPage

from articles.models import ArticlePage, CallToAction, SignOff
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.shared_content import digest_shown_text
from home.kit.start import WORKFLOW_NAME
from home.kit.starter import start_site
from home.models import ClinicSettings, HomePage, User
from home.models.roles import PUBLISHERS, ROLES
from tests.articles.publishing import publishing_paths
from tests.factories import article, body, category, intro, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    start_site("Riverside Clinic")
    return HomePage.objects.get()


@pytest.fixture
def publisher_client(db, client):
    user = User.objects.create_user("publisher", password="secret")
    user.groups.add(Group.objects.get(name=PUBLISHERS))
    client.force_login(user)
    return client


def publish_new_article(client, parent: Page) -> ArticlePage:
    """Publish through the form of a new article."""
    draft = ArticlePage(title="Sleep", slug="sleep", summary="Sleep helps.", body=body(intro()))
    add = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent.pk])
    client.post(add, publishing_paths.form_data(draft, **{"action-publish": "1"}))
    return ArticlePage.objects.child_of(parent).first()


@override_settings(WAGTAILADMIN_BASE_URL="https://clinic.example")
def test_an_empty_database_gets_everything_it_lacks(capsys):
    call_command("start_site", "Riverside Clinic")

    site = Site.objects.get()
    assert site.root_url == "https://clinic.example"
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(slug="home").exists()
    assert ClinicSettings.for_site(site).name == "Riverside Clinic"
    assert {role.name for role in ROLES} <= set(Group.objects.values_list("name", flat=True))
    task = ClinicalReviewTask.objects.get()
    assert site.root_page.get_workflow().tasks.get().specific == task
    assert [group.name for group in task.groups.all()] == ["Clinical reviewers"]
    assert "https://clinic.example" in capsys.readouterr().out


def test_a_second_run_changes_nothing(home, capsys):
    home.title = "Renamed"
    home.save()
    call_command("start_site", "Other")

    assert capsys.readouterr().out == "Everything exists already.\n"
    assert [page.title for page in HomePage.objects.all()] == ["Renamed"]
    assert Workflow.objects.filter(name=WORKFLOW_NAME).count() == 1


def test_calls_to_action_are_submitted_to_those_who_may_publish_them(home):
    task = CallToAction.get_default_workflow().tasks.get().specific
    permissions = [
        group.permissions.values_list("codename", flat=True) for group in task.groups.all()
    ]
    assert len(permissions) == 2
    assert all("publish_calltoaction" in codenames for codenames in permissions)


def test_the_home_page_is_public(home, client):
    assert client.get("/").status_code == 200


def test_an_article_is_submitted_signed_and_published(home, admin_client):
    doctor = person(home, "Ada Byron", account=User.objects.get())
    page = article(category(home), "Sleep", live=False, asked_reviewer=doctor, body=body(intro()))
    page.save_revision()
    data = publishing_paths.form_data(page, asked_reviewer=doctor.pk, **{"action-submit": "1"})
    admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    (message,) = publishing_paths.gate_messages(page)
    assert "It waits at the step “Clinical review” for Ada Byron." in message

    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "sign", state.pk])
    digest = digest_shown_text(page.get_latest_revision_as_object())
    admin_client.post(address, {"text": digest, "months": 12, "comment": "", "vouched": "on"})

    assert SignOff.objects.get().article_title == "Sleep"
    assert ArticlePage.objects.get().live


def test_no_signature_is_required_where_no_workflow_gives_one(home, publisher_client):
    topic = category(home)
    assert not publish_new_article(publisher_client, topic)

    WorkflowPage.objects.filter(page=home).delete()
    assert publish_new_article(publisher_client, topic).live


def test_an_inactive_review_step_requires_no_signature(home, publisher_client):
    ClinicalReviewTask.objects.get().deactivate()

    assert publish_new_article(publisher_client, category(home)).live


def test_the_nearest_workflow_decides(home, publisher_client):
    topic = category(home)
    WorkflowPage.objects.create(page=topic, workflow=publishing_paths.create_workflow())

    assert publish_new_article(publisher_client, topic).live
    assert not publish_new_article(publisher_client, category(home))


def test_the_articles_own_workflow_decides_in_the_form_too(home, publisher_client):
    page = article(category(home), "Sleep", live=False, body=body(intro()))
    WorkflowPage.objects.create(page=page, workflow=publishing_paths.create_workflow())
    page.save_revision()

    publishing_paths.publish_from_form(publisher_client, page)

    assert ArticlePage.objects.get().live


def test_the_panel_says_that_no_signature_is_required(home, admin_client):
    page = article(category(home), "Sleep", live=False, body=body(intro()))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    words = "It can be published without a sign-off."
    assert words not in admin_client.get(edit).content.decode()

    WorkflowPage.objects.filter(page=home).delete()
    assert words in admin_client.get(edit).content.decode()
