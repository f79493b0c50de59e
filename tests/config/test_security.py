"""Security headers for visitors and editors."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.security import PolicyMiddleware
from tests.factories import home_page

pytestmark = pytest.mark.sqlite_only


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", ["/", "/blog/pain/", "/administration/", "/documents/1/a.pdf"])
def test_public_pages_load_nothing_from_elsewhere(path: str) -> None:
    request = RequestFactory().get(path)
    middleware = PolicyMiddleware(lambda _request: HttpResponse())
    response = middleware.process_response(request, HttpResponse())
    policy = directives(response["Content-Security-Policy"])
    assert policy["default-src"] == ["'self'"]
    assert "script-src" not in policy
    assert "style-src" not in policy
    assert policy["frame-ancestors"] == ["'self'"]


@pytest.mark.django_db
def test_the_admin_can_run_its_inline_scripts(client: Client) -> None:
    policy = directives(client.get("/admin/login/")["Content-Security-Policy"])
    assert "'unsafe-inline'" in policy["script-src"]
    assert policy["default-src"] == ["'self'"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/nothing-here/", "/admin/login/", "/robots.txt"])
def test_no_page_may_use_cameras_microphones_or_places(client: Client, path: str) -> None:
    home_page()

    policy = client.get(path)["Permissions-Policy"].split(", ")

    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(policy)
    assert not any(part.startswith(("clipboard", "publickey", "fullscreen")) for part in policy)


@pytest.mark.django_db
def test_visitors_get_no_cookie_and_send_no_referrer(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
