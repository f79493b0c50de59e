"""An article that may not be published is refused with a message, fixed and published."""

from typing import TYPE_CHECKING

from articles.models import ArticlePage, Clearance
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import article, body, category, home_page, intro

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROSE = ".public-DraftEditor-content"


def test_an_article_is_refused_fixed_and_published(editor_page: "Page") -> None:
    page = article(category(home_page()), "Pain", live=False, body=body(intro()))
    page.save_revision()
    form = PageEditor(editor_page)
    form.open(f"/admin/pages/{page.pk}/edit/")
    prose = form.block(0).locator(PROSE)
    form.standfirst("Typed and kept.")
    form.write(prose, "Pain can stay (5).", over=True)
    form.publish()

    said = editor_page.locator(".messages")
    expect(said).to_contain_text("“(5)” after “Pain can stay” looks like a citation typed by hand")
    expect(prose).to_contain_text("Pain can stay (5).")
    expect(editor_page.locator("[name=summary]")).to_have_value("Typed and kept.")
    editor_page.locator("[data-side-panel-toggle=problems]").click()
    listed = editor_page.locator("[data-side-panel=problems]")
    expect(listed.get_by_role("heading", name="Stops publishing")).to_be_visible()
    editor_page.locator("[data-side-panel-toggle=problems]").click()

    form.write(prose, "Pain can stay.", over=True)
    form.publish()

    expect(said).to_contain_text("has been published")
    public = ArticlePage.objects.live().get(pk=page.pk)
    assert public.summary == "Typed and kept."
    assert "(5)" not in str(public.body)


def test_a_superuser_publishes_with_a_reason(editor_page: "Page") -> None:
    page = article(
        category(home_page(sign_off_required=True)), "Pain", live=False, body=body(intro())
    )
    page.save_revision()
    form = PageEditor(editor_page)
    form.open(f"/admin/pages/{page.pk}/edit/")
    form.publish()

    said = editor_page.locator(".messages")
    expect(said).to_contain_text("This text is not signed yet. Submit it for review.")
    editor_page.get_by_role("tab", name="People and review").click()
    editor_page.get_by_label("Reason to publish despite all problems").fill("A recall")
    form.publish()

    expect(said).to_contain_text("has been published")
    assert ArticlePage.objects.live().filter(pk=page.pk).exists()
    assert Clearance.objects.get().reason == "A recall"
    editor_page.goto(f"/admin/pages/{page.pk}/history/")
    expect(editor_page.get_by_role("main")).to_contain_text(
        "Published despite its problems: “A recall”"
    )
