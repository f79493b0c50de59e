"""CSL-JSON, of citation software and of Crossref, right and wrong."""

import json
from datetime import date

import pytest

from articles.references.authors import Author
from articles.references.formats import csl
from articles.references.formats.decoding import UnreadableError
from articles.references.formats.record import Record
from articles.references.source import Source, SourceKind


def parse_only(item: object) -> Record:
    (record,) = csl.read(json.dumps(item))
    return record


def test_one_object_and_a_list_read_alike():
    item = {"type": "article-journal", "title": "Pain"}

    assert parse_only(item).source == parse_only([item]).source == Source(title="Pain")


def test_an_item_of_zotero():
    record = parse_only(
        {
            "id": "http://zotero.org/users/1/items/X",
            "type": "chapter",
            "title": "The <i>N</i>-methyl &amp; H<sub>2</sub>O chapter",
            "container-title": "Pain",
            "author": [
                {"family": "Berg", "non-dropping-particle": "van der", "given": "Jan"},
                {"family": "King", "given": "ML", "suffix": "Jr"},
                {"literal": "World Health Organization"},
            ],
            "editor": [{"family": "Häuser", "given": "W"}],
            "issued": {"date-parts": [["2011", 9, 3]]},
            "accessed": {"date-parts": [[2024, 5, 3]]},
            "publisher-place": "London",
            "ISBN": "978-0-306-40615-7",
            "note": "PMID: 16942945\nPMCID: PMC3173870",
        }
    )

    assert not record.notes
    assert record.source == Source(
        kind=SourceKind.CHAPTER.value,
        title="The N-methyl & H2O chapter",
        container="Pain",
        authors=(
            Author("van der Berg", "Jan"),
            Author("King", "ML", "Jr"),
            Author(group="World Health Organization"),
        ),
        editors=(Author("Häuser", "W"),),
        year=2011,
        published="2011-09-03",
        accessed=date(2024, 5, 3),
        place="London",
        isbn="9780306406157",
        pmid="16942945",
        pmcid="PMC3173870",
    )


def test_an_answer_of_crossref():
    source = parse_only(
        {
            "type": "journal-article",
            "title": ["Fibromyalgia"],
            "container-title": ["Nature Reviews", "Another"],
            "short-container-title": ["Nat Rev"],
            "issued": {"date-parts": [[2015]]},
            "ISSN": ["0000-0001", "1526-5900"],
            "DOI": "10.1038/NRDP.2015.22",
            "page": "15022",
            "volume": 1,
        }
    ).source

    assert source == Source(
        title="Fibromyalgia",
        container="Nature Reviews",
        container_short="Nat Rev",
        year=2015,
        issn="1526-5900",
        doi="10.1038/nrdp.2015.22",
        pages="15022",
        volume="1",
    )


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [[2011, 9]]}, 2011),
        ({"raw": "2011 Sep-Oct"}, 2011),
        ({"literal": "c2011"}, 2011),
        ("2011-09-03", 2011),
        (2011, 2011),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        ({}, None),
    ],
)
def test_a_date_in_parts_or_raw(issued: object, year: int | None):
    record = parse_only({"title": "A", "issued": issued})

    assert record.source.year == year
    assert not record.notes


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author", "Wood PB"),
        ("author", {"family": "Wood"}),
        ("container-title", {"a": 1}),
        ("volume", True),
        ("issued", "in press"),
        ("accessed", {"raw": "May 2024"}),
        ("DOI", "abc"),
        ("PMID", "many"),
        ("URL", "javascript:alert(1)"),
        ("custom", {"state": "burnt"}),
    ],
)
def test_a_value_of_a_wrong_type_is_dropped_and_reported(field: str, value: object):
    record = parse_only({"type": "article-journal", "title": "A", field: value})

    assert record.source == Source(title="A")
    assert len(record.notes) == 1
    assert "was left out" in record.notes[0]


@pytest.mark.parametrize("title", [1984, None, {}, [], "", " \n"])
def test_a_missing_title_is_an_error_without_an_identifier(title: object):
    assert parse_only({"title": title}).source is None
    assert parse_only({"title": title}).problem
    assert parse_only({"title": title, "DOI": "10.1000/a"}).source.doi == "10.1000/a"


@pytest.mark.parametrize("item", [3, "text", None, True, [1], 1.5])
def test_a_non_object_is_reported_and_the_rest_read(item: object):
    wrong, right = csl.read(json.dumps([item, {"title": "A"}]))

    assert wrong.source is None
    assert wrong.problem
    assert right.source.title == "A"


@pytest.mark.parametrize("names", [[1, None, "", {}, {"family": None}], [[]], [{"given": {}}]])
def test_odd_names_are_no_accident(names: list):
    assert parse_only({"title": "A", "author": names}).source.title == "A"


def test_unknown_fields_are_passed_over():
    assert (
        parse_only({"title": "A", "custom": 3, "x": {"y": [1]}, "type": {"z": 1}}).source.title
        == "A"
    )


def test_items_before_a_syntax_error_are_read():
    first, broken = csl.read('[{"title": "A"},\n{"title": "B", }]')

    assert first.source.title == "A"
    assert "line 2" in broken.problem


def test_objects_one_a_line_are_read():
    assert len(csl.read('{"title": "A"}\n{"title": "B"}\n')) == 2


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '{"title"', "[" + "1" * 5_000 + "]"],
    ids=["lists", "objects", "cut", "a huge number"],
)
def test_broken_json_is_reported(text: str):
    with pytest.raises(UnreadableError, match=r"nested too deeply|broken on line 1"):
        csl.read(text)


def test_the_text_of_a_record_is_its_own():
    (record, _other) = csl.read('[ {"title":  "A"}, {"title": "B"}]')

    assert record.text == '{"title":  "A"}'


def test_a_registration_is_a_report_of_its_own_genre():
    (item,) = json.loads(csl.write([Source(kind="trial", title="A", registration="NCT01234567")]))

    assert (item["type"], item["genre"]) == ("report", "Clinical trial registration")
    assert item["number"] == "NCT01234567"


def test_empty_fields_are_not_written():
    (item,) = json.loads(csl.write([Source(title="A", authors=(Author(group="WHO"),))]))

    assert item == {
        "id": "1",
        "type": "article-journal",
        "title": "A",
        "author": [{"literal": "WHO"}],
    }
