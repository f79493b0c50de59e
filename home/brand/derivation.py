"""The palette of a brand colour: every token of palette.css, light and dark, and readable.

Tokens keep the lightness that they have in the default palette and take the brand's hue, with as
much colour as the brand has. Then each that is too close to a ground it appears on (`pairs.py`)
moves to the nearest lightness at which it can be read. README.md says why each is as it is.
"""

from dataclasses import replace
from functools import lru_cache

from articles.artwork.palette import DEFAULT_PALETTE, HueColours, Palette, Scheme
from home.brand.hues import OWN_HUE, derive_hue
from home.brand.oklch import Colour, contrast, distance, from_hex, max_chroma
from home.brand.pairs import TEXT, grounds_of
from home.brand.shades import apart_from, readable, shade, tinted

# Less colour than this is grey. A pale grey button looks switched off, so greys are darkened.
GREY_CHROMA = 0.02
MAX_GREY_LIGHTNESS = 0.34
# A red brand must not look like an error. Near the hue of errors, links are no redder than clay,
# the reddest text of the default palette; a strong red becomes burgundy, darker than errors; and
# links and buttons keep a distance from the colour of errors. In the dark scheme they are pale.
ERROR_HUE_SPREAD = 18.0
STRONG_RED_CHROMA = 0.16
BURGUNDY_LIGHTNESS = 0.37
MAX_RED_LINK_CHROMA = 0.105
PALE_RED_LIGHTNESS, PALE_RED_CHROMA = 0.86, 0.06
LEAST_DISTANCE_FROM_ERRORS = 0.1
# A vivid button keeps its colour under dark text if white text would change it by so much more.
WHITE_TEXT_BONUS = 0.1
# A large disc in the colour of a small button would be too loud.
MAX_SUN_CHROMA = 0.15
VIVID_CHROMA = 0.1
# A brand between these is its own ground for calls to action and the footer.
DEEP_LIGHTNESS = (0.25, 0.4)
USUAL_DEEP_LIGHTNESS = 0.31
MIN_VIVID_DEEP_CHROMA, MAX_DEEP_CHROMA = 0.05, 0.12
# A brand as light and as vivid as this is the accent, if none is chosen.
LEAST_ACCENT_LIGHTNESS = 0.64
# In the dark scheme, links are at least so light, and not so vivid that they glare.
DARK_LINK_LIGHTNESS = (0.68, 0.9)
MAX_DARK_LINK_CHROMA = 0.13
# Of highlights in the dark scheme: a little darker than usual, so that links keep their colour.
DARK_HIGHLIGHT_LIGHTNESS = 0.32
DARKER, LIGHTER = 0.0, 1.0

LIGHT, DARK = DEFAULT_PALETTE.light, DEFAULT_PALETTE.dark


@lru_cache(maxsize=100)
def derive_palette(colour: str, accent: str = "") -> Palette:
    """Return the palette of a brand colour and, if one is chosen, an accent colour.

    Either may be empty: without a brand colour, the default one is used.
    """
    brand = from_hex(colour or LIGHT.colours["act"])
    mark = from_hex(accent or _default_accent(colour, brand))
    return Palette(_light_scheme(brand, mark), _dark_scheme(brand, mark))


def _default_accent(colour: str, brand: Colour) -> str:
    """Return the brand colour if it can be the accent, or else the default accent."""
    can_be = brand.lightness >= LEAST_ACCENT_LIGHTNESS and brand.chroma >= VIVID_CHROMA
    if can_be and distance(colour, LIGHT.colours["err"]) >= LEAST_DISTANCE_FROM_ERRORS:
        return colour
    return LIGHT.colours["mark"]


