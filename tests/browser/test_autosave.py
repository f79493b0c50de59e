"""Nothing that is typed gets lost while Wagtail saves by itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from articles.models import ArticlePage
from tests.browser.chromium import expect
from tests.browser.problems_panel import AUTOSAVE_TIMEOUT, open_article_with
from tests.factories import intro

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from home.models import User

# Types more words when the answer to the first autosave has arrived.
TYPE_MEANWHILE_SCRIPT = """{
  const { fetch } = window;
  let autosaves = 0;
  window.fetch = async (url, options = {}) => {
    const response = await fetch(url, options);
    if (options.body instanceof FormData && /[/]edit[/]$/.test(url)) {
      autosaves += 1;
      if (autosaves === 1) document.querySelector("[name=summary]").value += " More.";
      else document.documentElement.dataset.savedAgain = "";
    }
    return response;
  };
}"""


def test_words_typed_during_an_autosave_are_saved_too(
    autosaving: "Callable[[User], Page]", editor: "User"
) -> None:
    admin_page = autosaving(editor)
    admin_page.add_init_script(TYPE_MEANWHILE_SCRIPT)
    form = open_article_with(admin_page, intro())

    form.standfirst("Some words.")
    saved_again = admin_page.locator("html[data-saved-again]")
    expect(saved_again).to_be_attached(timeout=AUTOSAVE_TIMEOUT)

    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert draft.summary == "Some words. More."
