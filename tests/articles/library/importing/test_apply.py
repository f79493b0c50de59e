"""An import stores all chosen rows or nothing."""

from unittest.mock import patch

import pytest
from django.db import DataError
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backend

from articles.library.importing import apply
from articles.library.importing.apply import NotImportedError, apply_plan
from articles.library.importing.plan import apply_plan_if_unchanged, plan_import
from articles.library.importing.plan_rows import RowStatus
from articles.models import MergedReference, Reference
from articles.references.authors import Author
from tests.articles.library.importing.records import make_record, plan_records
from tests.factories import (
    article,
    body,
    category,
    editor,
    evidence,
    home_page,
    reference,
    statement,
)

pytestmark = pytest.mark.django_db

DOI = "10.1016/j.jpain.2006.01.454"


def apply_all(*records):
    """Import all that can be imported of these records."""
    whole = plan_records(*records)
    return apply_plan(whole, whole.importable(*RowStatus))


def test_only_chosen_rows_are_imported():
    outcome = apply_plan(
        plan_records(make_record("One"), make_record("Two"), make_record("Three")), {1, 3}
    )

    assert [one.title for one in outcome.created] == ["One", "Three"]
    assert list(Reference.objects.order_by("pk")) == outcome.created


def test_an_imported_source_equals_a_saved_one():
    (created,) = apply_all(
        make_record(
            "Étude", authors=[Author("Häuser", "W"), Author(group="WHO")], doi=DOI, pages="1-9"
        )
    ).created
    imported = Reference.objects.values().get()

    created.save()

    assert Reference.objects.values().get() == imported
    assert created.lacks == ["study_type"]


def test_keys_are_free_and_count_on():
    reference("Wood PB", title="There before")
    kept = reference("Noppers I", title="Kept")
    MergedReference.objects.create(old_id=99, reference=kept, old_key="wood-2006-2")

    created = apply_all(*(make_record(f"Title {n}", volume=str(n)) for n in range(3))).created

    assert [one.key for one in created] == ["wood-2006-3", "wood-2006-4", "wood-2006-5"]


def test_the_search_finds_them():
    created = apply_all(make_record("Zymurgy of nerves"), make_record("Other words")).created

    found = get_search_backend().autocomplete("zymurgy", Reference)
    assert list(found) == created[:1]


def test_the_log_groups_an_import_under_its_user():
    reference("Wood PB", title="Known", doi=DOI, container="J Pain", volume="7")
    user = editor()
    whole = plan_records(
        make_record("One"), make_record("Two"), make_record("Known", doi=DOI, pages="1-9")
    )

    outcome = apply_plan(whole, {1, 2, 3}, user)

    entries = ModelLogEntry.objects.order_by("pk")
    assert [(entry.action, entry.label) for entry in entries] == [
        ("wagtail.create", "Wood 2006. One"),
        ("wagtail.create", "Wood 2006. Two"),
        ("articles.source.edit", "Wood 2006. Known"),
    ]
    assert {entry.user for entry in entries} == {user}
    assert [entry.message for entry in entries] == [
        "Created",
        "Created",
        "Changed. Pages or article number: “–” → “1-9”.",
    ]
    (first,) = ModelLogEntry.objects.for_instance(outcome.created[0])
    assert first.content_changed


# -- Filling in -----------------------------------------------------------------------------------


def test_a_known_one_is_filled_where_it_is_empty_and_nowhere_else():
    existing = reference("Wood P. B.", doi=DOI, container="J Pain", year=2005, state="corrected")

    outcome = apply_all(make_record(doi=DOI, pages="1-9", state="retracted", state_note="Notice."))

    existing.refresh_from_db()
    assert outcome.updated == [existing]
    assert (existing.pages, existing.volume) == ("1-9", "7")
    assert (existing.authors, existing.container, existing.year) == ("Wood P. B.", "J Pain", 2005)
    assert (existing.state, existing.state_note) == ("retracted", "Notice.")
    assert existing.key == "wood-2005"


def test_two_records_fill_the_same_one():
    existing = reference("Wood PB", title="T", doi=DOI, container="J Pain", volume="7")

    apply_all(make_record(doi=DOI, pages="1-9"), make_record(doi=DOI, pages="2-9", issue="3"))

    existing.refresh_from_db()
    assert (existing.pages, existing.issue) == ("1-9", "3")


def test_fields_filled_meanwhile_are_not_overwritten():
    existing = reference("Wood PB", doi=DOI, container="J Pain", volume="7")
    whole = plan_records(make_record(doi=DOI, pages="1-9"))
    Reference.objects.update(pages="5-6")

    outcome = apply_plan(whole, {1})

    existing.refresh_from_db()
    assert existing.pages == "5-6"
    assert outcome.updated == []


def test_a_filled_source_is_complete_and_found_like_a_saved_one():
    existing = reference("Wood PB", title="T", doi=DOI)
    assert not existing.is_complete

    apply_all(make_record(doi=DOI, publisher="Elsevier"))

    existing.refresh_from_db()
    assert existing.is_complete
    assert "elsevier" in existing.search_text


def test_citing_articles_get_an_imported_study_type():
    existing = reference("Wood PB", doi=DOI, study_type="")
    page = article(category(home_page()), body=body(evidence(statement(cited=(existing,)))))
    assert page.strongest_source == ""

    apply_all(make_record(doi=DOI, study_type="systematic_review"))

    page.refresh_from_db()
    assert page.strongest_source == "systematic_review"


# -- Nothing half ---------------------------------------------------------------------------------


def test_a_row_that_cannot_be_imported_stops_all():
    with pytest.raises(NotImportedError, match=r"No\. 2 cannot be imported"):
        apply_plan(plan_records(make_record("One"), make_record("Two", volume="7" * 41)), {1, 2})

    assert not Reference.objects.exists()


def test_an_identifier_taken_meanwhile_aborts_the_import():
    whole = plan_records(make_record("One"), make_record("Two", doi=DOI))
    reference("Noppers I", doi=DOI)

    with pytest.raises(NotImportedError, match="The library has changed"):
        apply_plan(whole, {1, 2})

    assert Reference.objects.count() == 1
    assert not ModelLogEntry.objects.exists()


def test_a_reference_that_was_deleted_meanwhile_stops_all():
    existing = reference("Wood PB", title="Known", doi=DOI)
    whole = plan_records(make_record("One"), make_record("Known", doi=DOI, pages="1-9"))
    existing.delete()

    with pytest.raises(NotImportedError):
        apply_plan(whole, {1, 2})

    assert not Reference.objects.exists()


def test_a_failed_import_is_rolled_back():
    reference("Wood PB", title="Known", doi=DOI, container="J Pain", volume="7")
    whole = plan_records(make_record("One"), make_record("Known", doi=DOI, pages="1-9"))

    with (
        patch.object(apply, "update_known", side_effect=DataError),
        pytest.raises(NotImportedError),
    ):
        apply_plan(whole, {1, 2})

    assert list(Reference.objects.values_list("title", "pages")) == [("Known", "")]
    assert not list(get_search_backend().search("One", Reference))


def test_an_outdated_plan_is_not_applied():
    records = [make_record("One"), make_record("Two")]
    shown = plan_import(records)
    reference("Wood PB", title="Two", volume="7")

    with pytest.raises(NotImportedError, match="The library has changed"):
        apply_plan_if_unchanged(records, shown, {1})

    assert Reference.objects.count() == 1


def test_a_current_plan_is_applied():
    records = [make_record("One"), make_record("Two")]

    outcome = apply_plan_if_unchanged(records, plan_import(records), {2})

    assert [one.title for one in outcome.created] == ["Two"]
