"""Colours in OKLCH: conversion to and from sRGB, gamut mapping, and contrast.

Matrices by Björn Ottosson (https://bottosson.github.io/posts/oklab/). There, equal differences of
lightness look about equal, and a change of lightness keeps the hue. Contrast is that of WCAG 2.2.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

# Halvings of the interval that contains the largest chroma of a screen: 0.4 / 2 ** 14.
GAMUT_STEPS = 14
GAMUT_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Colour:
    """A colour: lightness from 0 to 1, chroma from 0 (grey) to about 0.32, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def with_lightness(self, lightness: float) -> "Colour":
        return Colour(min(max(lightness, 0.0), 1.0), self.chroma, self.hue)

    def to_hex(self) -> str:
        """Return the nearest colour of this lightness and hue that screens have: "#rrggbb"."""
        channels = _linear_rgb(self)
        if not _is_in_gamut(channels):
            chroma = max_chroma(self.lightness, self.hue)
            channels = _linear_rgb(Colour(self.lightness, chroma, self.hue))
        return "#" + "".join(f"{_to_byte(channel):02x}" for channel in channels)


def max_chroma(lightness: float, hue: float) -> float:
    """Return the largest chroma that screens have at this lightness and hue."""
    low, high = 0.0, 0.4
    for _step in range(GAMUT_STEPS):
        middle = (low + high) / 2
        if _is_in_gamut(_linear_rgb(Colour(lightness, middle, hue))):
            low = middle
        else:
            high = middle
    return low


def from_hex(text: str) -> Colour:
    """Return the colour of "#rrggbb" or "#rgb". A grey has the hue 0."""
    lightness, a, b = _oklab(*_linear_channels(text))
    chroma = math.hypot(a, b)
    if chroma < 1e-4:
        return Colour(lightness, 0.0, 0.0)
    return Colour(lightness, chroma, math.degrees(math.atan2(b, a)) % 360)


def distance(one: str, other: str) -> float:
    """Return how different two colours look: their distance in OKLab. 0.02 is just visible."""
    return math.dist(_oklab(*_linear_channels(one)), _oklab(*_linear_channels(other)))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def luminance(text: str) -> float:
    """Return the relative luminance that WCAG defines."""
    red, green, blue = _linear_channels(text)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear_channels(text: str) -> tuple[float, float, float]:
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_to_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return red, green, blue


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _to_byte(linear: float) -> int:
    value = min(max(linear, 0.0), 1.0)
    encoded = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def _oklab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear_rgb(colour: Colour) -> tuple[float, float, float]:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_in_gamut(channels: tuple[float, float, float]) -> bool:
    return all(-GAMUT_TOLERANCE <= channel <= 1 + GAMUT_TOLERANCE for channel in channels)
