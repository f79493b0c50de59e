"""The parts of a person's name, which files of other programs put into each other's places."""

import re

# Small words before a family name. Given names that some of them also are ("Al") are capitalised.
PARTICLES = {"af", "al", "auf", "av", "bin", "d'", "da", "dal", "dalla", "das", "de", "degli"}
PARTICLES |= {"dei", "del", "della", "delle", "den", "der", "des", "di", "do", "dos", "du", "el"}
PARTICLES |= {"ibn", "la", "las", "le", "los", "'t", "te", "ten", "ter", "van", "vande", "vanden"}
PARTICLES |= {"vander", "vom", "von", "zu", "zum", "zur"}
# Unlike `authors.SUFFIX`, nothing that may be initials: "Wang Xi", "Doe V".
CERTAIN_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r|JR|SR)\.?|II|III|IV|2nd|3rd|[4-9]th")
SUFFIX_AFTER_COMMA = re.compile(r"(?:jr|sr)\.?|[IVX]{1,4}|2nd|3rd|[4-9]th", re.IGNORECASE)
# Chinese characters, Kana and Hangul: such names have no initials and no blank between the parts.
CJK_NAME = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff・]+"
)

CAPITALS_WITH_VOWEL = re.compile(r"(?=.*[AEIOUYÀ-Ý])[A-ZÀ-Þ]+")
MIN_CAPITALS_OF_ONE_NAME = 4


def is_cjk(text: str) -> bool:
    return bool(CJK_NAME.fullmatch(text))


def arrange_name(family: str, given: str, suffix: str = "") -> tuple[str, str, str]:
    """Return family name with particles, given names and suffix, each in its place.

    "Vries, Joey de" is "de Vries, Joey"; "Burtt, Edward H., Jr.", "Burtt Jr., Edward H." and
    "Burtt, Edward H. Jr." have the suffix "Jr"; 山田, 太郎 is one name.
    """
    if is_cjk(family) and is_cjk(given):
        return family + given, "", suffix
    if not suffix:
        family, suffix = _split_suffix(family)
    if not suffix:
        given, suffix = _split_suffix(given)
    words, first = given.split(), len(given.split())
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return " ".join([*words[first:], family]).strip(), " ".join(words[:first]), suffix


def _split_suffix(text: str) -> tuple[str, str]:
    """Return a name and the suffix at its end, after a comma or a blank."""
    name, comma, last = (part.strip() for part in text.rpartition(","))
    if comma and name and SUFFIX_AFTER_COMMA.fullmatch(last):
        return name, last.rstrip(".")
    name, _blank, last = text.strip().rpartition(" ")
    if name and CERTAIN_SUFFIX.fullmatch(last):
        return name.rstrip(" ,"), last.rstrip(".")
    return text.strip(), ""


def spell_capitals(family: str, given: str) -> str:
    """Return "Todd A." for "CASTOE", "TODD A.", whose initials are not "TODDA".

    Capitals are given names if the family name has capitals too and they are long, contain a vowel
    and are no row of initials: "SMITH", "PAB" stays.
    """
    if not (family.isupper() and len(family) > 1):
        return given
    shortest = MIN_CAPITALS_OF_ONE_NAME - (" " in given.strip())
    words = re.split(r"([\s.\-]+)", given)
    return "".join(
        word.capitalize() if len(word) >= shortest and CAPITALS_WITH_VOWEL.fullmatch(word) else word
        for word in words
    )
