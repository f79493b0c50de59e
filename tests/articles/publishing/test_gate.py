"""The reasons why the gate refuses to publish an article."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import EditorialSettings
from articles.publishing.errors import PublishingRefusedError
from tests.articles.publishing import publishing_paths
from tests.factories import (
    article,
    block,
    body,
    call_to_action,
    evidence,
    explanation,
    full_body,
    image,
    intro,
    list_items,
    reference,
    statement,
)

pytestmark = pytest.mark.django_db


def test_an_unsigned_article_waits_for_review(page):
    (message,) = publishing_paths.gate_messages(page)
    assert message.startswith("This text is not signed yet. Submit it for review.")
    EditorialSettings.objects.update(sign_off_required=False)
    assert not publishing_paths.gate_messages(page)


def test_a_signature_is_good_for_the_very_text_only(page):
    publishing_paths.create_sign_off(page)
    assert not publishing_paths.gate_messages(page)

    page.summary = "Another answer."
    (fault,) = publishing_paths.gate_messages(page)
    assert fault.startswith("Changed since Ada Byron signed it on ")


def test_an_incomplete_article_has_field_errors(page):
    EditorialSettings.objects.update(sign_off_required=False)
    page.summary = ""
    page.body = body(
        explanation(heading=""),
        evidence(statement(finding="")),
        block("table", {"table": {"columns": [], "rows": [], "caption": ""}}),
        block("faq", {"heading": "Questions", "items": list_items({"question": "", "answer": ""})}),
        intro(),
    )

    assert {
        "Standfirst: This field cannot be blank.",
        "Explanation “Nerve”: Heading: This field is required.",
        "Evidence “What the studies show”: Findings: What was found: This field is required.",
        "Introduction: The introduction comes first. Only key points may stand before it.",
    } <= set(publishing_paths.gate_messages(page))


def test_a_slug_taken_meanwhile_is_reported(page, pain):
    EditorialSettings.objects.update(sign_off_required=False)
    article(pain, slug="taken")
    page.slug = "taken"

    assert "already in use" in publishing_paths.gate_messages(page)[0]


def test_a_source_merged_into_another_is_as_good_as_that_one(page):
    from articles.library.merging import merge_references

    EditorialSettings.objects.update(sign_off_required=False)
    kept, other = reference(), reference()
    page.body = body(intro(), evidence(statement(cited=(other,))))
    merge_references(kept, other)

    assert not publishing_paths.gate_messages(page)


def test_a_script_that_publishes_meets_the_gate_as_well(page):
    with pytest.raises(
        PublishingRefusedError, match=r"“Sleep” was not published\. This text is not signed"
    ):
        page.latest_revision.publish()

    assert not publishing_paths.is_public(page)


def test_checking_takes_a_constant_number_of_queries(pain):
    sources = tuple(reference(f"Author {n}") for n in range(20))
    page = publishing_paths.create_draft(
        pain, "Long", full_body(image(), call_to_action(), sources)
    )
    publishing_paths.create_sign_off(page)
    page = publishing_paths.latest_draft(page)
    with CaptureQueriesContext(connection) as captured:
        assert not publishing_paths.gate_messages(page)

    assert len(captured) <= 15


def test_the_panel_shows_the_sign_off_status(page, admin_client):
    def standing() -> str:
        html = admin_client.get(reverse("editorial:problems", args=[page.pk])).content.decode()
        return html.partition('problems__standing">')[2].partition("</p>")[0]

    assert "This text is not signed yet." in standing()
    assert "The article cannot be published." in standing()
    publishing_paths.create_sign_off(page)
    assert "Ada Byron signed this text on" in standing()
    page.summary = "Another."
    page.save_revision()
    EditorialSettings.objects.update(sign_off_required=False)
    assert "Changed since Ada Byron signed it" in standing()
    assert "This site does not require a sign-off." in standing()
