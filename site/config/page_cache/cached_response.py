"""One answer as it is kept: compressed once, with its headers ready for each encoding."""

import gzip
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import brotli
from django.utils.http import parse_http_date_safe

Headers = list[tuple[str, str]]

# Smaller ones do not fit into fewer packets for being compressed.
MIN_COMPRESSED_SIZE = 1000
COMPRESSIBLE = re.compile(r"(text/|application/([\w.+-]*\+)?(json|xml|javascript)|image/svg)")
GZIP_LEVEL = 6
BROTLI_QUALITY = 6
# Made anew for each answer, or for each encoding.
PER_RESPONSE_HEADERS = frozenset({"age", "content-encoding", "content-length", "etag", "x-cache"})
NOT_MODIFIED_HEADERS = frozenset(
    {"cache-control", "vary", "last-modified", "expires", "content-location"}
)


class EncodedBody(NamedTuple):
    """An answer in one encoding. An empty body is that of a HEAD or a 304."""

    etag: str
    headers: Headers
    not_modified_headers: Headers
    body: bytes


class CachedResponse:
    """An answer in the encodings browsers ask for.

    `content_version` is the state of the content it shows, `confirmed_at` when that was last
    known to be the present one (`time.monotonic`).
    """

    __slots__ = ("by_encoding", "confirmed_at", "content_version", "last_modified", "size")

    def __init__(
        self, headers: Headers, body: bytes, content_version: int, confirmed_at: float
    ) -> None:
        self.content_version = content_version
        self.confirmed_at = confirmed_at
        named = {name.lower(): value for name, value in headers}
        self.last_modified = parse_http_date_safe(named.get("last-modified", ""))
        plain = [pair for pair in headers if pair[0].lower() not in PER_RESPONSE_HEADERS]
        tag = hashlib.sha256(body).hexdigest()[:24]
        self.by_encoding = {"identity": _encode_body(plain, tag, body)}
        if len(body) >= MIN_COMPRESSED_SIZE and COMPRESSIBLE.match(named.get("content-type", "")):
            plain = with_vary(plain)
            small = gzip.compress(body, GZIP_LEVEL, mtime=0)
            smaller = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
            self.by_encoding = {
                "br": _encode_body(plain, tag, smaller, "br"),
                "gzip": _encode_body(plain, tag, small, "gzip"),
                # Hardly anybody asks for it: made from the one above, which saves most of the room.
                "identity": _encode_body(plain, tag, b"", length=len(body)),
            }
        self.size = sum(len(encoded.body) + 2000 for encoded in self.by_encoding.values())

    def encoded_body(self, accepted: str) -> EncodedBody:
        """The answer in the best encoding for this Accept-Encoding."""
        encoded = self.by_encoding[
            best_encoding(accepted) if len(self.by_encoding) > 1 else "identity"
        ]
        if encoded.body or len(self.by_encoding) == 1:
            return encoded
        return encoded._replace(body=gzip.decompress(self.by_encoding["gzip"].body))

    def is_not_modified(
        self, encoded: EncodedBody, if_none_match: str, if_modified_since: str
    ) -> bool:
        """Whether the browser has this very answer already."""
        if if_none_match:
            return if_none_match == encoded.etag or matches_etag(encoded.etag, if_none_match)
        since = parse_http_date_safe(if_modified_since) if if_modified_since else None
        return bool(since and self.last_modified and self.last_modified <= since)


def _encode_body(
    plain: Headers, tag: str, body: bytes, encoding: str = "", length: int | None = None
) -> EncodedBody:
    etag = f'"{tag}-{encoding}"' if encoding else f'"{tag}"'
    state = [("ETag", etag), ("Age", "0"), ("X-Cache", "HIT")]
    size = len(body) if length is None else length
    headers = [*plain, ("Content-Length", str(size)), *state]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    unchanged = [pair for pair in plain if pair[0].lower() in NOT_MODIFIED_HEADERS]
    return EncodedBody(etag, headers, [*unchanged, *state], body)


def with_vary(headers: Headers) -> Headers:
    """These headers, saying that the answer depends on the encodings that were asked for."""
    others = [pair for pair in headers if pair[0].lower() != "vary"]
    return [*others, ("Vary", "Accept-Encoding")]


def varies_only_on_encoding(values: Iterable[str]) -> bool:
    names = {name.strip().lower() for value in values for name in value.split(",")}
    return names <= {"", "accept-encoding"}


def matches_etag(etag: str, if_none_match: str) -> bool:
    """Whether an If-None-Match holds the tag, which a cache on the way may have made a weak one."""
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """Of brotli and gzip the first that is accepted, else none at all."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        weights[name.strip()] = parse_quality(parameter)
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", 0)) > 0:
            return encoding
    return "identity"


def parse_quality(parameter: str) -> float:
    """The q of an Accept-Encoding; 1 where there is none, 0 for what is no number."""
    name, _equals, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1
    try:
        return float(value)
    except ValueError:
        return 0
