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
            "T [Internet]. Available from: https://example.org/a",
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


# -- Details of the styles ------------------------------------------------------------------------

PAPER = source("Alder AB", title="Iron", container="Journal of Rest", year=2021)


@pytest.mark.parametrize(
    ("journal", "printed"),
    [
        ("Nat. Test. Biol.", "Nat Test Biol"),
        ("Estud. psicol. (Leeds)", "Estud psicol (Leeds)"),
        ("Phys.Rev.C", "Phys Rev C"),
        ("Proc. Acad. U.S.A.", "Proc Acad USA"),
        ("Health.org News", "Health.org News"),
    ],
)
def test_abbreviated_journals_have_no_stops(journal: str, printed: str):
    for style in ("vancouver", "ama"):
        text = format_plain(replace(PAPER, container_short=journal, volume="7"), style)
        assert text == f"Alder AB. Iron. {printed}. 2021;7."


@pytest.mark.parametrize(
    ("fields", "vancouver", "ama", "apa"),
    [
        (
            {"published": "2021-08-16", "doi": "10.1000/a"},
            "Journal of Rest. 2021 Aug 16. doi: 10.1000/a.",
            "Journal of Rest. Published online August 16, 2021. doi:10.1000/a",
            "Alder, A. B. (2021). Iron. Journal of Rest. https://doi.org/10.1000/a",
        ),
        (
            {"published": "2021-08", "url": "https://example.org/a"},
            "Journal of Rest [Internet]. 2021 Aug. Available from: https://example.org/a",
            "Journal of Rest. August 2021. https://example.org/a",
            "Alder, A. B. (2021, August). Iron. Journal of Rest. https://example.org/a",
        ),
        (
            {"published": "2021-08-16", "volume": "7", "issue": "9", "pages": "611-4"},
            "Journal of Rest. 2021;7(9):611-4.",
            "Journal of Rest. 2021;7(9):611-614.",
            "Alder, A. B. (2021). Iron. Journal of Rest, 7(9), 611–614.",
        ),
        (
            {"published": "2020-08-16", "volume": "7"},
            "Journal of Rest. 2021;7.",
            "Journal of Rest. 2021;7.",
            "Alder, A. B. (2021). Iron. Journal of Rest, 7.",
        ),
    ],
)
def test_the_day_is_printed_of_what_has_no_volume(fields, vancouver: str, ama: str, apa: str):
    paper = replace(PAPER, **fields)

    assert format_plain(paper, "vancouver", identifiers=True) == f"Alder AB. Iron. {vancouver}"
    assert format_plain(paper, "ama", identifiers=True) == f"Alder AB. Iron. {ama}"
    assert format_plain(paper, "apa", identifiers=True) == apa


@pytest.mark.parametrize(
    ("kind", "vancouver", "ama", "apa"),
    [
        (
            "dissertation",
            "Iron [dissertation]. Leeds: Example University; 2021.",
            "Iron. Dissertation. Example University; 2021.",
            "Iron [Doctoral dissertation, Example University].",
        ),
        (
            "thesis",
            "Iron [master's thesis]. Leeds: Example University; 2021.",
            "Iron. Master's thesis. Example University; 2021.",
            "Iron [Master's thesis, Example University].",
        ),
    ],
)
def test_a_thesis_is_named_as_one(kind: str, vancouver: str, ama: str, apa: str):
    work = source(
        "Alder AB",
        kind=kind,
        title="Iron",
        publisher="Example University",
        place="Leeds",
        year=2021,
    )

    assert format_plain(work, "vancouver") == f"Alder AB. {vancouver}"
    assert format_plain(work, "ama") == f"Alder AB. {ama}"
    assert format_plain(work, "apa") == f"Alder, A. B. (2021). {apa}"
    at_an_address = format_plain(replace(work, url="https://example.org/a"), "vancouver")
    assert " on the Internet]. Leeds" in at_an_address


def test_an_address_makes_a_source_one_of_the_internet():
    for kind in ("article", "book", "report", "chapter"):
        work = replace(PAPER, kind=kind, url="https://example.org/a")
        assert "[Internet]" in format_plain(work, "vancouver")
        assert "[Internet]" not in format_plain(replace(work, doi="10.1000/a"), "vancouver")
        assert "[Internet]" not in format_plain(work, "ama") + format_plain(work, "apa")


