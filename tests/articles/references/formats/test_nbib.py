"""PubMed's format, with what it tells about retractions."""

import pytest

from articles.references.authors import Author
from articles.references.formats import nbib
from articles.references.formats.record import Record
from articles.references.source import Source

WHOLE = """\

PMID- 16942945
OWN - NLM
STAT- MEDLINE
IS  - 1532-8447 (Linking)
IS  - 1526-5900 (Print)
VI  - 7
IP  - 9
DP  - 2006 Sep-Oct
TI  - Fibromyalgia: a title
      that runs on.
PG  - 611-4
LID - S1526-5900(06)00001-1 [pii]
LID - 10.1016/j.jpain.2006.04.001 [doi]
AB  - BACKGROUND - as in
      TY  - JOUR
FAU - Wood, Patrick B
AU  - Wood PB
AUID- ORCID: 0000-0000-0000-0000
FAU - King, Martin L Jr
AU  - King ML Jr
FAU - Tran, Thi Vi
AU  - Tran TV
CN  - Pain Study Group
LA  - eng
SI  - ClinicalTrials.gov/NCT01234567
PT  - Journal Article
PT  - Randomized Controlled Trial
PL  - United States
TA  - J Pain
JT  - The journal of pain
PMC - PMC3173870
SO  - J Pain. 2006 Sep;7(9):611-4.
"""


def parse_only(lines: str) -> Record:
    (record,) = nbib.read(f"PMID- 1\nTI  - A.\nTA  - J Pain\nDP  - 2006\n{lines}\n")
    assert record.source, record.problem
    return record


def test_a_whole_record():
    (record,) = nbib.read(WHOLE)

    assert not record.notes
    assert record.text.startswith("PMID- 16942945\n")
    assert record.source == Source(
        authors=(
            Author("Wood", "Patrick B"),
            Author("King", "Martin L", "Jr"),
            Author("Tran", "Thi Vi"),
            Author(group="Pain Study Group"),
        ),
        title="Fibromyalgia: a title that runs on",
        container="The journal of pain",
        container_short="J Pain",
        year=2006,
        volume="7",
        issue="9",
        pages="611-4",
        doi="10.1016/j.jpain.2006.04.001",
        pmid="16942945",
        pmcid="PMC3173870",
        issn="1526-5900",
        registration="NCT01234567",
        study_type="randomised_trial",
    )


@pytest.mark.parametrize(
    ("types", "study_type"),
    [
        (["Journal Article"], ""),
        (["Review", "Systematic Review"], "systematic_review"),
        (["Meta-Analysis", "Randomized Controlled Trial"], "systematic_review"),
        (["Comparative Study", "Randomized Controlled Trial"], "randomised_trial"),
        (["Observational Study"], "observational"),
        (["Case Reports", "Review"], "case_report"),
        (["Review"], "narrative_review"),
        (["Practice Guideline", "Review"], "guideline"),
        (["Guideline"], "guideline"),
        (["Editorial"], "expert_opinion"),
    ],
)
def test_publication_types_give_the_study_type(types: list[str], study_type: str):
    record = parse_only("\n".join(f"PT  - {name}" for name in types))

    assert record.source.study_type == study_type


def test_a_preprint():
    assert parse_only("PT  - Preprint").source.kind == "preprint"


NOTICE = "J Pain. 2008 Jan;9(1):90. PMID: 18"


@pytest.mark.parametrize(
    ("lines", "state", "note"),
    [
        ("CIN - Comment. 2007", "", ""),
        (f"RIN - {NOTICE}", "retracted", NOTICE),
        (f"PT  - Retracted Publication\nRIN - {NOTICE}", "retracted", NOTICE),
        ("PT  - Retracted Publication", "retracted", ""),
        ("PT  - Retracted Publication\nEIN - Erratum", "retracted", ""),
        (f"EIN - First\nEIN - Second\nRIN - {NOTICE}", "retracted", NOTICE),
        (f"EIN - {NOTICE}\nECI - Doubts", "concern", "Doubts"),
        ("EIN - First\nEIN - Second", "corrected", "First; Second"),
        (f"PRIN- {NOTICE}", "corrected", f"Partly retracted: {NOTICE}"),
    ],
)
def test_notices_give_the_state_of_a_paper(lines: str, state: str, note: str):
    record = parse_only(lines)

    assert (record.source.state, record.source.state_note) == (state, note)


@pytest.mark.parametrize(
    "lines",
    [
        "PT  - Retraction of Publication\nROF - J Pain. 2006;1:1",
        "PT  - Published Erratum\nEFR - J Pain. 2006;1:1",
        "PT  - Expression of Concern\nECF - J Pain. 2006;1:1",
    ],
)
def test_a_notice_is_not_retracted_itself(lines: str):
    record = parse_only(lines)

    assert record.source.state == ""
    assert record.notes == ["This is the notice itself, not the paper it is about."]


def test_many_notices_fit_into_the_note():
    assert len(parse_only("\n".join(["EIN - J Pain. 2007;8(1):90"] * 50)).source.state_note) == 255


