"""Golden strings: every kind of source, as the two style manuals write it."""

from dataclasses import replace
from datetime import date

import pytest

from articles.references.authors import Author, parse_authors
from articles.references.formatting import Style, format_plain
from articles.references.source import Source

HAUSER = "Häuser W\nAblin J\nFitzcharles M-A\nLittlejohn G\nLuciano JV\nUsui C\nWalitt B"
DAY = date(2026, 11, 22)


def source(authors: str = "", editors: str = "", **fields) -> Source:
    return Source(authors=parse_authors(authors), editors=parse_authors(editors), **fields)


BOOK = source(
    "Patterson JW",
    kind="book",
    title="Weedon's skin pathology",
    edition="4",
    place="London",
    publisher="Churchill Livingstone",
    year=2016,
    pages="1200",
)
CHAPTER = source(
    "Klaassen CD",
    "Hardman JG\nLimbird LE",
    kind="chapter",
    title="Principles of toxicology",
    container="The pharmacological basis of therapeutics",
    volume="1",
    edition="10th edition",
    place="New York",
    publisher="McGraw-Hill",
    year=2001,
    pages="67-80",
)
GUIDELINE = source(
    "National Institute for Health and Care Excellence",
    kind="report",
    title="Chronic pain in over 16s",
    place="London",
    publisher="NICE",
    year=2021,
    issue="NG193",
    url="https://www.nice.org.uk/guidance/ng193",
    accessed=DAY,
)
WEB_PAGE = source(
    kind="web_page",
    title="Fibromyalgia",
    container="NHS",
    year=2022,
    url="https://www.nhs.uk/conditions/fibromyalgia/",
    accessed=date(2026, 5, 3),
)
PREPRINT = source(
    "Bar DZ\nAtkatsh K",
    kind="preprint",
    title="Biotinylation by antibody recognition",
    container="bioRxiv",
    year=2016,
    doi="10.1101/069187",
    accessed=DAY,
)
TRIAL = source(
    "Rizzardini G",
    kind="trial",
    title="Favipiravir in adults",
    container="ClinicalTrials.gov",
    registration="NCT04336904",
    year=2020,
    url="https://clinicaltrials.gov/study/NCT04336904",
    accessed=DAY,
)
KINDS = [
    (
        BOOK,
        "Patterson JW. Weedon's skin pathology. 4th ed. London: Churchill Livingstone; 2016. "
        "1200 p.",
        "Patterson JW. Weedon's skin pathology. 4th ed. Churchill Livingstone; 2016.",
    ),
    (
        replace(BOOK, authors=(), editors=BOOK.authors, pages="112-118", edition="First ed."),
        "Patterson JW, editor. Weedon's skin pathology. First ed. London: Churchill Livingstone; "
        "2016. p. 112-8.",
        "Patterson JW, ed. Weedon's skin pathology. Churchill Livingstone; 2016:112-118.",
    ),
    (
        replace(BOOK, authors=(), editors=parse_authors(HAUSER), pages=""),
        "Häuser W, Ablin J, Fitzcharles MA, Littlejohn G, Luciano JV, Usui C, et al., editors. "
        "Weedon's skin pathology. 4th ed. London: Churchill Livingstone; 2016.",
        "Häuser W, Ablin J, Fitzcharles MA, et al, eds. "
        "Weedon's skin pathology. 4th ed. Churchill Livingstone; 2016.",
    ),
    (
        CHAPTER,
        "Klaassen CD. Principles of toxicology. In: Hardman JG, Limbird LE, editors. The "
        "pharmacological basis of therapeutics. 10th ed. Vol. 1. New York: McGraw-Hill; 2001. "
        "p. 67-80.",
        "Klaassen CD. Principles of toxicology. In: Hardman JG, Limbird LE, eds. The "
        "pharmacological basis of therapeutics. Vol 1. 10th ed. McGraw-Hill; 2001:67-80.",
    ),
    (
        replace(CHAPTER, editors=(), volume="", edition="", place=""),
        "Klaassen CD. Principles of toxicology. In: The pharmacological basis of therapeutics. "
        "McGraw-Hill; 2001. p. 67-80.",
        "Klaassen CD. Principles of toxicology. In: The pharmacological basis of therapeutics. "
        "McGraw-Hill; 2001:67-80.",
    ),
    (
        GUIDELINE,
        "National Institute for Health and Care Excellence. Chronic pain in over 16s [Internet]. "
        "London: NICE; 2021 [cited 2026 Nov 22]. Report No.: NG193.",
        "National Institute for Health and Care Excellence. Chronic pain in over 16s. NICE; 2021. "
        "Report No. NG193. Accessed November 22, 2026.",
    ),
    (
        WEB_PAGE,
        "Fibromyalgia [Internet]. NHS. 2022 [cited 2026 May 3].",
        "Fibromyalgia. NHS. Published 2022. Accessed May 3, 2026.",
    ),
    (
        PREPRINT,
        "Bar DZ, Atkatsh K. Biotinylation by antibody recognition. bioRxiv [Preprint]. 2016.",
        "Bar DZ, Atkatsh K. Biotinylation by antibody recognition. bioRxiv. Preprint posted "
        "online 2016.",
    ),
    (
        TRIAL,
        "Rizzardini G. Favipiravir in adults. ClinicalTrials.gov [Internet]. "
        "2020 [cited 2026 Nov 22]. Identifier: NCT04336904.",
        "Rizzardini G. Favipiravir in adults. ClinicalTrials.gov identifier: NCT04336904. "
        "Posted 2020. Accessed November 22, 2026.",
    ),
]