def _light_scheme(brand: Colour, mark: Colour) -> Scheme:
    colours = dict(LIGHT.colours)
    _set_neutrals(colours, LIGHT, brand)
    colours["soft"] = _highlight(mark, LIGHT, from_hex(LIGHT.colours["soft"]).lightness)
    _set_deep(colours, brand)
    _set_mark(colours, mark, brand)
    darkened = brand
    if brand.chroma < GREY_CHROMA:
        darkened = brand.with_lightness(min(brand.lightness, MAX_GREY_LIGHTNESS))
    darkened = _burgundy(darkened)
    link = darkened
    if _is_red(link):
        link = replace(link, chroma=min(link.chroma, MAX_RED_LINK_CHROMA))
    colours["link"] = _text(link, colours, "link", towards=DARKER)
    _set_button(colours, darkened)
    for token in ("ink", "ink-2", "edge", "quote"):
        colours[token] = readable(
            from_hex(colours[token]), _on(colours, token), towards=DARKER
        ).to_hex()
    colours["focus"] = colours["ink"]
    return Scheme(colours, _hues(LIGHT, colours, brand, towards=DARKER))


def _dark_scheme(brand: Colour, mark: Colour) -> Scheme:
    colours = dict(DARK.colours)
    _set_neutrals(colours, DARK, brand)
    colours["soft"] = _highlight(mark, DARK, DARK_HIGHLIGHT_LIGHTNESS)
    _set_deep(colours, brand, darker_by=0.044)
    _set_mark(colours, mark, brand)
    lightness = min(max(brand.lightness, DARK_LINK_LIGHTNESS[0]), DARK_LINK_LIGHTNESS[1])
    pale = shade(brand, lightness)
    pale = Colour(lightness, min(pale.chroma, MAX_DARK_LINK_CHROMA), pale.hue)
    if _is_red(pale):
        pale = replace(
            pale,
            lightness=max(pale.lightness, PALE_RED_LIGHTNESS),
            chroma=min(pale.chroma, PALE_RED_CHROMA),
        )
    colours["link"] = colours["act"] = _text(pale, colours, "link", towards=LIGHTER)
    colours["act-text"] = readable(
        tinted(0.249, 0.039, brand), [(colours["act"], TEXT)], towards=DARKER
    ).to_hex()
    for token in ("ink", "ink-2", "edge", "quote"):
        colours[token] = readable(
            from_hex(colours[token]), _on(colours, token), towards=LIGHTER
        ).to_hex()
    return Scheme(colours, _hues(DARK, colours, brand, towards=LIGHTER))


def _highlight(mark: Colour, default: Scheme, lightness: float) -> str:
    """Return the ground of what is highlighted: a tint of the accent."""
    usual = from_hex(default.colours["soft"])
    tint = shade(mark, lightness)
    return replace(tint, chroma=min(mark.chroma, usual.chroma)).to_hex()


NEUTRALS = ("paper", "mist", "ink", "ink-2", "edge", "rule", "figure-ground", "sheet")


def _set_neutrals(colours: dict[str, str], default: Scheme, brand: Colour) -> None:
    """Give paper, text and lines the brand's hue, with the default palette's little chroma."""
    for token in NEUTRALS:
        usual = from_hex(default.colours[token])
        colours[token] = tinted(usual.lightness, usual.chroma, brand).to_hex()


def _set_deep(colours: dict[str, str], brand: Colour, *, darker_by: float = 0.0) -> None:
    """Set the ground of calls to action and the footer, and what is on it."""
    least, most = DEEP_LIGHTNESS
    if least <= brand.lightness <= most:
        deep = brand
    else:
        lightness = least if brand.lightness < least else USUAL_DEEP_LIGHTNESS
        hue = shade(brand, lightness).hue
        most = max_chroma(lightness, hue)
        vivid = max(0.6 * most, min(0.9 * most, MIN_VIVID_DEEP_CHROMA))
        deep = Colour(lightness, min(brand.chroma, vivid, MAX_DEEP_CHROMA), hue)
    if darker_by:
        deep = Colour(deep.lightness - darker_by, deep.chroma * 0.8, deep.hue)
    colours["deep"] = deep.to_hex()
    colours["deep-rule"] = tinted(deep.lightness + 0.122, deep.chroma, brand).to_hex()
    for token in ("deep-text", "deep-text-2", "deep-line"):
        usual = from_hex(LIGHT.colours[token])
        colour = tinted(usual.lightness, usual.chroma, brand)
        colours[token] = readable(colour, _on(colours, token), towards=LIGHTER).to_hex()


