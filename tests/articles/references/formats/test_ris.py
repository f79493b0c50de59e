"""RIS as many programs write it."""

from datetime import date

import pytest
import rispy

from articles.references.authors import Author
from articles.references.formats import ris
from articles.references.source import Source, SourceKind


def parse_only(text: str) -> Source:
    (record,) = ris.read(text)
    assert record.source, record.problem
    return record.source


def test_a_record_of_a_journal_article():
    source = parse_only(
        "TY  - JOUR\nAU  - Wood, Patrick B.\nA1  - Häuser, W\nTI  - Fibromyalgia\n"
        "JO  - J. Pain\nJF  - The Journal of Pain\nPY  - 2006/09/01/\nVL  - 7\nIS  - 9\n"
        "SP  - 611\nEP  - 614\nSN  - 1526-5900\nDO  - https://doi.org/10.1016/J.JPAIN.2006\n"
        "AN  - 16942945\nC2  - PMC3173870\nER  - \n"
    )

    assert source == Source(
        authors=(Author("Wood", "Patrick B."), Author("Häuser", "W")),
        title="Fibromyalgia",
        container="The Journal of Pain",
        container_short="J. Pain",
        year=2006,
        volume="7",
        issue="9",
        pages="611-614",
        issn="1526-5900",
        doi="10.1016/j.jpain.2006",
        pmid="16942945",
        pmcid="PMC3173870",
    )


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("JOUR", SourceKind.ARTICLE),
        ("JFULL", SourceKind.ARTICLE),
        ("MGZN", SourceKind.ARTICLE),
        ("BOOK", SourceKind.BOOK),
        ("EDBOOK", SourceKind.BOOK),
        ("CHAP", SourceKind.CHAPTER),
        ("CONF", SourceKind.CHAPTER),
        ("RPRT", SourceKind.REPORT),
        ("GOVDOC", SourceKind.REPORT),
        ("THES", SourceKind.REPORT),
        ("ELEC", SourceKind.WEB_PAGE),
        ("WEB", SourceKind.WEB_PAGE),
        ("BLOG", SourceKind.WEB_PAGE),
        ("UNPB", SourceKind.PREPRINT),
        ("jour", SourceKind.ARTICLE),
    ],
)
def test_the_kind_follows_from_the_type(tag: str, kind: SourceKind):
    assert parse_only(f"TY  - {tag}\nTI  - A\nER  - ").kind == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("JO  - Pain", SourceKind.ARTICLE),
        ("UR  - https://example.org", SourceKind.WEB_PAGE),
        ("PB  - NICE", SourceKind.REPORT),
    ],
)
def test_without_a_known_type_the_fields_give_the_kind(line: str, kind: SourceKind):
    assert parse_only(f"TY  - XYZ\nTI  - A\n{line}\nER  - ").kind == kind


@pytest.mark.parametrize(
    ("work", "kind"),
    [("Preprint", SourceKind.PREPRINT), ("Trial registry record", SourceKind.TRIAL)],
)
def test_the_kind_of_work_counts_more_than_the_type(work: str, kind: SourceKind):
    assert parse_only(f"TY  - JOUR\nTI  - A\nM3  - {work}\nER  - ").kind == kind


def test_the_type_of_work_gives_the_study_type():
    source = parse_only(
        "TY  - JOUR\nTI  - A\nM3  - Journal article; Randomized controlled trial\nER  - "
    )

    assert source.study_type == "randomised_trial"


@pytest.mark.parametrize("line_end", ["\n", "\n\n", "  \n"])
@pytest.mark.parametrize(
    "start", ["TY  - JOUR", "TY - JOUR", "TY  -JOUR", "TY-JOUR", " TY  -   JOUR"]
)
def test_careless_spaces_are_forgiven(start: str, line_end: str):
    text = line_end.join([start, "TI  - Pain", "PY - 2006", "ER  -", ""])

    assert (parse_only(text).title, parse_only(text).year) == ("Pain", 2006)