# -- APA ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "apa"),
    [
        (
            BOOK,
            "Patterson, J. W. (2016). Weedon's skin pathology (4th ed.). Churchill Livingstone.",
        ),
        (
            replace(BOOK, authors=(), editors=BOOK.authors, volume="2", pages=""),
            "Patterson, J. W. (Ed.). (2016). Weedon's skin pathology (4th ed., Vol. 2). Churchill "
            "Livingstone.",
        ),
        (
            CHAPTER,
            "Klaassen, C. D. (2001). Principles of toxicology. In J. G. Hardman & L. E. Limbird "
            "(Eds.), The pharmacological basis of therapeutics (10th ed., Vol. 1, pp. 67–80). "
            "McGraw-Hill.",
        ),
        (
            replace(CHAPTER, editors=(), volume="", edition="", pages="67"),
            "Klaassen, C. D. (2001). Principles of toxicology. In The pharmacological basis of "
            "therapeutics (p. 67). McGraw-Hill.",
        ),
        (
            GUIDELINE,
            "National Institute for Health and Care Excellence. (2021). Chronic pain in over 16s "
            "(Report No. NG193). NICE. https://www.nice.org.uk/guidance/ng193",
        ),
        (WEB_PAGE, "Fibromyalgia. (2022). NHS. https://www.nhs.uk/conditions/fibromyalgia/"),
        (
            replace(WEB_PAGE, year=None),
            "Fibromyalgia. (n.d.). NHS. Retrieved May 3, 2026, from "
            "https://www.nhs.uk/conditions/fibromyalgia/",
        ),
        (
            replace(WEB_PAGE, published="2022-05-03", authors=parse_authors("NHS")),
            "NHS. (2022, May 3). Fibromyalgia. https://www.nhs.uk/conditions/fibromyalgia/",
        ),
        (
            PREPRINT,
            "Bar, D. Z., & Atkatsh, K. (2016). Biotinylation by antibody recognition [Preprint]. "
            "bioRxiv. https://doi.org/10.1101/069187",
        ),
        (
            TRIAL,
            "Rizzardini, G. (2020). Favipiravir in adults (ClinicalTrials.gov Identifier "
            "NCT04336904). ClinicalTrials.gov. https://clinicaltrials.gov/study/NCT04336904",
        ),
        (
            replace(PAPER, container_short="J Rest", volume="7", issue="Suppl 1", pages="e12-e19"),
            "Alder, A. B. (2021). Iron. Journal of Rest, 7(Suppl 1), e12–e19.",
        ),
        (
            replace(PAPER, volume="7", pages="107538"),
            "Alder, A. B. (2021). Iron. Journal of Rest, 7, Article 107538.",
        ),
        (
            replace(PAPER, volume="7", issue="3 (May-June)"),
            "Alder, A. B. (2021). Iron. Journal of Rest, 7(3 (May-June)).",
        ),
    ],
)
def test_each_kind_as_the_publication_manual_writes_it(known: Source, apa: str):
    assert format_plain(known, "apa", identifiers=True) == apa


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Alder, Mary-Ann", "Alder, M.-A."),
        ("Alder M-A\nElm B", "Alder, M.-A., & Elm, B."),
        ("de Laforte C\nElm B\nOak ML Jr", "de Laforte, C., Elm, B., & Oak, M. L., Jr."),
        ("Oak M 3rd", "Oak, M., 3rd."),
        ("Example Agency", "Example Agency."),
        ("Example Agency\nOther Agency", "Example Agency & Other Agency."),
        ("Alder A\nExample Group", "Alder, A., & Example Group."),
        ("Alder A\net al", "Alder, A., et al."),
        ("Plato,", "Plato."),
        ("林太郎", "林太郎."),
        ("نمور, م. س.", "نمور, م. س."),
        ("Alder, AdSdE", "Alder, AdSdE."),
    ],
)
def test_names_in_apa(authors: str, names: str):
    assert format_plain(source(authors, title="T", year=2021), "apa") == f"{names} (2021). T."


@pytest.mark.parametrize(
    ("count", "last"), [(20, "& Elm20, A."), (21, "Elm19, A., . . . Elm21, A.")]
)
def test_apa_names_twenty_authors(count: int, last: str):
    authors = "\n".join(f"Elm{number} A" for number in range(1, count + 1))

    text = format_plain(source(authors, title="T", year=2021), "apa")

    assert f"{last} (2021)" in text


def test_names_without_spaces_have_no_initials():
    work = Source(authors=(Author("林", "太郎"), Author("이", "민수")), title="T", year=2021)

    assert format_plain(work, "vancouver").startswith("林太郎, 이민수. T.")
    assert format_plain(work, "apa") == "林太郎, & 이민수. (2021). T."
