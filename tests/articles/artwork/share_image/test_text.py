"""Titles in the site's typefaces, broken into lines that fit."""

import pytest

from articles.artwork.look import DEFAULT_LOOK
from articles.artwork.share_image.drawing import Faces
from articles.artwork.share_image.text import lay_out

TITLE_FACES = Faces(DEFAULT_LOOK).title
SERIF, SANS = TITLE_FACES
SIZES = (20.0, 60.0)


def layout(text: str, width: float = 300, max_lines: int = 2):
    found = lay_out(text, TITLE_FACES, width, SIZES, max_lines)
    assert found
    assert len(found.lines) <= max_lines
    assert all(found.face.width(line, found.size) <= width * 1.01 for line in found.lines)
    return found


@pytest.mark.parametrize("face", TITLE_FACES)
def test_a_title_is_written_as_it_is(face):
    title = "Pain: “so far”, naïve & <b>, 50 % – what next?"

    assert face.writable(title) == title


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Sleep 😀 and pain 👩🏽‍⚕️", "Sleep and pain"),
        ("Line\n\tbreaks \u202eturned", "Line breaks turned"),
        ("\N{MATHEMATICAL BOLD CAPITAL P}ain", "Pain"),
        ("Ke\u0301tamine", "Kétamine"),
        ("Follow\u2011up", "Follow-up"),
        ("", ""),
    ],
)
def test_missing_glyphs_are_dropped_if_the_words_stay_readable(title, written):
    assert SERIF.writable(title) == written


@pytest.mark.parametrize("title", ["שלום", "ألم مزمن", "Pain 痛み", "\ue000", "😀"])
def test_a_title_in_an_unsupported_script_is_not_set(title):
    assert lay_out(title, TITLE_FACES, 300, SIZES) is None


def test_central_european_names_use_the_sans_font():
    assert layout("Dr Łukasz Wiśniewski")[::2] == (SANS, ["Dr Łukasz", "Wiśniewski"])


def test_a_short_title_is_as_large_as_can_be():
    assert layout("Pain") == (SERIF, 60, ["Pain"])


def test_lines_of_a_title_are_of_even_length():
    assert layout("one two three", width=320).lines == ["one two", "three"]
    assert layout("aa aa aa aa", width=200).lines == ["aa aa", "aa aa"]


def test_a_long_title_shrinks_to_fit_the_allowed_lines():
    title = "aaaa bbbb cccc dddd"

    assert layout(title, 300, 1).size < layout(title, 300, 2).size


def test_a_title_too_long_ends_in_an_ellipsis_after_a_word():
    found = layout("alpha beta gamma, delta epsilon zeta", width=110)

    assert found.lines == ["alpha beta", "gamma,…"]


def test_a_word_longer_than_a_line_is_broken():
    assert "".join(layout("a" * 40, max_lines=3).lines) == "a" * 40
    assert layout("a" * 90).lines[-1].endswith("…")
