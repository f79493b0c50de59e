"""Pasted reference lists are split and read, and each entry that is not has a problem."""

import textwrap
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.authors import serialise_authors
from articles.references.parsing import ParsedReference, parse_list
from articles.references.similarity import find_duplicates
from articles.references.source import Source, SourceKind

# The reference list from which the project started, with the damage that it came with.
SEED = """
  1. Häuser W, Ablin J, Fitzcharles M-A, Littlejohn G, Luciano JV, Usui C, et al. Fibromyalgia. 2015;1(1):1-16.
  2. Marques AP, Santo AdSdE, Berssaneti AA, Matsutani LA, Yuan SLKJRbdr. Prevalence of Fibromyalgia: a literature review update. 2017;57:356-63.
  3. Wood PBJTJoP. A reconsideration of the relevance of systemic low-dose Ketamine to the pathophysiology of Fibromyalgia. 2006;7(9):611-4.
  4. Bengtsson AJR. The muscle in Fibromyalgia. 2002;41(7):721-4.
  5. Noppers I, Niesters M, Swartjes M, Bauer M, Aarts L, Geleijnse N, et al. Absence of long-term analgesic effect from a short-term S-ketamine infusion on fibromyalgia pain: a randomized, prospective, double-blind, active placebo-controlled trial. European journal of pain (London, England). 2011;15(9):942-9.
  6. Guedj E, Cammilleri S, Colavolpe C, de Laforte C, Niboyet J, Mundler O. Follow-up of pain processing recovery after Ketamine in hyperalgesic fibromyalgia patients using brain perfusion ECD-SPECT. European journal of nuclear medicine and molecular imaging. 2007;34(12):2115-9.
  7. Wood PB. A reconsideration of the relevance of systemic low-dose Ketamine to the pathophysiology of Fibromyalgia. The journal of pain. 2006;7(9):611-4.
  8. Ramachandran VS, Seckel EL. Using mirror visual feedback and virtual reality to treat Fibromyalgia. Medical hypotheses. 2010;75(6):495-6.
Related Blogs
"""  # noqa: E501

VANCOUVER = (
    "Wood PB. A reconsideration of the relevance of systemic low-dose ketamine to the "
    "pathophysiology of fibromyalgia. J Pain. 2006;7(9):611-4. "
    "doi: 10.1016/j.jpain.2006.01.450. PMID: 16942945."
)
AMA = (
    "Noppers I, Niesters M, Swartjes M, et al. Absence of long-term analgesic effect from a "
    "short-term S-ketamine infusion on fibromyalgia pain. Eur J Pain. 2011;15(9):942-949. "
    "doi:10.1016/j.ejpain.2011.03.008"
)
BOOK = (
    "Fishman SM, Ballantyne JC, editors. Bonica's management of pain. 4th ed. Philadelphia: "
    "Lippincott Williams & Wilkins; 2010. 1661 p."
)
PAGE = (
    "Mayo Clinic. Fibromyalgia: symptoms and causes. Mayo Clinic News. Published October 7, 2020. "
    "Accessed November 22, 2024. https://www.mayoclinic.org/diseases/fibromyalgia"
)
WITH_GROUP = "World Health Organization. Pain in children. Geneva: World Health Organization; 2020."
PASTED_REFERENCES = [VANCOUVER, AMA, BOOK, PAGE, WITH_GROUP]


def parse_one(text: str) -> Source:
    """Return the source of a text that is one reference."""
    (parsed,) = parse_list(text)
    assert parsed.source, parsed.problem
    return parsed.source


def diagnosis_codes(parsed: ParsedReference) -> list[str]:
    return [damage.code for damage in parsed.diagnoses]


# -- The seed -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed() -> list[ParsedReference]:
    return parse_list(SEED)


def test_all_eight_seed_references_are_read_and_no_other_text(seed):
    assert [bool(parsed.source) for parsed in seed] == [True] * 8 + [False]
    assert seed[8].text == "Related Blogs"
    assert seed[8].problem


