"""The words that a clinic never uses, found in its texts like claims."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from articles.models.claim_policy import OWN_FAMILY
from articles.problems.claims.passages import Claim, ClaimSeverity, Passage


def find_banned_words(
    passages: Iterable[Passage], words: frozenset[str], severity: ClaimSeverity
) -> Iterator[Claim]:
    """Yield each paragraph with one of the words, as whole words in any case and spacing."""
    if not words:
        return
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    choices = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
    for passage in passages:
        if match := pattern.search(passage.text):
            yield Claim(
                rule_id=OWN_FAMILY,
                family=OWN_FAMILY,
                severity=severity,
                fixes=("reword", "remove"),
                path=passage.path,
                paragraph=passage.paragraph,
                where=passage.where,
                start=match.start(),
                end=match.end(),
                sentence_start=0,
                sentence_end=len(passage.text),
                sentence=passage.text,
                quote=match[0],
                what=_("Has “%(words)s”.") % {"words": match[0]},
                why=_("The clinic never uses these words."),
                do=_("Use others, or ask whoever keeps the list in the editorial settings."),
                cited_ids=passage.beside,
            )
