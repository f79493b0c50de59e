"""Logos of all shapes in the header and footer, and in Settings > Look."""

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.models import Site

from home.brand.fonts import Fonts
from home.brand.models import LookSettings
from tests.home.brand.logo.generated import drawing, logos

if TYPE_CHECKING:
    from tests.browser.conftest import Audit, PageFactory

MAX_HEADER_HEIGHT = 82
# Every eighth of those that are accepted.
SAMPLED = slice(None, None, 8)


def choose(**values) -> None:
    look = LookSettings.for_site(Site.objects.get())
    for name, value in values.items():
        if isinstance(value, bytes):
            getattr(look, name).save("logo", ContentFile(value), save=False)
        else:
            setattr(look, name, value)
    look.save()


def test_generated_logos_fit_the_header(sample_clinic, new_page: "PageFactory", axe: "Audit"):
    pages = [
        new_page(size, scheme) for size in ("desktop", "phone") for scheme in ("light", "dark")
    ]
    shown = 0
    for name, content in logos()[SAMPLED]:
        try:
            choose(logo=content)
        except ValidationError:
            continue
        shown += 1
        for page in pages:
            page.goto("/search/")
            box = page.locator(".site-header").bounding_box()
            assert box["height"] <= MAX_HEADER_HEIGHT, name
            assert not page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            ), name
            loaded = "image => image.complete && image.naturalWidth > 0"
            assert page.locator("header .logo img").evaluate(loaded), name
            if shown % 3 == 1:
                assert not axe(page), name
    assert shown > 10


@pytest.mark.parametrize("width", [320, 390])
def test_a_wide_logo_leaves_room_for_the_menu(sample_clinic, new_page: "PageFactory", width: int):
    choose(logo=drawing(("#12262d", "#e2725b"), (1100, 100)))
    page = new_page("phone")
    page.set_viewport_size({"width": width, "height": 700})

    page.goto("/")

    logo, menu = (page.locator(name).bounding_box() for name in ("header .brand", ".menu summary"))
    assert logo["x"] + logo["width"] <= menu["x"]


@pytest.mark.parametrize("fonts", Fonts.values)
def test_headings_of_each_font_pair_fit_a_small_phone(
    sample_clinic, new_page: "PageFactory", fonts: str
):
    choose(fonts=fonts)
    page = new_page("phone")
    page.set_viewport_size({"width": 320, "height": 700})

    for address in ("/", "/search/?q=pain"):
        page.goto(address)
        assert not page.evaluate("document.documentElement.scrollWidth > 320"), address


def test_a_chosen_logo_is_shown_and_its_colour_used(editor_page, axe: "Audit"):
    page = editor_page
    site = Site.objects.get()
    page.goto(f"/admin/settings/home/looksettings/{site.pk}/")

    page.set_input_files(
        "[data-logo-input=logo] input[type=file]",
        {
            "name": "logo.svg",
            "mimeType": "image/svg+xml",
            "buffer": drawing(("#12262d", "#e2725b"), (300, 80)),
        },
    )

    page.locator("[data-logo-input=logo] .logo-sample img").nth(2).wait_for()
    page.get_by_role("radio", name="#e2725b").first.check()
    assert page.locator("#id_colour").input_value() == "#e2725b"
    assert not [problem for problem in axe(page) if "logo" in problem]