@pytest.mark.parametrize(
    ("number", "title", "journal", "place"),
    [
        (1, "Fibromyalgia", "", (2015, "1", "1", "1-16")),
        (2, "Prevalence of Fibromyalgia: a", "", (2017, "57", "", "356-63")),
        (3, "A reconsideration of the", "", (2006, "7", "9", "611-4")),
        (4, "The muscle in Fibromyalgia", "", (2002, "41", "7", "721-4")),
        (
            5,
            "Absence of long-term",
            "European journal of pain (London, England)",
            (2011, "15", "9", "942-9"),
        ),
        (
            6,
            "Follow-up of pain",
            "European journal of nuclear medicine and molecular imaging",
            (2007, "34", "12", "2115-9"),
        ),
        (7, "A reconsideration of the", "The journal of pain", (2006, "7", "9", "611-4")),
        (8, "Using mirror visual", "Medical hypotheses", (2010, "75", "6", "495-6")),
    ],
)
def test_the_fields_of_the_seed(seed, number, title, journal, place):
    source = seed[number - 1].source

    assert source.title.startswith(title)
    assert source.container == journal
    assert (source.year, source.volume, source.issue, source.pages) == place


@pytest.mark.parametrize(
    ("number", "authors"),
    [
        (1, "Häuser W|Ablin J|Fitzcharles M-A|Littlejohn G|Luciano JV|Usui C|et al"),
        (2, "Marques AP|Santo, AdSdE|Berssaneti AA|Matsutani LA|Yuan, SLKJRbdr"),
        (3, "Wood, PBJTJoP"),
        (4, "Bengtsson AJR"),
        (5, "Noppers I|Niesters M|Swartjes M|Bauer M|Aarts L|Geleijnse N|et al"),
        (6, "Guedj E|Cammilleri S|Colavolpe C|de Laforte C|Niboyet J|Mundler O"),
        (7, "Wood PB"),
        (8, "Ramachandran VS|Seckel EL"),
    ],
)
def test_authors_of_the_seed_are_unchanged(seed, number, authors):
    assert serialise_authors(seed[number - 1].source.authors).split("\n") == authors.split("|")


def test_the_damage_of_the_seed_is_found(seed):
    assert [diagnosis_codes(parsed) for parsed in seed] == [
        ["authors-et-al", "journal-missing"],
        ["odd-initials", "glued-journal", "journal-missing"],
        ["glued-journal", "journal-missing"],
        ["maybe-glued-journal", "journal-missing"],
        ["authors-et-al"],
        [],
        [],
        [],
        [],
    ]


def test_the_repeated_source_of_the_seed_is_found(seed):
    sources = [parsed.source for parsed in seed[:8]]

    assert find_duplicates(sources) == [(2, 6, "same title, year and first author")]


# -- Splitting ------------------------------------------------------------------------------------

JOINED = {
    "one a line": "\n".join,
    "with empty lines": "\n\n".join,
    "numbered": lambda texts: "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1)),
    "numbered with brackets": lambda texts: "\n".join(
        f"[{n}] {text}" for n, text in enumerate(texts, 1)
    ),
    "numbered with a bracket behind": lambda texts: "\n".join(
        f"  {n}) {text}" for n, text in enumerate(texts, 1)
    ),
    "numbered in round brackets": lambda texts: "\n\n".join(
        f"({n}) {text}" for n, text in enumerate(texts, 1)
    ),
    "numbered without stops": lambda texts: "\n".join(
        f"{n}\t{text}" for n, text in enumerate(texts, 1)
    ),
    "numbered without a space": lambda texts: "\n".join(
        f"{n}.{text}" for n, text in enumerate(texts, 1)
    ),
    "numbered on lines of their own": lambda texts: "\n".join(
        f"{n}.\n{text}" for n, text in enumerate(texts, 1)
    ),
    "numbered from 41": lambda texts: "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 41)),
    "numbered with ones": lambda texts: "\n".join(f"1. {text}" for text in texts),
    "some numbers left out": lambda texts: "\n".join(
        f"{n * 3}. {text}" for n, text in enumerate(texts, 1)
    ),
    "numbered in one line": lambda texts: " ".join(
        f"{n}. {text}" for n, text in enumerate(texts, 1)
    ),
    "bulleted": lambda texts: "\n".join(f"• {text}" for text in texts),
    "with dashes": lambda texts: "\n".join(f"- {text}" for text in texts),
    "with stars": lambda texts: "\n".join(f"  * {text}" for text in texts),
    "under a heading": lambda texts: "\n".join(["References:", *texts]),
    "numbered under a heading": lambda texts: "\n".join(
        ["5. REFERENCES", "", *(f"{n}. {text}" for n, text in enumerate(texts, 1))]
    ),
    "from Windows": "\r\n".join,
    "with odd line ends": "\u2028".join,
}


