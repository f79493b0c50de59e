"""Sources in the library: names for addresses, and identifiers that may be missing."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Reference
from tests.factories import reference

pytestmark = pytest.mark.django_db


def test_the_key_is_made_of_first_author_and_year():
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


@pytest.mark.parametrize("doi", ["https://doi.org/10.1000/1", "10.1/x", "10.1000/a b", "nonsense"])
def test_a_doi_is_written_without_its_address(doi: str):
    with pytest.raises(ValidationError) as error:
        Reference(title="T", study_type="imaging", doi=doi).full_clean(exclude=["key"])
    assert list(error.value.message_dict) == ["doi"]


def test_odd_signs_in_a_doi_are_quoted_in_its_address():
    source = Reference(doi='10.1002/(sici)1097<1::aid-x>3.0.co;2-"#')

    assert source.doi_url == ("https://doi.org/10.1002/(sici)1097%3C1::aid-x%3E3.0.co;2-%22%23")


def test_a_source_without_doi_or_pubmed_number_leads_nowhere():
    assert Reference().doi_url == ""
    assert Reference().pubmed_url == ""