def test_a_missing_end_or_start_does_not_cost_a_record():
    text = "TI  - First\n\nTY  - JOUR\nTI  - Second\n\nTY  - JOUR\nTI  - Third"

    assert [record.source.title for record in ris.read(text)] == ["First", "Second", "Third"]


def test_a_value_runs_on_over_lines_even_a_name():
    source = parse_only(
        "TY  - JOUR\nTI  - A long\n  title, in UK-based\nhospitals - and more\n"
        "AU  - World Health\n  Organization\nER  - "
    )

    assert source.title == "A long title, in UK-based hospitals - and more"
    assert source.authors == (Author(group="World Health Organization"),)


def test_unknown_tags_are_passed_over():
    assert parse_only("TY  - JOUR\nTI  - A\nX9  - what\n  is this\nER  - ") == Source(title="A")


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ("SP  - 356\nEP  - 363", "356-363"),
        ("SP  - 356-363\nEP  - 363", "356-363"),
        ("SP  - 15022", "15022"),
        ("SP  - 12\nEP  - 12", "12"),
        ("EP  - 12", "12"),
        ("SP  - ", ""),
    ],
)
def test_pages_of_two_tags(lines: str, pages: str):
    assert parse_only(f"TY  - JOUR\nTI  - A\n{lines}\nER  - ").pages == pages


def test_issn_and_isbn_are_distinguished_by_length():
    source = parse_only("TY  - BOOK\nTI  - A\nSN  - 1526-5900 (Print); 978-0-306-40615-7\nER  - ")

    assert (source.issn, source.isbn) == ("1526-5900", "9780306406157")


@pytest.mark.parametrize(
    "lines", ["AN  - WOS:0001", "AN  - 2011-12345-001", "DB  - CINAHL\nAN  - 1234"]
)
def test_ids_of_other_databases_are_not_pubmed_ids(lines: str):
    (record,) = ris.read(f"TY  - JOUR\nTI  - A\n{lines}\nC2  - 12\nC5  - retracted\nER  - ")

    assert record.source == Source(title="A")
    assert not record.notes


def test_a_book_title_may_be_in_a_container_field():
    assert parse_only("TY  - BOOK\nBT  - Pain\nER  - ") == Source(kind="book", title="Pain")


def test_a_doi_is_found_in_other_fields():
    assert parse_only("TY  - JOUR\nTI  - A\nM3  - doi: 10.1000/abc\nER  - ").doi == "10.1000/abc"
    assert (
        parse_only("TY  - JOUR\nTI  - A\nUR  - https://doi.org/10.1000/abc\nER  - ").doi
        == "10.1000/abc"
    )


def test_the_first_of_several_urls_is_used():
    source = parse_only(
        "TY  - ELEC\nTI  - A\nUR  - https://a.org/x;y; https://b.org\nY2  - 2024/5/3/\nER  -"
    )

    assert (source.url, source.accessed) == ("https://a.org/x;y", date(2024, 5, 3))


def test_an_empty_record_is_reported_and_the_next_read():
    first, second = ris.read("TY  - JOUR\nPY  - 2006\nER  - \nTY  - JOUR\nTI  - A\nER  - ")

    assert first.source is None
    assert "neither a title nor an identifier" in first.problem
    assert first.text == "TY  - JOUR\nPY  - 2006"
    assert second.source.title == "A"


def test_rispy_reads_our_output():
    authors = (Author("Wood", "PB"), Author(group="World Health Organization"))

    (entry,) = rispy.loads(ris.write([Source(title="A", authors=authors, pages="1-9")]))

    assert entry["type_of_reference"] == "JOUR"
    assert entry["authors"] == ["Wood, PB", "World Health Organization"]
    assert (entry["start_page"], entry["end_page"]) == ("1", "9")


def test_a_file_starts_with_a_record_and_numbers_nothing():
    assert ris.write([Source(title="A")] * 2).startswith("TY  - JOUR\nTI  - A\nER  - \n\nTY  - ")
