"""What readers see of a source, whatever of it is known."""

import itertools
from types import SimpleNamespace

import pytest
from django.utils.html import strip_tags

from articles.references.formatting import (
    author_list,
    base_key,
    family_name,
    formatted,
    short_label,
)

FIELDS = ("authors", "title", "container", "volume", "issue", "pages", "publisher")
WHOLE = {
    "authors": "Noppers I\nNiesters M",
    "title": "A trial",
    "container": "Eur J Pain",
    "year": 2011,
    "volume": "15",
    "issue": "9",
    "pages": "942-949",
}
BOOK = WHOLE | {"publisher": "Wiley"}


def source(**fields) -> SimpleNamespace:
    return SimpleNamespace(**dict.fromkeys(FIELDS, "") | {"year": None} | fields)


def test_a_whole_source_reads_authors_title_journal_year_and_place():
    assert formatted(source(**WHOLE)) == (
        "Noppers I, Niesters M. A trial. <strong>Eur J Pain</strong> 2011;15(9):942-949."
    )


def test_a_publisher_stands_after_the_book_with_a_full_stop_between():
    assert "<strong>Pain medicine. Wiley.</strong> 2019." in formatted(
        source(title="T", container="Pain medicine", publisher="Wiley", year=2019)
    )


def test_a_journal_with_nothing_after_it_ends_with_a_full_stop():
    assert formatted(source(title="T", container="Pain")) == "T. <strong>Pain.</strong>"


def test_up_to_three_authors_are_named_and_more_are_mentioned():
    three = formatted(source(title="T", authors="A B\nC D\nE F"))
    four = formatted(source(title="T", authors="A B\nC D\nE F\nG H"))

    assert three.startswith("A B, C D, E F. ")
    assert four.startswith("A B, C D, E F, and others. ")
    assert "G H" not in four


@pytest.mark.parametrize("title", ["Does it last?", "It does not!", "It did."])
def test_a_title_that_ends_in_a_mark_gets_no_second_one(title: str):
    assert formatted(source(title=title)).strip() == title


@pytest.mark.parametrize(
    "missing",
    [
        combination
        for size in range(1, len(BOOK))
        for combination in itertools.combinations([n for n in BOOK if n != "title"], size)
    ],
    ids="-".join,
)
def test_missing_fields_leave_no_stray_punctuation(missing: tuple[str, ...]):
    known = {name: value for name, value in BOOK.items() if name not in missing}
    text = strip_tags(formatted(source(**known)))

    assert "None" not in text
    for stray in ("()", "; ", ";(", ";:", "..", ". .", " .", ",.", "  ", ":."):
        assert stray not in text
    assert text[0].isalnum()
    assert text[-1] == "."


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize(
    ("raw", "escaped"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("Bread & butter", "Bread &amp; butter"),
        ('a "quoted" word', "a &quot;quoted&quot; word"),
        ("already &amp; escaped", "already &amp;amp; escaped"),
    ],
)
def test_every_field_is_escaped_exactly_once(name: str, raw: str, escaped: str):
    assert escaped in formatted(source(**WHOLE | {name: raw}))
    assert "<script" not in formatted(source(**WHOLE | {name: raw}))


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ("Wood PB", "Wood"),
        ("de Laforte C", "de Laforte"),
        ("Fitzcharles M-A", "Fitzcharles"),
        ("Santo A.S.", "Santo"),
        ("Marques AP", "Marques"),
        ("Häuser W", "Häuser"),
        ("Royal College of Anaesthetists", "Royal College of Anaesthetists"),
        ("NICE", "NICE"),
    ],
)
def test_the_family_name_is_all_before_the_initials(author: str, family: str):
    assert family_name(author) == family


@pytest.mark.parametrize(
    ("authors", "year", "title", "label"),
    [
        ("Wood PB", 2006, "Any", "Wood 2006"),
        ("de Laforte C\nMundler O", 2007, "Any", "de Laforte 2007"),
        ("Royal College of Anaesthetists", 2019, "Any", "Royal College of Anaesthetists 2019"),
        ("Wood PB", None, "Any", "Wood"),
        ("", 2021, "Chronic pain in adults over sixteen", "Chronic pain in adults 2021"),
        ("  \n ", None, "Chronic pain", "Chronic pain"),
        ("", None, "", ""),
    ],
)
def test_a_source_is_named_by_first_author_and_year_or_else_its_title(authors, year, title, label):
    assert short_label(authors, year, title) == label


def test_authors_are_read_one_a_line_without_empty_lines():
    assert author_list(" Wood PB \n\n  Seckel EL\r\n") == ["Wood PB", "Seckel EL"]


@pytest.mark.parametrize(
    ("authors", "year", "title", "key"),
    [
        ("Häuser W", 2015, "", "hauser-2015"),
        ("de Laforte C", 2007, "", "de-laforte-2007"),
        ("王伟", None, "痛み", "source"),
        ("A" * 300, 2020, "", "a" * 60),
    ],
)
def test_a_key_is_a_short_word_for_addresses(authors, year, title, key):
    assert base_key(authors, year, title) == key