def _set_mark(colours: dict[str, str], mark: Colour, brand: Colour) -> None:
    """Set the accent: light enough for the deep ground and for dark text on it."""
    text = tinted(0.255, 0.029, brand).to_hex()
    grounds = [(colours["deep"], 3.0), (text, TEXT)]
    colours["on-mark"] = text
    colours["mark"] = readable(mark, grounds, towards=LIGHTER).to_hex()
    colours["quote"] = colours["mark"]


def _set_button(colours: dict[str, str], brand: Colour) -> None:
    """Set the ground and the text of buttons in the light scheme."""
    white = LIGHT.colours["sheet"]
    under_white = readable(brand, [*_on(colours, "act"), (white, TEXT)], towards=DARKER)
    under_dark = readable(brand, _on(colours, "act"), towards=DARKER)
    dark_text = tinted(0.2, 0.03, brand).to_hex()
    gain = under_dark.lightness - under_white.lightness
    if (
        gain > WHITE_TEXT_BONUS
        and under_dark.chroma >= VIVID_CHROMA
        and contrast(dark_text, under_dark.to_hex()) >= TEXT
    ):
        colours["act-text"], colours["act"] = dark_text, under_dark.to_hex()
    else:
        colours["act-text"] = white
        colours["act"] = _text(under_white, colours, "act", towards=DARKER)


def is_near_errors(colour: str) -> bool:
    """Return True if a chosen colour is as red as errors are."""
    return _is_red(from_hex(colour))


def _is_red(colour: Colour) -> bool:
    """Return True if the colour has the hue of errors."""
    turn = (colour.hue - from_hex(LIGHT.colours["err"]).hue + 180) % 360 - 180
    return abs(turn) < ERROR_HUE_SPREAD and colour.chroma > GREY_CHROMA


def _burgundy(brand: Colour) -> Colour:
    """Return a strong red as burgundy, and any other colour as it is."""
    if _is_red(brand) and brand.chroma >= STRONG_RED_CHROMA:
        return shade(brand, min(brand.lightness, BURGUNDY_LIGHTNESS))
    return brand


def _text(colour: Colour, colours: dict[str, str], token: str, *, towards: float) -> str:
    """Return the colour, readable on the grounds of the token and unlike errors."""
    found = readable(colour, _on(colours, token), towards=towards)
    if _is_red(found):
        found = apart_from(found, colours["err"], LEAST_DISTANCE_FROM_ERRORS, towards=towards)
        found = readable(found, _on(colours, token), towards=towards)
    return found.to_hex()


def _hues(
    default: Scheme, colours: dict[str, str], brand: Colour, *, towards: float
) -> dict[str, HueColours]:
    hues = {
        name: derive_hue(hue, brand, towards=towards)
        for name, hue in default.hues.items()
        if name != OWN_HUE
    }
    mark = from_hex(colours["mark"])
    sun = replace(mark, chroma=min(mark.chroma, MAX_SUN_CHROMA))
    if default is DARK:
        sun = replace(sun, lightness=sun.lightness - 0.08)
    hues[OWN_HUE] = HueColours(
        ground=colours["deep"],
        ink=colours["deep-line"],
        sun=sun.to_hex(),
        bud=sun.to_hex(),
        night=colours["deep"],
    )
    return {name: hues[name] for name in default.hues}


def _on(colours: dict[str, str], token: str) -> list[tuple[str, float]]:
    """Return the grounds of a token in this scheme, with the least contrast to each."""
    return [(colours[ground], least) for ground, least in grounds_of(token)]
