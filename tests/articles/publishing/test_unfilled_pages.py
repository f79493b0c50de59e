"""No publishing path publishes a page with places to fill in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.publishing.errors import PublishingRefusedError
from home.models import StandardPage, User
from tests.articles.publishing import publishing_paths
from tests.factories import block, home_page, stream

pytestmark = pytest.mark.django_db

UNFILLED = "Ask [Name and role]."
WORDS = "This is still to be filled in: [Name and role]. Replace or delete it."


def form_data(text: str, **fields) -> dict:
    value = {"heading": "Complaints", "text": rich_text(f"<p>{text}</p>"), "anchor": ""}
    return nested_form_data(
        {
            "title": "Complaints",
            "slug": "complaints",
            "summary": "",
            "body": streamfield([("text", value)]),
            "comments": inline_formset([]),
        }
        | fields
    )


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def draft(home) -> StandardPage:
    """A page that was never public, with a place to fill in."""
    text = {"heading": "Complaints", "text": f"<p>{UNFILLED}</p>", "anchor": ""}
    page = StandardPage(title="Complaints", slug="complaints", live=False)
    page.body = StandardPage.body.field.to_python(stream(block("text", text)))
    home.add_child(instance=page)
    page.save_revision(clean=False)
    return StandardPage.objects.get(pk=page.pk)


def is_public(page: Page) -> bool:
    return Page.objects.live().filter(pk=page.pk).exists()


def test_the_form_says_so_and_retains_input(admin_client, draft):
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    data = form_data(UNFILLED, title="Typed")

    refused = admin_client.post(address, data | {"action-publish": "1"})
    assert WORDS in refused.context["form"].non_field_errors()[0]
    assert refused.context["form"]["title"].value() == "Typed"
    assert not is_public(draft)

    assert admin_client.post(address, data).status_code == 302  # as a draft
    filled = form_data("Ask Rosa.") | {"action-publish": "1"}
    assert admin_client.post(address, filled).status_code == 302
    assert is_public(draft)


def test_a_new_page_is_refused_too(admin_client, home):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    data = form_data(UNFILLED) | {"action-publish": "1"}

    response = admin_client.post(address, data)

    assert WORDS in response.context["form"].non_field_errors()[0]
    assert not Page.objects.filter(slug="complaints").exists()


def test_a_new_page_is_published_at_once(admin_client, home):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])

    admin_client.post(address, form_data("Ask Rosa.") | {"action-publish": "1"})

    page = Page.objects.get(slug="complaints")
    assert page.live
    assert not page.has_unpublished_changes
    assert page.first_published_at


def test_the_bulk_action_publishes_nothing(admin_client, draft):
    response = publishing_paths.publish_all(admin_client, draft)

    assert WORDS in publishing_paths.response_messages(response)
    assert not is_public(draft)


def test_a_workflow_step_is_undone(admin_client, draft):
    response = publishing_paths.approve(admin_client, draft, User.objects.get())

    assert response.url == f"/admin/pages/{draft.pk}/edit/"
    assert WORDS in publishing_paths.response_messages(response)
    stored = StandardPage.objects.get(pk=draft.pk)
    assert not stored.live
    assert stored.current_workflow_task_state.status == "in_progress"


def test_a_schedule_is_cancelled(draft):
    revision = draft.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    publishing_paths.publish_due()

    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert not is_public(draft)


def test_a_script_gets_the_exception(draft):
    with pytest.raises(PublishingRefusedError, match="still to be filled in"):
        draft.get_latest_revision().publish()

    assert not is_public(draft)
