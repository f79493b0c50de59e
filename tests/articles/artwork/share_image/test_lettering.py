"""Titles in the site's typefaces, broken into lines that fit."""

import pytest

from articles.artwork.share_image.lettering import (
    SANS,
    SERIF,
    fit_lines,
    load_typeface,
    renderable_text,
)

SIZES = (60, 40, 20)


def text_width(text: str) -> float:
    """Every letter is as wide as the type is large."""
    return float(len(text))


@pytest.mark.parametrize("name", [SERIF, SANS])
def test_a_title_is_written_as_it_is(name):
    title = "Pain: “so far”, naïve & <b>, 50 % – what next?"

    assert renderable_text(title, name) == title


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
def test_missing_glyphs_are_dropped_if_the_words_stay_readable(title, written):
    assert renderable_text(title, SERIF) == written


@pytest.mark.parametrize("title", ["שלום", "ألم مزمن", "Pain 痛み", "\ue000", "😀"])
def test_a_title_in_an_unsupported_script_is_not_altered(title):
    assert renderable_text(title, SERIF) == ""


def test_a_typeface_respects_the_range_of_its_axes():
    wide = load_typeface(SERIF, 40, weight=100_000, optical_size=-1).getlength("Ketamine")

    assert wide > load_typeface(SERIF, 40, weight=0).getlength("Ketamine") > 0


def test_a_short_title_is_as_large_as_can_be():
    assert fit_lines("Pain", text_width, 600, SIZES, 4) == (60, ["Pain"])


def test_lines_of_a_title_are_of_even_length():
    # At size 60 ten letters fit: a first line as full as can be would leave "three" alone.
    assert fit_lines("one two three", text_width, 600, (60,), 2) == (60, ["one two", "three"])
    assert fit_lines("aa aa aa aa", text_width, 480, (60,), 2) == (60, ["aa aa", "aa aa"])


def test_a_long_title_shrinks_to_fit_the_allowed_lines():
    assert fit_lines("aaaa bbbb cccc dddd", text_width, 600, SIZES, 1)[0] == 20
    assert fit_lines("aaaa bbbb cccc dddd", text_width, 600, SIZES, 2)[0] == 60


def test_a_title_too_long_ends_in_an_ellipsis_after_a_word():
    size, lines = fit_lines("alpha beta gamma, delta epsilon zeta", text_width, 240, SIZES, 2)

    assert size == 20
    assert lines == ["alpha beta", "gamma…"]


def test_one_endless_word_is_cut():
    assert fit_lines("a" * 40, text_width, 200, (20,), 3) == (20, ["aaaaaaaaa…"])
