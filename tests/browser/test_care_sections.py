"""Services with columns, a film, a gallery and downloads are accessible and fit small screens."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chromium import expect
from tests.factories import home_page, service, services
from tests.home.care.test_media_sections import media_body

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize(
    ("size", "scheme"), [("desktop", "light"), ("desktop", "dark"), ("small phone", "light")]
)
def test_a_service_with_media_is_accessible(
    new_page: Any, live_server: Any, axe: Callable[["Page"], list[str]], size: str, scheme: str
) -> None:
    page = service(services(home_page()), "Pain clinic", slug="pain", body=media_body())
    browser = new_page(size, scheme)
    # The film of this test is none.
    browser.route("**/documents/**", lambda route: route.fulfill(status=200, body=""))

    browser.goto(page.url)

    expect(browser.get_by_role("heading", name="Rooms")).to_be_visible()
    assert not axe(browser)
    assert browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
