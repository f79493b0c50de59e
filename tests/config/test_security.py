"""Security headers for visitors and editors."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.security import PolicyMiddleware

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
def test_visitors_get_no_cookie_and_send_no_referrer(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
