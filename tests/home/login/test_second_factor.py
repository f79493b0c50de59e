"""No login succeeds without the second factor that a user has or needs."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.login.second_factor import (
    create_recovery_codes,
    has_second_factor,
    needs_second_factor,
    remove_factor,
)
from home.login.sessions import SessionStore
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from tests.factories import home_page, standard_page
from tests.home.login.helpers import (
    HOME,
    PASSWORD,
    add_app,
    age_session,
    code_of,
    create_publisher,
    create_user,
    is_logged_in,
    send_code,
    session_user,
    try_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SECOND_FACTOR = "/admin/login/second-factor/"
SET_UP = "/admin/login/set-up/"


@pytest.fixture
def user():
    return create_user()


@pytest.fixture
def app(user) -> TOTPDevice:
    return add_app(user)


# -- Logging in -----------------------------------------------------------------------------------


def test_a_user_without_a_second_factor_logs_in_with_the_password(client, user):
    assert try_password(client, user).url == HOME
    assert is_logged_in(client)


def test_the_password_alone_logs_nobody_in_who_has_an_app(client, user, app):
    response = try_password(client, user)

    assert response.url == SECOND_FACTOR
    assert session_user(client) is None
    assert not is_logged_in(client)


def test_the_code_of_an_app_completes_the_login(client, user, app):
    try_password(client, user)
    response = send_code(client, code_of(app))

    assert response.url == HOME
    assert is_logged_in(client)


def test_a_login_goes_on_to_the_page_that_was_asked_for(client, user, app):
    data = {"username": user.username, "password": PASSWORD, "next": "/admin/account/"}
    client.post("/admin/login/", data)

    assert send_code(client, code_of(app)).url == "/admin/account/"


def test_a_wrong_code_is_refused_and_can_be_corrected(client, user, app):
    try_password(client, user)
    response = send_code(client, "000000")

    assert response.status_code == 200
    assert "This code is not right." in response.content.decode()
    assert send_code(client, code_of(app)).status_code == 302


def test_a_code_with_a_space_is_accepted(client, user, app):
    try_password(client, user)
    code = code_of(app)

    assert send_code(client, f"{code[:3]} {code[3:]}").url == HOME


@pytest.mark.parametrize("code", ["", "x", "１２３４５６", "-1", "9" * 20, "1e5", "\0", "123456\n"])
def test_nonsense_as_a_code_is_refused(client, user, app, code):
    try_password(client, user)

    assert send_code(client, code).status_code == 200
    assert session_user(client) is None


def test_a_code_can_be_used_once(user, app):
    code = code_of(app)
    first, second = Client(), Client()
    for each in (first, second):
        try_password(each, user)

    assert send_code(first, code).status_code == 302
    assert send_code(second, code).status_code == 200


def test_codes_are_limited_and_a_right_one_does_not_pass_then(client, user, app):
    try_password(client, user)
    statuses = [send_code(client, "000000").status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]
    assert send_code(client, code_of(app)).status_code == 429


def test_the_second_factor_comes_after_the_password(client, app):
    assert client.get(SECOND_FACTOR).url == "/admin/login/"
    assert send_code(client, code_of(app)).url == "/admin/login/"


def test_a_code_of_another_user_is_refused(client, user, app):
    other = add_app(create_user())
    try_password(client, user)

    assert send_code(client, code_of(other)).status_code == 200


def test_a_login_waits_a_quarter_of_an_hour_for_its_code(client, user, app):
    try_password(client, user)
    session = client.session
    session["pending_login"] |= {"began": session["pending_login"]["began"] - 16 * 60}
    session.save()

    assert send_code(client, code_of(app)).url == "/admin/login/"


def test_a_waiting_login_ends_when_the_password_changes(client, user, app):
    try_password(client, user)
    user.set_password("another long password")
    user.save()

    assert send_code(client, code_of(app)).url == "/admin/login/"


def test_the_session_key_changes_with_the_password_and_with_the_code(client, user, app):
    client.get("/admin/login/")
    try_password(client, user)
    waiting = client.session.session_key
    send_code(client, code_of(app))

    assert client.session.session_key != waiting
    assert not SessionStore().exists(waiting)


# -- No way around --------------------------------------------------------------------------------


def test_the_login_of_private_pages_is_the_same(client, user, app):
    page = standard_page(home_page(), "For staff")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    data = {"username": user.username, "password": PASSWORD}
    client.post(reverse("wagtailcore_login"), data)
    assert session_user(client) is None
    redirected = client.get(page.get_url(), follow=True)
    assert redirected.request["PATH_INFO"] == "/admin/login/"

    client.post("/admin/login/", data | {"next": page.get_url()})
    assert client.get(page.get_url()).status_code == 302
    assert send_code(client, code_of(app)).url == page.get_url()
    assert client.get(page.get_url()).status_code == 200


def test_a_reset_password_logs_nobody_in(client, user, app):
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ],
    )
    form = client.get(path, follow=True).request["PATH_INFO"]
    new = "another long password"
    client.post(form, {"new_password1": new, "new_password2": new}, follow=True)

    assert session_user(client) is None
    assert try_password(client, user, new).url == SECOND_FACTOR


PRIVATE_URLS = [
    HOME,
    "/admin/pages/",
    "/admin/account/",
    "/admin/account/security/",
    "/admin/api/main/pages/",
    "/admin/reports/audit-log/",
    "/admin/login/recovery-codes/",
]


@pytest.mark.parametrize("url", PRIVATE_URLS)
def test_a_session_without_the_second_factor_opens_nothing(client, user, app, url):
    """However it came about: here as any code of a library that logs somebody in."""
    client.force_login(user)

    assert session_user(client) == str(user.pk)
    assert client.get(url).status_code in (302, 401, 403)


def test_a_session_without_the_second_factor_reads_no_private_page_or_file(client, user, app):
    page = standard_page(home_page(), "For staff")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(user)

    assert client.get(page.get_url()).status_code == 302


def test_a_waiting_login_reads_no_private_page(client, user, app):
    page = standard_page(home_page(), "For staff")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    try_password(client, user)

    assert client.get(page.get_url()).status_code == 302


def test_basic_authentication_and_tokens_open_nothing(client, user):
    for header in ("Basic dXNlcjpwYXNzd29yZA==", "Bearer abc", "Token abc"):
        response = client.get("/admin/api/main/pages/", HTTP_AUTHORIZATION=header)
        assert response.status_code in (302, 401, 403)


def test_passkeys_do_not_replace_the_password(client):
    """The library's views would allow it by default."""
    for name in ("passkey_begin", "passkey_complete"):
        response = client.post(reverse(name), {}, content_type="application/json")
        assert response.status_code in (401, 403)
        assert session_user(client) is None


