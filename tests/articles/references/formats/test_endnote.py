"""EndNote's tagged lines and XML."""

import pytest

from articles.references.authors import Author
from articles.references.formats import detect, endnote
from articles.references.formats.decoding import UnreadableError
from articles.references.source import Source

TAGGED = """\
%0 Journal Article
%A Alder, Ann B.
%A Oak, Joey de
%T Iron and rest
%J J Rest
%J Journal of Rest
%D 2021
%8 August 16
%V 7
%N 9
%P 611-614
%@ 1526-5900
%R 10.1000/abc
%Z PMID: 16942945

%0 Book
%T Rest
%E Birch, Bo
%I Example Press
%C Leeds
%7 2nd
%@ 978-0-306-40615-7
"""
STYLED = '<style face="normal">Iron </style><style face="italic">and rest</style>'
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style>Alder, Ann B.</style></author><author>Oak, Joey de</author></authors></contributors>
<titles><title>{STYLED}</title><secondary-title>Journal of Rest</secondary-title></titles>
<periodical><full-title>Journal of Rest</full-title><abbr-1>J Rest</abbr-1></periodical>
<pages>611-614</pages><volume>7</volume><number>9</number><isbn>1526-5900</isbn>
<dates><year>2021</year><pub-dates><date>Aug 16</date></pub-dates></dates>
<electronic-resource-num>10.1000/abc</electronic-resource-num>
<accession-num>16942945</accession-num><remote-database-name>MEDLINE</remote-database-name>
</record></records></xml>"""
ARTICLE = Source(
    authors=(Author("Alder", "Ann B."), Author("de Oak", "Joey")),
    title="Iron and rest",
    container="Journal of Rest",
    container_short="J Rest",
    year=2021,
    published="2021-08-16",
    volume="7",
    issue="9",
    pages="611-614",
    issn="1526-5900",
    doi="10.1000/abc",
    pmid="16942945",
)


def test_tagged_lines():
    article, book = detect.read_records(TAGGED)

    assert article.source == ARTICLE
    assert book.source == Source(
        kind="book",
        title="Rest",
        editors=(Author("Birch", "Bo"),),
        publisher="Example Press",
        place="Leeds",
        edition="2nd",
        isbn="9780306406157",
    )


def test_records_without_a_type_are_separated_by_blank_lines():
    first, second = detect.read_records(
        "%T Corn\n%A Alder, A\n%I Example Press\n\n%T Wheat\n%D 1891\n"
    )

    assert (first.source.kind, first.source.title) == ("book", "Corn")
    assert (second.source.title, second.source.year) == ("Wheat", 1891)


def test_xml():
    (record,) = detect.read_records(XML)

    assert record.source == ARTICLE


@pytest.mark.parametrize(
    ("name", "work", "kind"),
    [
        ("Book Section", "", "chapter"),
        ("Thesis", "Master of Arts", "thesis"),
        ("Thesis", "", "dissertation"),
        ("Report", "", "report"),
        ("Web Page", "", "web_page"),
    ],
)
def test_the_kind_follows_from_the_type(name: str, work: str, kind: str):
    text = (
        f'<xml><records><record><ref-type name="{name}">1</ref-type><titles><title>A</title>'
        f"</titles><work-type>{work}</work-type></record></records></xml>"
    )

    assert endnote.read_xml(text)[0].source.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "<xml><records><record><title>",
        '<!DOCTYPE a [<!ENTITY b "c">]><xml><records>&b;</records></xml>',
    ],
)
def test_broken_or_hostile_xml_is_refused(text: str):
    with pytest.raises(UnreadableError):
        endnote.read_xml(text)
