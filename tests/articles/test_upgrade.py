"""Migrations turn lists of sources beside a text into citations in it, and describe the sources.

Expected values are written out: what a migration does must not change with the code.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from articles.migrations._citations import CiteInline
from articles.migrations._frozen_sources import (
    Author,
    Source,
    fingerprint,
    missing_fields,
    parse_author,
    parse_authors,
    search_text,
    short_label,
)
from tests.factories import list_items, reference

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.django_db


def test_listed_sources_become_a_citation_at_the_text_end():
    one, two = reference("Wood PB", year=2006), reference("Noppers I", year=2011)
    value = {"heading": "H", "text": "<p>A</p><p>B.</p>", "sources": list_items(one.pk, two.pk)}

    assert CiteInline("text").apply(value) == {
        "heading": "H",
        "text": f'<p>A</p><p>B. <a linktype="citation" ids="{one.pk} {two.pk}">'
        "[Wood 2006; Noppers 2011]</a></p>",
    }


def test_a_text_that_ends_in_a_list_is_cited_in_its_last_item():
    source = reference()
    value = {"text": "<p>A</p><ul><li>B</li></ul>", "sources": list_items(source.pk)}

    assert CiteInline("text").apply(value)["text"].endswith("[Wood 2006]</a></li></ul>")


def test_plain_text_becomes_a_paragraph():
    value = {"text": "5 < 6", "sources": []}

    assert CiteInline("text", was_plain=True).apply(value) == {"text": "<p>5 &lt; 6</p>"}


@pytest.mark.parametrize("value", [{}, {"text": ""}, {"text": None, "sources": None}])
def test_a_half_empty_draft_is_left_without_a_citation(value: dict):
    assert CiteInline("text").apply(value) == {"text": ""}


def test_a_source_that_is_gone_is_not_cited():
    assert CiteInline("text").apply({"text": "<p>A</p>", "sources": list_items(99)}) == {
        "text": "<p>A</p>"
    }


@pytest.mark.parametrize(
    ("line", "author", "stored"),
    [
        ("Wood PB", Author("Wood", "PB"), "Wood PB"),
        ("Wood  P. B.", Author("Wood", "P. B."), "Wood P. B."),
        ("Wood PB,", Author("Wood", "PB"), "Wood PB"),
        ("Wood, Patrick B", Author("Wood", "Patrick B"), "Wood, Patrick B"),
        ("King ML Jr", Author("King", "ML", "Jr"), "King ML Jr"),
        ("King, Martin L, Jr.", Author("King", "Martin L", "Jr."), "King, Martin L, Jr."),
        ("de Laforte C", Author("de Laforte", "C"), "de Laforte C"),
        ("Plato,", Author("Plato"), "Plato,"),
        ("NICE UK (group)", Author(group="NICE UK"), "NICE UK (group)"),
        (
            "World Health Organization",
            Author(group="World Health Organization"),
            "World Health Organization",
        ),
        (
            "Department of Health, London",
            Author(group="Department of Health, London"),
            "Department of Health, London",
        ),
        ("A, B, C", Author(group="A, B, C"), "A, B, C"),
    ],
)
def test_the_frozen_copy_reads_an_author(line: str, author: Author, stored: str):
    assert parse_author(line) == author
    assert author.line == stored


def test_the_frozen_copy_skips_blank_lines():
    assert parse_authors("Wood PB\n \nNoppers I\n") == (
        Author("Wood", "PB"),
        Author("Noppers", "I"),
    )
    assert parse_authors(None) == ()


@pytest.mark.parametrize(
    ("authors", "year", "title", "label"),
    [
        ("Wood PB\nNoppers I", 2006, "Pain", "Wood 2006"),
        ("\nNICE (group)", None, "Pain", "NICE"),
        ("", 2011, "One two three four five", "One two three four 2011"),
        ("A" * 90, 2006, "", f"{'A' * 79}… 2006"),
        ("", None, "", ""),
    ],
)
def test_the_frozen_copy_names_a_source(authors: str, year: int | None, title: str, label: str):
    assert short_label(authors, year, title) == label


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        (Source(), ["authors", "title", "container", "year", "volume", "study_type"]),
        (
            Source(kind="scroll", year=2006, container_short="J Pain", pages="e12"),
            ["authors", "title", "study_type"],
        ),
        (
            Source(kind="book", authors=(Author(),), title=" "),
            ["authors", "title", "publisher", "year", "study_type"],
        ),
        (
            Source(kind="chapter", title="A"),
            ["authors", "container", "publisher", "year", "study_type"],
        ),
        (
            Source(kind="report", title="A", url="https://a.example/"),
            ["authors", "year", "study_type"],
        ),
        (
            Source(kind="web_page", authors=(Author("Wood"),), accessed=date(2020, 1, 2)),
            ["title", "url", "study_type"],
        ),
        (
            Source(kind="preprint", container="medRxiv", url="https://a.example/"),
            ["authors", "title", "year", "study_type"],
        ),
        (Source(kind="trial", title="A", study_type="guideline"), ["container", "registration"]),
    ],
)
def test_the_frozen_copy_lists_missing_fields(source: Source, missing: list[str]):
    assert missing_fields(source) == missing


def test_the_frozen_copy_makes_a_text_to_search_in():
    source = Source(
        authors=(Author("Häuser", "W"), Author(group="NICE UK")),
        title="Straße",
        container="Journal of Pain",
        container_short="J Pain",
        year=2006,
        publisher="Øre",
        doi="10.1000/A",
        pmid="1",
        pmcid="PMC2",
        isbn="3",
        registration="NCT4",
    )

    assert search_text(source) == (
        "hauser w nice uk (group) strasse journal of pain j pain 2006 10.1000/a 1 pmc2 nct4 3 ore"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source(title=" "), ""),
        (Source(title="Pain & us", year=2011), "40d5f32d64c55ff0502051d200dcf306"),
        (
            Source(authors=(Author("Wood", "PB"),), title="Pain of S ketamine", year=2006),
            "aa124e5605b28e228b91364920b5710c",
        ),
        (
            Source(
                authors=(Author("Wood Smith", "P"),),
                title="The pain of <i>S</i>-ketamine",
                year=2006,
            ),
            "aa124e5605b28e228b91364920b5710c",
        ),
    ],
)
def test_the_frozen_copy_makes_a_fingerprint(source: Source, expected: str):
    assert fingerprint(source) == expected


def citation(ids: str, label: str) -> str:
    return f'<a linktype="citation" ids="{ids}">[{label}]</a>'


def test_a_database_with_sources_beside_texts_is_migrated(tmp_path: Path):
    if connection.vendor != "sqlite":
        pytest.skip("migrates an SQLite file of its own")
    file = tmp_path / "old.sqlite3"
    subprocess.run(
        [sys.executable, "-m", "tests.articles.upgrading"],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TEST_DATABASE_URL": f"sqlite:///{file}",
        },
        check=True,
    )

    with closing(sqlite3.connect(file)) as database:
        references = database.execute(
            "SELECT kind, fingerprint, lacks, is_complete, search_text, editors"
            " FROM articles_reference ORDER BY id"
        ).fetchall()
        bodies = database.execute(
            "SELECT body FROM articles_articlepage UNION ALL SELECT body FROM home_standardpage"
        ).fetchall()
        derived = database.execute(
            "SELECT strongest_source, strongest_level, cites_guideline FROM articles_articlepage"
        ).fetchall()
        revisions = database.execute("SELECT content FROM wagtailcore_revision ORDER BY id")
        revised = [(json.loads(content)["body"],) for (content,) in revisions]

    assert references == [
        (
            "article",
            "aa124e5605b28e228b91364920b5710c",
            "[]",
            1,
            "wood pb hauser, winfried the pain of <i>s</i>-ketamine journal of pain 2006 10.1000/a"
            " 16942945",
            "",
        ),
        ("report", "", '["title", "publisher", "year", "url"]', 0, "nice", ""),
        (
            "book",
            "40d5f32d64c55ff0502051d200dcf306",
            '["authors", "publisher", "study_type"]',
            0,
            "pain & us 2011",
            "Ng P",
        ),
    ]
    assert [values_of(body) for (body,) in bodies] == [
        [
            {"points": [{"text": f"<p>5 &lt; 6 {citation('1', 'Wood 2006')}</p>"}]},
            {"text": f"<p>A</p><p>B. {citation('1 3', 'Wood 2006; Pain &amp; us 2011')}</p>"},
            {"text": f"<ul><li>C {citation('2', 'NICE')}</li></ul>"},
            {"items": [{"answer": "<p>D</p>"}]},
            {
                "statements": [
                    {"finding": "G", "sources": [2]},
                    {"finding": "G", "sources": [3, 99]},
                ]
            },
        ],
        [
            {"heading": "", "text": "<p>E</p>"},
            {"text": f"<p>F {citation('1', 'Wood 2006')}</p>"},
            {"items": [{"answer": f"<p>G {citation('3', 'Pain &amp; us 2011')}</p>"}]},
        ],
    ]
    # The trial is cited in the text only; the guideline is that of a finding.
    assert derived == [("", 0, 1)]
    assert [values_of(body) for (body,) in revised] == [values_of(body) for (body,) in bodies]


def values_of(body: str) -> list:
    """Return the values of a stored body's blocks, and of the items in their lists."""

    def plain(value):
        if isinstance(value, dict):
            return {name: plain(child) for name, child in value.items()}
        if isinstance(value, list):
            return [plain(item["value"]) for item in value]
        return value

    return plain(json.loads(body))
