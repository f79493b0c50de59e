"""Notations of volume, pages, publishers, dates and lists that styles and old lists use."""

import pytest

from articles.references.authors import Author
from articles.references.parsing import ParsedReference, parse_list
from articles.references.source import Source


def parse_one(text: str) -> ParsedReference:
    (parsed,) = parse_list(text)
    return parsed


def read(text: str) -> Source:
    parsed = parse_one(text)
    assert parsed.source, parsed.problem
    assert not parsed.diagnoses
    return parsed.source


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("Blood 1999; 93, pages 2431-2448.", ("93", "", "2431-2448")),
        ("J Tests 1988;262, pp. 26-35.", ("262", "", "26-35")),
        ("J Tests. 2012 Jun; 24(2): p. 113-119.", ("24", "2", "113-119")),
        ("Dev Comp Tests 1992; 16::111-122.", ("16", "", "111-122")),
        ("Am J Tests 1989, 158:515-9.", ("158", "", "515-9")),
        ("J Tests 1979, 36, 1215–1218.", ("36", "", "1215-1218")),
        ("J Tests 2010;1–3.", ("", "", "1-3")),
        ("J Tests 2016;5: e16800.", ("5", "", "e16800")),
        ("J Tests 2017;42 Suppl 1:S5–9.", ("42 Suppl 1", "", "S5-9")),
        ("J Tests 27, no. 5 (2012): 288–295.", ("27", "5", "288-295")),
    ],
)
def test_places_in_a_journal_are_read_in_many_notations(place: str, fields: tuple):
    source = read(f"Roe JA, Doe B. Zinc in adults. {place}")

    assert source.title == "Zinc in adults"
    assert (source.volume, source.issue, source.pages) == fields


@pytest.mark.parametrize("label", ["PMID: 28938419", "PMCID: PMC28938419", "Epub 2017 Jan 5."])
def test_words_glued_to_a_doi_are_parted_from_it(label: str):
    assert read(f"Roe JA. Iron. J Tests. 2018;1:2-3. doi:10.1000/j.test.{label}").doi == (
        "10.1000/j.test"
    )


def test_the_last_place_counts_if_the_title_has_years():
    source = read(
        "Roe A. Stroke: a word from 2019; a review of 2020: lessons. J Tests. 2021;3(4):5-9."
    )
    assert (source.year, source.volume, source.container) == (2021, "3", "J Tests")


@pytest.mark.parametrize(
    "text",
    [
        "Roe A. Zinc and sleep. J Tests. 2020 Mar 3:S1526-5900(20)30045-1. Epub ahead of print.",
        "Roe A. Zinc and sleep [published online ahead of print, 2020 May 3]. J Tests. "
        "2020;S1526-5900(20)30045-1. doi:10.1016/j.jt.2020.01.001",
    ],
)
def test_articles_ahead_of_print_have_a_journal_and_a_year(text: str):
    source = read(text)
    assert (source.title, source.container, source.year) == ("Zinc and sleep", "J Tests", 2020)


@pytest.mark.parametrize(
    ("imprint", "place", "publisher"),
    [
        ("Philadelphia: W. B. Marlow; 1998.", "Philadelphia", "W. B. Marlow"),
        ("New York: A. B. Harrow & Company; 2003.", "New York", "A. B. Harrow & Company"),
        ("London ; New York: Fenwick Press; 2003.", "London ; New York", "Fenwick Press"),
        ("Washington, D.C.: Fenwick Press; 2003.", "Washington, D.C.", "Fenwick Press"),
    ],
)
def test_publishers_may_have_initials(imprint: str, place: str, publisher: str):
    source = read(f"Roe A. Textbook of zinc. {imprint}")
    assert (source.title, source.place, source.publisher) == ("Textbook of zinc", place, publisher)


def test_the_date_of_a_web_page_is_not_its_publisher():
    source = read("Roe JA. How to sleep. Sleep Site. August 16, 2021. https://www.example.org/a")
    assert (source.container, source.publisher, source.year) == ("Sleep Site", "", 2021)


def test_a_chapter_may_have_no_publisher():
    source = read("Roe A, Doe C. Zinc. In: Roe R, Doe J, eds. Methods of Zinc. 2004:371-397.")
    assert (source.container, source.year, source.pages) == ("Methods of Zinc", 2004, "371-397")


def test_a_particle_behind_the_initials_is_moved_and_reported():
    parsed = parse_one("Waal E van de, Roe C. Zinc learning. J Tests. 2013;340(6131):483-5.")

    assert parsed.source
    assert parsed.source.authors[0].line == "van de Waal E"
    assert [diagnosis.code for diagnosis in parsed.diagnoses] == ["moved-particle"]
    assert "“Waal E van de” was read as “van de Waal E”" in parsed.diagnoses[0].message