def test_a_passkey_cannot_be_added_by_a_waiting_login(client, user, app):
    try_password(client, user)

    for name in ("passkey_registration_begin", "passkey_registration_complete"):
        response = client.post(reverse(name), {}, content_type="application/json")
        assert response.status_code in (401, 403)
    assert client.get(SET_UP).url == "/admin/login/"


@pytest.mark.parametrize("body", [b"{}", b"[]", b"{", b"null", b'{"id": 1}', b'"x"', b"\xff"])
def test_nonsense_as_a_passkey_is_refused(client, user, app, body):
    try_password(client, user)
    client.post(reverse("passkey_begin"), b"{}", content_type="application/json")
    response = client.post(reverse("passkey_complete"), body, content_type="application/json")

    assert 400 <= response.status_code < 500
    assert session_user(client) is None


def test_nonsense_as_a_new_passkey_is_refused(client, user):
    try_password(client, user)
    for body in (b"{}", b"[]", b"{", b'{"id": 1}', b"\xff"):
        client.post(reverse("passkey_registration_begin"), content_type="application/json")
        response = client.post(
            reverse("passkey_registration_complete"), body, content_type="application/json"
        )
        assert 400 <= response.status_code < 500
    assert not has_second_factor(user)


# -- Recovery codes -------------------------------------------------------------------------------


