"""Answer requests for a part of a file, so that films start at once and can be wound.

Safari plays no film without this. A part may be shorter than was asked for, and browsers ask for
the next one: no thread sends a whole film to a slow reader.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
MAX_PART = 4 * 1024 * 1024
BLOCK_SIZE = 64 * 1024

# Returns a file at the first of these bytes. What is after the last one is not read.
OpenPart = Callable[[int, int], BinaryIO]


def with_byte_ranges(
    request: HttpRequest, response: HttpResponseBase, size: int, open_part: OpenPart
) -> HttpResponseBase:
    """Return the part of the file that the request asks for, or else the response."""
    if response.status_code != 200:
        return response
    response.headers["Accept-Ranges"] = "bytes"
    wanted = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or wanted is None or not _is_same_file(request, response):
        return response
    part = find_part(wanted[1], wanted[2], size)
    # Only the file: closing the response would end the request.
    if whole := getattr(response, "file_to_stream", None):
        whole.close()
    if part is None:
        refusal = HttpResponse(status=416)
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    first, last = part
    answer = StreamingHttpResponse(read_part(open_part(first, last), last - first + 1), status=206)
    for name, value in response.headers.items():
        answer.headers[name] = value
    answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer.headers["Content-Length"] = str(last - first + 1)
    # A part must not be compressed: its numbers are those of the file.
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    return answer


def find_part(first_text: str, last_text: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte of a range that has at least one byte of the file."""
    if first_text:
        first = int(first_text)
        last = min(int(last_text) if last_text else size - 1, size - 1)
    else:  # the last bytes of the file
        first, last = max(size - int(last_text or 0), 0), size - 1
    last = min(last, first + MAX_PART - 1)
    return (first, last) if first <= last else None


def read_part(file: BinaryIO, length: int) -> Iterator[bytes]:
    try:
        while length > 0 and (block := file.read(min(BLOCK_SIZE, length))):
            length -= len(block)
            yield block
    finally:
        file.close()


def _is_same_file(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return False if the browser has parts of an earlier file."""
    known = request.headers.get("If-Range")
    return not known or known in (
        response.headers.get("ETag"),
        response.headers.get("Last-Modified"),
    )
