"""Rules that need the whole page: what it says elsewhere, and what its sources are."""

from collections.abc import Mapping, Sequence

from articles.problems.claims.judging import Found, JudgedSentence
from articles.problems.claims.passages import ClaimSettings, Passage, SourceFacts

Places = dict[tuple[int, int], list[Found]]


def find_on_page(
    passages: Sequence[Passage],
    judged: Sequence[Sequence[JudgedSentence]],
    sources: Mapping[int, SourceFacts],
    settings: ClaimSettings,
) -> Places:
    """Return what was found, by the numbers of the passage and of the sentence in it."""
    return {}
