"""BibTeX that is not quite right, and what BibLaTeX adds."""

import pytest

from articles.references.authors import Author
from articles.references.formats import bibtex
from articles.references.formats.record import Record


def parse_only(text: str) -> Record:
    (record,) = bibtex.read(text)
    assert record.source, record.problem
    return record


@pytest.mark.parametrize(
    "fields",
    [
        "title = {Iron {and} rest}\n author = {Alder, Ann},\n journal = {J Rest},\n volume = {2}",
        "title = {Iron {and} rest},\n author = {Alder, Ann}\n journal = {J Rest},\n volume = {2}",
        'title = "Iron {and} rest" author = "Alder, Ann", journal = {J Rest} volume = {2}',
        "volume = 2\n title = {Iron {and} rest},\n author = {Alder, Ann},\n journal = {J Rest}",
    ],
)
def test_a_missing_comma_is_added_and_noted(fields: str):
    record = parse_only(f"@article{{k,\n {fields}\n}}")
    source = record.source

    assert (source.title, source.container, source.volume) == ("Iron and rest", "J Rest", "2")
    assert source.authors == (Author("Alder", "Ann"),)
    assert "comma" in record.notes[0]


def test_an_equals_sign_in_a_title_is_no_field():
    record = parse_only("@article{k, title = {Where {x} y = 2 and year = {3}}, journal = {J}}")

    assert record.source.title == "Where x y = 2 and year = 3"
    assert not record.notes


def test_an_empty_field_is_left_out():
    record = parse_only("@techreport{k, title = {Iron}, , number = {2P}, , year = {2023}}")

    assert (record.source.title, record.source.issue) == ("Iron", "2P")
    assert not record.notes


@pytest.mark.parametrize(
    "title", ["{Iron {and rest},", "{Iron and} rest},", '"Iron and rest,', "{{Iron} and rest},"]
)
def test_unbalanced_brackets_lose_no_word(title: str):
    text = f"@article{{k,\n title = {title}\n author = {{Alder, Ann}},\n year = 2001\n}}\n"

    records = bibtex.read(f"{text}@book{{b, title={{B}}}}")

    assert records[-1].source.title == "B"
    assert "Iron" in records[0].text
    if source := records[0].source:
        assert "rest" in source.title
        assert records[0].notes or source.authors


def test_abbreviations_are_joined():
    text = """@string{rest = {J Rest}} @string(two = rest # " and ")
    @article{k, title = "A" # {B}, journal = two # {Iron}, publisher = rest # ", Leeds"}"""

    source = parse_only(text).source

    assert (source.title, source.container) == ("AB", "J Rest and Iron")
    assert source.publisher == "J Rest, Leeds"


def test_abbreviations_that_grow_without_end_are_cut():
    lines = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(200))

    assert bibtex.read(f"@string{{a0 = {{x}}}}\n{lines}@book{{b, title = a200, isbn={{9}}}}")


def test_a_part_takes_over_from_its_whole():
    part, whole = bibtex.read(
        "@inproceedings{a, title={Part}, author={Alder, A}, pages={1--2}, crossref={B}}\n"
        "@proceedings{b, title={Whole}, year={2001}, publisher={Press}, editor={Birch, B}, "
        "doi={10.1000/whole}}"
    )

    assert (part.source.title, part.source.container) == ("Part", "Whole")
    assert (part.source.year, part.source.publisher) == (2001, "Press")
    assert part.source.editors == (Author("Birch", "B"),)
    assert part.source.doi == ""
    assert whole.source.title == "Whole"


def test_two_entries_that_refer_to_each_other_have_an_end():
    first, second = bibtex.read(
        "@inbook{a, title={A}, crossref={b}}@book{b, title={B}, crossref={a}}"
    )

    assert (first.source.container, second.source.title) == ("B", "B")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"10$^{3}$ and m\textsuperscript{2}", "10³ and m²"),
        (r"10$^{-3}$ of $x^{n}$ and $\Sigma^0$", "10⁻³ of xⁿ and Σ⁰"),
        (r"$4^{\textrm{th}}$ of CO$_{\textrm{2}}$", "4th of CO2"),
        (r"\textquoteleftslow burner\textquoteright today", "‘slow burner’ today"),
        (r"\H{o}s, {\H o}s, \v skola, \c{c}a, \'{\i}, {\ss}", "ős, ős, škola, ça, í, ß"),
        (r'Swe\\"{o}n', "Sweön"),
        (r"one\\ two", "one two"),
        (r"what \foo bar says", "what foo bar says"),
        (r"5\,mg of \emph{iron} $p<0.05$", "5 mg of iron p<0.05"),
    ],
)
def test_latex_keeps_words_and_values(latex: str, text: str):
    assert parse_only(f"@article{{k, title={{{latex}}}}}").source.title == text


def test_a_bracket_too_many_in_a_value_loses_no_word():
    record = parse_only(r'@book{k, title="a {\textbackslashBayesian{\}} view"}')

    assert record.source.title == "a Bayesian view"


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("note={PMID: 23439512}", "pmid", "23439512"),
        ("annote={See doi:10.1000/abc.}", "doi", "10.1000/abc"),
        ("eid={e12}", "pages", "e12"),
        ("articleno={107538}", "pages", "107538"),
        ("journal={J. Rest}, fjournal={Journal of Rest}", "container", "Journal of Rest"),
        ("journal={J. Rest}, fjournal={Journal of Rest}", "container_short", "J. Rest"),
        ("date={2021-08-16}", "published", "2021-08-16"),
        ("year=2021, month=aug, day=16", "published", "2021-08-16"),
        ("year=2021, month={8}", "published", "2021-08"),
        ("year=2021, month={Jan-Feb}", "published", ""),
    ],
)
def test_fields_of_other_names(field: str, name: str, value: str):
    assert getattr(parse_only(f"@article{{k, title={{A}}, {field}}}").source, name) == value


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("@phdthesis{k, title={A}}", "dissertation"),
        ("@mastersthesis{k, title={A}}", "thesis"),
        ("@thesis{k, title={A}, type={mathesis}}", "thesis"),
        ("@collection{k, booktitle={A}}", "book"),
    ],
)
def test_kinds_of_biblatex(entry: str, kind: str):
    source = parse_only(entry).source

    assert (source.kind, source.title) == (kind, "A")


@pytest.mark.parametrize(
    "name", ["Friends of the Earth", "{Friends of the Earth}", "Centre for Rest"]
)
def test_a_group_needs_no_braces(name: str):
    (author,) = parse_only(f"@book{{k, title={{A}}, author={{{name}}}}}").source.authors

    assert author == Author(group=name.strip("{}"))


def test_words_behind_a_whole_entry_do_not_cost_it():
    record = parse_only("@article{a, title={Zinc}}\na=")

    assert record.source
    assert record.source.title == "Zinc"
