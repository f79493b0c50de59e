"""Nothing that is typed gets lost while Wagtail saves by itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from articles.models import ArticlePage
from tests.browser.problems_panel import AUTOSAVE_TIMEOUT, open_article_with
from tests.factories import intro

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from home.models import User

# Types more words when the answer to the first autosave has arrived, and counts the answers.
TYPE_MEANWHILE_SCRIPT = """{
  const { fetch } = window;
  window.autosaves = 0;
  window.fetch = async (url, options = {}) => {
    const response = await fetch(url, options);
    if (options.body instanceof FormData && /[/]edit[/]$/.test(url)) {
      window.autosaves += 1;
      if (window.autosaves === 1) document.querySelector("[name=summary]").value += " More.";
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
    admin_page.wait_for_function("() => window.autosaves === 2", timeout=AUTOSAVE_TIMEOUT)

    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert draft.summary == "Some words. More."
