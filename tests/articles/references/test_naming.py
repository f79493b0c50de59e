"""Labels and keys of sources."""

import pytest

from articles.references.naming import base_key, short_label


@pytest.mark.parametrize(
    ("authors", "year", "title", "label"),
    [
        ("Wood PB", 2006, "Any", "Wood 2006"),
        ("Wood, Patrick B", 2006, "Any", "Wood 2006"),
        ("King ML Jr", 2006, "Any", "King 2006"),
        ("de Laforte C\nMundler O", 2007, "Any", "de Laforte 2007"),
        ("Royal College of Anaesthetists", 2019, "Any", "Royal College of Anaesthetists 2019"),
        ("NICE UK (group)", 2021, "Any", "NICE UK 2021"),
        ("Wood PB", None, "Any", "Wood"),
        ("\n  \nWood PB", None, "Any", "Wood"),
        ("", 2021, "Chronic pain in adults over sixteen", "Chronic pain in adults 2021"),
        ("  \n ", None, "Chronic pain", "Chronic pain"),
        ("", None, "", ""),
    ],
)
def test_a_source_is_named_by_author_and_year_or_by_title(authors, year, title, label):
    assert short_label(authors, year, title) == label


def test_a_very_long_name_is_cut():
    label = short_label("Department of Health " * 20 + "(group)", 2021)

    assert label.startswith("Department of Health Department")
    assert label.endswith("… 2021")
    assert len(label) <= 85


@pytest.mark.parametrize(
    ("authors", "year", "title", "key"),
    [
        ("Häuser W", 2015, "", "hauser-2015"),
        ("de Laforte C", 2007, "", "de-laforte-2007"),
        ("O'Neil K", 2007, "", "oneil-2007"),
        ("王伟", None, "痛み", "source"),
        ("王伟", 2020, "痛み", "2020"),
        ("A" * 300, 2020, "", "a" * 60),
        ("A" * 59 + " B", 2020, "", "a" * 59),
        ("<script>", 2020, "", "script-2020"),
    ],
)
def test_a_key_is_a_short_word_for_addresses(authors, year, title, key):
    assert base_key(authors, year, title) == key


def test_only_the_first_of_many_authors_is_read():
    for _ in range(100):
        assert short_label("Wood PB\n" * 10_000, 2006) == "Wood 2006"
