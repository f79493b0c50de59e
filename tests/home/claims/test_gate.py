"""A claim without a source stops every way to publish a page of any type."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page, get_page_models

from articles.models import EditorialSettings, Waiver
from articles.models.gated import GatedMixin
from articles.problems.examination import find_problems
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gated_form import GatedFormMixin
from articles.publishing.waiving import waive
from home.models import StandardPage, User
from tests.articles.publishing import publishing_paths
from tests.factories import standard_page
from tests.helpers import undone
from tests.home.claims.claim_paths import (
    STOP,
    TYPES,
    add_url,
    edit_url,
    editor_data,
    fresh,
    is_public,
    make_public_with_claim,
    other_home,
    post_editor,
    revert_url,
    spoil,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def administrator(admin_client) -> User:
    return User.objects.get(username="admin")


def told(response: Any) -> str:
    return publishing_paths.response_messages(response)


def test_every_page_type_is_asked_about(full_site):
    models = [model for model in get_page_models() if model is not Page]

    assert {type(full_site[kind]) for kind in TYPES} == set(models)
    assert all(issubclass(model, GatedMixin) for model in models)
    forms = [model.get_edit_handler().get_form_class() for model in models]
    assert all(issubclass(form, GatedFormMixin) for form in forms)


@pytest.mark.parametrize("kind", TYPES)
def test_the_editor_shows_the_sentence_and_loses_nothing(full_site, admin_client, kind):
    page = full_site[kind]
    response = post_editor(admin_client, edit_url(page), page)

    assert response.status_code == 200
    form = response.context_data["form"]
    assert any(STOP in error for error in form.non_field_errors()), form.errors
    assert form["search_description"].value() == STOP
    assert not is_public(page)


@pytest.mark.parametrize("kind", TYPES)
def test_a_draft_is_saved_all_the_same(full_site, admin_client, kind):
    page = full_site[kind]
    data = editor_data(admin_client, edit_url(page), page)

    assert admin_client.post(edit_url(page), data).status_code == 302
    assert fresh(page).get_latest_revision_as_object().search_description == STOP
    assert not is_public(page)


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_page_is_not_published(full_site, admin_client, kind):
    page = full_site[kind]
    if not type(page).can_create_at(page.get_parent().specific):
        pytest.skip("There is one at most.")
    before = Page.objects.count()
    fields = {"title": "New", "slug": "new", "summary": "New.", "hero_heading": "New"}
    response = post_editor(admin_client, add_url(page), page, **fields, job_title="Doctor")

    assert response.status_code == 200
    assert any(STOP in each for each in response.context_data["form"].non_field_errors())
    assert Page.objects.count() == before


@pytest.mark.parametrize("kind", TYPES)
def test_an_earlier_version_meets_the_gate(full_site, admin_client, kind):
    page = spoil(full_site[kind])
    url = revert_url(page, page.latest_revision)
    response = post_editor(admin_client, url, page)

    assert any(STOP in each for each in response.context_data["form"].non_field_errors())
    assert not is_public(page)


def test_many_at_once_say_which(full_site, admin_client):
    pages = [spoil(full_site[kind]) for kind in TYPES]
    response = publishing_paths.publish_all(admin_client, *pages)

    assert response.status_code == 302
    assert all(f"“{page.title}” was not published" in told(response) for page in pages)
    assert not any(map(is_public, pages))


def test_a_day_that_has_come_holds_back_one_page_and_not_others(full_site, capsys):
    pages = [spoil(full_site[kind]) for kind in TYPES]
    good = standard_page(full_site["home"], "Good", slug="good", live=False)
    good.save_revision()
    user = User.objects.create_superuser("sam", "sam@example.org", "secret")
    for page in (*pages, good):
        page.latest_revision.user = user
        publishing_paths.schedule(page)
    publishing_paths.publish_due()

    assert fresh(good).live
    assert not any(map(is_public, pages))
    assert not any(fresh(page).scheduled_revision for page in pages)
    assert all(STOP in message.body for message in mail.outbox)
    assert len(mail.outbox) == len(pages)
    assert capsys.readouterr().err.count("was not published") == len(pages)


@pytest.mark.parametrize("kind", TYPES)
def test_the_last_approval_is_undone(full_site, admin_client, administrator, kind):
    page = spoil(full_site[kind])
    response = publishing_paths.approve(admin_client, page, administrator)

    assert response.url == edit_url(page)
    assert STOP in told(response)
    assert fresh(page).current_workflow_task_state.status == "in_progress"
    assert not is_public(page)


def test_an_approval_in_the_editor_saves_the_draft(full_site, admin_client, administrator):
    page = fresh(full_site["standard"])
    page.save_revision()
    publishing_paths.create_workflow().start(page, administrator)
    fields = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    data = editor_data(admin_client, edit_url(page), page, **fields)
    response = admin_client.post(edit_url(page), data)

    assert response.url == edit_url(page)
    assert STOP in told(response)
    assert fresh(page).get_latest_revision_as_object().search_description == STOP
    assert fresh(page).workflow_in_progress
    assert not is_public(page)


def test_a_submission_that_would_publish_says_why(full_site, admin_client):
    page = full_site["standard"]
    steps = publishing_paths.create_workflow()
    steps.workflow_pages.create(page=fresh(page))
    steps.workflow_tasks.get().task.deactivate()
    data = editor_data(admin_client, edit_url(page), page, **{"action-submit": "1"})
    response = admin_client.post(edit_url(page), data)

    assert response.url == edit_url(page)
    assert STOP in told(response)
    assert not is_public(page)


@pytest.mark.parametrize("kind", TYPES)
def test_a_script_gets_the_refusal(full_site, kind):
    page = spoil(full_site[kind])

    with pytest.raises(PublishingRefusedError, match=STOP):
        page.latest_revision.publish()
    assert not is_public(page)


def copy_data(page: Page, parent: Page, **fields: str) -> dict[str, Any]:
    return {"new_title": "A", "new_slug": "a", "new_parent_page": parent.pk} | fields


@pytest.mark.parametrize("fields", [{"publish_copies": "on"}, {"alias": "on"}])
def test_no_public_copy_is_made_of_what_came_before_the_rules(full_site, admin_client, fields):
    for kind in TYPES:
        with undone():
            page = make_public_with_claim(full_site[kind])
            parent = page.get_parent()
            before = Page.objects.count()
            url = reverse("wagtailadmin_pages:copy", args=[page.pk])
            response = admin_client.post(url, copy_data(page, parent, **fields))
            if page.permissions_for_user(User.objects.get()).can_copy():
                assert STOP in told(response), kind
            assert Page.objects.count() == before


def test_no_public_page_moves_to_another_site(full_site, admin_client):
    destination = other_home()
    for kind in ("standard", "enquiry", "category", "team", "services", "conditions", "places"):
        page = make_public_with_claim(full_site[kind])
        url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, destination.pk])
        response = admin_client.post(url)

        assert "could not be published there" in told(response), kind
        assert STOP in told(response)
        assert not Page.objects.child_of(destination).exists()


def test_within_a_site_public_pages_move_freely(full_site, admin_client):
    page = make_public_with_claim(standard_page(full_site["home"], "Old", slug="old"))
    parent = full_site["standard"]
    admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]))

    assert fresh(page).get_parent().pk == parent.pk


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_public_stays_public(full_site, client, kind):
    """New rules take nothing down, but publishing it again asks for other words."""
    page = make_public_with_claim(full_site[kind])
    publishing_paths.publish_due()

    assert is_public(page)
    assert client.get(page.url).status_code == 200
    with pytest.raises(PublishingRefusedError):
        page.save_revision(clean=False).publish()
    assert is_public(page)


def test_a_page_that_the_form_let_pass_is_a_draft(full_site, admin_client, monkeypatch):
    """For example one whose rows below it have the sentence."""
    monkeypatch.setattr("articles.publishing.gated_form.typed_issues", lambda *args: [])
    page = full_site["standard"]
    fields = {"title": "New", "slug": "new", "action-publish": "1"}
    data = editor_data(admin_client, add_url(page), page, **fields)
    response = admin_client.post(add_url(page), data)

    made = StandardPage.objects.get(slug="new")
    assert response.url == edit_url(made)
    assert STOP in told(response)
    assert not made.live
    data = editor_data(admin_client, edit_url(page), page) | {"action-publish": "1"}
    assert STOP in told(admin_client.post(edit_url(page), data))
    assert not is_public(page)


def test_a_waiver_opens_every_way(full_site, admin_client, administrator):
    page = spoil(full_site["standard"])
    draft = page.get_latest_revision_as_object()
    for problem in find_problems(draft):
        if problem.claim:
            waive(administrator, page, problem.claim, Waiver.Reason.OTHER, "A court said we may.")

    def in_editor():
        post_editor(admin_client, edit_url(page), page)

    def at_once():
        publishing_paths.publish_all(admin_client, page)

    def by_time():
        publishing_paths.schedule(fresh(page))
        publishing_paths.publish_due()

    def by_approval():
        publishing_paths.approve(admin_client, page, administrator)

    for go in (in_editor, at_once, by_time, by_approval):
        with undone():
            go()
            assert is_public(page), go


@pytest.mark.parametrize("level", ["warn", "off"])
def test_the_settings_open_the_gate(full_site, level):
    page = spoil(full_site["standard"])
    EditorialSettings.objects.update(claims=level)
    page.latest_revision.publish()

    assert is_public(page)
