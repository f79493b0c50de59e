"""Hands out uploads where no web server in front does, from wherever they are stored."""

import mimetypes
import posixpath
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

# What everybody may see. Documents may be private: only Wagtail's own view, which checks, hands
# them out. (A bucket takes a backslash for a slash, so a name with one may lead anywhere.)
PUBLIC_FILE = re.compile(r"(images|original_images)/[^\\\0]{1,200}")

UPLOAD_HEADERS = {
    # Uploads never change under the same name.
    "Cache-Control": "public, max-age=31536000, immutable",
    # Uploads are only pictures. Should one ever be taken for a page, it can still do nothing.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}

# Newer than the lists of some systems and Pythons.
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


@require_safe
def serve_upload(request: HttpRequest, path: str) -> HttpResponseBase:
    # What is looked at has to be what is opened, so dots and slashes are resolved before.
    name = posixpath.normpath(path).lstrip("/")
    if not PUBLIC_FILE.fullmatch(name):
        raise Http404
    try:
        file = default_storage.open(name)
        changed_at = int(default_storage.get_modified_time(name).timestamp())
    except OSError as error:
        raise Http404 from error
    not_modified = get_conditional_response(request, last_modified=changed_at)
    if not_modified:
        file.close()
    response: HttpResponseBase = not_modified or FileResponse(file)
    response["Last-Modified"] = http_date(changed_at)
    for header, value in UPLOAD_HEADERS.items():
        response[header] = value
    return response
