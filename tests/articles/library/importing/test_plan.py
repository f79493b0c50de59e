"""The plan of an import gives each record a status and reasons."""

import pytest

from articles.library.importing.apply import apply_plan
from articles.library.importing.plan_rows import RowStatus
from articles.references.formats.record import unreadable_record
from articles.references.source import Source
from tests.articles.library.importing.records import (
    last_row,
    make_record,
    plan_records,
    wrap_source,
)
from tests.factories import reference

pytestmark = pytest.mark.django_db

DOI = "10.1016/j.jpain.2006.01.454"


def test_references_unlike_any_stored_are_new_and_preselected():
    row = last_row(make_record("A study of sleep", doi=DOI))

    assert (row.status, row.can_import, row.is_certain) == (RowStatus.NEW, True, True)
    assert row.reasons == []


def test_an_unreadable_record_has_a_reason():
    row = last_row(unreadable_record("%%%", "There is no reference in it."))

    assert (row.status, row.can_import, row.text) == (RowStatus.UNREADABLE, False, "%%%")
    assert row.reasons == ["There is no reference in it."]


# -- Known ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"doi": DOI}, "same DOI"),
        ({"pmid": "16942953"}, "same PubMed ID"),
        ({"pmcid": "PMC3173870"}, "same PubMed Central ID"),
    ],
)
def test_a_number_that_the_library_has_makes_it_known(fields, reason):
    existing = reference("Noppers I", year=2011, title="Another", **fields)

    row = last_row(make_record("A study", **fields))

    assert (row.status, row.existing) == (RowStatus.KNOWN, existing)
    assert row.reasons[0] == f"In the library as Noppers 2011: {reason}."


def test_title_year_and_first_author_make_it_known():
    reference("Wood PB", year=2006, title="The Study of Sleep.", container="J Pain", volume="7")

    row = last_row(make_record("Study of sleep", container="J Pain"))

    assert row.status == RowStatus.KNOWN
    assert row.reasons == [
        "In the library as Wood 2006: same title, year and first author.",
        "It has nothing to add.",
    ]
    assert not row.can_import


def test_a_known_reference_lists_the_fields_it_fills():
    reference("Wood PB", title="Other words", doi=DOI, container="J Pain")

    row = last_row(make_record(doi=DOI, pmid="16942953", pages="1-9"))

    assert row.status == RowStatus.KNOWN
    assert row.new_fields == ["volume", "pages", "pmid"]
    assert "It adds: volume, pages or article number, PubMed ID." in row.reasons
    assert row.can_import


def test_a_new_retraction_is_reported():
    reference("Wood PB", doi=DOI, volume="7", container="J Pain", state="corrected")

    row = last_row(make_record(doi=DOI, state="retracted", state_note="J Pain. 2008;9:90."))

    assert row.new_fields == ["state", "state_note"]
    assert "The record says that this paper has been retracted. J Pain. 2008;9:90." in row.reasons


def test_a_retraction_that_the_library_knows_is_no_news():
    reference("Wood PB", doi=DOI, volume="7", container="J Pain", state="retracted")

    row = last_row(make_record(doi=DOI, state="corrected", state_note="Erratum."))

    assert row.new_fields == []
    assert not row.can_import


def test_an_access_date_is_taken_only_with_its_url():
    one = reference("Wood PB", title="One", url="https://example.org/a", volume="7", container="J")
    day = {"accessed": "2024-05-03", "url": "https://example.org/b"}

    assert last_row(make_record("One", **day)).new_fields == []
    one.url = ""
    one.save()
    assert last_row(make_record("One", **day)).new_fields == ["url", "accessed"]


def test_an_invalid_field_of_a_record_is_not_imported():
    reference("Wood PB", doi=DOI, volume="7", container="J Pain")

    row = last_row(make_record(doi=DOI, pages="1" * 41, issue="3"))

    assert row.new_fields == ["issue"]
    assert "Pages or article number has 41 characters" in " ".join(row.reasons)


def test_a_conflicting_identifier_is_reported():
    reference("Wood PB", doi=DOI, pmid="1", volume="7", container="J Pain")

    row = last_row(make_record(doi=DOI, pmid="2"))

    assert "Its PubMed ID is 2, but 1 in the library." in row.reasons
    assert not row.can_import


def test_identifiers_are_compared_and_written_in_their_plain_form():
    reference("Noppers I", title="Another", doi=DOI)

    row = last_row(wrap_source(Source(title="T", doi=f"https://doi.org/{DOI.upper()}")))

    assert row.status == RowStatus.KNOWN
    assert row.source.doi == DOI


# -- Duplicates -----------------------------------------------------------------------------------


