"""Authors: persons and groups, stored as text with one author per line."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from articles.references.name_parts import is_cjk

SUFFIX = re.compile(r"^(?:jr|sr|[ivx]{2,4}|2nd|3rd|[4-9]th)\.?$", re.IGNORECASE)
INITIAL = re.compile(r"^[^\W\d_]\.?$")
ET_AL = re.compile(r"(?:and|&)?\s*(?:et\.? al(?:ii|\.)?|others|colleagues)", re.IGNORECASE)
ODD_INITIALS = re.compile(r"(?=\w+$)(?:[A-Z]{2}|(?:[a-z]*[A-Z]){3})")
GROUP_MARK = "(group)"
# No family name has these words: "Department of Health, Social Services" is a group.
NON_FAMILY_WORDS = {"and", "for", "of", "on"}
MAX_INITIALS = 5
# The size of each cache of parsed and formatted sources, which pages show again and again.
MAX_CACHED_SOURCES = 500


@dataclass(frozen=True)
class Author:
    """A person (`family`, `given` names or initials, `suffix`) or a `group`, never both."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    group: str = ""

    @property
    def initials(self) -> str:
        """Initials without full stops and hyphens: "PB" of "Patrick B.", "MA" of "Marie-Anne".

        Names in Chinese characters, Kana or Hangul have none; the given name is returned whole.

        Anything else ("PBJTJoP" of a damaged list) is returned unchanged, since any part of it
        would be a plausible wrong name.
        """
        given = unicodedata.normalize("NFC", self.given)
        if is_cjk(given):
            return given
        if is_initials(given) or ODD_INITIALS.match(given):
            return re.sub(r"[^\w]", "", given)
        words = re.split(r"[\s.\-]+", given)
        return "".join(next(filter(str.isalnum, word), "").upper() for word in words)

    @property
    def unspaced_name(self) -> str:
        """The whole name in Chinese characters, Kana or Hangul; empty for other names."""
        return self.family + self.given if is_cjk(self.family) and is_cjk(self.given) else ""

    @property
    def name(self) -> str:
        """The family name, or the name of the group."""
        return self.group or self.family

    @property
    def is_et_al(self) -> bool:
        """True for the "et al" at the end of an incomplete list."""
        return bool(ET_AL.fullmatch(self.group.strip()))

    @property
    def line(self) -> str:
        """The line that editors see; `parse_author` returns the same author from it."""
        if self.group:
            named = f"{self.group} {GROUP_MARK}"
            return self.group if parse_author(self.group) == self else named
        short = " ".join(filter(None, (self.family, self.given, self.suffix)))
        if (self.given or is_cjk(short)) and parse_author(short) == self:
            return short
        parts = [self.family, self.given, self.suffix]
        while len(parts) > 2 and not parts[-1]:
            parts.pop()
        return ", ".join(parts).strip()


def is_initials(text: str) -> bool:
    """Return True for "PB", "P.B.", "P B" and "M-A", and False for given names."""
    letters = re.sub(r"[\s.\-]", "", text)
    return letters.isalpha() and letters.isupper() and 0 < len(letters) <= MAX_INITIALS


def parse_author(line: str) -> Author:
    """Return the author of one line.

    "Wood PB", "de Laforte C", "King ML Jr", "Wood, Patrick B", "Plato," and 山田太郎 are persons;
    "World Health Organization" is a group, and so is everything that ends in "(group)".
    """
    text = " ".join(line.split())
    if text.lower().endswith(GROUP_MARK):
        return Author(group=text[: -len(GROUP_MARK)].strip())
    if is_cjk(text):
        return Author(family=text)
    if "," in text:
        return _parse_with_commas(text)
    words = text.split(" ")
    suffix = ""
    if len(words) > 2 and SUFFIX.match(words[-1]) and is_initials(words[-2]):
        suffix = words.pop()
    if len(words) > 1 and is_initials(words[-1]):
        first = len(words) - 1
        while first > 1 and INITIAL.match(words[first - 1]):
            first -= 1
        return Author(" ".join(words[:first]), " ".join(words[first:]), suffix)
    return Author(group=text)


def _parse_with_commas(text: str) -> Author:
    """Parse "Family, Given" or "Family, Given, Suffix"; a line with more commas is a group.

    "Wood PB," is a line cut out of a list.
    """
    family, *rest = (part.strip() for part in text.split(","))
    has_wrong_parts = len(rest) > 2 or (len(rest) == 2 and not SUFFIX.match(rest[1]))
    if not family or has_wrong_parts or NON_FAMILY_WORDS & set(family.split(" ")):
        return Author(group=text)
    if rest == [""] and (whole := parse_author(family)).given:
        return whole
    if is_cjk(family) and is_cjk(rest[0]):
        return Author(family + rest[0])
    return Author(family, rest[0], rest[1] if len(rest) == 2 else "")


@lru_cache(MAX_CACHED_SOURCES)
def parse_authors(text: str | None) -> tuple[Author, ...]:
    return tuple(parse_author(line) for line in (text or "").splitlines() if line.strip())


def serialise_authors(authors: Iterable[Author]) -> str:
    """Return the text in which authors are stored, without those that have no name."""
    return "\n".join(author.line for author in authors if author.name.strip())
