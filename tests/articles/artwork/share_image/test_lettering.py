"""Titles in the site's typefaces, broken into lines that fit."""

import pytest

from articles.artwork.share_image.lettering import SANS, SERIF, fit, typeface, writable

SIZES = (60, 40, 20)


def measure(text: str) -> float:
    """Every letter is as wide as the type is large."""
    return float(len(text))


@pytest.mark.parametrize("name", [SERIF, SANS])
def test_a_title_is_written_as_it_is(name):
    title = "Pain: “so far”, naïve & <b>, 50 % – what next?"

    assert writable(title, name) == title


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Sleep 😀 and pain 👩🏽‍⚕️", "Sleep and pain"),
        ("Line\n\tbreaks \u202eturned", "Line breaks turned"),
        ("\N{MATHEMATICAL BOLD CAPITAL P}ain", "Pain"),
        ("Ke\u0301tamine", "Kétamine"),
        ("", ""),
    ],
)
def test_what_the_typeface_lacks_is_left_out_where_the_words_stay(title, written):
    assert writable(title, SERIF) == written


@pytest.mark.parametrize("title", ["שלום", "ألم مزمن", "Pain 痛み", "\ue000", "😀"])
def test_no_other_text_is_made_of_a_title_in_an_unknown_script(title):
    assert writable(title, SERIF) == ""


def test_a_typeface_keeps_to_the_range_of_its_axes():
    wide = typeface(SERIF, 40, weight=100_000, optical_size=-1).getlength("Ketamine")

    assert wide > typeface(SERIF, 40, weight=0).getlength("Ketamine") > 0


def test_a_short_title_is_as_large_as_can_be():
    assert fit("Pain", measure, 600, SIZES, 4) == (60, ["Pain"])


def test_lines_of_a_title_are_of_even_length():
    # At size 60 ten letters fit: a first line as full as can be would leave "three" alone.
    assert fit("one two three", measure, 600, (60,), 2) == (60, ["one two", "three"])
    assert fit("aa aa aa aa", measure, 480, (60,), 2) == (60, ["aa aa", "aa aa"])


def test_a_long_title_gets_smaller_before_it_gets_more_lines_than_allowed():
    assert fit("aaaa bbbb cccc dddd", measure, 600, SIZES, 1)[0] == 20
    assert fit("aaaa bbbb cccc dddd", measure, 600, SIZES, 2)[0] == 60


def test_a_title_that_fits_nowhere_ends_in_an_ellipsis_after_a_word():
    size, lines = fit("alpha beta gamma, delta epsilon zeta", measure, 240, SIZES, 2)

    assert size == 20
    assert lines == ["alpha beta", "gamma…"]


def test_one_endless_word_is_cut():
    assert fit("a" * 40, measure, 200, (20,), 3) == (20, ["aaaaaaaaa…"])
