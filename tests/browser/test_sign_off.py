"""Clinical review by a link, from a draft to an article that names its reviewer."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import ArticlePage
from tests.articles.review.helpers import create_draft_for_review, mailed_links
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.browser.test_problems import PROSE

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "For how long?"


def submit_for_review(admin: "Page") -> str:
    """Submit the draft in the editor for review, and return the link that is mailed."""
    before = len(mailed_links())
    admin.locator("footer").get_by_role("button", name="More actions").click()
    admin.get_by_role("button", name="ubmit to Clinical review").click()
    expect(admin.get_by_text("has been submitted for moderation")).to_be_visible()
    links = mailed_links()
    assert len(links) == before + 1
    return links[-1]


def test_a_reviewer_requests_changes_then_signs_off(
    editor_page: "Page",
    new_page: Callable[..., "Page"],
    axe: Callable[["Page"], list[str]],
) -> None:
    article: ArticlePage = create_draft_for_review()
    article.save_revision()
    mail.outbox.clear()
    form = PageEditor(editor_page)
    form.open(f"/admin/pages/{article.pk}/edit/")
    reviewer = new_page(size="small phone", scheme="dark", java_script_enabled=False)

    reviewer.goto(submit_for_review(editor_page))
    expect(reviewer.get_by_text("Dr Ada Byron, please review this article.")).to_be_visible()
    reviewer.get_by_text("Comment on Introduction").first.click()
    reviewer.get_by_label("Comment on Introduction").fill(QUESTION)
    reviewer.get_by_role("button", name="Sign and approve").click()
    summary = reviewer.get_by_role("alert")
    expect(summary).to_contain_text("Confirm that you have read the article")
    expect(reviewer.get_by_label("Comment on Introduction")).to_have_value(QUESTION)
    assert reviewer.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reviewer.get_by_role("button", name="Request changes").click()
    expect(reviewer.get_by_role("heading", level=1)).to_contain_text("the editors have your")

    form.open(f"/admin/pages/{article.pk}/edit/")
    editor_page.locator("[data-side-panel-toggle=review]").click()
    panel = editor_page.locator("[data-side-panel=review]")
    expect(panel).to_contain_text(QUESTION)
    assert not [fault for fault in axe(editor_page) if "review" in fault]
    panel.get_by_role("link", name="Introduction").click()
    prose = form.block(0).locator(PROSE)
    expect(prose).to_be_focused()
    form.write(prose, "Pain can stay for years.", over=True)

    again = new_page()
    again.goto(submit_for_review(editor_page))
    expect(again.get_by_text("Pain can stay for years.")).to_be_visible()
    assert not axe(again)
    again.get_by_label("I have read the whole article and vouch for it").check()
    again.get_by_role("button", name="Sign and approve").click()
    expect(again.get_by_role("heading", level=1)).to_have_text(
        "Thank you: your sign-off is recorded"
    )

    again.goto(urlsplit(str(ArticlePage.objects.get(pk=article.pk).full_url)).path)
    expect(again.get_by_text("Medically reviewed by").first).to_be_visible()
    record = again.locator(".closing")
    expect(record).to_contain_text("Dr Ada Byron")
    expect(record).to_contain_text(date_format(timezone.localdate(), "DATE_FORMAT"))
    assert not again.context.cookies()
