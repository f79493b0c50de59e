"""Read the authors at the start of a reference: persons with initials, groups, "et al"."""

import re
from itertools import islice

from articles.references.authors import SUFFIX, Author, is_initials
from articles.references.diagnosis import has_odd_initials, split_glued_initials
from articles.references.parsing.sentences import (
    UNFINISHED_NAME,
    split_sentences,
    strip_punctuation,
)

MAX_PERSON_WORDS = 6
MAX_PERSON_LENGTH = 80
MAX_STOPS = 12
TRAILING_ET_AL = re.compile(r"(?<=\w)[.\s]+(?=(?:et\.? al|and others)\.?$)", re.IGNORECASE)
LEADING_AND = re.compile(r"^(?:and|&)\s+(?=\S)", re.IGNORECASE)
AND_BETWEEN = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
SINGLE_INITIAL = re.compile(r"-?[^\W\d_]\.?(?:-[^\W\d_]\.?)?(?:[^\W\d_]\.)?")
FAMILY_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s'’.-])*")
STOP = re.compile(r"[.:]\s+|\.$")
# "B. Smith A," after "Wood P.": the full stop before it belonged to an initial.
MORE_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]*){1,4}|[^\W\d_]\.?(?=[,;]|$)")
GROUP_WORDS = re.compile(
    r"\b(?:academy|agency|associations?|authority|board|cent(?:er|re)s?|clinic|coalition"
    r"|collaborat(?:ion|ive|ors)|college|commission|committee|consortium|council|department"
    r"|federation|foundation|groups?|hospital|initiative|institutes?|investigators|league|ministry"
    r"|network|office|organi[sz]ation|panel|service|society|task force|team|trialists|trust"
    r"|university|workshop)\b",
    re.IGNORECASE,
)
FUNCTION_WORDS = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the"}
FUNCTION_WORDS |= {"to", "und", "using", "versus", "vs", "with"}
PARTICLES = {"al", "bin", "da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "e"}
PARTICLES |= {"el", "et", "für", "la", "le", "ten", "ter", "van", "von", "y", "zu"}
MAX_GROUP_WORDS = 14


def read_person(text: str) -> Author | None:
    """Return the person of "de Laforte C", "Wood P. B.", "King ML Jr" or "Wood PBJTJoP"."""
    words = text.split(maxsplit=MAX_PERSON_WORDS + 1)
    if len(text) > MAX_PERSON_LENGTH or not 2 <= len(words) <= MAX_PERSON_WORDS:
        return None
    has_suffix = len(words) > 2 and SUFFIX.match(words[-1]) and is_initials(words[-2])
    suffix = words.pop().rstrip(".") if has_suffix else ""
    given = words.pop()
    if SINGLE_INITIAL.fullmatch(given):
        while len(words) > 1 and SINGLE_INITIAL.fullmatch(words[-1]):
            given = f"{words.pop()} {given}"
    given = re.sub(r"[.\s]", "", given) if is_initials(given) else given.rstrip(".")
    person = Author(" ".join(words), given, suffix)
    is_given = is_initials(given) or split_glued_initials(person) or has_odd_initials(person)
    return person if is_given and _is_family(words) else None


def _is_family(words: list[str]) -> bool:
    """Return True if the words may be a family name; a title has other lower-case words."""
    first = next((place for place, word in enumerate(words) if word[0].isupper()), len(words))
    small = {word for word in words[first:] if word.islower()}
    named = FAMILY_NAME.fullmatch(" ".join(words)) and FUNCTION_WORDS.isdisjoint(words)
    return bool(named) and small <= PARTICLES


def starts_with_person(text: str) -> bool:
    """Return True if a line begins like a list of authors: "Wood PB," or "Wood, PB,"."""
    first, *others = re.split(r"[,;:]|(?<!^St)\.\s|\.$", text[:MAX_PERSON_LENGTH], maxsplit=2)
    first = AND_BETWEEN.split(first)[0]
    return bool(read_person(first) or (len(others) == 2 and _pair_names([first, others[0]])))


def read_author_list(text: str) -> tuple[Author, ...]:
    """Return the authors of a text that holds nothing else.

    Anything between semicolons, alone or after a person that is not a person is a group.
    """
    authors: list[Author] = []
    for part in TRAILING_ET_AL.sub(", ", text).split(";"):
        names = [LEADING_AND.sub("", name.strip()) for name in part.split(",")]
        names = _pair_names(names) or names
        first, last = AND_BETWEEN.split(names[0]), Author(group=names[-1])
        if all(map(read_person, first)) or last.is_et_al:
            for name in filter(None, names):
                _add_author(authors, name)
        elif part.strip():
            authors.append(Author(group=part.strip()))
    return tuple(authors)


def _pair_names(names: list[str]) -> list[str]:
    """Return ["Wood PB"] for "Wood", "PB", where a comma follows each family name, or []."""
    pairs = list(zip(names[::2], names[1::2], strict=False))
    persons = [f"{family} {given}" for family, given in pairs if is_initials(given)]
    others = names[2 * len(pairs) :]
    if len(persons) < len(pairs) or not all(map(read_person, persons)) or read_person(names[0]):
        return []
    return persons + others if all(Author(group=name).is_et_al for name in others) else []


def _add_author(authors: list[Author], name: str) -> None:
    """Add a person, two persons joined by "and", a group, or a suffix to the last person."""
    halves = [read_person(half) for half in AND_BETWEEN.split(name)]
    if all(halves):
        authors += filter(None, halves)
    elif authors and authors[-1].family and not authors[-1].suffix and SUFFIX.match(name):
        last = authors.pop()
        authors.append(Author(last.family, last.given, name.rstrip(".")))
    elif Author(group=name).is_et_al:
        authors.append(Author(group="et al"))
    else:
        authors.append(Author(group=name))


def _read_leading_authors(text: str) -> tuple[tuple[Author, ...], str]:
    """Return the authors that a text begins with, and the rest of the text.

    There are none if the text does not begin with a person.
    """
    if not starts_with_person(text):
        return (), text
    for stop in islice(STOP.finditer(text), MAX_STOPS):
        names, rest = text[: stop.start()], text[stop.end() :]
        if not _is_inside_initials(names, rest):
            authors = read_author_list(names)
            groups = [a.group for a in authors if a.group and not a.is_et_al]
            is_list = 2 * len(groups) < len(authors) or all(map(_is_group, groups))
            if stop[0].startswith(":"):
                is_list = not groups
            return (authors, rest) if is_list else ((), text)
    return (), text


def _is_inside_initials(before: str, after: str) -> bool:
    """Return True for a full stop of an initial, such as the first one of "Wood P. B. A trial"."""
    if UNFINISHED_NAME.search(before):
        return True
    more = MORE_INITIALS.match(after)
    if not more or not SINGLE_INITIAL.fullmatch(before.split()[-1]):
        return False
    return not after[more.end() :][:1].islower()


def _is_group(text: str, *, require_keyword: bool = False) -> bool:
    """Return True if a sentence may be the name of a group: short, and capitalised.

    With `require_keyword` it needs a word such as "Institute", or to be an abbreviation.
    """
    words = re.findall(r"[^\W_][\w'’&.-]*", text)
    if not words or len(words) > MAX_GROUP_WORDS or text.endswith(("?", "!")):
        return False
    if GROUP_WORDS.search(text) or (len(words) == 1 and len(text) > 1 and text.isupper()):
        return True
    small = {word for word in words if word[0].islower()}
    return not require_keyword and len(words) > 1 and small <= FUNCTION_WORDS | PARTICLES


def read_authors_or_title(text: str, others: int) -> tuple[tuple[Author, ...], list[str]]:
    """Return the authors, and the sentences after them.

    A group looks like a title. If more than `others` sentences follow, its capitals are enough;
    if fewer do, its name needs a word such as "Institute".
    """
    authors, rest = _read_leading_authors(text)
    if authors:
        return authors, split_sentences(rest)
    parts = split_sentences(text)
    first = strip_punctuation(parts[0]) if parts else ""
    if len(parts) > 1 and _is_group(first.split(";")[0], require_keyword=len(parts) <= others):
        return read_author_list(first), parts[1:]
    return (), parts
