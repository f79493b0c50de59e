"""The gate for copies, aliases and moves of public pages.

A page that is public stays so where it is, whatever rules came later. Whoever makes it public at
another address publishes it.
"""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from articles.models import ArticlePage
from articles.models.base import get_original
from articles.models.gated import GatedMixin
from articles.problems.claim_facts import ClaimFacts, read_claim_facts, read_site_facts
from articles.problems.required_content import BlockingIssue
from articles.publishing.errors import (
    ClaimTransferError,
    PublishingRefusedError,
    UnsignedTransferError,
)
from articles.publishing.gate import (
    claim_issues,
    describe_missing_sign_off,
    problem_issues,
    text_blocking_issues,
)
from articles.publishing.review_status import (
    ReviewStatus,
    get_review_status,
    get_site_id,
    is_sign_off_required,
)


def check_copies_publishable(page: Page, parent: Page, *, with_descendants: bool) -> None:
    """Check the copies of a page, and of the pages below it, that are to be live below `parent`.

    A copy is a new page: it is not signed, and none of its claims are waived.
    """
    required, facts = is_sign_off_required(parent), read_site_facts(parent)
    for each in _live_pages(page, with_descendants):
        if isinstance(each, ArticlePage):
            status = ReviewStatus(required=required)
            issues = text_blocking_issues(each, status, facts=facts)
        else:
            issues = problem_issues(each, facts=facts)
        if issues:
            raise PublishingRefusedError(each, issues)


def check_aliases_publishable(page: Page, parent: Page, *, with_descendants: bool) -> None:
    """Check the published pages that are aliased below `parent`.

    An alias shows the text of its original and changes with it. Within a site the waivers of the
    original hold, at another one none does.
    """
    check_publishable_on_other_site(page, parent, with_descendants=with_descendants)
    if get_site_id(page) != get_site_id(parent):
        return
    for each in _live_pages(page, with_descendants):
        _check_claims(each, read_claim_facts([_get_specific_original(each)])[0])


def check_publishable_on_other_site(
    page: Page, parent: Page, *, with_descendants: bool = True
) -> None:
    """Check the published pages that are moved or aliased below `parent`.

    Within a site nothing becomes public by a move.
    """
    if get_site_id(page) == get_site_id(parent):
        return
    required, facts = is_sign_off_required(parent), read_site_facts(parent)
    for each in _live_pages(page, with_descendants):
        if required and isinstance(each, ArticlePage):
            status = get_review_status(_get_specific_original(each), parent)
            if not status.may_publish:
                issue = BlockingIssue("", describe_missing_sign_off(status))
                raise UnsignedTransferError(each, [issue])
        _check_claims(each, facts)


def _check_claims(page: Any, facts: ClaimFacts) -> None:
    issues = claim_issues(page, facts)
    if not issues:
        return
    if (
        isinstance(page, ArticlePage)
        and get_review_status(_get_specific_original(page)).has_exception
    ):
        return
    raise ClaimTransferError(page, issues)


def _live_pages(page: Page, with_descendants: bool) -> Iterator[Any]:
    """Yield the published pages that the gate is asked about, one after the other."""
    pages = Page.objects.descendant_of(page, inclusive=True).live()
    if not with_descendants:
        pages = pages.filter(pk=page.pk)
    for each in pages.order_by("path").specific():
        if isinstance(each, GatedMixin):
            yield each


def _get_specific_original(page: Page) -> Any:
    """Return the page whose text, waivers and sign-offs an alias shows."""
    return get_original(page).specific