def test_each_recovery_code_can_be_used_once(user, app):
    code, other, *_rest = create_recovery_codes(user)
    first, second = Client(), Client()
    for each in (first, second):
        try_password(each, user)

    assert send_code(first, code, "?recovery").url == HOME
    assert is_logged_in(first)
    assert send_code(second, code, "?recovery").status_code == 200
    assert send_code(second, other.upper().replace("-", " "), "?recovery").url == HOME


def test_recovery_codes_are_not_stored_as_text(user, app):
    codes = create_recovery_codes(user)
    stored = set(StaticToken.objects.values_list("token", flat=True))

    assert len(stored) == len(codes) == 10
    assert not stored & {code.replace("-", "") for code in codes}


def test_recovery_codes_are_shown_once_and_replace_the_old_ones(client, user, app):
    old = create_recovery_codes(user)[0]
    try_password(client, user)
    send_code(client, code_of(app))
    url = reverse("recovery_codes")
    page = client.post(url).content.decode()
    shown = re.findall(r"<code>([^<]+)</code>", page)

    assert len(shown) == 10
    assert all(code in page.split('href="data:text/plain')[1] for code in shown)
    assert not any(code in client.get(url).content.decode() for code in shown)
    other = Client()
    try_password(other, user)
    assert send_code(other, old, "?recovery").status_code == 200
    assert send_code(other, shown[0], "?recovery").status_code == 302


def test_a_session_that_began_with_a_recovery_code_outlasts_new_codes(client, user, app):
    code = create_recovery_codes(user)[0]
    try_password(client, user)
    send_code(client, code, "?recovery")
    client.post(reverse("recovery_codes"))

    assert is_logged_in(client)


# -- Adding and removing --------------------------------------------------------------------------


def add_in_browser(client: Client, user: Any) -> Any:
    """Add an app on the page for it."""
    assert client.get(SET_UP).status_code == 200
    device = TOTPDevice.objects.get(user=user, confirmed=False)
    return client.post(SET_UP, {"code": code_of(device)})


def test_users_add_an_app(client, user):
    try_password(client, user)
    response = add_in_browser(client, user)

    assert response.url == reverse("recovery_codes")
    assert has_second_factor(user)
    assert is_logged_in(client)


def test_the_page_shows_the_key_as_inline_svg_and_as_text(client, user):
    try_password(client, user)
    page = client.get(SET_UP).content.decode()

    assert "<svg" in page
    assert re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page)
    assert "data:image" not in page


def test_an_app_is_not_added_with_a_wrong_code(client, user):
    try_password(client, user)
    key = client.get(SET_UP).context["key"]
    response = client.post(SET_UP, {"code": "000000"})

    assert "This code is not right." in response.content.decode()
    assert response.context["key"] == key
    assert not has_second_factor(user)


def test_a_new_factor_ends_the_other_sessions(user):
    here, there = Client(), Client()
    for each in (here, there):
        try_password(each, user)
    add_in_browser(here, user)

    assert is_logged_in(here)
    assert session_user(there) is None


def test_the_password_is_asked_for_again_before_a_change(client, user):
    try_password(client, user)
    age_session(client, seen=20)

    confirm = client.get(SET_UP).url
    assert confirm.startswith("/admin/account/password/")
    assert client.post(confirm, {"password": PASSWORD}).url == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_a_wrong_password_confirms_nothing(client, user):
    try_password(client, user)
    age_session(client, seen=20)
    client.post("/admin/account/password/", {"password": "wrong"})

    assert client.get(SET_UP).status_code == 302


def test_confirming_leads_to_no_other_site(client, user):
    try_password(client, user)
    response = client.post(
        "/admin/account/password/?next=https://example.com/", {"password": PASSWORD}
    )
    assert response.url == reverse("security")


