"""Tables of PubMed, Scopus and Zotero."""

import pytest

from articles.references.authors import Author
from articles.references.formats import tables
from articles.references.formats.detect import UnreadableError, read_records
from articles.references.source import Source

PUBMED = """\
PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,\
NIHMS ID,DOI
"16942945","Iron, and rest.","Alder AB, Oak J.",\
"J Rest. 2021 Aug 16;7(9):611-4. doi: 10.1000/abc.",\
"Alder AB","J Rest","2021","2021/09/01","PMC3173870","","10.1000/abc"
"""
SCOPUS = """\
"Authors","Author full names","Title","Year","Source title","Volume","Issue","Art. No.",\
"Page start","Page end","DOI","Link","PubMed ID","Abbreviated Source Title","Document Type","ISSN"
"Alder A.B.; Oak J.","Alder, Ann B. (57000000001); Oak, Joey de (57000000002)","Iron and rest",\
"2021","Journal of Rest","7","9","107538","","","10.1000/abc","","16942945","J. Rest","Article",\
"15265900"
"Alder A.B., Oak J.","","Iron and rest","2021","Journal of Rest","7","","","611","614","","","",\
"","Review",""
"""
ZOTERO = """\
"Key","Item Type","Publication Year","Author","Title","Publication Title","ISSN","DOI","Pages"
"X","journalArticle","2021","Alder, Ann; Oak, Joey de","Iron
and rest","Journal of Rest","1526-5900","","1-9"
"""


def test_a_table_of_pubmed():
    (record,) = read_records(f"\ufeff{PUBMED}", "csv-iron-set.csv")

    assert record.source == Source(
        authors=(Author("Alder", "AB"), Author("Oak", "J")),
        title="Iron, and rest",
        container_short="J Rest",
        year=2021,
        published="2021-08-16",
        volume="7",
        issue="9",
        pages="611-4",
        doi="10.1000/abc",
        pmid="16942945",
        pmcid="PMC3173870",
    )


def test_a_table_of_scopus():
    new, old = read_records(SCOPUS)

    assert new.source.authors == (Author("Alder", "Ann B."), Author("de Oak", "Joey"))
    assert (new.source.pages, new.source.pmid) == ("107538", "16942945")
    assert (new.source.container, new.source.container_short) == ("Journal of Rest", "J. Rest")
    assert old.source.authors == (Author("Alder", "A.B."), Author("Oak", "J"))
    assert (old.source.pages, old.source.study_type) == ("611-614", "narrative_review")


def test_a_table_of_zotero():
    (record,) = read_records(ZOTERO.replace(",", ";"))

    assert record.source.title == "Iron and rest"


@pytest.mark.parametrize(
    "text",
    [
        "Title,Author Names,Source\nA,B,C\n",
        "title;abstract;doi\nA;B;10.1000/a\n",
        "id\ttitle\tlabel\n1\tA\t0\n",
    ],
)
def test_other_tables_are_refused_and_not_read_as_prose(text: str):
    with pytest.raises(UnreadableError, match="columns"):
        read_records(text)


def test_rows_after_a_broken_one_are_reported():
    huge = "x" * 200_000

    first, broken = read_records(f"{PUBMED}1,{huge},A,,,J,2020,,,,\n")

    assert first.source
    assert "line 3" in broken.problem


def test_a_line_of_prose_is_no_table():
    assert tables.find_header("Alder A. A title, and a title, in: J Rest. 2020;1:2.") == ([], "")
