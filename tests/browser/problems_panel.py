"""The panel "Problems" of the editor in a browser."""

from typing import TYPE_CHECKING, Any

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from articles.models import ArticlePage
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import article, body, category, home_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

AUTOSAVE_TIMEOUT = 40_000
RETURN_TO_TAB = "document.dispatchEvent(new Event('visibilitychange'))"
UNDERLINED = "kind => [...(CSS.highlights.get(`problem-${kind}`) ?? [])].map(String)"
ARE_UNDERLINED = f"""([kind, words]) =>
  JSON.stringify(({UNDERLINED})(kind).toSorted()) === JSON.stringify(words.toSorted())"""


def open_article_with(admin_page: "Page", *blocks: Any) -> PageEditor:
    page: ArticlePage = article(category(home_page()), body=body(*blocks))
    page.save_revision()
    return open_editor(admin_page, f"/admin/pages/{page.pk}/edit/")


def open_editor(admin_page: "Page", address: str) -> PageEditor:
    """Open a form on a page of the fixture `autosaving`."""
    form = PageEditor(admin_page)
    form.open(address)
    expect(admin_page.locator("html[data-looked-at]")).to_be_attached()
    return form


def live_region(admin_page: "Page") -> "Locator":
    """Return the text that screen readers announce."""
    return admin_page.locator("body > [role=status].w-sr-only")


def expect_underlined(admin_page: "Page", kind: str, *words: str, timeout: int = 15_000) -> None:
    """Wait until these words and no others have the underline of a kind, such as "error"."""
    try:
        admin_page.wait_for_function(ARE_UNDERLINED, arg=[kind, list(words)], timeout=timeout)
    except PlaywrightTimeoutError:
        found = admin_page.evaluate(UNDERLINED, kind)
        raise AssertionError(f"{found} are underlined, not {list(words)}") from None


def expect_selected(admin_page: "Page", words: str) -> None:
    """Wait until these words of a rich text are selected."""
    admin_page.wait_for_function("words => String(getSelection()) === words", arg=words)


def panel(admin_page: "Page") -> "Locator":
    admin_page.locator("[data-side-panel-toggle=problems]").click()
    shown = admin_page.locator("[data-side-panel=problems]")
    expect(shown).to_be_visible()
    return shown


def problem_count(admin_page: "Page") -> "Locator":
    """Return the number on the panel's toggle."""
    return admin_page.locator("[data-side-panel-toggle=problems] [data-side-panel-toggle-counter]")
