"""Printed pages: how many there are, what they show, and where they break."""

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from articles.models import ArticlePage
from tests.browser.chromium import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FIBROMYALGIA = "/articles/pain/ketamine-and-fibromyalgia/"
MAX_PAGES = 5
HEADINGS_SCRIPT = "() => [...document.querySelectorAll('h1, h2, h3')].map(h => h.textContent)"


def print_page(page: "Page") -> list[str]:
    """Return the text of each printed page."""
    file = page.pdf(prefer_css_page_size=True)
    return [printed.extract_text() for printed in PdfReader(BytesIO(file)).pages]


def squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def test_every_sample_article_fits_on_five_pages(sample_clinic: None, page: "Page") -> None:
    lengths = {}
    for article in ArticlePage.objects.live():
        page.goto(article.url)
        lengths[article.slug] = len(print_page(page))

    assert len(lengths) > 10
    assert {slug: pages for slug, pages in lengths.items() if pages > MAX_PAGES} == {}


def test_no_heading_is_the_last_line_of_a_page(sample_clinic: None, page: "Page") -> None:
    for article in ArticlePage.objects.live()[:5]:
        page.goto(article.url)
        headings = {squeezed(heading) for heading in page.evaluate(HEADINGS_SCRIPT)}
        for number, text in enumerate(print_page(page), 1):
            lines = [squeezed(line) for line in text.splitlines() if line.strip()]
            lines = [line for line in lines if "/" not in line or len(line) > 5]  # page numbers
            assert lines[-1] not in headings, (article.slug, number)


def test_paper_has_everything_a_reader_needs(sample_clinic: None, page: "Page") -> None:
    page.goto(FIBROMYALGIA)

    printed = squeezed(" ".join(print_page(page)))

    for expected in (
        "14 Orchard Row, Bristol",
        "0117 496 0182",
        FIBROMYALGIA,
        "Medically reviewed by",
        "Key points",
        "What the studies show",
        "Should I stop my other medicines first?",
        "No, not without advice.",  # inside a closed disclosure
        "10.1016/j.ejpain.2011.03.008",
        "About this article",
        "We are not an emergency service.",
    ):
        assert squeezed(expected) in printed, expected
    for absent in ("Skip to the main content", "How we label evidence", "Report an error"):
        assert squeezed(absent) not in printed, absent


# The most pages that each needs, and some of what it says on them.
CARE_ON_PAPER: dict[str, tuple[int, tuple[str, ...]]] = {
    "/": (4, ("How it goes", "14 Orchard Row", "Do I need a referral?", "No. If you have letters")),
    "/services/": (2, ("Pain clinic", "£240")),
    "/services/pain-clinic/": (
        4,
        ("£240", "Go elsewhere first if", "What the evidence says", "No, not without advice."),
    ),
    "/conditions/": (2, ("Fibromyalgia", "Complex regional pain syndrome")),
    "/conditions/fibromyalgia/": (4, ("In short", "Ways to treat it", "How sure")),
    "/orchard-row/": (3, ("Monday", "Christmas Eve", "On foot", "Step-free")),
    "/team/": (2, ("Dr Tomas Lindqvist",)),
    "/prices/": (2, ("Assessment by a consultant", "£240")),
    "/book-a-consultation/": (2, ("0117 496 0182",)),
}
NOT_ON_PAPER = ("Skip to the main content", "Menu", "Open now", "Closed now", "Send request")


def test_pages_of_care_say_the_same_on_paper(sample_clinic: None, page: "Page") -> None:
    wrong: dict[str, list[str]] = {}
    for address, (most, expected) in CARE_ON_PAPER.items():
        page.goto(address)
        headings = {squeezed(heading) for heading in page.evaluate(HEADINGS_SCRIPT)}
        sheets = print_page(page)
        text = squeezed(" ".join(sheets))
        problems = [f"{len(sheets)} pages"] if len(sheets) > most else []
        problems += [f"lacks {each}" for each in expected if squeezed(each) not in text]
        problems += [f"shows {each}" for each in NOT_ON_PAPER if squeezed(each) in text]
        for number, sheet in enumerate(sheets, 1):
            lines = [squeezed(line) for line in sheet.splitlines() if line.strip()]
            lines = [line for line in lines if "/" not in line or len(line) > 5]
            if not lines or lines[-1] in headings:
                problems.append(f"page {number} is empty or ends in a heading")
        if problems:
            wrong[address] = problems
    assert not wrong


def test_the_letterhead_is_on_paper_only(sample_clinic: None, page: "Page") -> None:
    page.goto(FIBROMYALGIA)
    letterhead = page.locator(".letterhead")
    expect(letterhead).to_be_hidden()

    page.emulate_media(media="print")

    expect(letterhead.locator("svg")).to_be_visible()
    expect(letterhead).to_contain_text(FIBROMYALGIA)
