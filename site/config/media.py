"""Hands out uploads where no web server in front does."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

# What everybody may see. Documents may be private: only Wagtail's own view, which checks, hands
# them out.
PUBLIC_FOLDERS = frozenset({"images", "original_images"})

# Uploads are only pictures. Should one ever be taken for a page, it can still do nothing.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    # What is looked at has to be what is opened, so dots and slashes are resolved before.
    path = posixpath.normpath(path).lstrip("/")
    folder, _slash, _name = path.partition("/")
    if folder not in PUBLIC_FOLDERS:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    for name, value in HEADERS.items():
        response[name] = value
    return response
