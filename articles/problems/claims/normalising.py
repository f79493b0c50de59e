"""Normalise a text for matching, with the way back to the offsets of the original."""

import re
from bisect import bisect_left
from typing import NamedTuple
from unicodedata import normalize

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SAME_SIGNS = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("–—―−", "–"),
    "\t": " ",
}
# A letter and the accents that follow it are normalised as one.
CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)


class NormalisedText(NamedTuple):
    """A text with plain signs, and the original span of each of its characters.

    Without `starts` the offsets are those of the original.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text for a span that is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def from_original(self, position: int) -> int:
        """Return the offset of the first character at or behind a position of the original."""
        if self.starts is None:
            return min(position, len(self.text))
        return bisect_left(self.starts, position)


def normalise(original: str) -> NormalisedText:
    """Return the text in NFKC with plain quotation marks, without invisible characters."""
    if original.isascii():
        return NormalisedText(original.replace("\t", " "))
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in CLUSTER.finditer(original):
        plain = _normalise_cluster(cluster[0])
        signs.append(plain)
        starts += [cluster.start()] * len(plain)
        ends += [cluster.end()] * len(plain)
    return NormalisedText("".join(signs), starts, ends)


def _normalise_cluster(cluster: str) -> str:
    if cluster.isascii():
        return SAME_SIGNS.get(cluster, cluster)
    if cluster in SAME_SIGNS:
        return SAME_SIGNS[cluster]
    if INVISIBLE.match(cluster):
        return ""
    return "".join(SAME_SIGNS.get(sign, sign) for sign in normalize("NFKC", cluster))