def test_users_remove_a_factor(client, user, app):
    create_recovery_codes(user)
    try_password(client, user)
    send_code(client, code_of(app))
    client.post(reverse("security"), {"remove": app.persistent_id})

    assert not has_second_factor(user)
    assert not StaticToken.objects.exists()
    assert is_logged_in(client)


def test_a_session_stays_verified_by_another_factor(client, user, app):
    other = add_app(user)
    try_password(client, user)
    send_code(client, code_of(app))
    client.post(reverse("security"), {"remove": app.persistent_id})

    assert has_second_factor(user)
    assert is_logged_in(client)
    assert not remove_factor(user, app.persistent_id)
    assert remove_factor(user, other.persistent_id)


def test_users_cannot_remove_the_factors_of_others(client, user, app):
    stranger = create_user()
    try_password(client, stranger)
    client.post(reverse("security"), {"remove": app.persistent_id})

    assert has_second_factor(user)


# -- Required -------------------------------------------------------------------------------------


@pytest.fixture
def required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def test_publishers_have_to_set_up_a_second_factor_to_log_in(client, required):
    publisher = create_publisher()
    response = try_password(client, publisher)

    assert response.url == SET_UP
    assert not is_logged_in(client)
    assert "Your role requires a second factor" in client.get(SET_UP).content.decode()
    added = add_in_browser(client, publisher)
    assert added.url == f"{reverse('recovery_codes')}?next=%2Fadmin%2F"
    assert is_logged_in(client)


def test_nothing_is_required_by_default(client):
    assert try_password(client, create_publisher()).url == HOME


@pytest.mark.parametrize(
    ("group", "is_needed"),
    [(EDITORS, False), (REVIEWERS, False), (PUBLISHERS, True), (ADMINISTRATORS, True)],
)
def test_roles_that_publish_or_administrate_need_a_second_factor(required, group, is_needed):
    set_up_roles()
    user = create_user()
    user.groups.add(Group.objects.get(name=group))

    assert needs_second_factor(user) == is_needed


def test_superusers_need_a_second_factor(required, admin_user):
    assert needs_second_factor(admin_user)


def test_permissions_outside_of_groups_count(required):
    assert needs_second_factor(create_user("", "change_user"))


def test_a_session_from_before_the_requirement_has_to_log_in_again(client, settings):
    publisher = create_publisher()
    try_password(client, publisher)
    settings.SECOND_FACTOR_REQUIRED = True

    assert not is_logged_in(client)
    assert try_password(client, publisher).url == SET_UP


def test_who_becomes_a_publisher_has_to_log_in_again(client, required, user):
    set_up_roles()
    try_password(client, user)
    assert is_logged_in(client)
    user.groups.add(Group.objects.get(name=PUBLISHERS))

    assert not is_logged_in(client)


def test_a_reset_at_the_shell_lets_a_user_set_up_a_new_factor(required):
    publisher = create_publisher()
    client = Client()
    app = add_app(publisher)
    create_recovery_codes(publisher)
    try_password(client, publisher)
    send_code(client, code_of(app))
    call_command("reset_second_factor", publisher.username)

    assert session_user(client) is None
    assert try_password(client, publisher).url == SET_UP


def test_a_reset_names_a_user_who_does_not_exist():
    with pytest.raises(CommandError, match="no user named 'nobody'"):
        call_command("reset_second_factor", "nobody")


# -- Cost -----------------------------------------------------------------------------------------


def test_collections_stay_private_without_the_second_factor(client, user, app):
    restriction = CollectionViewRestriction(
        collection=Collection.get_first_root_node(),
        restriction_type=CollectionViewRestriction.LOGIN,
    )
    client.force_login(user)
    request = client.get("/admin/login/").wsgi_request

    assert not restriction.accept_request(request)


def test_public_pages_do_not_look_for_a_user(client, django_assert_num_queries):
    page = standard_page(home_page(), "Prices")
    response = client.get(page.get_url())

    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
