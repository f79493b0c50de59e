"""Sources in the library: keys for anchors, and identifiers that may be missing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from articles.models import Reference
from articles.references.authors import Author
from articles.references.source import Source
from tests.factories import reference

pytestmark = pytest.mark.django_db


def test_the_key_consists_of_first_author_and_year():
    assert reference("Wood PB\nPatterson JC", year=2006).key == "wood-2006"


def test_two_sources_of_the_same_name_have_different_keys():
    keys = [reference("Wood PB", year=2006).key for _ in range(3)]

    assert keys == ["wood-2006", "wood-2006-2", "wood-2006-3"]


def test_a_key_never_changes_once_it_is_made():
    source = reference("Wood PB", year=2006)
    source.authors, source.year = "Noppers I", 2011
    source.save()

    assert Reference.objects.get(pk=source.pk).key == "wood-2006"


def test_a_source_without_identifiers_does_not_clash_with_another():
    for title in ("One", "Two"):
        source = Reference(title=title, study_type="imaging", doi="", pmid="")
        source.full_clean(exclude=["key"])
        source.save()

    assert list(Reference.objects.values_list("doi", "pmid")) == [(None, None)] * 2


def test_the_same_doi_in_other_letters_is_the_same_source():
    reference(doi="10.1016/j.jpain.2006.01.454")
    again = Reference(title="T", study_type="imaging", doi="10.1016/J.JPAIN.2006.01.454")

    with pytest.raises(ValidationError) as error:
        again.full_clean(exclude=["key"])
    assert list(error.value.message_dict) == ["doi"]


def test_identifiers_are_normalised():
    source = Reference(
        title="T", doi=" https://doi.org/10.1016/J.JPAIN.2006.01.454. ", pmid="PMID: 16942953"
    )
    source.full_clean(exclude=["key"])

    assert (source.doi, source.pmid) == ("10.1016/j.jpain.2006.01.454", "16942953")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("doi", "10.1/x"),
        ("doi", "nonsense"),
        ("pmid", "12345678901"),
        ("issn", "1234-5678"),
        ("isbn", "9780306406158"),
    ],
)
def test_an_invalid_identifier_has_an_error_on_its_field(field: str, text: str):
    with pytest.raises(ValidationError) as error:
        Reference(title="T", **{field: text}).full_clean(exclude=["key"])
    assert list(error.value.message_dict) == [field]


def test_a_source_as_plain_data_and_back_is_the_same_source():
    source = Source(
        kind="chapter",
        authors=(Author("de Laforte", "Claire"), Author(group="Sepsis Trial UK")),
        editors=(Author("King", "ML", "Jr"),),
        title="A title",
        year=2011,
        pages="e12-e19",
        accessed=date(2026, 11, 2),
        state="retracted",
        state_note="J Pain. 2012",
    )
    Reference.from_source(source).save()

    assert Reference.objects.get().source == source


def test_saving_records_missing_fields():
    whole = {"container": "J Pain", "volume": "7", "pages": "611", "study_type": "imaging"}

    assert reference("Wood PB", **whole).is_complete
    lacking = reference("Wood PB", **(whole | {"container": ""}))
    assert not lacking.is_complete
    assert "container" in lacking.lacks


def test_special_characters_of_a_doi_are_quoted():
    source = Reference(doi='10.1002/(sici)1097<1::aid-x>3.0.co;2-"#')

    assert source.doi_url == ("https://doi.org/10.1002/(sici)1097%3C1::aid-x%3E3.0.co;2-%22%23")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_only_http_urls_are_links(url: str):
    assert Reference(url=url).link == ""
    assert Reference(url="https://example.org/a").link == "https://example.org/a"


def test_a_source_without_doi_or_pmid_has_no_link():
    assert Reference().doi_url == ""
    assert Reference().pubmed_url == ""


@pytest.mark.parametrize(
    ("typed", "year", "stored", "stored_year"),
    [
        ("16 August 2021", 2021, "2021-08-16", 2021),
        ("2021/8", None, "2021-08", 2021),
        ("", 2021, "", 2021),
    ],
)
def test_a_month_or_day_is_stored_in_one_form(
    typed: str, year: int | None, stored: str, stored_year: int
):
    source = Reference(title="A", published=typed, year=year)
    source.clean()

    assert (source.published, source.year) == (stored, stored_year)


@pytest.mark.parametrize("typed", ["2020-08-16", "August", "2021-13", "soon"])
def test_a_day_of_another_year_is_an_error(typed: str):
    with pytest.raises(ValidationError) as error:
        Reference(title="A", published=typed, year=2021).clean()

    assert list(error.value.error_dict) == ["published"]
