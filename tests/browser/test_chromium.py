"""The browser fixtures: they must fail on errors, or no other browser test means anything."""

from typing import TYPE_CHECKING, Any

import pytest
from wagtail.models import Page as WagtailPage

from tests.browser.chromium import Chromium, expect
from tests.browser.page_errors import PageErrors

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from tests.browser.conftest import Audit


def test_the_browser_and_the_database_share_data(page: "Page") -> None:
    page.goto("/admin/login/")
    expect(page.locator("form")).to_be_visible()
    assert WagtailPage.objects.filter(depth=1).exists()


def test_an_editor_is_logged_in(editor_page: "Page", editor: Any) -> None:
    editor_page.goto("/admin/")
    expect(editor_page).to_have_url("/admin/")
    expect(editor_page.get_by_role("button", name=editor.get_username())).to_be_visible()


def test_axe_finds_a_picture_without_a_text(page: "Page", axe: "Audit") -> None:
    page.set_content("<html lang=en><title>Test</title><main><h1>Test</h1><img src=data:,></main>")
    assert [line.partition(":")[0] for line in axe(page)] == ["image-alt"]


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("setTimeout(() => { throw new Error('broken') })", "script error"),
        ("fetch('http://other.example/').catch(() => 0)", "request to another server"),
        ("fetch('/static/missing.css')", "status 404"),
        ("console.error('complaint')", "console: complaint"),
    ],
)
def test_faults_are_seen(
    chromium: Chromium, live_server: "LiveServer", script: str, fault: str
) -> None:
    with chromium.browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/login/")
        page_errors = PageErrors(live_server.url)
        page_errors.attach(page)
        page.evaluate(f"() => {{ {script} }}")
        for _wait in range(50):
            if any(found.startswith(fault) for found in page_errors.messages):
                break
            page.wait_for_timeout(100)
    assert [found for found in page_errors.messages if found.startswith(fault)]
