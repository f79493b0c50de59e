"""The one list of problems, which every list, count and check uses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from articles.models import ArticlePage
from articles.models.cited_references import get_references_by_id
from articles.models.claim_policy import OWN_FAMILY
from articles.problems import messages
from articles.problems.banned_words import find_banned_words
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.citations import find_citation_problems
from articles.problems.claim_facts import ClaimFacts, read_claim_facts
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import Claim, ClaimSeverity, FamilyLevel, Passage
from articles.problems.content_hash import works_by_id
from articles.problems.object_texts import get_cited_ids, get_facts, get_passages
from articles.problems.problem import Problem, ProblemCode, Severity, Spot
from articles.problems.waivers import settle
from articles.problems.whole_article import find_article_problems

SEVERITIES = {
    ClaimSeverity.STOP: Severity.ERROR,
    ClaimSeverity.WARN: Severity.WARNING,
    ClaimSeverity.NOTE: Severity.NOTE,
}
# The codes of rules that are about a whole page.
CODES = {
    "J1": ProblemCode.CONTRADICTION,
    "J2": ProblemCode.WEAK_BASE,
    "J3": ProblemCode.STALE,
    "J5": ProblemCode.CONTRADICTION,
}


@dataclass(frozen=True)
class Examination:
    """The problems of a page or snippet, the claims in it that are waived, and notes on style."""

    problems: list[Problem] = field(default_factory=list)
    waived: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def find_problems(
    obj: Any,
    reading: BodyReading | None = None,
    facts: ClaimFacts | None = None,
    *,
    with_rows: bool = True,
) -> list[Problem]:
    """Return the problems of any page or draftable snippet: see `examine`."""
    return examine(obj, reading, facts, with_rows=with_rows).problems


def examine(
    obj: Any,
    reading: BodyReading | None = None,
    facts: ClaimFacts | None = None,
    *,
    parent: Page | None = None,
    with_rows: bool = True,
) -> Examination:
    """Return what is wrong with a page or snippet in document order.

    Articles are checked as a whole, with their citations, and claims everywhere. `reading` is the
    reading of an article's body and `facts` are those of its claims, if the caller has them; else
    two queries each at most, and one for its authors. `parent` is the page above one that is not
    in the tree yet. Without `with_rows`, the rows below it, such as prices, are left out: a form
    has not set them yet.
    """
    facts = facts or read_claim_facts([obj], parent)[0]
    found: list[Problem] = []
    if isinstance(obj, ArticlePage):
        reading = reading or read_body(obj.body)
        found += find_article_problems(obj, reading, facts.max_grade)
        found += find_citation_problems(obj, reading)
    examination = Examination()
    for problem in (*found, *find_claims(obj, facts, reading, with_rows=with_rows)):
        if problem.waivers:
            examination.waived.append(problem)
        elif problem.severity == Severity.NOTE:
            examination.notes.append(problem)
        else:
            examination.problems.append(problem)
    if reading:
        places = {part.path[0]: n for n, each in enumerate(reading.sections) for part in each.parts}
        examination.problems.sort(key=lambda problem: places.get(problem.block_id, -1))
    return examination


def find_claims(
    obj: Any, facts: ClaimFacts, reading: BodyReading | None = None, *, with_rows: bool = True
) -> Iterator[Problem]:
    """Yield the claims of an object. Those with waivers are waived as a whole.

    Without the reading of an article's body, at most two queries for the sources.
    """
    if facts.settings is None:
        return
    sections = reading and {"body": reading.sections}
    passages = get_passages(obj, sections, with_rows=with_rows)
    references = reading.references if reading else get_references_by_id(get_cited_ids(passages))
    works = works_by_id(references)
    # Sources of waivers that the text does not cite any more, or that were merged.
    if gone := {pk for waiver in facts.waivers for pk in waiver.source_ids} - works.keys():
        works |= works_by_id(get_references_by_id(gone))
    own_level = facts.settings.levels[OWN_FAMILY]
    own_severity = {FamilyLevel.STOP: ClaimSeverity.STOP, FamilyLevel.WARN: ClaimSeverity.WARN}.get(
        own_level, ClaimSeverity.NOTE
    )
    by_path: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        by_path.setdefault(passage.path, []).append(passage)
    for claim in (
        *check_claims(passages, get_facts(references), facts.settings),
        *find_banned_words(passages, facts.banned, own_severity),
    ):
        spot = _get_spot(claim, by_path.get(claim.path, ()))
        settled = settle(claim, facts.waivers, facts.settings, works)
        if settled.claim:
            yield _as_problem(settled.claim, spot)
        else:
            yield _as_problem(claim, spot, settled.waivers)


def _get_spot(claim: Claim, passages: Iterable[Passage]) -> Spot:
    """Return the words of a claim in their sentence. `passages` are those of its text."""
    sentence = claim.sentence
    earlier = sum(
        passage.text.count(sentence, 0, claim.sentence_start if is_own else None)
        for passage in passages
        if (is_own := passage.paragraph == claim.paragraph) or passage.paragraph < claim.paragraph
    )
    first, last = claim.start - claim.sentence_start, claim.end - claim.sentence_start
    if not claim.quote or first < 0 or sentence[first:last] != claim.quote:
        return Spot("", sentence, "", earlier)
    return Spot(sentence[:first], claim.quote, sentence[last:], earlier)


def _as_problem(claim: Claim, spot: Spot, waivers: tuple[Any, ...] = ()) -> Problem:
    return Problem(
        CODES.get(claim.rule_id, ProblemCode.CLAIM),
        SEVERITIES[claim.severity],
        claim.path,
        claim.where,
        messages.claim_message(claim),
        claim=claim,
        waivers=waivers,
        spot=spot,
    )