@pytest.mark.parametrize("join", JOINED.values(), ids=JOINED)
def test_lists_are_split_however_they_are_marked(join):
    assert [parsed.text for parsed in parse_list(join(PASTED_REFERENCES))] == PASTED_REFERENCES


@pytest.mark.parametrize("width", [40, 70, 72, 100])
@pytest.mark.parametrize("mark", ["", "• ", "{}. ", "[{}] "])
def test_wrapped_lines_are_joined(mark: str, width: int):
    wrapped = [
        textwrap.fill(mark.format(number) + text, width, break_long_words=False)
        for number, text in enumerate(PASTED_REFERENCES, 1)
    ]

    assert [parsed.text for parsed in parse_list("\n".join(wrapped))] == PASTED_REFERENCES
    assert [parsed.text for parsed in parse_list("\n\n".join(wrapped))] == PASTED_REFERENCES


def test_hanging_lines_and_unseen_marks_are_joined_too():
    text = "1.\u00a0Wood PB. A recon\u00adsideration.\n    J\u200b Pain.\u00a02006;7(9):611\u20104."
    assert [parsed.text for parsed in parse_list(text)] == [
        "Wood PB. A reconsideration. J Pain. 2006;7(9):611-4."
    ]


def test_a_year_or_page_at_a_line_start_is_no_list_number():
    text = (
        "1. Wood PB. Pain in the year\n2006. J Pain. 2006;7(9):\n12. Review.\n2. Seckel EL. Pain."
    )
    assert [parsed.text[:7] for parsed in parse_list(text)] == ["Wood PB", "Seckel "]


def test_a_number_on_the_next_line_belongs_to_the_reference_above():
    first, second = parse_list(
        "Wood PB. Pain. J Pain. 2006;7(9):611-4.\nPMID: 16942945\nhttps://doi.org/10.1000/a\n\n"
        "Seckel EL. Mirrors. Med Hypotheses. 2010;75(6):495-6.\n\nPMCID: PMC3173870"
    )
    assert (first.source.doi, first.source.pmid) == ("10.1000/a", "16942945")
    assert second.source.pmcid == "PMC3173870"


def test_numbers_alone_are_entries_of_their_own():
    unread = parse_list("10.1016/j.jpain.2006.01.450\nhttps://doi.org/10.1000/a\nPMID: 16942945")

    assert len(unread) == 3
    assert all("only a number" in parsed.problem for parsed in unread)


def test_empty_text_has_no_references():
    assert parse_list("") == parse_list(" \n\r\n\t ") == parse_list("References\n") == []


