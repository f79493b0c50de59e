"""RIS as many programs write it."""

from datetime import date

import pytest
import rispy

from articles.references.authors import Author
from articles.references.formats import ris, ris_writing
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
        published="2006-09-01",
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
        ("THES", SourceKind.DISSERTATION),
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

    (entry,) = rispy.loads(ris_writing.write([Source(title="A", authors=authors, pages="1-9")]))

    assert entry["type_of_reference"] == "JOUR"
    assert entry["authors"] == ["Wood, PB", "World Health Organization"]
    assert (entry["start_page"], entry["end_page"]) == ("1", "9")


def test_a_file_starts_with_a_record_and_numbers_nothing():
    assert ris_writing.write([Source(title="A")] * 2).startswith(
        "TY  - JOUR\nTI  - A\nER  - \n\nTY  - "
    )


# -- What databases and other programs write ------------------------------------------------------


def read_only(lines: str) -> Source:
    (record,) = ris.read(f"TY  - JOUR\n{lines}\nER  - \n")
    assert record.source, record.problem
    return record.source


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ("C7  - 107538", "107538"),
        ("C7  - PII S0025-326X(02)00345-9", "S0025-326X(02)00345-9"),
        ("C7  - UNSP e2019", "e2019"),
        ("SP  - 3\nC7  - 107538", "3"),
        ("C7  - PMC123456", ""),
        ("C7  - search, screened", ""),
        ("SP  - No\nEP  - Specified", ""),
        ("SP  - n/a", ""),
    ],
)
def test_an_article_number_stands_for_pages(lines: str, pages: str):
    assert read_only(f"TI  - Iron and rest\n{lines}").pages == pages


def test_authors_keep_the_order_of_the_file():
    source = read_only(
        "TI  - A\nA1  - Alder, Ann\nAU  - Birch, Bo\nA1  - Cedar, Cy\nAU  - Dogwood, D"
    )

    assert [author.family for author in source.authors] == ["Alder", "Birch", "Cedar", "Dogwood"]


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Ash Jr., F. W.", Author("Ash", "F. W.", "Jr")),
        ("Elm, Jr., M. L.", Author("Elm", "M. L.", "Jr")),
        ("Elm, M. L., III", Author("Elm", "M. L.", "III")),
        ("Oak, Joey de", Author("de Oak", "Joey")),
        ("Oak, Anna van den", Author("van den Oak", "Anna")),
        ("de la Oak, Ana", Author("de la Oak", "Ana")),
        ("LINDEN, TODD A.", Author("LINDEN", "Todd A.")),
        ("LINDEN, PAB", Author("LINDEN", "PAB")),
        ("林, 太郎", Author("林太郎")),
        ("Ministry of Health, Wales", Author(group="Ministry of Health, Wales")),
    ],
)
def test_parts_of_names_are_put_in_their_places(name: str, author: Author):
    assert read_only(f"TI  - A\nAU  - {name}").authors == (author,)


def test_several_serial_numbers_may_stand_behind_each_other():
    source = read_only("TI  - A\nSN  - 1660-4601 1661-7827 978-0-306-40615-7")

    assert (source.issn, source.isbn) == ("1660-4601", "9780306406157")


def test_remarks_between_records_are_no_records():
    record = "TY  - JOUR\nT1  - Iron and rest\nA1  - Alder, Ann\nY1  - 2019//\nER  - \n"
    remarks = "NL  - Iron Rest\n\nLink to the text: https://example.org/x\n\n2.\n"

    assert len(ris.read(f"1.\n{record}{remarks}{record}")) == 2


@pytest.mark.parametrize(
    ("lines", "year", "published"),
    [
        ("Y1  - 1900/01/01\nDA  - 1950/01/01", 1950, "1950-01-01"),
        ("PY  - 2021\nDA  - AUG 16", 2021, "2021-08-16"),
        ("PY  - 2021\nDA  - JUN", 2021, "2021-06"),
        ("PY  - 0000\nY1  - 2019//", 2019, ""),
        ("PY  - 2021\nDA  - 2020/08/16", 2021, ""),
        ("PY  - 0000", None, ""),
    ],
)
def test_dates_are_read_from_several_tags(lines: str, year: int | None, published: str):
    source = read_only(f"TI  - A\n{lines}")

    assert (source.year, source.published) == (year, published)


def test_a_second_line_of_the_title_is_not_the_journal():
    source = read_only("T1  - Rain.\nT2  - And snow\nJO  - Skies\nJF  - Skies")

    assert (source.title, source.container) == ("Rain", "Skies")


@pytest.mark.parametrize(
    ("kind", "lines", "issue"),
    [
        ("JOUR", "M1  - 9999", "9999"),
        ("JOUR", "M1  - Suppl 1\nIS  - 2", "2"),
        ("JOUR", "M1  - Alder, A, & Birch, B (1999). Iron. Rest, 28, 2", ""),
        ("RPRT", "SN  - WHO/2021/7", "WHO/2021/7"),
        ("RPRT", "SN  - 978-0-306-40615-7\nM1  - 12", "12"),
        ("BOOK", "M1  - 12", ""),
    ],
)
def test_the_issue_may_be_in_another_tag(kind: str, lines: str, issue: str):
    (record,) = ris.read(f"TY  - {kind}\nTI  - A\n{lines}\nER  - ")

    assert record.source.issue == issue


def test_identifiers_are_found_in_notes():
    source = read_only("TI  - A\nN1  - Accession: 17. PMID: 28738096 and more\nN1  - 10.1000/abc")

    assert (source.pmid, source.doi) == ("28738096", "10.1000/abc")


def test_notes_with_names_of_fields_fill_them():
    notes = "N1  - Volume ID: 12\nN1  - Place of Publication: Leeds\nVL  - 3rd"
    (record,) = ris.read(f"TY  - CHAP\nT1  - A\nT2  - B\n{notes}\nER  - ")

    assert (record.source.volume, record.source.edition) == ("12", "3rd")
    assert record.source.place == "Leeds"


@pytest.mark.parametrize(
    ("tag", "lines", "kind", "container"),
    [
        (
            "CPAPER",
            "T2  - Day of Iron\nC3  - Proceedings of Iron",
            "chapter",
            "Proceedings of Iron",
        ),
        ("THES", "M3  - Master's thesis", "thesis", ""),
        ("THES", "M3  - Ph.D.", "dissertation", ""),
    ],
)
def test_papers_of_meetings_and_theses(tag: str, lines: str, kind: str, container: str):
    (record,) = ris.read(f"TY  - {tag}\nTI  - A\n{lines}\nER  - ")

    assert (record.source.kind, record.source.container) == (kind, container)


@pytest.mark.parametrize(("tag", "editor"), [("BOOK", "Birch"), ("CHAP", "Alder")])
def test_the_editors_of_a_series_are_not_those_of_the_book(tag: str, editor: str):
    (record,) = ris.read(f"TY  - {tag}\nTI  - A\nA2  - Alder, A\nA3  - Birch, B\nER  - ")

    assert [author.family for author in record.source.editors] == [editor]


def test_an_address_without_a_scheme_gets_one():
    assert read_only("TI  - A\nUR  - www.example.org/a").url == "https://www.example.org/a"