def test_the_doi_may_be_among_the_article_ids():
    assert parse_only("AID - 10.1000/Abc [doi]\nAID - S1 [pii]").source.doi == "10.1000/abc"


def test_an_article_number_but_no_publisher_code_is_pages():
    assert parse_only("LID - e15022 [pii]").source.pages == "e15022"
    assert parse_only("LID - S1526-5900(06)1 [pii]").source.pages == ""


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("AU  - Wood PB\nAU  - de Laforte C", (Author("Wood", "PB"), Author("de Laforte", "C"))),
        ("FAU - Wood, Patrick B\nFAU - Plato", (Author("Wood", "Patrick B"), Author("Plato"))),
        ("CN  - WHO, Geneva", (Author(group="WHO, Geneva"),)),
    ],
)
def test_full_names_short_ones_and_groups(lines: str, authors: tuple[Author, ...]):
    assert parse_only(lines).source.authors == authors


def test_a_chapter_of_an_online_book():
    (record,) = nbib.read(
        "PMID- 30\nBTI - StatPearls\nTI  - Fibromyalgia\nPB  - StatPearls Publishing\n"
        "PL  - Treasure Island (FL)\nDP  - 2024 Jan\nFED - Wood, Ann\nED  - Wood A\n"
        "ISBN- 978-0-306-40615-7\n"
    )

    assert record.source == Source(
        kind="chapter",
        title="Fibromyalgia",
        container="StatPearls",
        publisher="StatPearls Publishing",
        place="Treasure Island (FL)",
        editors=(Author("Wood", "Ann"),),
        year=2024,
        published="2024-01",
        isbn="9780306406157",
        pmid="30",
    )


def test_the_book_itself():
    (record,) = nbib.read("PMID- 30\nBTI - StatPearls.\nPL  - London\n")

    assert (record.source.kind, record.source.title) == ("book", "StatPearls")


@pytest.mark.parametrize(
    ("written", "title"),
    [("In the U.S..", "In the U.S.."), ("[A title].", "[A title]"), ("Why?", "Why?")],
)
def test_the_stop_behind_a_title_goes(written: str, title: str):
    (record,) = nbib.read(f"PMID- 1\nTI  - {written}\n")

    assert record.source.title == title


def test_several_registrations_are_none():
    lines = "SI  - ClinicalTrials.gov/NCT01234567\nSI  - ISRCTN/ISRCTN12345678"

    assert parse_only(lines).source.registration == ""


def test_records_follow_each_other_with_or_without_a_blank_line():
    text = "PMID- 1\nTI  - A.\nPMID- 2\nTI  - B.\n\n\nPMID- 3\n\nTI  - C.\n"

    assert [record.source.title for record in nbib.read(text)] == ["A", "B", "C"]


def test_without_numbers_a_blank_line_parts_them():
    assert len(nbib.read("TI  - A.\nFAU - Wood, P\n\nTI  - B.\nFAU - Wood, P\n")) == 2


def test_a_wrong_identifier_is_dropped_and_reported():
    record = parse_only("IS  - 1526-5901 (Print)\nPMC - many")

    assert (record.source.issn, record.source.pmcid) == ("", "")
    assert len(record.notes) == 2


ERIC = """\
OWN - ERIC
TI  - Reading at home
AU  - Alder, Ann B.
JT  - Example Institute
LID - http://example.org/?id=1
ISSN - EISSN-2375-5636
DP  - 2020
"""


@pytest.mark.parametrize(
    ("lines", "kind", "publisher", "container"),
    [
        ("PT  - Reports - Research\n", "report", "Example Institute", ""),
        ("PT  - Books\n", "book", "Example Institute", ""),
        ("PT  - Journal Articles\nPT  - Reports - Research\n", "article", "", "Example Institute"),
        (
            "PT  - Dissertations/Theses - Doctoral Dissertations\n"
            "SO  - Ph.D. Dissertation, Example University\n",
            "dissertation",
            "Example University",
            "",
        ),
        (
            "PT  - Dissertations/Theses - Masters Theses\n",
            "thesis",
            "Example Institute",
            "",
        ),
    ],
)
def test_eric_has_more_than_articles(lines: str, kind: str, publisher: str, container: str):
    (record,) = nbib.read(f"{ERIC}{lines}")

    assert record.source.kind == kind
    assert (record.source.publisher, record.source.container) == (publisher, container)
    assert record.source.issn == "2375-5636"
    assert record.source.authors == (Author("Alder", "Ann B."),)


def test_eric_numbers_are_read_behind_their_labels():
    (record,) = nbib.read(f"{ERIC}ISBN - ISBN-978-0-306-40615-7\nPT  - Books\n")

    assert record.source.isbn == "9780306406157"


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("DP  - 2022 Oct 7", "2022-10-07"),
        ("DP  - 2022 Oct", "2022-10"),
        ("DP  - 2022 Sep-Oct", ""),
        ("DP  - 2022 Winter", ""),
    ],
)
def test_month_and_day_are_read(dates: str, published: str):
    (record,) = nbib.read(f"PMID- 1\nTI  - A.\nTA  - J Pain\n{dates}\n")

    assert (record.source.year, record.source.published) == (2022, published)
