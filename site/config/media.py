"""Serve uploads on sites where no web server in front does, and documents."""

import mimetypes
import posixpath
import re
from functools import partial
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from articles.models.site_roots import has_several_clinics
from config.byte_ranges import with_byte_ranges
from home.files.sites import is_shown_here

# Public files. Documents may be private, so only Wagtail's view serves them, which checks. (Buckets
# treat a backslash as a slash, so a name with one could lead anywhere.)
PUBLIC_FILE = re.compile(r"(images|original_images)/[^\\\0]{1,200}")

UPLOAD_HEADERS = {
    # Uploads never change under the same name.
    "Cache-Control": "public, max-age=31536000, immutable",
    # Uploads are pictures. If a browser ever takes one for a page, it can do nothing.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}

# Missing on some systems and Python versions.
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("text/vtt", ".vtt")
mimetypes.add_type("video/mp4", ".mp4")
mimetypes.add_type("video/webm", ".webm")


@require_safe
def serve_upload(request: HttpRequest, path: str) -> HttpResponseBase:
    # Resolve dots and slashes first, so that the name that is checked is the one that is opened.
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


def serve_document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Serve a document or a part of it by Wagtail's view, which checks who may read it.

    A document in the collection of a clinic is served at the host of that clinic only.
    """
    document = get_object_or_404(get_document_model(), pk=document_id)
    if has_several_clinics() and not is_shown_here(document):
        raise Http404
    response = serve(request, document_id, filename)
    if response.get("Content-Encoding") == "None":  # a header without a meaning
        del response["Content-Encoding"]
    if response.status_code != 200 or not response.streaming:  # such as a question for a password
        return response
    file = document.file
    return with_byte_ranges(
        request, response, file.size, partial(open_part, file.storage, file.name)
    )


def open_part(storage: Any, name: str, first: int, last: int) -> BinaryIO:
    """Open a file at its byte `first`. A bucket is asked for these bytes only."""
    if hasattr(storage, "open_part"):
        return storage.open_part(name, first, last)
    file = storage.open(name)
    file.seek(first)
    return file
