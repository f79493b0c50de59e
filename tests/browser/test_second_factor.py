"""Passkeys, authenticator apps and recovery codes in a browser."""

from typing import TYPE_CHECKING, Any

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from tests.browser.chromium import expect
from tests.home.login.helpers import PASSWORD, add_app, code_of, create_publisher, create_user

if TYPE_CHECKING:
    from playwright.sync_api import Page

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def user(live_server) -> Any:
    return create_user("rosa")


def add_authenticator(page: "Page") -> Any:
    """Give the page a device with passkeys that confirms at once. Return its connection."""
    connection = page.context.new_cdp_session(page)
    connection.send("WebAuthn.enable")
    connection.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return connection


def log_in(page: "Page", name: str = "rosa", path: str = "/admin/") -> None:
    page.goto(path)
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def log_out(page: "Page") -> None:
    page.context.clear_cookies(name="sessionid")


def test_a_passkey_is_added_and_used(page, user, axe):
    add_authenticator(page)
    log_in(page)
    expect(page.get_by_role("heading", name="How to work here")).to_be_attached()
    page.goto("/admin/account/security/")
    page.get_by_role("link", name="Add a second factor").click()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_visible()
    assert not axe(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Create recovery codes").click()
    expect(page.get_by_role("listitem").filter(has_text="-")).to_have_count(10)
    page.get_by_role("link", name="I have stored them").click()
    expect(page.get_by_text("Passkey (Chrome, Linux)").first).to_be_visible()
    assert not axe(page)

    log_out(page)
    log_in(page)
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    assert not axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{page.url.split('/admin/')[0]}/admin/")
    assert WebAuthnCredential.objects.get().last_used_at


def test_a_required_app_is_set_up_with_the_keyboard_while_logging_in(page, settings, axe):
    settings.SECOND_FACTOR_REQUIRED = True
    publisher = create_publisher()
    log_in(page, publisher.username)
    expect(page.get_by_role("heading", name="Add a second factor")).to_be_visible()
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    assert not axe(page)
    page.get_by_label("Code that the app shows").focus()
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code is not right.")).to_be_visible()
    page.get_by_label("Code that the app shows").fill("")
    page.keyboard.type(code_of(TOTPDevice.objects.get()))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Create recovery codes").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    text = download.value.path().read_text()
    assert len(text.splitlines()) == 12
    page.get_by_role("link", name="I have stored them").click()
    expect(page.get_by_role("heading", name="How to work here")).to_be_attached()


def test_an_app_completes_a_login_at_320_pixels_in_dark_colours(new_page, user, axe):
    app = add_app(user)
    page = new_page("small phone", "dark")
    log_in(page)
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("Code from your authenticator app").fill(code_of(app))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="How to work here")).to_be_attached()
    page.goto("/admin/account/security/")
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_session_is_ended_from_another_browser(new_page, user):
    here, there = new_page(), new_page("phone")
    log_in(here)
    log_in(there)
    expect(there.get_by_role("heading", name="How to work here")).to_be_attached()
    here.goto("/admin/account/security/")
    here.get_by_role("button", name="End all other sessions").click()
    expect(here.get_by_text("1 session has ended.")).to_be_visible()
    there.goto("/admin/")

    expect(there.locator("[name=username]")).to_be_visible()


def test_the_login_in_a_frame_asks_for_the_second_factor_there(page, user):
    """The editor shows it so after a session has ended."""
    app = add_app(user)
    page.goto("/admin/login/")
    page.evaluate(
        """() => {
          document.body.innerHTML = '<iframe title="Log in" width="600" height="800"></iframe>';
          document.querySelector("iframe").src =
            "/admin/login/?next=/admin/editing/logged-in-again/";
        }"""
    )
    frame = page.frame_locator("iframe")
    frame.locator("[name=username]").fill("rosa")
    frame.locator("[name=password]").fill(PASSWORD)
    frame.get_by_role("button", name="Sign in").click()
    frame.get_by_label("Code from your authenticator app").fill(code_of(app))
    frame.get_by_role("button", name="Continue").click()

    expect(frame.get_by_text("logged in")).to_be_visible()
