"""The list of pairs of colour and ground names what the style sheets use."""

import re
from collections.abc import Collection

import pytest
from django.conf import settings

from articles.artwork.palette import DARK, LIGHT
from home.brand.pairs import DECORATIVE, DRAWN_GROUNDS, PAIRS

CSS = settings.BASE_DIR / "site" / "static" / "css"
PRINTED = ("print.css", "leaflet.css")  # black on white whatever the look
SHEETS = sorted(file for file in CSS.glob("*.css") if file.name not in ("palette.css", *PRINTED))
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
DECLARATION = re.compile(r"([\w-]+):\s*([^;]+)")
TOKEN = re.compile(r"var\(--([\w-]+)")
COLOUR_PROPERTIES = {"color", "fill", "stroke", "accent-color", "outline"}
PAINTED = {"fill", "stroke"}
# Names of tokens within a scope that stand for another one there.
STANDS_FOR = {"chip": "mist"}
COLOURS = {*LIGHT.colours, "hue-ground", "hue-ink", "hue-sun", "chip"}


def rules() -> list[tuple[str, dict[str, list[str]]]]:
    """Return the colour tokens that each rule declares, by property."""

    def tokens(value: str) -> list[str]:
        found = (token for token in TOKEN.findall(value) if token in COLOURS)
        return [STANDS_FOR.get(token, token) for token in found]

    found = []
    for sheet in SHEETS:
        css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        for selector, body in RULE.findall(css):
            declared = {name: tokens(value) for name, value in DECLARATION.findall(body)}
            found.append((f"{sheet.name}: {selector.strip()}", declared))
    return found


RULES = rules()
LISTED = {(pair.colour, pair.ground) for pair in PAIRS}


def grounds(declared: dict[str, list[str]]) -> list[str]:
    return [*declared.get("background", []), *declared.get("background-color", [])]


def without(used: dict, listed: Collection) -> dict:
    """Return the uses that are not listed, with the rule that uses them."""
    return {name: rule for name, rule in used.items() if name not in listed}


def test_the_style_sheets_are_read():
    assert len(RULES) > 300
    assert sum(bool(grounds(declared)) for _rule, declared in RULES) > 30


def test_each_colour_and_ground_of_one_rule_is_listed():
    used = {
        (colour, ground): rule
        for rule, declared in RULES
        for colour in declared.get("color", [])
        for ground in grounds(declared)
    }

    assert without(used, LISTED) == {}
    assert ("paper", "link") in used


def test_each_text_colour_is_listed_with_a_ground():
    listed = {pair.colour for pair in PAIRS}
    used = {
        token: rule
        for rule, declared in RULES
        for name in COLOUR_PROPERTIES
        for token in declared.get(name, [])
        if not (name in PAINTED and token in DRAWN_GROUNDS)
    }

    assert without(used, listed | DECORATIVE.keys()) == {}


def test_each_ground_is_listed_or_decorative():
    listed = {pair.ground for pair in PAIRS} | {pair.colour for pair in PAIRS}
    used = {token: rule for rule, declared in RULES for token in grounds(declared)}

    assert without(used, listed | DECORATIVE.keys()) == {}


def test_each_border_is_listed_or_decorative():
    listed = {pair.colour for pair in PAIRS}
    used = {
        token: rule
        for rule, declared in RULES
        for name, tokens in declared.items()
        if name.startswith("border")
        for token in tokens
    }

    assert without(used, listed | DECORATIVE.keys()) == {}


def test_each_colour_that_is_replaced_within_a_scope_is_listed_on_its_ground():
    """Such as `--link: var(--hue-ink)` in a rule that also sets a ground."""
    scoped = {
        (token, ground): rule
        for rule, declared in RULES
        for name, tokens in declared.items()
        if name.startswith("--") and name[2:] in COLOURS
        for token in tokens
        for ground in grounds(declared)
    }

    assert scoped
    assert without(scoped, LISTED) == {}


def test_the_list_names_only_what_exists():
    names = {name for pair in PAIRS for name in (pair.colour, pair.ground)}

    assert names <= COLOURS
    assert len(LISTED) == len(PAIRS)
    assert DECORATIVE.keys() <= COLOURS


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_every_token_is_a_pair_decorative_or_printed(scheme):
    named = {name for pair in PAIRS for name in (pair.colour, pair.ground)} | DECORATIVE.keys()

    assert {name for name in scheme.colours if not name.startswith("print-")} <= named
