"""Judge the sentences of a page by one another: which read as promises, and which only sound so.

Among careful sentences one that sounds like a promise seldom is one: it is about an everyday
matter, or its words are those of an illness. So the fewer promises a page has, the more points a
sentence needs to be one, and a warning about a sentence of careful words is dropped. What stops
publishing never depends on the page. On a page of promises a few points less will do. A text of a
few lines says nothing of its page.
"""

from collections import defaultdict
from collections.abc import Sequence

from articles.problems.claims.judging import MIN_POINTS_TO_TELL, Found, JudgedSentence
from articles.problems.claims.page_rules import Places
from articles.problems.claims.passages import ClaimSeverity
from articles.problems.claims.rules import RuleBook

MIN_SENTENCES = 12
# From this share of promises on, a page is taken for one that promises.
PROMISING_SHARE = 0.3
MAX_CAUTION = 25
# On a page as careful as this, there is no warning about a sentence with fewer points.
CAREFUL_SHARE = 0.15
MIN_POINTS_TO_WARN = -15


def find_in_sentences(book: RuleBook, judged: Sequence[Sequence[JudgedSentence]]) -> Places:
    """Return what is wrong with sentences, by the numbers of the passage and of the sentence."""
    sentences = [sentence for own in judged for sentence in own]
    share = _share_of_promises(sentences)
    is_careful = share < CAREFUL_SHARE
    needed = MAX_CAUTION * max(0.0, PROMISING_SHARE - share) / PROMISING_SHARE
    if len(sentences) >= MIN_SENTENCES and share >= PROMISING_SHARE:
        needed += MIN_POINTS_TO_TELL
    found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for number, own in enumerate(judged):
        for position, sentence in enumerate(own):
            points, promise = sentence.promise
            for each in sentence.found:
                is_warning = book.rules[each.rule_id].severity is ClaimSeverity.WARN
                if not (is_careful and is_warning and points < MIN_POINTS_TO_WARN):
                    found[number, position].append(each)
            if promise and points >= needed:
                found[number, position].append(promise)
    return found


def _share_of_promises(sentences: Sequence[JudgedSentence]) -> float:
    if len(sentences) < MIN_SENTENCES:
        return 1
    promises = [
        each for each in sentences if each.found or each.promise.points >= MIN_POINTS_TO_TELL
    ]
    return len(promises) / len(sentences)
