"""What an editor has typed survives an outage and the end of the session."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import Chromium, expect
from tests.browser.page_editor import PageEditor
from tests.postgres import PostgresServer
from tests.served.conftest import NewArticle, PageDetails
from tests.served.site_server import SiteServer
from tests.served.task_process import TaskProcess
from tests.served.tasks import PASSWORD, USER_NAME
from tests.served.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WORDS = "Walking eases some knees a little."
SAVE = re.compile("Save draft")


class Editor(PageEditor):
    """The form of an article, opened by a logged-in editor."""

    def __init__(self, page: "Page", article: PageDetails, task_process: TaskProcess) -> None:
        super().__init__(page)
        self.article = article
        self.task_process = task_process
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(USER_NAME)
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        self.open(f"/admin/pages/{article.pk}/edit/")
        # Wagtail notices changes from two seconds after loading on.
        page.wait_for_timeout(2500)
        self.notice: Locator = page.locator(".connection__notice")
        self.save_button: Locator = page.get_by_role("button", name=SAVE).first

    def stored_summary(self) -> str:
        return self.task_process.run_task("draft_summary", pk=self.article.pk)

    def expect_text_to_be_kept(self) -> None:
        assert self.page.url.endswith(f"/admin/pages/{self.article.pk}/edit/")
        assert self.page.locator("[name=summary]").input_value() == WORDS

    def expect_text_to_be_stored(self) -> None:
        wait_until(lambda: self.stored_summary() == WORDS)


@pytest.fixture
def editor(
    chromium: Chromium, second: SiteServer, new_article: NewArticle, task_process: TaskProcess
) -> Iterator[Editor]:
    context = chromium.browser.new_context(base_url=second.url, locale="en-GB")
    yield Editor(context.new_page(), new_article(), task_process)
    context.close()


def test_text_is_kept_and_saved_after_a_database_outage(
    editor: Editor, database: PostgresServer
) -> None:
    database.stop()
    try:
        editor.standfirst(WORDS)
        expect(editor.notice).to_contain_text("latest changes are on this page only")
        editor.save_button.click()
        expect(editor.save_button).not_to_have_attribute("aria-busy", "true")
        editor.expect_text_to_be_kept()
    finally:
        database.start()
    expect(editor.notice).to_contain_text("your changes are saved")
    editor.expect_text_to_be_stored()


def test_text_is_kept_and_saved_after_the_server_was_away(
    editor: Editor, second: SiteServer
) -> None:
    second.stop()
    try:
        editor.standfirst(WORDS)
        editor.save_button.click()
        expect(editor.notice).to_contain_text("The server does not answer")
        editor.expect_text_to_be_kept()
    finally:
        second.start()
        second.wait_until_ready()
    expect(editor.notice).to_contain_text("your changes are saved")
    editor.expect_text_to_be_stored()


def test_text_is_kept_and_saved_after_a_new_login_in_place(
    editor: Editor, task_process: TaskProcess
) -> None:
    task_process.run_task("end_sessions")
    editor.standfirst(WORDS)
    expect(editor.notice).to_contain_text("Your session has ended")
    editor.save_button.click()
    login = editor.page.frame_locator(".connection__dialog iframe")
    expect(login.locator("[name=username]")).to_have_value(USER_NAME)
    login.locator("[name=password]").fill(PASSWORD)
    login.get_by_role("button", name="Sign in").click()

    expect(editor.notice).to_contain_text("your changes are saved")
    editor.expect_text_to_be_kept()
    editor.expect_text_to_be_stored()
    editor.save_button.click()
    expect(editor.page.locator(".messages")).to_contain_text("has been updated")


def test_an_offline_editor_is_told_so_and_saves_when_online(editor: Editor) -> None:
    editor.page.context.set_offline(True)
    expect(editor.notice).to_contain_text("You are offline")
    editor.standfirst(WORDS)
    editor.save_button.click()
    editor.expect_text_to_be_kept()
    editor.page.context.set_offline(False)
    expect(editor.notice).to_contain_text("your changes are saved")
    editor.expect_text_to_be_stored()
