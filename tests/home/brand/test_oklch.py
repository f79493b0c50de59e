"""Colours in OKLCH, compared with published values."""

import pytest

from home.brand.oklch import Colour, contrast, distance, from_hex, max_chroma


@pytest.mark.parametrize(
    ("text", "lightness", "chroma", "hue"),
    # From the CSS Color 4 specification's sample conversions and Ottosson's tables.
    [
        ("#ffffff", 1.0, 0.0, 0.0),
        ("#000000", 0.0, 0.0, 0.0),
        ("#ff0000", 0.628, 0.2577, 29.23),
        ("#00ff00", 0.8664, 0.2948, 142.5),
        ("#0000ff", 0.452, 0.3132, 264.05),
        ("#808080", 0.5999, 0.0, 0.0),
    ],
)
def test_known_colours(text: str, lightness: float, chroma: float, hue: float):
    colour = from_hex(text)

    assert colour.lightness == pytest.approx(lightness, abs=0.001)
    assert colour.chroma == pytest.approx(chroma, abs=0.001)
    assert colour.hue == pytest.approx(hue, abs=0.1)


@pytest.mark.parametrize("text", ["#0a5361", "#f4c44e", "#e2725b", "#123", "#fff", "#39ff14"])
def test_colours_survive_the_way_there_and_back(text: str):
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])

    assert from_hex(text).to_hex() == f"#{digits}"


def test_a_colour_no_screen_has_loses_chroma_only():
    wanted = Colour(0.5, 0.4, 142.5)

    shown = from_hex(wanted.to_hex())

    assert shown.lightness == pytest.approx(0.5, abs=0.005)
    assert shown.hue == pytest.approx(142.5, abs=1)
    assert shown.chroma == pytest.approx(max_chroma(0.5, 142.5), abs=0.005)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21),
        ("#777", "#fff", 4.48),
        ("#0a5361", "#fdfdfb", 8.5),
        ("#abc", "#abc", 1),
    ],
)
def test_contrast(one: str, other: str, ratio: float):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.02)


def test_distance_is_zero_for_one_colour_and_one_from_black_to_white():
    assert distance("#a3231b", "#a3231b") == 0
    assert distance("#000", "#fff") == pytest.approx(1, abs=0.001)
