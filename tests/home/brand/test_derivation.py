"""The palette of any brand colour can be read, and keeps what colours mean."""

from random import Random

import pytest

from articles.artwork.palette import DARK, DEFAULT_PALETTE, LIGHT, Palette, Scheme
from home.brand.derivation import LEAST_DISTANCE_FROM_ERRORS, derive_palette, is_near_errors
from home.brand.oklch import Colour, distance, from_hex
from home.brand.pairs import measure

EXTREMES = (
    *("#ffffff", "#000000", "#808080", "#eeeeee", "#ffff00", "#39ff14", "#ccff00", "#00ffff"),
    *("#ff0000", "#00ff00", "#0000ff", "#ff00ff", "#a3231b", "#a2241c", "#ffa597", "#f4c44e"),
    *("#010101", "#fefefe", "#7f7f80", "#f5e6d3"),
)


def generated_colours(count: int) -> list[str]:
    """Return the extremes, and colours of all hues, from pale to vivid and from dark to light."""
    rng = Random("brands")  # noqa: S311  a sample guards no secret
    found = dict.fromkeys(EXTREMES)
    while len(found) < count:
        colour = Colour(rng.uniform(0.05, 0.98), rng.uniform(0, 0.35), rng.uniform(0, 360))
        found[colour.to_hex()] = None
    return list(found)


BRANDS = generated_colours(200)


def schemes(palette: Palette) -> tuple[Scheme, Scheme]:
    return palette.light, palette.dark


def unreadable(palette: Palette) -> list[tuple[str, str, str, float]]:
    return [
        (pair.colour, pair.ground, hue, round(ratio, 2))
        for scheme in schemes(palette)
        for pair, hue, ratio in measure(scheme.colours, scheme.hues)
        if ratio < pair.least
    ]


def test_every_pair_can_be_read_with_200_brand_colours():
    assert len(set(BRANDS)) == 200
    assert {brand: found for brand in BRANDS if (found := unreadable(derive_palette(brand)))} == {}


def test_every_pair_can_be_read_with_200_pairs_of_brand_and_accent():
    accents = [*reversed(BRANDS)]
    choices = zip(BRANDS, accents, strict=True)

    found = {choice: unreadable(derive_palette(*choice)) for choice in choices}

    assert {choice: pairs for choice, pairs in found.items() if pairs} == {}


def test_the_default_palette_keeps_the_same_pairs():
    assert unreadable(DEFAULT_PALETTE) == []


@pytest.mark.parametrize("brand", BRANDS)
def test_nothing_of_a_brand_looks_like_an_error(brand: str):
    for scheme in schemes(derive_palette(brand)):
        error = scheme.colours["err"]
        for token in ("link", "act"):
            if is_near_errors(scheme.colours[token]):
                found = distance(scheme.colours[token], error)
                assert found >= LEAST_DISTANCE_FROM_ERRORS - 0.005, (token, scheme.colours[token])


def test_errors_print_and_shadow_keep_their_colours():
    fixed = [
        name for name in LIGHT.colours if name.startswith(("err", "print-", "shade", "on-err"))
    ]
    assert len(fixed) == 9
    for brand in ("#e2725b", "#0000ff", "#ffffff"):
        for scheme, default in zip(schemes(derive_palette(brand)), (LIGHT, DARK), strict=True):
            assert [scheme.colours[name] for name in fixed] == [
                default.colours[name] for name in fixed
            ]


def test_a_palette_has_every_token_and_hue_of_the_default_one():
    for scheme, default in zip(schemes(derive_palette("#8e44ad")), (LIGHT, DARK), strict=True):
        assert scheme.colours.keys() == default.colours.keys()
        assert scheme.hues.keys() == default.hues.keys()


@pytest.mark.parametrize("brand", ["#1b365d", "#4a154b", "#0b4653"])
def test_a_readable_brand_colour_is_used_as_it_is(brand: str):
    light = derive_palette(brand).light.colours

    assert light["link"] == light["act"] == light["deep"] == brand


def test_a_light_and_strong_brand_colour_is_the_accent():
    assert derive_palette("#e2725b").light.colours["mark"] == "#e2725b"
    assert derive_palette("#1b365d").light.colours["mark"] == LIGHT.colours["mark"]
    assert derive_palette("#e2725b", "#8fd3c4").light.colours["mark"] == "#8fd3c4"


def test_a_strong_red_becomes_burgundy_and_pale_in_the_dark():
    palette = derive_palette("#d0021b")

    assert (
        from_hex(palette.light.colours["act"]).lightness < from_hex(LIGHT.colours["err"]).lightness
    )
    assert from_hex(palette.dark.colours["link"]).chroma < from_hex(DARK.colours["err"]).chroma


def test_dark_yellow_is_gold_and_not_olive():
    assert 70 < from_hex(derive_palette("#ffff00").light.colours["act"]).hue < 90


def test_pale_greys_make_dark_buttons():
    for grey in ("#ffffff", "#cccccc", "#808080"):
        assert from_hex(derive_palette(grey).light.colours["act"]).lightness < 0.4


def test_categories_stay_in_their_families():
    for brand in BRANDS:
        for name, hue in derive_palette(brand).light.hues.items():
            if name != "petrol":
                turn = from_hex(hue.ink).hue - from_hex(LIGHT.hues[name].ink).hue
                assert abs((turn + 180) % 360 - 180) < 12, (brand, name)
