"""Only a signature sets the reviewer and the dates of an article; nothing that edits it does."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import ArticlePage, Clearance, EditorialSettings, PersonPage, SignOff
from articles.models.append_only import AppendOnlyError
from articles.problems.content_hash import compute_content_hash
from articles.review.sign_off import record_sign_off, update_review_fields
from articles.utils.dates import add_months
from tests.articles.review.helpers import (
    create_signed_article,
    edit_draft,
    get_reviewer,
    reload_article,
)
from tests.factories import category, person
from tests.helpers import assert_content_version_bumped

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def page() -> ArticlePage:
    """Signed long ago, and public."""
    page = create_signed_article()
    SignOff.objects.all()._raw_delete("default")
    sign_long_ago(page)
    return reload_article(page)


def sign_long_ago(page: ArticlePage) -> None:
    record_sign_off(page, page.latest_revision, get_reviewer(page), months=13, signed_at=LONG_AGO)


def review_fields(page: ArticlePage) -> tuple:
    page = reload_article(page)
    return page.reviewer, page.reviewed_on, page.next_review_on


def publish_draft(page: ArticlePage) -> None:
    """Publish the draft as a minor change."""
    draft = page.get_latest_revision_as_object()
    Clearance.objects.create(
        article=page,
        content_hash=compute_content_hash(draft),
        kind="minor",
        reason="A typing error",
    )
    draft.latest_revision.publish()


def test_a_sign_off_records_who_when_what_and_until_when(page):
    (signed,) = SignOff.objects.all()
    assert signed.content_hash == compute_content_hash(page)
    assert (signed.reviewer_name, signed.user) == ("Dr Ada Byron", None)
    assert review_fields(page) == (page.asked_reviewer, date(2020, 1, 31), date(2021, 2, 28))


def test_a_newer_sign_off_of_the_same_text_moves_the_dates(page):
    with assert_content_version_bumped():
        signed = record_sign_off(page, page.latest_revision, page.asked_reviewer)

    today = signed.signed_at.date()
    assert review_fields(page) == (page.asked_reviewer, today, add_months(today, 12))


def test_editing_reverting_copying_and_aliases_move_no_date(page):
    before, first = review_fields(page), page.latest_revision

    edit_draft(page, "Pain may stay.")
    assert review_fields(page) == before
    publish_draft(page)
    assert review_fields(page) == before
    assert reload_article(page).changed_since_review

    alias = reload_article(page).create_alias(parent=category(page.get_parent().get_parent()))
    assert review_fields(alias) == before
    assert alias.changed_since_review

    reverted = first.as_object()
    reverted.save_revision().publish()
    assert review_fields(page) == review_fields(alias) == before
    assert not reload_article(page).changed_since_review
    assert not reload_article(alias).changed_since_review

    record_sign_off(reload_article(page), first, page.asked_reviewer)
    assert review_fields(alias) == review_fields(page) != before

    copied = page.copy(update_attrs={"slug": "copied"}, keep_live=False)
    assert review_fields(copied) == (None, None, None)
    assert not copied.sign_offs.exists()


def test_an_unreviewed_page_is_not_changed_since_review(page):
    ArticlePage.objects.filter(pk=page.pk).update(reviewer=None)
    SignOff.objects.all()._raw_delete("default")

    update_review_fields(page.pk)

    assert not reload_article(page).changed_since_review


def test_a_sign_off_is_immutable_and_outlives_the_profile(page):
    PersonPage.objects.get().delete()

    signed = SignOff.objects.get()
    assert (signed.reviewer, signed.reviewer_name) == (None, "Dr Ada Byron")
    assert not reload_article(page).is_reviewed
    for attempt in (signed.save, signed.delete, SignOff.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_a_record_is_not_written_over_by_another_of_its_number(page):
    signed = SignOff.objects.get()
    forged = SignOff(pk=signed.pk, article_title="Forged", reviewer_name="X", months_until_next=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()
    with pytest.raises(AppendOnlyError):
        SignOff.objects.bulk_create(
            [forged], update_conflicts=True, unique_fields=["id"], update_fields=["reviewer_name"]
        )

    assert SignOff.objects.get().reviewer_name == "Dr Ada Byron"


def test_an_earlier_reviewer_replaces_a_deleted_profile(page):
    bob = person(page.get_site().root_page, "Bob Koch")
    record_sign_off(page, page.latest_revision, bob)
    assert review_fields(page)[0] == bob

    bob.delete()

    assert review_fields(page)[:2] == (page.asked_reviewer, date(2020, 1, 31))


def test_the_review_date_is_in_the_time_zone_of_the_clinic(page):
    late = datetime(2020, 3, 10, 22, tzinfo=UTC)
    record_sign_off(page, page.latest_revision, page.asked_reviewer, signed_at=late)

    with timezone.override("Asia/Tokyo"):
        update_review_fields(page.pk)

    assert review_fields(page)[1] == date(2020, 3, 10)


def test_autosave_overwrites_no_signed_or_public_revision(page):
    signed = page.latest_revision
    page.title = "Something else"

    assert page.save_revision(overwrite_revision=signed).pk != signed.pk


def test_a_review_without_a_known_text_is_not_contradicted(page):
    SignOff.objects.all()._raw_delete("default")
    earlier = import_module("articles.migrations.0007_sign_offs_of_earlier_reviews")
    earlier.record_earlier_reviews(apps, None)

    update_review_fields(page.pk)

    assert not reload_article(page).changed_since_review


def test_changes_since_review_are_shown_if_enabled(page, client):
    line = "The text was changed after this review."
    edit_draft(page, "Pain may stay.")
    publish_draft(page)
    assert line not in client.get(page.url).content.decode()

    settings = EditorialSettings.objects.get()
    settings.show_unsigned_changes = True
    settings.save()
    assert line in client.get(page.url).content.decode()


def test_an_older_review_is_recorded_without_a_text(page):
    SignOff.objects.all()._raw_delete("default")
    earlier = import_module("articles.migrations.0007_sign_offs_of_earlier_reviews")

    earlier.record_earlier_reviews(apps, None)

    (signed,) = SignOff.objects.all()
    assert (signed.article_id, signed.reviewer_name) == (page.pk, "Dr Ada Byron")
    assert (signed.content_hash, signed.months_until_next) == ("", 13)
    assert signed.signed_at.date() == page.reviewed_on