@pytest.mark.parametrize(("known", "vancouver", "ama"), KINDS)
def test_a_source_reads_as_the_style_manuals_write_it(known: Source, vancouver: str, ama: str):
    assert format_plain(known, "vancouver") == vancouver
    assert format_plain(known, "ama") == ama


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2", "2nd ed."),
        ("2nd", "2nd ed."),
        ("2nd ed.", "2nd ed."),
        ("2nd edition", "2nd ed."),
        ("3", "3rd ed."),
        ("11", "11th ed."),
        ("21", "21st ed."),
        ("112", "112th ed."),
        ("Rev. ed.", "Rev. ed."),
        ("ed.", ""),
    ],
)
def test_an_edition_is_printed_one_way_however_it_was_typed(typed: str, printed: str):
    for style in ("vancouver", "ama"):
        text = format_plain(source(kind="book", title="T", edition=typed), style)
        assert text == f"T. {printed}".strip()


@pytest.mark.parametrize(
    ("known", "vancouver", "ama"),
    [
        (
            {"doi": "10.1000/a", "pmid": "12345678", "pmcid": "PMC1234567"},
            "T. doi: 10.1000/a. PMID: 12345678; PMCID: PMC1234567.",
            "T. doi:10.1000/a",
        ),
        ({"pmid": "12345678"}, "T. PMID: 12345678.", "T."),
        (
            {"url": "https://example.org/a"},
            "T. Available from: https://example.org/a",
            "T. https://example.org/a",
        ),
        (
            {"doi": "10.1000/a", "url": "https://example.org/a"},
            "T. doi: 10.1000/a.",
            "T. doi:10.1000/a",
        ),
        ({}, "T.", "T."),
    ],
)
def test_identifiers_come_last_if_requested(known, vancouver, ama):
    assert format_plain(source(title="T", **known), "vancouver", identifiers=True) == vancouver
    assert format_plain(source(title="T", **known), "ama", identifiers=True) == ama
    assert format_plain(source(title="T", **known), "ama") == "T."


@pytest.mark.parametrize("kind", ["article", "book", "chapter", "report"])
def test_the_access_date_is_shown_unless_there_is_a_doi(kind: str):
    seen = source(kind=kind, title="T", container="C", year=2020, accessed=DAY)

    assert "[Internet]" in format_plain(seen, "vancouver")
    assert "2020 [cited 2026 Nov 22]" in format_plain(seen, "vancouver")
    assert format_plain(seen, "ama").endswith(" Accessed November 22, 2026.")
    assert "2026" not in format_plain(replace(seen, doi="10.1000/a"), "vancouver")
    assert "2026" not in format_plain(replace(seen, doi="10.1000/a"), "ama")


def test_authors_who_are_not_known_are_et_al_behind_a_comma():
    source = Source(authors=(Author("Wood", "PB"), Author(group="et al.")), title="Rest", year=2006)

    assert format_plain(source, Style.VANCOUVER).startswith("Wood PB, et al. Rest.")
    assert format_plain(source, Style.AMA).startswith("Wood PB, et al. Rest.")
