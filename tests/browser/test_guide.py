"""Help for editors: the guide, length counters, and problems in the preview."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import article, body, category, explanation, home_page, intro

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Wagtail writes what its checks find to the console as well, where no other test wants anything.
SILENCE_CONSOLE_SCRIPT = """const error = console.error;
console.error = (...all) => all[0] === "axe.run results" || error(...all);"""


def test_length_and_problems_are_shown_in_the_preview(editor_page: "Page", settings: Any) -> None:
    admin = editor_page
    admin.add_init_script(SILENCE_CONSOLE_SCRIPT)
    link = f'<a href="{settings.WAGTAILADMIN_BASE_URL}/admin/pages/3/">our prices</a>'
    page = article(category(home_page()), "Knees", body=body(intro(), explanation(text=link)))
    form = PageEditor(admin)
    form.open(f"/admin/pages/{page.pk}/edit/")
    title = admin.locator("[name=title]")
    expect(title).to_have_accessible_description(re.compile("5 of about 60 characters"))

    form.title("Knees " * 11)

    expect(title).to_have_accessible_description(re.compile("65 characters, more than 60"))
    announced = admin.locator("#id_title ~ [role=status]")
    expect(announced).to_contain_text("65 characters")

    admin.locator("[data-side-panel-toggle=checks]").click()
    checks = admin.locator("[data-side-panel=checks]")
    expect(checks).to_contain_text("Link leads into the admin")
    expect(checks.locator("[data-content-word-count]")).not_to_have_text("-")


def test_the_guide_is_one_click_from_the_first_page_and_accessible(
    editor_page: "Page", axe: Callable[["Page"], list[str]]
) -> None:
    admin = editor_page
    admin.goto("/admin/")

    admin.get_by_role("link", name="Citing sources").click()

    expect(admin.get_by_role("heading", name="Citing sources")).to_be_in_viewport()
    assert not [violation for violation in axe(admin) if "guide" in violation]
    admin.set_viewport_size({"width": 320, "height": 640})
    # The admin's sidebar moves when the window gets narrow.
    admin.wait_for_function(
        "() => { const {scrollWidth, clientWidth} = document.querySelector('.guide');"
        " return scrollWidth <= clientWidth }"
    )
