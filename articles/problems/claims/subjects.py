"""Find out what "it" or "they" at the beginning of a sentence stands for.

A sentence is judged by itself, so its pronoun takes the subject of the sentence before it in the
paragraph, or of the heading above the first one.
"""

from collections.abc import Sequence
from enum import StrEnum

from articles.problems.claims.lexicon import Keys

MAX_WORDS_BEFORE_PRONOUN = 2
PRONOUNS = frozenset({"it", "they", "its"})
# They stand for something only before a verb: "this is", but not "this course".
DETERMINERS = frozenset({"this", "these", "that"})
VERBS = frozenset(
    {
        *("is", "are", "was", "were", "will", "would", "can", "could", "may", "might", "should"),
        *("must", "has", "have", "had", "do", "does", "did", "also", "then"),
        *("gives", "helps", "lets", "makes", "means", "takes", "works"),
    }
)
# "It is easy to" and "it is true that" stand for nothing.
MAX_WORDS_OF_DUMMY = 5
# What a pronoun for a treatment counts as, besides what it is by itself.
TREATMENT_KEYS = frozenset({"<it>", "<treatment>", "<helper>", "<subject>"})
PRONOUN_KEYS = frozenset({"<it>", "<subject>"})


class Subject(StrEnum):
    """The kind of thing that a sentence is about."""

    UNKNOWN = "unknown"
    TREATMENT = "treatment"
    OTHER = "other"
    """An illness, the body or a matter of every day, which promise nothing."""


_KINDS = (
    (Subject.TREATMENT, frozenset({"<treatment>", "<clinic>", "<we>"})),
    (Subject.OTHER, frozenset({"<ill>", "<body>", "<everyday>"})),
    (Subject.UNKNOWN, frozenset({"<people>", "<study>", "<professional>"})),
)


def find_subject(forms: Sequence[str], keys: Sequence[Keys], before: Subject) -> Subject:
    """Return what a sentence is about: the first thing that it names, or what was named before."""
    if _find_pronoun(forms) is not None:
        return before
    for own in keys:
        for subject, classes in _KINDS:
            if not classes.isdisjoint(own):
                return subject
    return before


def resolve_pronoun(forms: Sequence[str], keys: list[Keys], before: Subject) -> None:
    """Let the pronoun at the beginning count as what the sentence before was about."""
    place = _find_pronoun(forms)
    if place is None:
        return
    if before is Subject.TREATMENT:
        keys[place] |= TREATMENT_KEYS
    elif before is Subject.OTHER:
        keys[place] -= PRONOUN_KEYS


def _find_pronoun(forms: Sequence[str]) -> int | None:
    for place, form in enumerate(forms[: MAX_WORDS_BEFORE_PRONOUN + 1]):
        following = forms[place + 1 : place + 2]
        if form in PRONOUNS or (form in DETERMINERS and not VERBS.isdisjoint(following)):
            ahead = forms[place + 2 : place + 2 + MAX_WORDS_OF_DUMMY]
            is_dummy = form == "it" and following in (["is"], ["was"], ["'s"])
            return None if is_dummy and ("to" in ahead or "that" in ahead) else place
    return None