def test_a_lone_publisher_that_may_be_a_journal_is_reported():
    (diagnosis,) = parse_one("Roe, J. A. (2012). Zinc at night. Northern Lights.").diagnoses
    assert (diagnosis.code, diagnosis.field) == ("unclear-kind", "publisher")


@pytest.mark.parametrize(
    "text",
    [
        "Opening hours on Monday 9-12, and on request. Call 0123 456 789.",
        "Ketamine gives relief to many people. It was first made in 1962.",
    ],
)
def test_prose_is_not_read_as_a_reference(text: str):
    assert parse_one(text).source is None


# -- Lists ----------------------------------------------------------------------------------------

PLAIN = [
    f"Roe{letter} A, Doe B. Zinc part {letter}. J Tests 2001;{letter}:1–9." for letter in "1234"
]


def test_lists_numbered_without_stops_may_have_a_figure_first():
    lines = [
        "1 Roe A, Doe B. Zinc part 1. J Tests 2001;1:1–9.",
        "2 1000 Zinc Project Consortium, Roe A. A map. J Tests 2010;467:1061–73.",
        "3 Poe A, Doe B. Zinc part 3. J Tests 2001;3:1–9.",
    ]
    assert [parsed.text for parsed in parse_list("\n".join(lines))] == [line[2:] for line in lines]


def test_references_without_stops_at_their_ends_are_parted():
    lines = [f"Roe A, Doe B (201{n}) Zinc part {n}. J Tests 1{n}:1–9" for n in range(5)]
    assert [parsed.text for parsed in parse_list("\n".join(lines))] == lines


def test_a_single_reference_may_have_a_bare_number():
    assert read("7 Roe A, Doe B. Zinc. J Tests 2001;1:1–9.").authors[0].line == "Roe A"


def test_cells_of_a_table_are_sentences():
    source = read("Roe A, Doe B\tZinc in adults\tJ Tests\t2001;1:1–9")
    assert (source.title, source.container, source.volume) == ("Zinc in adults", "J Tests", "1")


def test_words_broken_at_the_end_of_a_line_are_joined():
    source = read("Roe A. A sys-\ntematic review of low-\ndose zinc.\nJ Tests. 2001;1:1-9.")
    assert source.title == "A systematic review of low-dose zinc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Roe T. Quiet in Leeds. Frieze 2013; published online Sept 14.",
            {"container": "Frieze", "volume": "", "year": 2013},
        ),
        (
            "Roe, T. (2001). Quiet planes. Journal of Rest, 34(10), 1510.",
            {"year": 2001, "pages": "1510"},
        ),
        (
            "T. Roe, “Quiet plot,” The Age (Melbourne, Australia), p. 6, Mar. 17, 2014.",
            {"container": "The Age (Melbourne, Australia)", "issue": "", "pages": "6"},
        ),
        (
            "Roe T. A quiet orange. Restored edition. London: Fenwick Press; 2012.",
            {"title": "A quiet orange", "edition": "Restored"},
        ),
        (
            "Roe T. Quiet chains [Internet] 2018;Available from: https://example.org/a",
            {"title": "Quiet chains", "container": ""},
        ),
        (
            "Roe T. Quiet chains? Northern Review [Internet] 2018;Available from: https://example.org/a",
            {"title": "Quiet chains?", "container": "Northern Review"},
        ),
        (
            "Roe T (2011) Quiet causes. MIT Press, Cambridge, MA, USA",
            {"publisher": "MIT Press", "place": "Cambridge, MA, USA"},
        ),
        (
            "Doe, A., & Roe, T. (Eds.). (1997). Quiet and noise. Fenwick Press.",
            {"editors": (Author("Doe", "A"), Author("Roe", "T")), "authors": ()},
        ),
        (
            "Лесная ЗВ. Тихий лес. In: Собрание. Казань: Север; 1936. p. 15-7.",
            {"authors": (Author("Лесная", "ЗВ"),), "title": "Тихий лес"},
        ),
        (
            "כהן ג, הס ע. שקט ביער. הארץ. 2015;8(2):11-4.",
            {"authors": (Author("כהן", "ג"), Author("הס", "ע"))},
        ),
    ],
)
def test_rarer_notations_are_read(text: str, expected: dict):
    source = parse_list(text)[0].source

    assert {name: getattr(source, name) for name in expected} == expected
