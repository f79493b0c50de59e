"""Serve the logo and icons of a site, at addresses that change with what the files show."""

from django.core.cache import caches
from django.http import Http404, HttpResponse, HttpResponseRedirect

from home.brand.assets import MEDIA_TYPES, BrandAssets

CACHE_FOREVER = "public, max-age=31536000, immutable"
# A logo is opened as an image only. If a browser ever takes it for a page, it can do nothing.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def kept_file(version: str, name: str) -> HttpResponse | None:
    """Return a file that was served before. It is found without the database."""
    content = caches["looks"].get(cache_key(version, name))
    return file_response(content, name) if content else None


def serve_file(assets: BrandAssets, version: str, name: str) -> HttpResponse:
    """Return the file, or a redirect to the one that has replaced it."""
    if version != assets.version:
        if assets.read(name) is None:
            raise no_file()
        return HttpResponseRedirect(assets.url(name))
    found = assets.read(name)
    if found is None:
        raise no_file()
    caches["looks"].set(cache_key(version, name), found[0])
    return file_response(found[0], name)


def file_response(content: bytes, name: str) -> HttpResponse:
    headers = {
        "Cache-Control": CACHE_FOREVER,
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]
    return HttpResponse(content, content_type=media_type, headers=headers)


def cache_key(version: str, name: str) -> str:
    return f"{version}-{name}"


def no_file() -> Http404:
    return Http404("There is no such file of the site's look.")
