"""Numbers that name a source: read from whatever an editor pastes, refused when they cannot be."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.identifiers import (
    CLEANERS,
    clean_doi,
    clean_isbn,
    clean_issn,
    clean_pmcid,
    clean_pmid,
    clean_registration,
    find_dois,
    find_pmids,
)

quick = settings(max_examples=60)
SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    "typed",
    [
        "10.1038/nrdp.2015.22",
        "  10.1038/NRDP.2015.22\n",
        "https://doi.org/10.1038/nrdp.2015.22",
        "http://dx.doi.org/10.1038/nrdp.2015.22",
        "doi.org/10.1038/nrdp.2015.22",
        "https://doi.org/10.1038/nrdp.2015.22?nosfx=y#top",
        "doi:10.1038/nrdp.2015.22",
        "DOI 10.1038/nrdp.2015.22.",
        "doi: https://doi.org/10.1038/nrdp.2015.22;",
        "info:doi/10.1038/nrdp.2015.22",
        "(doi: 10.1038/nrdp.2015.22).",
        "<https://doi.org/10.1038/nrdp.2015.22>",
        "10.1038/\u200bnrdp.2015.22",
    ],
)
def test_a_doi_is_lower_case_and_without_prefixes(typed: str):
    assert clean_doi(typed) == "10.1038/nrdp.2015.22"


@pytest.mark.parametrize(
    ("typed", "doi"),
    [
        ("10.1016/S0140-6736(05)1234-5", "10.1016/s0140-6736(05)1234-5"),
        ("(10.1016/S0140-6736(05)12).", "10.1016/s0140-6736(05)12"),
        (SICI.upper(), SICI),
        (
            "https://doi.org/10.1002/%28SICI%291097-0258%2819980815%2F30%2917%3A15%2F16"
            "%3C1661%3A%3AAID-SIM968%3E3.0.CO%3B2-2",
            SICI,
        ),
        ("10.1000.10/123", "10.1000.10/123"),
    ],
)
def test_brackets_that_belong_to_a_doi_stay(typed: str, doi: str):
    assert clean_doi(typed) == doi


@pytest.mark.parametrize(
    "typed", ["nrdp.2015.22", "10.1/x", "10.1038/", "10.1038/a b", "11.1038/a", "https://doi.org/"]
)
def test_an_invalid_doi_is_refused(typed: str):
    with pytest.raises(ValueError, match="not a DOI"):
        clean_doi(typed)


@quick
@given(st.text(max_size=40))
def test_a_clean_doi_is_unchanged(text: str):
    try:
        doi = clean_doi(f"10.1000/{text}")
    except ValueError:
        return
    assert clean_doi(doi) == doi


def test_dois_are_found_in_a_text_once_each_and_in_order():
    text = (
        "Wood PB. doi:10.1016/J.JPAIN.2006.01.457. See also (https://doi.org/10.1000/%28c%29), "
        "10.1000/a,10.1000/b;doi:10.1000/d and 10.1016/j.jpain.2006.01.457; not 110.1000/x."
    )
    assert find_dois(text) == [
        "10.1016/j.jpain.2006.01.457",
        "10.1000/(c)",
        "10.1000/a",
        "10.1000/b",
        "10.1000/d",
    ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("16942945", "16942945"),
        ("PMID: 16942945.", "16942945"),
        ("pmid16942945", "16942945"),
        ("https://pubmed.ncbi.nlm.nih.gov/16942945/", "16942945"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/16942945?dopt=Abstract", "16942945"),
        ("00000017", "17"),
    ],
)
def test_a_pubmed_number_is_read_with_or_without_its_address(typed: str, number: str):
    assert clean_pmid(typed) == number


@pytest.mark.parametrize("typed", ["0", "123456789", "PMC3173870", "abc", "12 34", "١٢٣"])
def test_an_invalid_pubmed_id_is_refused(typed: str):
    with pytest.raises(ValueError, match="not a PubMed ID"):
        clean_pmid(typed)


def test_only_labelled_pubmed_ids_are_found_in_text():
    text = "2006;7(9):611-4. PMID: 16942945; https://pubmed.ncbi.nlm.nih.gov/99/ PMID 16942945."
    assert find_pmids(text) == ["16942945", "99"]
    assert find_pmids("pages 12345 to 12350, PMID 123456789") == []


@pytest.mark.parametrize(
    "typed",
    [
        "PMC3173870",
        "pmcid: pmc3173870",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3173870/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3173870.1/",
    ],
)
def test_a_pmc_id_is_read_with_or_without_its_url(typed: str):
    assert clean_pmcid(typed) == "PMC3173870"


@pytest.mark.parametrize("typed", ["3173870", "PMC", "PMCX1"])
def test_a_pubmed_central_number_without_its_letters_is_refused(typed: str):
    with pytest.raises(ValueError, match="starts with PMC"):
        clean_pmcid(typed)


@pytest.mark.parametrize(
    ("typed", "issn"),
    [
        ("1526-5900", "1526-5900"),
        ("15265900", "1526-5900"),
        ("ISSN: 1526–5900 (Print)", "1526-5900"),
        ("eISSN 2434-561x", "2434-561X"),
    ],
)
def test_an_issn_has_a_hyphen(typed: str, issn: str):
    assert clean_issn(typed) == issn


@pytest.mark.parametrize(
    ("typed", "isbn"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN-13: 978 0 306 40615 7", "9780306406157"),
        ("ISBN 0-306-40615-2 (hardback)", "0306406152"),
        ("0-8044-2957-x", "080442957X"),
        ("ISBN 1-55404-295-X", "155404295X"),
    ],
)
def test_an_isbn_has_no_hyphens(typed: str, isbn: str):
    assert clean_isbn(typed) == isbn


@pytest.mark.parametrize("digit", "0123456789X")
def test_only_one_check_digit_is_right(digit: str):
    for cleaner, number, right in (
        (clean_issn, "1526-590", "0"),
        (clean_isbn, "030640615", "2"),
        (clean_isbn, "978030640615", "7"),
    ):
        if digit == right:
            assert cleaner(number + digit)
        else:
            with pytest.raises(ValueError, match=r"wrong digit|not an ISBN"):
                cleaner(number + digit)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("nct 01234567", "NCT01234567"),
        ("https://clinicaltrials.gov/study/NCT01234567", "NCT01234567"),
        ("ISRCTN12345678.", "ISRCTN12345678"),
        ("EudraCT number: 2004-000000-00", "2004-000000-00"),
        ("2004–000000–00", "2004-000000-00"),
        ("ChiCTR-IPR-15006424", "ChiCTR-IPR-15006424"),
        ("CTRI/2018/01/011211", "CTRI/2018/01/011211"),
    ],
)
def test_a_registration_is_read_as_its_registry_writes_it(typed: str, number: str):
    assert clean_registration(typed) == number


@pytest.mark.parametrize(
    "typed", ["NCT123", "NCT012345678", "https://example.org/1", "none", "<b>1</b>"]
)
def test_an_invalid_registration_is_refused(typed: str):
    with pytest.raises(ValueError, match="NCT01234567"):
        clean_registration(typed)


@pytest.mark.parametrize("name", CLEANERS)
@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b"])
def test_nothing_typed_is_no_mistake(name: str, nothing: str):
    assert CLEANERS[name](nothing) == ""


@pytest.mark.parametrize(
    "piece", [")", "(", "<", " ", "0", "1", "a", "10.1000.", "10.1000/a,", "doi:", "PMID ", "PMC1"]
)
def test_huge_input_is_settled_at_once(piece: str):
    huge = piece * (50_000 // len(piece))
    for text in (f"10.1000/{huge}", f"PMID {huge}x", f"ISBN {huge}("):
        assert all(doi.startswith("10.") for doi in find_dois(text))
        assert all(pmid.isdecimal() for pmid in find_pmids(text))
        for cleaner in CLEANERS.values():
            with suppress(ValueError):
                cleaner(text)
