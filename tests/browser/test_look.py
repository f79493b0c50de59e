"""Looks on real pages, and the form that chooses one."""

from typing import TYPE_CHECKING

import pytest
from wagtail.models import Site

from articles.artwork.palette import LIGHT
from home.brand.derivation import derive_palette
from home.brand.models import LookSettings
from home.brand.pairs import PAIRS
from tests.browser.chromium import expect
from tests.helpers import clear_all_caches

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Audit, PageFactory

PAGES = {
    "home": "/",
    "category": "/articles/pain/",
    "article": "/articles/pain/ketamine-and-fibromyalgia/",
    "enquiry": "/book-a-consultation/",
}
MORE_PAGES = {
    "source": "/articles/pain/ketamine-and-fibromyalgia/#ref-noppers-2011",
    "search": "/search/?q=pain",
    "not found": "/no-such-page/",
    "team": "/team/",
    "person": "/team/tomas-lindqvist/",
    "corrections": "/corrections/",
}
# Light and dark, vivid and grey, near errors, and each with other corners or without drawings.
BRANDS = {
    "coral": {"colour": "#e2725b"},
    "yellow": {"colour": "#ffff00", "corners": "soft"},
    "navy": {"colour": "#1b365d", "accent": "#8fd3c4", "corners": "square"},
    "red": {"colour": "#a3231b", "drawings": "photographs"},
    "neon": {"colour": "#39ff14"},
    "grey": {"colour": "#808080", "corners": "soft", "drawings": "photographs"},
}
# Every token gets a colour of its own, by which text and ground are recognised.
TOKENS = [name for name in LIGHT.colours if not name.startswith("print-")]
HUE_TOKENS = ["hue-ground", "hue-ink", "hue-sun"]
PAIRS_SCRIPT = """() => {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  const found = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const colour = getComputedStyle(element).color;
    let ground = element;
    while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") {
      ground = ground.parentElement;
    }
    const under = ground ? getComputedStyle(ground).backgroundColor : "";
    found[`${colour}|${under}`] ??= element.outerHTML.slice(0, 120);
  }
  return found;
}"""


def set_look(**values: str) -> None:
    look = LookSettings.for_site(Site.objects.get())
    for field in ("colour", "accent", "corners", "drawings"):
        default = LookSettings._meta.get_field(field).get_default()
        setattr(look, field, values.get(field, default))
    look.save()
    clear_all_caches()


@pytest.mark.parametrize("brand", BRANDS)
def test_axe_finds_nothing_in_a_look(
    sample_clinic: None, new_page: "PageFactory", axe: "Audit", brand: str
) -> None:
    set_look(**BRANDS[brand])
    day, night = new_page(), new_page(size="phone", scheme="dark")
    found = {}
    for name, address in PAGES.items():
        for scheme, page in (("light", day), ("dark", night)):
            page.goto(address)
            found[f"{name}, {scheme}"] = axe(page)

    assert not {name: faults for name, faults in found.items() if faults}


def test_the_list_of_pairs_has_every_text_and_ground_of_real_pages(
    sample_clinic: None, new_page: "PageFactory"
) -> None:
    page = new_page(bypass_csp=True)
    names = {f"rgb(0, 0, {number})": name for number, name in enumerate(TOKENS, start=1)}
    names |= {f"rgb(1, 0, {number})": name for number, name in enumerate(HUE_TOKENS, start=1)}
    values = {name: colour for colour, name in names.items()}
    root = "".join(f"--{name}: {values[name]};" for name in TOKENS)
    hue = "".join(f"--{name}: {values[name]};" for name in HUE_TOKENS)
    style = f":root {{ {root} }} [class*='hue-'] {{ {hue} }}"
    listed = {(pair.colour, pair.ground) for pair in PAIRS}
    unlisted = {}
    seen = set()
    for address in (*PAGES.values(), *MORE_PAGES.values()):
        page.goto(address)
        page.add_style_tag(content=style)
        for pair, html in page.evaluate(PAIRS_SCRIPT).items():
            colour, ground = (names.get(each, each) for each in pair.split("|"))
            seen.add((colour, ground))
            if (colour, ground) not in listed:
                unlisted[colour, ground] = f"{address}: {html}"

    assert unlisted == {}
    assert {("ink", "paper"), ("link", "mist"), ("deep-text", "deep")} <= seen


def test_the_preview_follows_the_form_and_nothing_is_saved(
    sample_clinic: None, editor_page: "Page", axe: "Audit"
) -> None:
    page = editor_page
    page.goto("/admin/settings/home/looksettings/")
    status = page.locator("[data-look-status]")
    expect(status).to_have_text("Not saved yet: only you see this.")

    page.get_by_label("Brand colour", exact=True).fill("#ffff00")
    report = page.locator("[data-look-report]")
    light, dark = derive_palette("#ffff00").light, derive_palette("#ffff00").dark
    expect(report).to_contain_text("You chose #ffff00")
    expect(report).to_contain_text(f"use {light.colours['link']}")
    button = page.frame_locator('iframe[data-look-mode="home-light"]').locator(".hero .button")
    expect(button.first).to_have_css("background-color", rgb(light.colours["act"]))
    body = page.frame_locator('iframe[data-look-mode="form-dark"]').locator("body")
    expect(body).to_have_css("background-color", rgb(dark.colours["paper"]))
    assert not axe(page)

    page.get_by_label("Brand colour", exact=True).fill("#ffzz")
    expect(status).to_contain_text("A colour is not complete yet.")
    assert not LookSettings.objects.exclude(colour="").exists()


def rgb(colour: str) -> str:
    digits = colour.removeprefix("#")
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return f"rgb({red}, {green}, {blue})"