# -- Articles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("2006;7(9):611-4.", (2006, "7", "9", "611-4")),
        ("2006;7(9):611–614.", (2006, "7", "9", "611-614")),
        ("2006; 7 (9): 611 – 614", (2006, "7", "9", "611-614")),
        ("2006 Sep;7(9):611-4.", (2006, "7", "9", "611-4")),
        ("2006 Sep 15;7(9):611-4.", (2006, "7", "9", "611-4")),
        ("2006 Sep-Oct;7:611-4.", (2006, "7", "", "611-4")),
        ("2006;7:e12-e19.", (2006, "7", "", "e12-e19")),
        ("2006;7:15022.", (2006, "7", "", "15022")),
        ("2006;7.", (2006, "7", "", "")),
        ("2006;7(9).", (2006, "7", "9", "")),
        ("2006;(401):230-8.", (2006, "", "401", "230-8")),
        ("2006;42 Suppl 2:S93-9.", (2006, "42 Suppl 2", "", "S93-9")),
        ("2006;42(suppl 2):S93-S99.", (2006, "42", "suppl 2", "S93-S99")),
        ("2006;58(12 Pt 2):12-5.", (2006, "58", "12 Pt 2", "12-5")),
        ("2006 Jun:1-6.", (2006, "", "", "1-6")),
        ("2006:CD003968.", (2006, "", "", "CD003968")),
        ("2006;372:n71.", (2006, "372", "", "n71")),
        ("2006 Sep 5.", (2006, "", "", "")),
        ("2006.", (2006, "", "", "")),
    ],
)
def test_places_of_articles(place: str, fields: tuple):
    source = parse_one(f"Wood PB, Seckel EL. A reconsideration. J Pain. {place}")

    assert (source.year, source.volume, source.issue, source.pages) == fields
    assert (source.kind, source.title, source.container) == (
        "article",
        "A reconsideration",
        "J Pain",
    )


@pytest.mark.parametrize(
    ("numbers", "fields"),
    [
        ("doi:10.1000/a.b", {"doi": "10.1000/a.b"}),
        ("doi: 10.1000/a.b.", {"doi": "10.1000/a.b"}),
        ("DOI 10.1000/A.B", {"doi": "10.1000/a.b"}),
        ("https://doi.org/10.1000/a.b", {"doi": "10.1000/a.b"}),
        ("Available from: http://dx.doi.org/10.1000/a.b.", {"doi": "10.1000/a.b"}),
        ("(doi:10.1000/s0140(06)1-2)", {"doi": "10.1000/s0140(06)1-2"}),
        ("10.1000/a.b", {"doi": "10.1000/a.b"}),
        ("PMID: 16942945.", {"pmid": "16942945"}),
        ("PubMed PMID: 16942945; PMCID: PMC3173870.", {"pmid": "16942945", "pmcid": "PMC3173870"}),
        ("PMC3173870", {"pmcid": "PMC3173870"}),
        ("https://pubmed.ncbi.nlm.nih.gov/16942945/", {"pmid": "16942945"}),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC3173870/", {"pmcid": "PMC3173870"}),
        ("Epub 2006 Feb 3. doi: 10.1000/a. PMID: 12.", {"doi": "10.1000/a", "pmid": "12"}),
        ("doi: 10.1000/a. Epub ahead of print.", {"doi": "10.1000/a"}),
        ("[Epub ahead of print] doi:10.1000/a", {"doi": "10.1000/a"}),
        ("[PubMed] [Google Scholar] [CrossRef]", {}),
        ("Published 2006 Mar 29. doi:10.1000/a", {"doi": "10.1000/a"}),
        (
            "Accessed May 4, 2020. https://example.org/a.",
            {"url": "https://example.org/a", "accessed": date(2020, 5, 4)},
        ),
        (
            "ClinicalTrials.gov identifier: NCT01234567.",
            {"registration": "NCT01234567"},
        ),
    ],
)
def test_numbers_behind_an_article(numbers: str, fields: dict):
    source = parse_one(f"Wood PB. A reconsideration. J Pain. 2006;7(9):611-4. {numbers}")

    assert source == replace(
        source,
        **dict.fromkeys(("doi", "pmid", "pmcid", "url", "registration"), "") | fields,
        title="A reconsideration",
        container="J Pain",
        pages="611-4",
    )


