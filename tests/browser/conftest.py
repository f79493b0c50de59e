"""Fixtures of a browser on a live server: `page`, `editor_page`, `sample_clinic`, `axe`."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.async_playwright import Axe
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from home.models import User
from home.sample.loader import load_sample_site
from tests.articles.library.staff import member
from tests.browser.chromium import Chromium, unwrap
from tests.browser.page_errors import PageErrors
from tests.browser.snapshots import Snapshots

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer
    from pytest_django.plugin import DjangoDbBlocker

PageFactory = Callable[..., "Page"]
Audit = Callable[..., list[str]]

# Wagtail saves by itself what differs from its first look at the form, seconds after loading.
MARK_EDITS_WATCHED_SCRIPT = """addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.lookedAt = "";
});"""
VIEWPORTS = {"small phone": (320, 640), "phone": (390, 844), "desktop": (1440, 900)}


@pytest.fixture(scope="session")
def snapshots(
    django_db_setup: None,
    django_db_blocker: "DjangoDbBlocker",
    tmp_path_factory: pytest.TempPathFactory,
) -> Snapshots:
    if connection.vendor != "sqlite":
        pytest.skip("the browser's tests run on SQLite: they copy its database")
    with django_db_blocker.unblock():
        return Snapshots(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture
def transactional_db(django_db_blocker: "DjangoDbBlocker", snapshots: Snapshots) -> Iterator[None]:
    """Restore the database from a file, which is faster than pytest-django's flush."""
    with django_db_blocker.unblock():
        yield
        snapshots.restore()


@pytest.fixture
def new_page(
    chromium: Chromium,
    live_server: "LiveServer",
) -> Iterator[PageFactory]:
    """Return a function that opens pages, as in `new_page(size="phone", scheme="dark")`.

    Other keywords are passed to Playwright. The test fails if a page had an error (`PageErrors`).
    Pages are closed before the database is restored, so that no late request finds it empty.
    """
    contexts = []
    page_errors = PageErrors(live_server.url)

    def open_page(size: str = "desktop", scheme: str = "light", **options: Any) -> "Page":
        width, height = VIEWPORTS[size]
        context = chromium.browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale="en-GB",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page_errors.attach(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not page_errors.messages, "\n".join(page_errors.messages)


@pytest.fixture
def page(new_page: PageFactory) -> "Page":
    """Open a visitor's page, at desktop size and in light colours."""
    return new_page()


@pytest.fixture
def sample_clinic(live_server: "LiveServer", snapshots: Snapshots) -> None:
    """Load the sample site."""
    snapshots.restore_or_build(load_sample_site)


@pytest.fixture
def editor(live_server: "LiveServer") -> Any:
    """Create the user who is logged in on `editor_page`."""
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "password")


@pytest.fixture
def log_in(
    new_page: PageFactory, live_server: "LiveServer", settings: Any
) -> "Callable[[User], Page]":
    """Return a function that opens a page on which a user is logged in, without autosave.

    On a slow machine, an autosave during a click on "Save" makes one of them fail, because Wagtail
    does not wait for the first request before it sends the second.
    """
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0

    def open_page(user: User) -> "Page":
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = new_page()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return page

    return open_page


@pytest.fixture
def editor_page(log_in: "Callable[[User], Page]", editor: User) -> "Page":
    """Open a page on which a superuser is logged in."""
    return log_in(editor)


@pytest.fixture
def admin_of(log_in: "Callable[[User], Page]") -> "Callable[[str], Page]":
    """Return a function that opens a page on which a new user of a role is logged in."""
    return lambda role: log_in(member(role))


@pytest.fixture
def autosaving(
    log_in: "Callable[[User], Page]", settings: Any
) -> "Iterator[Callable[[User], Page]]":
    """Return a function that opens a page on which a user is logged in, with autosave."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    pages = []

    def open_page(user: User) -> "Page":
        page = log_in(user)
        page.add_init_script(MARK_EDITS_WATCHED_SCRIPT)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        # So that no request is on its way when the database is emptied.
        page.goto("about:blank")


@pytest.fixture
def axe(chromium: Chromium) -> Audit:
    """Return a function that lists accessibility violations, as in `assert not axe(page)`.

    Only those of some rules, if it is given their names after the page.
    """

    def audit(page: "Page", *rules: str) -> list[str]:
        # Do not transfer thousands of nodes that pass.
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        # WCAG 2.2, which axe does not check by itself. In the admin, Wagtail's bars cover parts of
        # what is scrolled.
        is_public = "/admin/" not in page.url
        options["rules"] = {"target-size": {"enabled": is_public}}
        if rules:
            options["runOnly"] = {"type": "rule", "values": rules}
        results = chromium.thread.wait(Axe().run(unwrap(page), options=options))
        return [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:200]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return audit
