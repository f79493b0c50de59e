"""A cached response: compressed once, with its headers ready for each encoding."""

import gzip
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import brotli
from django.utils.http import parse_http_date_safe

Headers = list[tuple[str, str]]

# Bytes. Compressing smaller bodies saves no packet.
MIN_COMPRESSED_SIZE = 1000
COMPRESSIBLE = re.compile(r"(text/|application/([\w.+-]*\+)?(json|xml|javascript)|image/svg)")
GZIP_LEVEL = 6
BROTLI_QUALITY = 6
# Set for each response, or for each encoding.
PER_RESPONSE_HEADERS = frozenset({"age", "content-encoding", "content-length", "etag", "x-cache"})
NOT_MODIFIED_HEADERS = frozenset(
    {"cache-control", "vary", "last-modified", "expires", "content-location"}
)
# Words that are true until a known moment, such as “Open now”, are between these comments.
PASSING_WORDS = re.compile(rb"<!--now-->.*?<!--/now-->", re.DOTALL)
# An encoding of an Accept-Encoding header with its weight.
ENCODING = re.compile(r"([\w*-]+)\s*(?:;\s*q\s*=([^,;]*))?")


class EncodedBody(NamedTuple):
    """A body in one encoding, with its headers. The plain body is not stored if gzip's is."""

    etag: str
    headers: Headers
    not_modified_headers: Headers
    body: bytes


class CachedResponse:
    """A response in the encodings that browsers accept.

    `content_version` is the version it was rendered from, `confirmed_at` the time at which that was
    last known to be the current one (`time.monotonic`), `true_until` the time at which some of its
    words stop being true (`time.time`), or None.
    """

    __slots__ = (
        *("by_encoding", "confirmed_at", "content_version", "last_modified", "size"),
        "true_until",
    )

    def __init__(
        self,
        headers: Headers,
        body: bytes,
        content_version: int,
        confirmed_at: float,
        true_until: float | None = None,
    ) -> None:
        self.true_until = true_until if PASSING_WORDS.search(body) else None
        self.content_version = content_version
        self.confirmed_at = confirmed_at
        named = {name.lower(): value for name, value in headers}
        self.last_modified = parse_http_date_safe(named.get("last-modified", ""))
        plain = [pair for pair in headers if pair[0].lower() not in PER_RESPONSE_HEADERS]
        tag = hashlib.sha256(body).hexdigest()[:24]
        self.by_encoding = {"identity": _encode_body(plain, tag, body)}
        if len(body) >= MIN_COMPRESSED_SIZE and COMPRESSIBLE.match(named.get("content-type", "")):
            plain = with_vary(plain)
            gzip_body = gzip.compress(body, GZIP_LEVEL, mtime=0)
            brotli_body = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
            self.by_encoding = {
                "br": _encode_body(plain, tag, brotli_body, "br"),
                "gzip": _encode_body(plain, tag, gzip_body, "gzip"),
                # Rarely requested and the largest: unpacked from gzip each time.
                "identity": _encode_body(plain, tag, b"", length=len(body)),
            }
        self.size = sum(len(encoded.body) + 2000 for encoded in self.by_encoding.values())

    def encoded_body(self, accepted: str) -> EncodedBody:
        """Return the body in the best encoding for an Accept-Encoding header."""
        if len(self.by_encoding) == 1:
            return self.by_encoding["identity"]
        encoded = self.by_encoding[best_encoding(accepted)]
        if encoded.body:
            return encoded
        return encoded._replace(body=gzip.decompress(self.by_encoding["gzip"].body))

    def drop_passing_words(self, now: float) -> None:
        """Drop the words that are not true any more, if there are any."""
        if self.true_until is None or now < self.true_until:
            return
        plain = self.encoded_body("identity")
        body = PASSING_WORDS.sub(b"", plain.body)
        kept = CachedResponse(plain.headers, body, self.content_version, self.confirmed_at)
        # The size stays as the store has counted it.
        self.by_encoding, self.true_until = kept.by_encoding, None

    def is_not_modified(
        self, encoded: EncodedBody, if_none_match: str, if_modified_since: str
    ) -> bool:
        """Return True if the browser has this response already."""
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
    """Return the headers with `Vary: Accept-Encoding`."""
    others = [pair for pair in headers if pair[0].lower() != "vary"]
    return [*others, ("Vary", "Accept-Encoding")]


def varies_only_on_encoding(values: Iterable[str]) -> bool:
    names = {name.strip().lower() for value in values for name in value.split(",")}
    return names <= {"", "accept-encoding"}


def matches_etag(etag: str, if_none_match: str) -> bool:
    """Return True if an If-None-Match has the tag, also as a weak one made by a proxy."""
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in tags


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """Return the first of brotli and gzip that is accepted, else "identity"."""
    weights: dict[str, str] = dict(ENCODING.findall(accepted.lower()))
    for encoding in ("br", "gzip"):
        if _weight(weights.get(encoding, weights.get("*", "0"))) > 0:
            return encoding
    return "identity"


def _weight(q: str) -> float:
    """Return the q of an encoding: 1 where it is missing, 0 where it is not a number."""
    try:
        return float(q.strip() or 1)
    except ValueError:
        return 0