def test_a_repeated_work_is_a_duplicate_of_the_first():
    first, second = plan_records(make_record(doi=DOI), make_record("Other words", doi=DOI)).rows

    assert (first.status, second.status) == (RowStatus.NEW, RowStatus.DUPLICATE)
    assert second.reasons == ["The same as no. 1: same DOI."]
    assert not second.can_import


def test_a_duplicate_without_a_shared_number_can_be_imported():
    first, second = plan_records(make_record("Sleep", doi=DOI), make_record("Sleep")).rows

    assert second.reasons == ["The same as no. 1: same title, year and first author."]
    assert (first.is_certain, second.is_certain, second.can_import) == (True, False, True)


def test_of_two_the_undamaged_one_is_taken():
    first, second = plan_records(make_record("Sleep", container=""), make_record("Sleep")).rows

    assert (first.status, second.status) == (RowStatus.DUPLICATE, RowStatus.NEW)
    assert first.reasons == [
        "The same as no. 2: same title, year and first author.",
        "The journal is missing.",
    ]


def test_a_repeated_known_reference_is_a_duplicate():
    reference("Wood PB", title="Known", pmid="1", volume="7", container="J Pain")

    known, repeat = plan_records(
        make_record("Known", pmid="1", doi=DOI), make_record("Title", doi=DOI)
    ).rows

    assert (known.status, repeat.status) == (RowStatus.KNOWN, RowStatus.DUPLICATE)
    assert repeat.reasons == ["The same as no. 1: same DOI."]


def test_a_chain_of_records_is_one_work():
    rows = plan_records(
        make_record("One", doi=DOI),
        make_record("Two", pmid="5"),
        make_record("3", doi=DOI, pmid="5"),
    )

    assert [row.status for row in rows.rows] == [RowStatus.NEW, *[RowStatus.DUPLICATE] * 2]
    assert rows.rows[1].reasons == ["The same as no. 3: same PubMed ID."]
    assert not rows.rows[1].can_import


def test_the_same_title_with_another_doi_is_only_similar():
    existing = reference("Wood PB", title="Sleep", doi=DOI)

    row = last_row(make_record("Sleep", doi="10.1016/other"))

    assert (row.status, row.existing, row.can_import) == (RowStatus.DUPLICATE, existing, True)
    assert row.reasons == ["It may be Wood 2006 in the library: same title, year and first author."]


def test_numbers_of_two_references_block_a_record():
    reference("Wood PB", title="One", doi=DOI)
    reference("Noppers I", title="Two", pmid="7")

    row = last_row(make_record("Three", doi=DOI, pmid="7"))

    assert (row.status, row.can_import) == (RowStatus.DUPLICATE, False)
    assert row.reasons == [
        "In the library as Wood 2006: same DOI.",
        "In the library as Noppers 2006: same PubMed ID.",
        "It matches two references. Merge them first, or correct the record.",
    ]


@pytest.mark.parametrize("titles", [("Pain, part I", "Pain, part II"), ("Pain", "Erratum: Pain")])
def test_parts_and_corrections_are_works_of_their_own(titles):
    reference("Wood PB", title=titles[0])

    assert last_row(make_record(titles[1])).status == RowStatus.NEW


def test_indistinguishable_replies_are_similar():
    _first, second = plan_records(
        make_record("Reply", volume=""), make_record("Reply", volume="")
    ).rows

    assert second.status == RowStatus.DUPLICATE
    assert second.reasons[0].startswith("It may be the same as no. 1")
    assert second.can_import


def test_replies_with_numbers_of_their_own_are_new():
    rows = plan_records(
        make_record("Reply", doi="10.1000/1"), make_record("Reply", doi="10.1000/2")
    ).rows

    assert {row.status for row in rows} == {RowStatus.NEW}


# -- The whole plan -------------------------------------------------------------------------------


def test_rows_are_counted_by_status():
    counts = plan_records(
        make_record("One"), make_record("Two"), unreadable_record("", "No.")
    ).counts

    assert counts[RowStatus.NEW] == 2
    assert counts[RowStatus.UNREADABLE] == 1
    assert counts[RowStatus.KNOWN] == 0
    assert list(counts) == list(RowStatus)


def test_a_second_import_of_the_same_records_has_nothing_to_add():
    records = [
        make_record("One", doi=DOI),
        make_record("Two"),
        make_record("Two"),
        make_record("Three", issn="1"),
    ]
    first = plan_records(*records)
    apply_plan(first, first.importable(*RowStatus))

    again = plan_records(*records)

    assert {row.status for row in again.rows} == {RowStatus.KNOWN}
    assert again.importable(*RowStatus) == set()


def test_the_digest_changes_with_the_library():
    records = [make_record("One", doi=DOI), make_record("Two")]
    before = plan_records(*records).digest

    assert plan_records(*records).digest == before
    reference("Noppers I", doi=DOI)
    assert plan_records(*records).digest != before
