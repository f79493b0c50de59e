"""A frozen copy of the code that described and named sources when migration 0003 was written.

Migrations import this module and never `articles.references`, because a migration must keep doing
what it did, whatever happens to the code. Do not update this copy when that code changes. It holds
only what the migrations need; delete it together with them.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

# -- Authors --------------------------------------------------------------------------------------

SUFFIX = re.compile(r"^(?:jr|sr|[ivx]{2,4}|2nd|3rd|[4-9]th)\.?$", re.IGNORECASE)
INITIAL = re.compile(r"^[^\W\d_]\.?$")
GROUP_MARK = "(group)"
# No family name contains these words: "Department of Health, Social Services" is a group.
GROUP_WORDS = {"and", "for", "of", "on"}
MAX_INITIALS = 5


@dataclass(frozen=True)
class Author:
    """A person (`family`, `given`, `suffix`) or a `group`, never both."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """The family name of a person, or the name of a group."""
        return self.group or self.family

    @property
    def line(self) -> str:
        """The shortest line from which `parse_author` returns the same author."""
        if self.group:
            marked = f"{self.group} {GROUP_MARK}"
            return self.group if parse_author(self.group) == self else marked
        short = " ".join(filter(None, (self.family, self.given, self.suffix)))
        if self.given and parse_author(short) == self:
            return short
        parts = [self.family, self.given, self.suffix]
        while len(parts) > 2 and not parts[-1]:
            parts.pop()
        return ", ".join(parts).strip()


def parse_authors(text: str | None) -> tuple[Author, ...]:
    """Return the authors in a stored text, one for each line that is not blank."""
    return tuple(parse_author(line) for line in (text or "").splitlines() if line.strip())


def parse_author(line: str) -> Author:
    """Return the author that a line names.

    "Wood PB", "King ML Jr" and "Wood, Patrick B" are persons, and so is a single name with a comma
    at its end ("Plato,"). Anything else is a group, and so is a line that ends in "(group)".
    """
    text = " ".join(line.split())
    if text.lower().endswith(GROUP_MARK):
        return Author(group=text[: -len(GROUP_MARK)].strip())
    if "," in text:
        return _parse_with_commas(text)
    words = text.split(" ")
    suffix = ""
    if len(words) > 2 and SUFFIX.match(words[-1]) and _is_initials(words[-2]):
        suffix = words.pop()
    if len(words) > 1 and _is_initials(words[-1]):
        first = len(words) - 1
        while first > 1 and INITIAL.match(words[first - 1]):
            first -= 1
        return Author(" ".join(words[:first]), " ".join(words[first:]), suffix)
    return Author(group=text)


def _parse_with_commas(text: str) -> Author:
    """Parse "Family, Given" or "Family, Given, Suffix"; return a group for any other text.

    "Wood PB," is accepted too, as a line that was cut out of a list.
    """
    family, *rest = (part.strip() for part in text.split(","))
    if not family or len(rest) > 2 or (len(rest) == 2 and not SUFFIX.match(rest[1])):
        return Author(group=text)
    if GROUP_WORDS & set(family.split(" ")):
        return Author(group=text)
    if rest == [""] and (whole := parse_author(family)).given:
        return whole
    return Author(family, rest[0], rest[1] if len(rest) == 2 else "")


def _is_initials(text: str) -> bool:
    """Return True for initials such as "PB", "P.B.", "P B" and "M-A"."""
    letters = re.sub(r"[\s.\-]", "", text)
    return letters.isalpha() and letters.isupper() and 0 < len(letters) <= MAX_INITIALS


# -- The name of a source -------------------------------------------------------------------------

MAX_NAME_LENGTH = 80


def short_label(authors: str, year: int | None, title: str = "") -> str:
    """Return the name of a source in a citation: "Wood 2006".

    A source without authors is named by the first four words of its title.
    """
    names = (parse_author(line).name for line in (authors or "").splitlines())
    name = next(filter(None, names), "") or " ".join((title or "").split()[:4])
    if len(name) > MAX_NAME_LENGTH:
        name = f"{name[: MAX_NAME_LENGTH - 1].rstrip()}…"
    return " ".join(part for part in (name, str(year or "")) if part)


# -- Fields derived from a source -----------------------------------------------------------------

REQUIRED = {
    "article": ("authors", "title", "container", "year", "volume", "study_type"),
    "book": ("authors", "title", "publisher", "year", "study_type"),
    "chapter": ("authors", "title", "container", "publisher", "year", "study_type"),
    "report": ("authors", "title", "publisher", "year", "study_type"),
    "web_page": ("title", "container", "url", "accessed", "study_type"),
    "preprint": ("authors", "title", "container", "year", "doi", "study_type"),
    "trial": ("title", "container", "registration", "study_type"),
}
# By kind and required field, the fields that are accepted in its place.
ALTERNATIVES = {
    ("article", "container"): ("container_short",),
    ("article", "volume"): ("pages", "doi"),
    ("report", "publisher"): ("url", "doi"),
    ("web_page", "container"): ("authors", "publisher"),
    ("preprint", "doi"): ("url",),
    ("trial", "registration"): ("url",),
}
# Letters that Unicode does not decompose into a plain letter and a combining mark.
PLAIN_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
ENGLISH_ARTICLE = re.compile(r"\b(?:the|an?)\s+", re.IGNORECASE)
TAG = re.compile(r"</?(?:i|b|em|strong|su[bp])>", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """The fields of a reference from which others are derived.

    A missing text is empty, a missing year or date is None. There are no editors: migration 0002
    added their field, and 0003 treated it as empty.
    """

    kind: str = "article"
    authors: tuple[Author, ...] = ()
    title: str = ""
    container: str = ""
    container_short: str = ""
    year: int | None = None
    volume: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    registration: str = ""
    url: str = ""
    accessed: date | None = None
    study_type: str = ""


def missing_fields(source: Source) -> list[str]:
    """Return the names of the required fields that are empty.

    An unknown kind requires what an article requires.
    """
    kind = source.kind if source.kind in REQUIRED else "article"
    return [
        name
        for name in REQUIRED[kind]
        if not any(
            _has_value(source, field) for field in (name, *ALTERNATIVES.get((kind, name), ()))
        )
    ]


def _has_value(source: Source, name: str) -> bool:
    """Return False for a field that is blank, and for authors without a name."""
    value = getattr(source, name)
    if isinstance(value, tuple):
        return any(author.name.strip() for author in value)
    return bool(str(value or "").strip())


def search_text(source: Source) -> str:
    """Return authors, title, journal, year and identifiers as one plain text to search in."""
    authors = [author.line for author in source.authors]
    fields = (source.title, source.container, source.container_short, source.year, source.doi)
    numbers = (source.pmid, source.pmcid, source.registration, source.isbn, source.publisher)
    return _plain(" ".join(str(part) for part in (*authors, *fields, *numbers) if part))


def fingerprint(source: Source) -> str:
    """Return a hash of title, year and first author, 32 characters; "" without a title.

    Only the first word of the author's name is used.
    """
    title = _plain_letters_and_digits(source.title)
    if not title:
        return ""
    first = source.authors[0].name.split(" ")[0] if source.authors else ""
    parts = (title, str(source.year or ""), _plain_letters_and_digits(first))
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _plain_letters_and_digits(text: str) -> str:
    """Return the text without tags, English articles, spaces and punctuation, in plain letters."""
    text = _plain(ENGLISH_ARTICLE.sub("", TAG.sub("", text).strip()))
    return "".join(character for character in text if character.isalnum())


def _plain(text: str) -> str:
    """Return the text in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN_LETTERS)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
