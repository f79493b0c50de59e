"""Read the name of one author in any of its usual forms."""

import re
from functools import lru_cache

from articles.references.authors import SUFFIX, Author, is_initials
from articles.references.diagnosis import has_odd_initials, split_glued_initials
from articles.references.misplaced_text import MAX_GROUP_WORDS

MAX_NAME_WORDS = 7
MAX_NAME_LENGTH = 80
# The readings of one entry ask about the same names again and again.
MAX_CACHED_NAMES = 512

# "P", "P.", "P.B.", "J.-P.", "Yu."
DOTTED_INITIALS = re.compile(r"(?:-?[^\W\d_]\.|[A-Z][a-z]\.(?=$|[A-Z-]))+(?:-?[^\W\d_])?")
SINGLE_INITIAL = re.compile(r"-?[^\W\d_]\.?(?:-[^\W\d_]\.?)?(?:[^\W\d_]\.)?")
# The end of "Wood PB", which no family name has.
CAPITAL_INITIALS = re.compile(r"[a-z]\s[A-Z]{2,4}$")
COUNTRY_INITIALS = re.compile(r"U\.\s?[SKN]\.")
NAME_WORD = re.compile(r"['’ʼ]?[^\W\d_](?:[^\W\d_]|['’ʼ‐-](?=[^\W\d_])|\.(?=[^\W\d_]|$))*")
SCRIPT_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff·・\s]+")
# Scripts without capitals, in which styles shorten given names to a letter or two.
CASELESS = re.compile("[\u0590-\u06ff\u200c]{2,}")
CASELESS_INITIALS = re.compile("[\u0590-\u06ff]{1,2}")
PARTICLES = {
    *("af", "al", "ap", "av", "bin", "da", "das", "de", "dei", "del", "della", "den", "der", "des"),
    *("di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "lo", "los", "ten", "ter"),
    *("van", "vande", "vander", "von", "vom", "y", "zu", "zum", "zur", "’t", "'t", "für"),
}
FUNCTION_WORDS = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the"}
FUNCTION_WORDS |= {"to", "und", "using", "versus", "vs", "with"}
GROUP_WORDS = re.compile(
    r"\b(?:academ(?:y|ies)|administration|agency|alliance|associations?|authority|board|bureau"
    r"|cent(?:er|re)s?|clinic|coalition|collaborat(?:ion|ive|ors)|college|commission|committee"
    r"|companies|company|consortium|corporation|council|department|directorate|division"
    r"|federation|forum|foundation|groups?|hospital|initiative|institut(?:es?|ions?)"
    r"|investigators|laboratory|league|ministry|nations|network|observatory|office"
    r"|organi[sz]ations?|panel|partnership|project|programme|program|school|secretariat|service"
    r"|services|societies|society|task force|team|trialists|trust|union|universit\w+|workshop"
    r"|working party|bank|government|inc|ltd|llc|nhs|press)\b",
    re.IGNORECASE,
)


@lru_cache(MAX_CACHED_NAMES)
def read_name(text: str, *, given_first: bool = False) -> Author | None:
    """Return the person of a name, or None if the text is not one.

    Reads "Wood PB", "Wood, Patrick B.", "P. B. Wood", "King ML Jr", "King, Jr., M. L.", "Vries,
    Joey de", "Waal E van de" and "山田 太郎"; with `given_first` also "Patrick B. Wood", which
    could be a group otherwise.
    """
    text = " ".join(text.split()).strip(" ,;")
    if not text or len(text) > MAX_NAME_LENGTH or len(text.split()) > MAX_NAME_WORDS:
        return None
    if SCRIPT_WITHOUT_SPACES.fullmatch(text):
        return _read_unspaced_name(text)
    if "," in text:
        return _read_inverted_name([part.strip() for part in text.split(",")])
    if COUNTRY_INITIALS.match(text):
        return None
    words = text.split(" ")
    if given_first and not CAPITAL_INITIALS.search(text):
        readers = [_read_given_first, _read_initials_first]
    else:
        readers = [_read_family_first, _read_initials_first]
    return next(filter(None, (reader(list(words)) for reader in readers)), None)


def _read_unspaced_name(text: str) -> Author | None:
    """Return the person of a Chinese, Japanese or Korean name of two parts, family name first."""
    parts = text.split(" ")
    return Author(parts[0], parts[1]) if len(parts) == 2 else None


def _read_inverted_name(parts: list[str]) -> Author | None:
    """Return the person of "Family, Given" with a suffix or a particle in any place."""
    family, *others = filter(None, parts)
    suffixes = [part for part in others if SUFFIX.match(part)]
    given_names = [part for part in others if not SUFFIX.match(part)]
    if not given_names and suffixes and is_initials(suffixes[-1]):
        given_names = [suffixes.pop()]
    if len(given_names) != 1 or len(suffixes) > 1:
        return None
    given, own_suffix = _split_suffix(given_names[0].split(" "))
    words, family_suffix = _split_suffix(family.split(" "))
    suffix = next((one.rstrip(".") for one in (*suffixes, own_suffix, family_suffix) if one), "")
    while len(given) > 1 and _is_particle(given[-1]):
        words.insert(0, given.pop())
    name = " ".join(given)
    is_whole_name = len(words) > 1 and is_initials(words[-1]) and not words[0].isupper()
    if is_whole_name or not (_is_given_name(name) and is_family_name(words)):
        return None
    return Author(" ".join(words), tidy_initials(name), suffix)


def _split_suffix(words: list[str]) -> tuple[list[str], str]:
    """Return the words without a suffix such as "Jr." at their end, and the suffix."""
    if len(words) > 1 and SUFFIX.match(words[-1]) and not words[-1].isupper():
        return words[:-1], words[-1]
    if len(words) > 1 and words[-1].rstrip(".") in {"II", "III", "IV", "JR", "SR"}:
        return words[:-1], words[-1]
    return words, ""


def _read_family_first(words: list[str]) -> Author | None:
    """Return the person of "de Laforte C", "Wood P. B.", "King ML Jr" or "Wood PBJTJoP"."""
    moved: list[str] = []
    while len(words) > 2 and _is_particle(words[-1]):
        moved.insert(0, words.pop())
    if moved and not is_initials(words[-1]):
        return None
    has_suffix = len(words) > 2 and SUFFIX.match(words[-1]) and is_initials(words[-2])
    suffix = words.pop().rstrip(".") if has_suffix else ""
    if len(words) < 2:
        return None
    given = words.pop()
    # Initials of a name with a hyphen, such as "Wu H jun".
    if given.islower() and len(given) < 6 and len(words) > 1 and re.fullmatch("[A-Z]", words[-1]):
        given = f"{words.pop()}-{given}"
    if SINGLE_INITIAL.fullmatch(given):
        while len(words) > 1 and SINGLE_INITIAL.fullmatch(words[-1]):
            given = f"{words.pop()} {given}"
    if len(words) < 3 and CASELESS_INITIALS.fullmatch(given) and CASELESS.fullmatch(words[0]):
        return Author(" ".join(words), given, suffix)
    given = tidy_initials(given)
    person = Author(" ".join([*moved, *words]), given, suffix)
    is_given = (
        is_initials(given)
        or re.fullmatch(r"[A-Z]-[a-z]+", given)
        or split_glued_initials(person)
        or has_odd_initials(person)
    )
    return person if is_given and is_family_name(words) else None


def _read_initials_first(words: list[str]) -> Author | None:
    """Return the person of "P. B. Wood", "J.-P. van der Berg Jr." or "AB Wood"."""
    words, suffix = _split_suffix(words)
    if words[0] in {"St.", "Ste."}:
        return None
    count = 0
    while count < len(words) - 1 and DOTTED_INITIALS.fullmatch(words[count]):
        count += 1
    has_initials = count or (
        len(words) == 2 and is_initials(words[0]) and len(words[0]) < 4 and words[1].istitle()
    )
    family = words[count or 1 :]
    if not has_initials or not _is_last_name(family):
        return None
    return Author(
        " ".join(family), tidy_initials(" ".join(words[: count or 1])), suffix.rstrip(".")
    )


def _read_given_first(words: list[str]) -> Author | None:
    """Return the person of "Patrick B. Wood" or "Ludwig van der Berg"."""
    words, suffix = _split_suffix(words)
    start = len(words) - 1
    while start > 1 and (_is_particle(words[start - 1]) or words[start - 1] in {"Van", "De", "La"}):
        start -= 1
    given = " ".join(words[:start])
    if GROUP_WORDS.search(" ".join(words)):
        return None
    if start < 1 or not _is_given_name(given) or not _is_last_name(words[start:]):
        return None
    return Author(" ".join(words[start:]), tidy_initials(given), suffix.rstrip("."))


def _is_particle(word: str) -> bool:
    return word in PARTICLES


def _is_given_name(text: str) -> bool:
    """Return True for "P. B.", "Patrick B." or "Marie-Anne", and False for words of a title."""
    words = text.split(" ")
    return (
        0 < len(words) <= 5
        and not words[0][:1].islower()
        and all(
            DOTTED_INITIALS.fullmatch(word) or NAME_WORD.fullmatch(word) or word == "&"
            for word in words
        )
        and FUNCTION_WORDS.isdisjoint(words[1:])
        and not SUFFIX.fullmatch(text)
        and sum(word.islower() for word in words) <= len(words) / 2
    )


def _is_last_name(words: list[str]) -> bool:
    """Return True for a family name behind given names, which is no initial."""
    return is_family_name(words) and len(words[-1].rstrip(".")) > 1


def is_family_name(words: list[str]) -> bool:
    """Return True if the words may be a family name; a title has other lower-case words."""
    if not words or len(words) > 5:
        return False
    first = next((place for place, word in enumerate(words) if word[0].isupper()), len(words))
    small = {word for word in words[first:] if word.islower()}
    if not all(map(NAME_WORD.fullmatch, words)) or not FUNCTION_WORDS.isdisjoint(words):
        return False
    if all(map(str.islower, words)) and len(words) > 1 and not all(map(_is_particle, words[:-1])):
        return False
    return small <= PARTICLES


def tidy_initials(given: str) -> str:
    """Return "PB" for "P. B." and "M-A" for "M.-A.", and given names unchanged."""
    if is_initials(given):
        return re.sub(r"[.\s]", "", given)
    return given if re.search(r"\b[^\W\d_]\.$", given) else given.rstrip(".")


@lru_cache(MAX_CACHED_NAMES)
def is_group(text: str, *, require_keyword: bool = False) -> bool:
    """Return True if a text may be the name of a group: short, and capitalised.

    With `require_keyword` it needs a word such as "Institute", or to be an abbreviation.
    """
    words = re.findall(r"[^\W_][\w'’&.-]*", text)
    if not words or len(words) > MAX_GROUP_WORDS or text.endswith(("?", "!")):
        return False
    small = {word for word in words if word[0].islower()} - FUNCTION_WORDS - PARTICLES
    is_short = len(words) == 1 and len(text) > 1 and text.isupper()
    if is_short or (GROUP_WORDS.search(text) and len(small) <= len(words) / 2):
        return True
    return not require_keyword and len(words) > 1 and not small
