"""BibTeX as people and Google Scholar write it."""

from datetime import date

import pytest

from articles.references.authors import Author
from articles.references.formats import bibtex
from articles.references.formats.record import Record
from articles.references.source import Source, SourceKind


def parse_only(text: str) -> Record:
    (record,) = bibtex.read(text)
    assert record.source, record.problem
    return record


def parse_field(name: str, value: str) -> Record:
    return parse_only(f"@article{{k, title={{A}}, {name}={{{value}}}}}")


def test_a_whole_entry():
    record = parse_only(
        r"""% a comment
        @string{jp = "The Journal of Pain"}
        @comment{whatever}
        @Article{wood2006,
          AUTHOR = {Wood, Patrick B. and H{\"a}user, Winfried},
          title = "{F}ibromyalgia \& {K}etamine",
          journal = jp, shortjournal = {J Pain}, year = 2006, volume = {7}, number = {9},
          pages = {611--614}, doi = {10.1016/j.jpain\_2006}, pmid = {16942945},
          issn = {1526-5900, 1234}, url = {https://example.org/a_b%20c~d},
          urldate = {2024-05-03}, address = {New York}, publisher = {Elsevier}
        }"""
    )

    assert record.source == Source(
        authors=(Author("Wood", "Patrick B."), Author("Häuser", "Winfried")),
        title="Fibromyalgia & Ketamine",
        container="The Journal of Pain",
        container_short="J Pain",
        year=2006,
        volume="7",
        issue="9",
        pages="611-614",
        doi="10.1016/j.jpain_2006",
        pmid="16942945",
        issn="1526-5900",
        url="https://example.org/a_b%20c~d",
        accessed=date(2024, 5, 3),
        place="New York",
        publisher="Elsevier",
    )


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ("Patrick B. Wood", [Author("Wood", "Patrick B.")]),
        ("Ludwig van Beethoven", [Author("van Beethoven", "Ludwig")]),
        ("van der Berg, Jan", [Author("van der Berg", "Jan")]),
        ("King, Jr., Martin Luther", [Author("King", "Martin Luther", "Jr")]),
        ("{World Health Organization}", [Author(group="World Health Organization")]),
        (
            "{Barnes and Noble, Inc.} and Wood, P",
            [Author(group="Barnes and Noble, Inc."), Author("Wood", "P")],
        ),
        ("{van der Berg}, Jan", [Author("van der Berg", "Jan")]),
        ("Plato", [Author("Plato")]),
        (r"\"{O}zil, M{\'e} AND \"{O}zil, A", [Author("Özil", "Mé"), Author("Özil", "A")]),
        (r"{\O}stergaard, {\AA}.", [Author("Østergaard", "Å.")]),
        ("Wood, P,", [Author("Wood", suffix="")]),
        ("", []),
    ],
)
def test_names_are_read(names: str, authors: list[Author]):
    record = parse_field("author", names)

    assert [author.name for author in record.source.authors] == [author.name for author in authors]
    if not names.endswith(","):
        assert record.source.authors == tuple(authors)


def test_and_others_is_reported_and_no_author():
    record = parse_field("author", "Wood, P. and others")

    assert record.source.authors == (Author("Wood", "P."),)
    assert record.notes == ["The list of authors ends in “and others”. Add them."]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"U}ber \emph{na\"ive} {G}ro{\ss}e", "Über naïve Große"),
        (r"H$_2$O and $^{18}$F and $\alpha$", "H2O and ¹⁸F and α"),
        ("50% of 100% \\& 5\\%", "50% of 100% & 5%"),
        (r"50% of \"Ubung", "50% of Übung"),
        ("A---B ``quoted'' a~b", "A—B “quoted” a b"),
        ("{{Doubly braced}}", "Doubly braced"),
        ("Line\n   break", "Line break"),
        (r"\unknown{word} stays", "word stays"),
    ],
)
def test_latex_is_converted_to_text(latex: str, text: str):
    assert parse_only(f"@article{{k, title={{{latex}}}}}").source.title == text


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@book{k, title={A}}", SourceKind.BOOK),
        ("@InProceedings{k, title={A}, booktitle={B}}", SourceKind.CHAPTER),
        ("@techreport{k, title={A}}", SourceKind.REPORT),
        ("@online{k, title={A}, url={https://a.org}}", SourceKind.WEB_PAGE),
        (r"@misc{k, title={A}, howpublished={\url{https://a.org}}}", SourceKind.WEB_PAGE),
        ("@misc{k, title={A}, archiveprefix={arXiv}}", SourceKind.PREPRINT),
        ("@article{k, title={A}, journal={arXiv preprint arXiv:1}}", SourceKind.PREPRINT),
        ("@misc{k, title={A}}", SourceKind.REPORT),
        ("@whatever{k, title={A}, journal={B}}", SourceKind.ARTICLE),
    ],
)
def test_the_kind_follows_from_type_and_fields(entry: str, kind: SourceKind):
    assert parse_only(entry).source.kind == kind


def test_the_url_may_be_in_howpublished():
    record = parse_only(r"@misc{k, title={A}, howpublished={Online \url{https://a.org/x_y}}}")

    assert record.source.url == "https://a.org/x_y"


def test_parentheses_and_repeated_keys_are_accepted():
    text = "@book(k, title={A (x)})\n@book{k, title={B}}\n@book{k, title={C}, title={D}}"

    assert [record.source.title for record in bibtex.read(text)] == ["A (x)", "B", "C"]


def test_a_broken_entry_is_reported_and_the_rest_read():
    first, broken, last = bibtex.read(
        "@book{a, title={A}}\n@book{b, title={B, year=2006\n\n@book{c, title={C}}\n"
    )

    assert (first.source.title, last.source.title) == ("A", "C")
    assert broken.source is None
    assert "line 2" in broken.problem
    assert broken.text == "@book{b, title={B, year=2006"


def test_an_unknown_abbreviation_is_unchanged():
    assert parse_only("@article{k, title={A}, journal=jpain}").source.container == "jpain"


def test_a_pubmed_id_is_read_from_the_eprint_fields():
    assert (
        parse_only("@article{k, title={A}, eprinttype={pubmed}, eprint={123}}").source.pmid == "123"
    )


def test_a_subtitle_belongs_to_the_title():
    assert parse_only("@book{k, title={A}, subtitle={B}}").source.title == "A: B"


def test_braces_without_end_within_a_title_are_no_accident():
    nested = "{" * 2_000 + r"\'e" + "}" * 2_000

    assert parse_only(f"@book{{k, title={{{nested}}}}}").source
