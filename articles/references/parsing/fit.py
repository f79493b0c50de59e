"""Measure how well a reading fits: how much it explains, and how likely each field is."""

import re

from articles.references.misplaced_text import find_misplaced_text
from articles.references.parsing.author_names import SCRIPT_WITHOUT_SPACES, is_group
from articles.references.parsing.titles import is_journal, is_publisher
from articles.references.source import THESES, Source, SourceKind

# A reading above the first is taken at once; one below the last is none.
GOOD_FIT = 0.95
DOUBTFUL_FIT = 0.875
MIN_FIT = 0.58
KINDS_WITHOUT_AUTHORS = {SourceKind.WEB_PAGE, SourceKind.TRIAL}
# A preprint is known by its label.
KINDS_WITHOUT_YEAR = {SourceKind.WEB_PAGE, SourceKind.PREPRINT}
LOWERCASE_START = re.compile(r"(?!(?:[a-z]+[A-Z]|[a-z]-|p[0-9]|[a-z]\s))[a-z]{2}")
LATE_YEAR = re.compile(r"\b(?:1[6-9]|2[01])\d\d\b")
ENDS_UNFINISHED = re.compile(
    r"\b(?:and|of|the|in|for|a|an|with|to|by|on|et al|no|vol|pp?|edited|eds?)$"
)


def measure_fit(
    source: Source, left: str, text: str, *, has_day: bool = False, is_marked: bool = False
) -> float:
    """Return a number up to 1 for a reading; `left` is the text that it does not explain.

    `is_marked` tells that words of its style were found, such as "[Internet]"; `has_day` that the
    text has a day of publication, which books have not.
    """
    fit = 1.0 - 0.6 * len(left.strip(" .,;()")) / max(len(text), 40)
    fit -= 0.3 * len(find_misplaced_text(source))
    fit += 0.1 * is_marked
    fit -= _author_doubts(source) + _title_doubts(source.title) + _kind_doubts(source)
    has_number = source.doi or source.url or source.pmid or source.registration
    named = source.authors or source.editors or has_number or is_marked
    if source.year is None and not named:
        return 0.0
    if source.year is None and LATE_YEAR.search(text):
        fit -= 0.1
    return fit - 0.1 * (has_day and source.kind in {SourceKind.BOOK, SourceKind.REPORT})


def _author_doubts(source: Source) -> float:
    named = [author for author in source.authors if not author.is_et_al]
    if not named:
        return 0.04 if source.editors or source.kind in KINDS_WITHOUT_AUTHORS else 0.08
    groups = [author.group for author in named if author.group]
    doubt = 0.03 * any(
        not is_group(group, require_keyword=True) and not SCRIPT_WITHOUT_SPACES.fullmatch(group)
        for group in groups
    )
    doubt += 0.2 * any(re.search(r"[a-z]{2}[.:]\s", group) for group in groups)
    return doubt + 0.1 * any(len(author.family.split()) > 3 for author in named)


def _title_doubts(title: str) -> float:
    words = title.split()
    doubt = (
        0.04 * (len(words) < 2) + 0.1 * (len(words) > 60) + 0.1 * bool(LOWERCASE_START.match(title))
    )
    if re.search(r"[a-z\d)”][.]\s[A-Z]", title):
        doubt += 0.05
    return doubt + 0.2 * bool(ENDS_UNFINISHED.search(title))


def _kind_doubts(source: Source) -> float:
    """Return a larger number for a source that lacks what its kind usually has."""
    doubt = 0.1 if source.year is None and source.kind not in KINDS_WITHOUT_YEAR else 0.0
    if source.year is None:
        doubt += 0.25 * bool(
            LATE_YEAR.search(f"{source.title} {source.container} {source.publisher}")
        )
    if source.container:
        doubt += 0.25 * bool(ENDS_UNFINISHED.search(source.container))
        doubt += 0.1 * source.container[0].islower() * (len(source.container.split()) > 1)
        doubt += 0.05 * (len(source.container.split()) > 12)
    if source.kind == SourceKind.ARTICLE:
        doubt += 0.25 * (not source.container)
        doubt += 0.08 * (not (source.volume or source.issue or source.doi))
        doubt += 0.04 * (not source.pages)
        doubt += 0.12 * (not source.volume and is_publisher(source.container))
    elif source.kind == SourceKind.CHAPTER:
        doubt += 0.3 * (not source.container) + 0.04 * (not source.publisher)
    elif source.kind in {SourceKind.BOOK, SourceKind.REPORT, *THESES}:
        doubt += 0.03 + 0.12 * (not source.publisher and not source.url)
        doubt += 0.15 * bool(re.search(r"\d|\(", source.publisher))
        doubt += 0.15 * bool(re.search(r"\d", source.place))
        doubt += 0.12 * is_journal(source.publisher)
        doubt += 0.1 * (len(source.publisher.split()) > 10)
    elif source.kind == SourceKind.WEB_PAGE:
        doubt += 0.05 * (source.accessed is None) + 0.1 * (not source.url)
        doubt += 0.05 * (not source.container and not source.publisher)
    return doubt