@pytest.mark.parametrize(
    ("authors", "lines"),
    [
        ("Wood PB", "Wood PB"),
        ("Wood P.B.", "Wood PB"),
        ("Wood P. B., Seckel E. L.", "Wood PB|Seckel EL"),
        ("Häuser W., Fitzcharles M.-A.", "Häuser W|Fitzcharles M-A"),
        ("Ablin, JN, Wolfe, F.", "Ablin JN|Wolfe F"),
        ("Ramachandran VS and Seckel EL", "Ramachandran VS|Seckel EL"),
        ("Wood PB, Seckel EL, & Guedj E", "Wood PB|Seckel EL|Guedj E"),
        ("King ML Jr, Boyd RE 3rd", "King ML Jr|Boyd RE 3rd"),
        ("King ML, Jr, Boyd RE", "King ML Jr|Boyd RE"),
        ("de Laforte C, van der Berg A, O'Neil B", "de Laforte C|van der Berg A|O'Neil B"),
        ("St. John A, Aspegren Kendall S", "St. John A|Aspegren Kendall S"),
        ("Wood PB, et al", "Wood PB|et al"),
        ("Wood PB et al", "Wood PB|et al"),
        ("Wood PB, and others", "Wood PB|et al"),
        ("Wood PB, Seckel EL; Alf-One Study Group", "Wood PB|Seckel EL|Alf-One Study Group"),
        ("Wood PB, Alf-One Study Group", "Wood PB|Alf-One Study Group"),
        ("Alf-One Study Group; Wood PB", "Alf-One Study Group|Wood PB"),
        ("World Health Organization", "World Health Organization"),
        ("U.S. Food and Drug Administration", "U.S. Food and Drug Administration"),
        (
            "Department of Health, Labour and Welfare",
            "Department of Health, Labour and Welfare (group)",
        ),
    ],
)
def test_author_notations(authors: str, lines: str):
    text = authors if authors.endswith(".") else f"{authors}."
    source = parse_one(f"{text} A reconsideration of pain. J Pain. 2006;7(9):611-4.")

    assert source.title == "A reconsideration of pain"
    read_lines = serialise_authors(source.authors).replace(" (group)", "")
    assert read_lines == lines.replace("|", "\n").replace(" (group)", "")


@pytest.mark.parametrize(
    "title",
    [
        "Does it last?",
        "Ketamine in pain. A review of trials",
        "Pain in 2010: 5 lessons from practice",
        "Vitamin D, calcium, and falls in the elderly",
        "Drug A vs. drug B in adults",
        "E. coli and the gut",
        "In: a word and its meanings",
        "Ketamine: what the “experts” say!",
    ],
)
def test_titles_of_many_shapes(title: str):
    source = parse_one(
        f"Wood PB, Seckel EL. {title}{'' if title[-1] in '?!' else '.'} J Pain. 2006;7:6."
    )
    assert (source.title, source.container) == (title, "J Pain")


@pytest.mark.parametrize(
    "title",
    [
        "21st century heart solution may have a sting in the tail",
        "Vitamin D, calcium, and falls in the elderly",
        "Use of MRI in fibromyalgia",
    ],
)
def test_a_title_without_authors_is_not_read_as_authors(title: str):
    source = parse_one(f"{title}. BMJ. 2002;325(7357):184.")
    assert (source.authors, source.title, source.container) == ((), title, "BMJ")


@pytest.mark.parametrize(
    ("before", "journal"),
    [
        ("Pain in adults. Proc. Natl. Acad. Sci.", "Proc. Natl. Acad. Sci"),
        ("Pain in adults. J. Pain.", "J. Pain"),
        ("Pain in adults. J Pain", "J Pain"),
        ("Pain in adults. J Pain,", "J Pain"),
        ("Pain in adults. Pain [Internet].", "Pain"),
    ],
)
def test_journal_notations(before: str, journal: str):
    source = parse_one(f"Wood PB. {before} 2006;7(9):611-4.")
    assert (source.title, source.container) == ("Pain in adults", journal)


