"""Complete journeys of visitors, on all screens, with and without script."""

import re
from typing import TYPE_CHECKING

import pytest

from articles.models import ArticlePage
from home.enquiry.models import EnquirySubmission
from home.public_forms import guards
from tests.browser.chromium import expect
from tests.factories import bulk_copy_article

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Audit, PageFactory

FILTER_CHIP = re.compile("^Remove filter: .*Systematic review")
ARTICLE = "/articles/pain/ketamine-and-fibromyalgia/"
VISITORS = [
    pytest.param("small phone", "dark", False, id="small phone, dark, no script"),
    pytest.param("phone", "light", True, id="phone, light, script"),
    pytest.param("desktop", "dark", True, id="desktop, dark, script"),
    pytest.param("desktop", "light", False, id="desktop, light, no script"),
]


@pytest.mark.parametrize(("size", "scheme", "script"), VISITORS)
def test_a_visitor_searches_reads_filters_and_enquires(
    sample_clinic: None,
    new_page: "PageFactory",
    axe: "Audit",
    monkeypatch: pytest.MonkeyPatch,
    size: str,
    scheme: str,
    script: bool,
) -> None:
    monkeypatch.setattr(guards, "MIN_FILL_SECONDS", 0)  # nobody but a test is as quick
    reviewed = ArticlePage.objects.filter(strongest_level=5).first()
    assert reviewed
    bulk_copy_article(reviewed, 13)
    page = new_page(size, scheme, java_script_enabled=script)
    from_search_to_a_source_and_back(page, script=script)
    from_a_filter_to_the_second_page(page)
    from_an_article_to_an_enquiry(page, axe if script else None)
    assert page.context.cookies() == []


def from_search_to_a_source_and_back(page: "Page", *, script: bool) -> None:
    page.goto("/search/")
    main = page.locator("main")
    main.get_by_role("searchbox").or_(main.get_by_role("combobox")).fill("fibromyalgia ketam")
    main.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("“fibromyalgia ketam”")
    expect(main.locator("mark").first).to_be_visible()
    main.get_by_role("link", name="Ketamine and fibromyalgia").click()

    expect(page).to_have_url(ARTICLE)
    mark = page.locator("main .statement [role=doc-biblioref]").last
    number = mark.inner_text()
    mark.click()
    if script:
        page.get_by_role("link", name="See in reference list").click()
    reference = page.locator("li.reference:target")
    expect(reference).to_be_in_viewport()
    expect(reference).to_have_attribute("value", number)
    expect(reference.get_by_role("link", name="doi.org").first).to_be_visible()
    reference.locator("[role=doc-backlink]").first.click()
    expect(page.locator("[role=doc-biblioref]:target")).to_be_in_viewport()


def from_a_filter_to_the_second_page(page: "Page") -> None:
    page.goto("/articles/")
    filters = page.locator(".filters > summary")
    if filters.is_visible():
        filters.click()
    page.get_by_label("Systematic review").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name=FILTER_CHIP)).to_be_visible()
    first = page.locator(".rows h3").all_inner_texts()

    page.get_by_role("link", name="Next page").click()

    expect(page.get_by_role("link", name=FILTER_CHIP)).to_be_visible()
    expect(page.locator(".pagination [aria-current]")).to_have_text(re.compile("2$"))
    assert not set(first) & set(page.locator(".rows h3").all_inner_texts())


def from_an_article_to_an_enquiry(page: "Page", axe: "Audit | None") -> None:
    page.goto(ARTICLE)
    page.locator("main").get_by_role("link", name="Book a consultation").last.click()
    page.get_by_role("textbox", name="Full name").fill("Ada Byron")
    page.get_by_role("textbox", name="Email address").fill("ada at example")
    page.get_by_role("checkbox", name="I agree").check()
    page.get_by_role("button", name="Send request").click()

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()
    assert not (axe and axe(page))
    page.get_by_role("alert").get_by_role("link", name="Enter an email address").click()
    mailbox = page.get_by_role("textbox", name="Email address")
    expect(mailbox).to_be_focused()
    expect(mailbox).to_have_value("ada at example")
    expect(page.get_by_role("textbox", name="Full name")).to_have_value("Ada Byron")
    mailbox.fill("ada@example.org")
    page.get_by_role("button", name="Send request").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")
    (enquiry,) = EnquirySubmission.objects.all()
    assert enquiry.form_data["email_address"] == "ada@example.org"


@pytest.mark.parametrize(("size", "scheme", "script"), VISITORS)
def test_a_visitor_goes_from_a_condition_to_a_price_and_books(
    sample_clinic: None,
    new_page: "PageFactory",
    axe: "Audit",
    size: str,
    scheme: str,
    script: bool,
) -> None:
    page = new_page(size, scheme, java_script_enabled=script)
    page.goto("/")
    main = page.locator("main")
    main.get_by_role("link", name="Fibromyalgia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fibromyalgia")
    assert not (script and axe(page))

    main.get_by_role("link", name="Pain clinic").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pain clinic")
    expect(main.get_by_text("£240").first).to_be_visible()
    assert not (script and axe(page))

    main.get_by_role("link", name="Book a consultation").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Book a consultation")
    expect(page.get_by_role("button", name="Send request")).to_be_visible()
    assert page.context.cookies() == []
