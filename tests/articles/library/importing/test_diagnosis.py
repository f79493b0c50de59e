"""Problems of a record are listed; if it can be stored, it can be imported."""

from datetime import date

import pytest

from articles.library.importing.plan_rows import RowStatus
from articles.references.authors import Author
from articles.references.source import Source
from tests.articles.library.importing.records import last_row, make_record, wrap_source

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

DOI = "10.1016/j.jpain.2006.01.454"


def test_damage_is_reported_with_a_suggestion():
    row = last_row(make_record(authors=[Author(group="Wood PBJTJoP")], container=""))

    assert (row.status, row.can_import, row.is_certain) == (RowStatus.DAMAGED, True, False)
    assert any("TJoP" in reason for reason in row.reasons)
    assert any("Probably “Wood PB”." in reason for reason in row.reasons)
    assert "The journal is missing." in row.reasons


def test_a_number_that_was_left_out_makes_it_damaged():
    row = last_row(make_record(issn="1526-5901"))

    assert row.status == RowStatus.DAMAGED
    assert "“1526-5901” was left out." in row.reasons[0]


@pytest.mark.parametrize(
    ("name", "limit"), [("container", 255), ("volume", 40), ("doi", 255), ("state_note", 255)]
)
def test_a_text_longer_than_its_column_cannot_be_imported(name, limit):
    value = "10.1000/" + "1" * limit if name == "doi" else "x" * (limit + 1)

    row = last_row(make_record(**{name: value}))

    assert (row.status, row.can_import) == (RowStatus.DAMAGED, False)
    assert f"the maximum is {limit}. Shorten it" in " ".join(row.reasons)


def test_a_record_without_a_title_cannot_be_imported():
    row = last_row(make_record("", doi=DOI))

    assert (row.status, row.can_import) == (RowStatus.DAMAGED, False)
    assert "It has no title." in row.reasons


def test_a_date_in_the_future_can_be_imported_and_fixed_later():
    source = Source(title="T", url="https://example.org", accessed=date(2999, 1, 1))

    row = last_row(wrap_source(source))

    assert (row.status, row.can_import) == (RowStatus.DAMAGED, True)
    assert row.reasons[0].startswith("Last visited: ")


def test_an_address_that_is_a_script_cannot_be_imported():
    row = last_row(wrap_source(Source(title="T", url="javascript:alert(1)")))

    assert (row.status, row.can_import) == (RowStatus.DAMAGED, False)


def test_a_new_retracted_reference_is_labelled():
    row = last_row(make_record(state="retracted"))

    assert row.status == RowStatus.NEW
    assert row.reasons == ["The record says that this paper has been retracted."]