def test_the_location_of_an_erratum_is_not_the_articles():
    (parsed,) = parse_list(
        "Wood PB. Pain. J Pain. 2006;7(9):611-4. Erratum in: J Pain. 2007;8(1):90. PMID: 12."
    )
    assert (parsed.source.year, parsed.source.pages, parsed.source.pmid) == (2006, "611-4", "12")
    assert diagnosis_codes(parsed) == ["left-over"]
    assert "Erratum in: J Pain. 2007;8(1):90" in parsed.diagnoses[0].message


def test_an_article_with_a_doi_and_no_year_is_read_with_its_gaps():
    (parsed,) = parse_list("Wood PB. A reconsideration. doi:10.1016/j.jpain.2006.01.450")
    assert (parsed.source.title, parsed.source.doi[:7]) == ("A reconsideration", "10.1016")
    assert diagnosis_codes(parsed) == ["journal-missing", "year-missing"]


# -- Other kinds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            BOOK,
            {
                "kind": SourceKind.BOOK,
                "title": "Bonica's management of pain",
                "edition": "4th",
                "place": "Philadelphia",
                "publisher": "Lippincott Williams & Wilkins",
                "year": 2010,
                "pages": "1661",
            },
        ),
        (
            "Guyatt G, Rennie D. Users' Guides: A Manual. 3rd ed. McGraw-Hill Education; 2015.",
            {
                "kind": SourceKind.BOOK,
                "title": "Users' Guides: A Manual",
                "publisher": "McGraw-Hill Education",
            },
        ),
        (
            "Gray H. Anatomy. St. Louis (MO): Mosby, 1999. ISBN 978-0-306-40615-7.",
            {
                "kind": SourceKind.BOOK,
                "place": "St. Louis (MO)",
                "year": 1999,
                "isbn": "9780306406157",
            },
        ),
        (
            "Meltzer PS, Trent JM. Alterations in tumors. In: Vogelstein B, Kinzler KW, editors. "
            "The genetic basis of cancer. New York: McGraw-Hill; 2002. p. 93-113.",
            {
                "kind": SourceKind.CHAPTER,
                "title": "Alterations in tumors",
                "container": "The genetic basis of cancer",
                "publisher": "McGraw-Hill",
                "pages": "93-113",
            },
        ),
        (
            "Kalso E. Opioids. In: Wall PD, ed. Progress in Pain. Vol 14. IASP Press; 1999:13-15.",
            {
                "kind": SourceKind.CHAPTER,
                "container": "Progress in Pain",
                "volume": "14",
                "year": 1999,
            },
        ),
        (WITH_GROUP, {"kind": SourceKind.REPORT, "title": "Pain in children", "place": "Geneva"}),
        (
            "Page E. Health hazard. Cincinnati: CDC; 2003. Report No.: HETA2000-0139.",
            {"kind": SourceKind.REPORT, "issue": "HETA2000-0139"},
        ),
        (
            "National Institute for Health and Care Excellence. Chronic pain in over 16s "
            "[Internet]. London: NICE; 2021 [cited 2024 Nov 22]. (NICE guideline [NG193]). "
            "Available from: https://www.nice.org.uk/guidance/ng193",
            {
                "kind": SourceKind.REPORT,
                "title": "Chronic pain in over 16s",
                "container": "NICE guideline [NG193]",
                "url": "https://www.nice.org.uk/guidance/ng193",
                "accessed": date(2024, 11, 22),
            },
        ),
        (
            PAGE,
            {
                "kind": SourceKind.WEB_PAGE,
                "title": "Fibromyalgia: symptoms and causes",
                "container": "Mayo Clinic News",
                "year": 2020,
                "accessed": date(2024, 11, 22),
            },
        ),
        (
            "Cancer-Pain.org [Internet]. New York: ACOR, Inc.; c2000-01 [updated 2002 May 16; "
            "cited 2002 Jul 9]; [about 2 screens]. Available from: http://www.cancer-pain.org/.",
            {
                "kind": SourceKind.WEB_PAGE,
                "title": "Cancer-Pain.org",
                "publisher": "ACOR, Inc.",
                "year": 2000,
                "url": "http://www.cancer-pain.org/",
            },
        ),
        (
            "FDA. Compounded ketamine. Retrieved 5 January 2024, from https://www.fda.gov/k",
            {
                "kind": SourceKind.WEB_PAGE,
                "title": "Compounded ketamine",
                "accessed": date(2024, 1, 5),
            },
        ),
        (
            "Smith AB. A new thing. medRxiv [Preprint]. 2021 [cited 2021 Mar 3]. Available from: "
            "https://doi.org/10.1101/2021.01.01.20200001",
            {
                "kind": SourceKind.PREPRINT,
                "container": "medRxiv",
                "doi": "10.1101/2021.01.01.20200001",
            },
        ),
        (
            "Doe J. Another. bioRxiv. Preprint posted online March 3, 2020. doi:10.1101/a",
            {"kind": SourceKind.PREPRINT, "container": "bioRxiv", "year": 2020},
        ),
        (
            "Ketamine for pain. ClinicalTrials.gov identifier: NCT01234567. Updated March 3, 2015. "
            "Accessed May 4, 2020. https://clinicaltrials.gov/study/NCT01234567",
            {
                "kind": SourceKind.TRIAL,
                "title": "Ketamine for pain",
                "container": "ClinicalTrials.gov",
                "registration": "NCT01234567",
                "year": 2015,
            },
        ),
    ],
)
def test_other_kinds_are_read(text: str, fields: dict):
    source = parse_one(text)
    assert {name: getattr(source, name) for name in fields} == fields


