"""From an empty database to a signed, published article, with a browser only."""

import re
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.core import mail

from articles.artwork.palette import DEFAULT_PALETTE
from articles.models import ArticlePage
from home.brand.looks import build_site_look
from home.brand.models import LookSettings
from home.kit.starter import start_site
from home.models import User
from tests.articles.review.helpers import mailed_links
from tests.browser.chromium import expect
from tests.browser.citation_editor import SHORTCUT, expect_stored
from tests.browser.page_editor import PageEditor
from tests.browser.test_problems import PROSE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MAX_CLICKS = 60
MAX_SECONDS = 600
COLOUR = "#8a1c3b"
SOURCE = (
    "Noppers I, Niesters M, Swartjes M. Absence of long-term analgesic effect from a short-term"
    " S-ketamine infusion on fibromyalgia pain. Eur J Pain. 2011;15(9):942-9."
    " doi:10.1016/j.ejpain.2011.03.008"
)


class Person:
    """Somebody at a browser, whose clicks are counted: also into a field that is typed into."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.clicks = 0

    def click(self, target: "Locator") -> None:
        target.click()
        self.clicks += 1

    def press(self, name: str, within: "Locator | None" = None) -> None:
        self.click((within or self.page).get_by_role("button", name=name))

    def type(self, label: str, text: str) -> None:
        # Wagtail adds an asterisk to the labels of required fields.
        field = self.page.get_by_label(re.compile(rf"^\s*{label}\s*\*?\s*$"))
        self.click(field)
        field.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list: a click that opens it and one on the option."""
        self.page.get_by_label(label).select_option(label=option)
        self.clicks += 2


@pytest.fixture
def owner(transactional_db: None) -> User:
    """Do what starting a site does on an empty database."""
    start_site("Larch House")
    return User.objects.create_superuser("owner", "owner@example.org", "a-long-password")


def test_from_an_empty_database_to_a_signed_article(
    live_server: Any,
    owner: User,
    new_page: Callable[..., "Page"],
    settings: Any,
    axe: Callable[["Page"], list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # see `editor_page`
    mail.outbox.clear()
    began = time.monotonic()
    person = Person(new_page())

    log_in(person)
    say_who_we_are(person)
    choose_a_colour(person)
    add_a_clinician(person)
    name_the_topics(person)
    say_who_signs(person)
    write_an_article(person)
    reviewer = Person(new_page())
    sign_it(reviewer)

    article = ArticlePage.objects.live().get()
    visitor = new_page()
    visitor.goto(urlsplit(str(article.full_url)).path)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Does ketamine help?")
    expect(visitor.get_by_text("Medically reviewed by").first).to_be_visible()
    expect(visitor.locator("li.reference").first).to_contain_text("Noppers I")
    expect(visitor.locator("footer")).to_contain_text("Care Quality Commission (CQC)")
    assert link_colour(visitor) == expected_link_colour()
    assert link_colour(visitor) != DEFAULT_PALETTE.light.colours["link"]
    assert not axe(visitor)

    clicks, seconds = person.clicks + reviewer.clicks, time.monotonic() - began
    with capsys.disabled():
        sys.stdout.write(f"\n{clicks} clicks, {seconds:.0f} seconds\n")
    assert clicks <= MAX_CLICKS
    assert seconds <= MAX_SECONDS


def log_in(person: Person) -> None:
    person.page.goto("/admin/")
    person.type("Username", "owner")
    person.type("Password", "a-long-password")
    person.press("Sign in")
    person.click(person.page.get_by_role("link", name="Go on"))


def say_who_we_are(person: Person) -> None:
    page = person.page
    person.choose("Country", "England")
    expect(page.get_by_label("Regulator", exact=True)).to_have_value(
        "Care Quality Commission (CQC)"
    )
    person.type("Registration number", "1-1234567890")
    person.type("Phone number", "0117 496 0182")
    preview = page.frame_locator("iframe[title='Preview of the site']")
    expect(preview.locator("footer")).to_contain_text("0117 496 0182")
    expect(preview.locator("footer")).to_contain_text("116 123")
    person.press("Save and go on")


def choose_a_colour(person: Person) -> None:
    person.type("Brand colour", COLOUR)
    person.press("Save and go on")
    expect(person.page.get_by_text("Every page has the new look.")).to_be_visible()


def add_a_clinician(person: Person) -> None:
    person.type("Name", "Ada Byron")
    person.type("Form of address", "Dr")
    person.type("Role in the clinic", "Consultant")
    person.type("Email address", "ada@example.org")
    person.press("Save and go on")


def name_the_topics(person: Person) -> None:
    person.type("Topics you write about", "Pain\nSleep")
    person.press("Save and go on")


def say_who_signs(person: Person) -> None:
    expect(person.page.get_by_label("Dr Ada Byron: address")).to_have_value("ada@example.org")
    person.press("Save and go on")


def write_an_article(person: Person) -> None:
    page = person.page
    person.type("Working title", "Does ketamine help?")
    person.press("Create the draft")
    form = PageEditor(page)
    expect(form.body.get_by_title("Insert a block").first).to_be_visible()
    person.click(page.locator("[name=summary]"))
    form.standfirst("For a few hours. No trial has shown that the relief lasts.")
    prose = form.block(0).locator(PROSE)
    form.write(prose, "Eight weeks after one infusion, pain was the same as after a placebo.")
    person.clicks += 1
    cite_a_pasted_source(person)
    expect_stored(prose.first, "Noppers")
    person.press("More actions", page.locator("footer"))
    person.press("ubmit to Clinical review")
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()


def cite_a_pasted_source(person: Person) -> None:
    page = person.page
    page.keyboard.press(SHORTCUT)
    dialog = page.get_by_role("dialog", name=re.compile("Cite sources"))
    expect(dialog).to_be_visible()
    person.click(dialog.get_by_role("tab", name="Paste"))
    panel = dialog.get_by_role("tabpanel", name="Paste")
    person.click(panel.get_by_label("References"))
    panel.get_by_label("References").fill(SOURCE)
    person.click(panel.get_by_role("button", name="Read"))
    person.click(panel.get_by_role("button", name=re.compile("^Tick selected sources")))
    expect(dialog.get_by_role("status")).to_contain_text("ticked")
    person.click(dialog.get_by_role("button", name="Cite", exact=True))
    expect(dialog).to_be_hidden()


def sign_it(reviewer: Person) -> None:
    (link,) = mailed_links()
    reviewer.page.goto(link)
    reviewer.click(reviewer.page.get_by_label("I have read the whole article and vouch for it"))
    reviewer.press("Sign and approve")
    expect(reviewer.page.get_by_role("heading", level=1)).to_have_text(
        "Thank you: your sign-off is recorded"
    )


def link_colour(page: "Page") -> str:
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--link')")


def expected_link_colour() -> str:
    """The colour of links that the site derives from the chosen one."""
    look = build_site_look(LookSettings.objects.get())
    return look.artwork.palette.light.colours["link"]
