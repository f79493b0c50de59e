"""Count the claims of what is public, so that reports need not read thousands of pages.

A page or call to action is counted when it is published, when a claim in it is waived, and every
night by the command `measure_articles`: rules and settings may have changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from articles.models import ArticlePage, CallToAction, ClaimCount, Waiver, WaiverState
from articles.models.gated import GatedMixin
from articles.models.waiver import content_type_id
from articles.problems.claim_facts import read_claim_facts
from articles.problems.examination import Examination, examine
from articles.problems.object_texts import get_passages
from articles.problems.problem import Severity
from articles.problems.waivers import hash_sentence, normalise_sentence

BATCH_SIZE = 50
COUNTED = {Severity.ERROR: "stops", Severity.WARNING: "warnings"}
State = WaiverState.State


def count_all_claims() -> int:
    """Count the claims of all that is public but articles, which are counted as they are measured.

    Return the number of pages and calls to action.
    """
    number = 0
    for batch in _batches():
        update_claim_counts(batch)
        number += len(batch)
    return number


def update_claim_counts(objects: Sequence[Any]) -> None:
    """Count the claims of public pages and calls to action. Aliases have those of their sources."""
    counted = [obj for obj in objects if not getattr(obj, "alias_of_id", None)]
    facts = read_claim_facts(counted)
    store_claim_counts(
        [(obj, examine(obj, facts=own)) for obj, own in zip(counted, facts, strict=True)]
    )


def update_public_claims(obj: Any) -> None:
    """Count the claims of the public version of a page or call to action, if it has one."""
    public = type(obj)._default_manager.filter(pk=obj.pk, live=True).first()
    if public:
        update_claim_counts([public])
    else:
        store_waiver_states([(obj, examine(obj))])


@transaction.atomic
def store_claim_counts(examined: Sequence[tuple[Any, Examination]]) -> None:
    """Store the counts of some examinations, and what became of the waivers."""
    pages = [obj.pk for obj, _found in examined if isinstance(obj, Page)]
    calls = [obj.pk for obj, _found in examined if isinstance(obj, CallToAction)]
    ClaimCount.objects.filter(Q(page__in=pages) | Q(call_to_action__in=calls)).delete()
    ClaimCount.objects.bulk_create(
        ClaimCount(
            page_id=obj.pk if isinstance(obj, Page) else None,
            call_to_action_id=obj.pk if isinstance(obj, CallToAction) else None,
            family=family,
            **counts,
        )
        for obj, found in examined
        for family, counts in count_families(found).items()
    )
    store_waiver_states(examined)


def count_families(found: Examination) -> dict[str, dict[str, int]]:
    """Return the numbers of claims by family. Notes are advice, and not counted."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for problem in found.problems:
        if problem.claim:
            counts[problem.claim.family][COUNTED[problem.severity]] += 1
    for problem in found.waived:
        if problem.claim:
            counts[problem.claim.family]["waived"] += 1
    return counts


def store_waiver_states(examined: Sequence[tuple[Any, Examination]]) -> None:
    """Store what became of the waivers of some objects. A draft that is not public counts too."""
    waivers = Waiver.objects.active().of(*(obj for obj, _found in examined)).by_object()
    if not waivers:
        return
    found_states = []
    for obj, found in examined:
        if own := waivers.get((content_type_id(obj), str(obj.pk))):
            versions = [(obj, found), *_draft_of(obj)]
            found_states += [
                WaiverState(waiver=waiver, state=find_state(waiver, versions)) for waiver in own
            ]
    WaiverState.objects.bulk_create(
        found_states, update_conflicts=True, unique_fields=["waiver"], update_fields=["state"]
    )


def find_state(waiver: Waiver, versions: Iterable[tuple[Any, Examination]]) -> WaiverState.State:
    """Return what became of a waiver in the public text and in the draft: the best of both."""
    states = {_state_in(waiver, obj, found) for obj, found in versions}
    order = (State.IN_FORCE, State.NOT_NEEDED, State.SOURCES, State.SENTENCE)
    return next(state for state in order if state in states)


def _state_in(waiver: Waiver, obj: Any, found: Examination) -> WaiverState.State:
    if any(waiver.pk == each.pk for problem in found.waived for each in problem.waivers):
        return State.IN_FORCE
    sentence = normalise_sentence(waiver.sentence)
    claims = [each.claim for each in (*found.problems, *found.notes) if each.claim]
    same = [claim for claim in claims if normalise_sentence(claim.sentence) == sentence]
    # One of several kinds of claims in the sentence is waived, and others are not.
    content = hash_sentence(waiver.sentence, waiver.source_ids)
    if any(hash_sentence(claim.sentence, claim.cited_ids) == content for claim in same):
        return State.IN_FORCE
    if same:
        return State.SOURCES
    texts = (normalise_sentence(passage.text) for passage in get_passages(obj))
    return State.NOT_NEEDED if any(sentence in text for text in texts) else State.SENTENCE


def _draft_of(obj: Any) -> Iterator[tuple[Any, Examination]]:
    """Yield the draft of a public object that has other content."""
    if obj.live and obj.has_unpublished_changes:
        draft = obj.get_latest_revision_as_object()
        yield draft, examine(draft)


def _batches() -> Iterator[list[Any]]:
    """Yield some public objects at a time: not all need fit in memory."""
    pages = Page.objects.live().not_type(ArticlePage).filter(alias_of=None, depth__gt=1)
    pages = pages.order_by("pk")
    ids = list(pages.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH_SIZE):
        found = Page.objects.filter(pk__in=ids[start : start + BATCH_SIZE]).specific()
        yield [page for page in found if isinstance(page, GatedMixin)]
    calls = list(CallToAction._base_manager.filter(live=True))
    if calls:
        yield calls