def test_editors_are_not_authors():
    assert parse_one(BOOK).authors == ()
    assert serialise_authors(parse_one(BOOK).editors) == "Fishman SM\nBallantyne JC"


# -- What cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Related Blogs",
        "©2023 - A Clinic | All rights reserved",
        "Ketamine gives relief to many people. It was first made in 1962.",
        "2006;7(9):611-4.",
        "?!",
        "🙂",
        "https://doi.org/10.1016/j.jpain.2006.01.450",
    ],
)
def test_other_text_is_returned_with_a_reason(text: str):
    (parsed,) = parse_list(text)

    assert (parsed.source, parsed.text, parsed.diagnoses) == (None, text, [])
    assert parsed.problem


def test_overlong_text_is_cut_and_reported():
    (parsed,) = parse_list("Wood PB. " + "pain " * 2_000)

    assert "too long" in parsed.problem
    assert len(parsed.text) < 5_000


@pytest.mark.parametrize("line", ["a\n\n", "a\n"])
def test_a_list_without_an_end_is_read_up_to_a_limit(line: str):
    *before, last = parse_list(line * 500_000)

    assert before
    assert "list is too long" in last.problem


@given(st.text() | st.text(" .,;:()[]\n-AJab12/?\"'", max_size=200))
def test_no_text_is_an_error(text: str):
    for parsed in parse_list(text):
        assert bool(parsed.source) != bool(parsed.problem)


def test_ten_thousand_references_are_read():
    text = "\n".join(f"{number}. {VANCOUVER}" for number in range(1, 10_001))

    assert all(parsed.source for parsed in parse_list(text))


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "(",
        "1. ",
        "\n",
        "a\n",
        "Wood PB, ",
        "Wood P. B. ",
        "2006;7(9):",
        "10.1000/(",
        "https://a/\n",
        "[cited ",
        "Accessed 1 ",
        "a: b; 2006. ",
        "Ã¤",
        "1–",
        "AJ",
    ],
)
def test_five_megabytes_of_repetition_are_read(unit: str):
    for parsed in parse_list(unit * (5_000_000 // len(unit))):
        assert bool(parsed.source) != bool(parsed.problem)


@pytest.mark.parametrize("unit", ["a", "2006;7(9):", "Wood PB, 2006; ", "doi:10.1000/a ", "[1 ("])
def test_so_are_entries_as_long_as_one_may_be(unit: str):
    entry = (unit * 4_000)[:3_900]

    assert len(parse_list("\n\n".join([entry] * 200))) == 200
