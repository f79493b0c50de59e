"""One door for all formats: nothing that comes in makes it fall over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.formats import bibtex, lists, record
from articles.references.formats.detect import UnreadableError, detect_format, read_records

RIS = "TY  - JOUR\nTI  - A\nER  - \n"
NBIB = "PMID- 1\nOWN - NLM\nTI  - A.\n"
BIBTEX = "% comment\n@article{a, title={A}}\n"
CSL = ' [\n{"title": "A"}]'
PIECES = [
    *("TY  - JOUR\n", "ER  - \n", "PMID- 1\n", "TI  - A\n", "AU  - Wood, P\n", "      more\n"),
    *("@article{a, ", "@string{", "title={", "author={A and ", "}", '"', "\\'", "$", "%", "#"),
    *('[{"title": ', '"A"', "{", "[", ",", ":", "null", "1e999", "10.1000/a\n", "1. Wood P. A. "),
    *("\n", "\r\n", "\x00", "\ufeff", "\ud800", "\u202e", "<i>", "&amp;", "🧠", "2006;7(9):1-2."),
]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        (RIS, "", "ris"),
        (RIS, "export.nbib", "ris"),
        ("\n\n  TY - JOUR\nTI  - A", "", "ris"),
        ("AU  - Wood, P\nTI  - A\nPY  - 2006\nER  - ", "", "ris"),
        (NBIB, "", "nbib"),
        (NBIB, "pubmed.txt", "nbib"),
        (f"{NBIB}AB  - As in\n      {RIS}", "", "nbib"),
        ("TI  - A\nFAU - Wood, Patrick\n", "", "nbib"),
        (BIBTEX, "", "bibtex"),
        ("@Misc {x,", "", "bibtex"),
        (CSL, "", "csl"),
        ('{"title": "A"}', "", "csl"),
        ("[]", "", "csl"),
        ("[1] Wood PB. A. J Pain. 2006.", "", "text"),
        ("mail me@home (now)", "", "text"),
        ("Wood PB. A. J Pain. 2006;1:1.", "", "text"),
        ("%0 Journal Article\n%T A\n", "", "endnote"),
        ("<xml><records><record/></records></xml>", "", "endnote-xml"),
        ("PMID,Title,Authors,Journal/Book\n1,A,Wood PB,J Pain\n", "", "csv"),
        ("what is this", "x.ris", "ris"),
        ("what is this", "x.JSON", "csl"),
        ("", "", "text"),
    ],
)
def test_the_format_comes_from_the_text_then_the_file_name(text: str, name: str, form: str):
    assert detect_format(text, name) == form


@pytest.mark.parametrize("text", [RIS, NBIB, BIBTEX, CSL], ids=["ris", "nbib", "bibtex", "csl"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_each_format_is_read_from_bytes_and_from_text(text: str, encoding: str):
    lines = text.replace("\n", "\r\n")

    for data in (text, lines, lines.encode(encoding)):
        (only,) = read_records(data)
        assert only.source.title == "A"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04", "ZIP archive"),
        ("", "nothing in it"),
        ("[]", "No references were found"),
        ("@comment{nothing else}", "No references were found"),
        ("<?xml version='1.0'?><records/>", "Export the references as RIS"),
        ("<!DOCTYPE html><p>", "Export the references as RIS"),
        ("# Notes\n\ncff-version: 1.2.0\ntitle: A\n", "CITATION.cff"),
        ("Title,Source,Abstract\nA,B,C\n", "columns of this table are unknown"),
        ("FN Clarivate\nVR 1.0\nPT J\n", "Web of Science file"),
        ('{"title": ', "broken on line 1"),
    ],
)
def test_unreadable_text_is_reported_with_advice(data: bytes | str, message: str):
    with pytest.raises(UnreadableError, match=message):
        read_records(data)


@pytest.mark.parametrize("name", ["notes.yaml", "style.CSS", "table.csv"])
def test_a_file_of_another_kind_is_not_read_as_prose(name: str):
    with pytest.raises(UnreadableError, match="is no list of references"):
        read_records("Wood PB. A review. J Pain. 2006;7(9):611-4.", name)


@settings(max_examples=60, database=None)
@given(data=st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_read_or_refused_cleanly(data: bytes | str):
    try:
        records = read_records(data)
    except UnreadableError:
        return
    assert records
    assert all((one.source is None) == bool(one.problem) for one in records)


@pytest.mark.parametrize("start", [RIS, NBIB, BIBTEX, CSL], ids=["ris", "nbib", "bibtex", "csl"])
@settings(max_examples=20, database=None)
@given(garbage=st.text('ab ={}[]"\\\n@-:,', max_size=500))
def test_a_good_record_survives_bad_company(start: str, garbage: str):
    first, *_others = read_records(f"{start}\n\n{garbage}")

    assert first.source.title == "A"


@pytest.mark.parametrize(
    "text", ["TY  - JOUR\n", "PMID- 1\n", "@a{b, c={}}\n", "{},", "10.1000/a\n"], ids=repr
)
def test_a_file_of_nothing_but_starts_of_records_has_an_end(
    monkeypatch: pytest.MonkeyPatch, text: str
):
    for module in (record, bibtex, lists):
        monkeypatch.setattr(module, "MAX_RECORDS", 10)

    records = read_records(text * 50)

    assert len(records) == 11
    assert "Only the first 10" in records[-1].problem


def test_a_very_long_value_is_not_used_as_title():
    (only,) = read_records(f"TY  - JOUR\nTI  - {'long ' * 100_000}\nDO  - 10.1000/a\n")

    assert only.source.title == ""
    assert len(only.notes) == 1
