"""An editor's change of a call to action reaches visitors after a publisher has approved it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from articles.models import CallToAction
from home.models.roles import EDITORS, PUBLISHERS
from tests.browser.chromium import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIST = "/admin/snippets/articles/calltoaction/"


def test_an_editor_submits_and_a_publisher_approves(
    sample_clinic: None, admin_of: "Callable[[str], Page]", page: "Page"
) -> None:
    chosen = CallToAction.objects.get(heading="Talk it through with a doctor")
    edit = f"{LIST}edit/{chosen.pk}/"
    editor = admin_of(EDITORS)
    editor.goto(edit)
    expect(editor.get_by_text("of them signed by a reviewer")).to_be_visible()
    editor.locator("[name=heading]").fill("Would a talk help?")
    expect(editor.locator("[name=action-publish]")).to_have_count(0)
    editor.get_by_role("button", name="More actions").click()
    editor.get_by_role("button", name="Submit to Publishers").click()
    expect(editor.locator(".messages")).to_contain_text("submitted for moderation")

    page.goto("/")
    heading = page.locator(".invitation h2")
    expect(heading).to_have_text("Talk it through with a doctor")

    publisher = admin_of(PUBLISHERS)
    publisher.goto("/admin/")
    publisher.get_by_role("link", name="Would a talk help?").click()
    publisher.get_by_role("button", name="More actions").click()
    publisher.get_by_role("button", name="Approve and Publish", exact=True).click()
    expect(publisher.locator(".messages")).to_contain_text("updated")

    page.reload()
    expect(heading).to_have_text("Would a talk help?")
