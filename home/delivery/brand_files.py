"""Serve the logo and icons of the site that a request is for."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.brand.files import kept_file, serve_file
from home.delivery.site_context import get_site_context


@require_safe
def brand_file(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """Serve a file of the site's look, also while the database is away."""
    if kept := kept_file(version, name):
        return kept
    brand = get_site_context(Site.find_for_request(request)).brand
    return serve_file(brand, version, name)
