"""The publish gate: the reasons why something may not be published, for every publishing path."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from articles.models import ArticlePage
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.claim_facts import ClaimFacts, read_claim_facts
from articles.problems.examination import find_claims, find_problems
from articles.problems.problem import ProblemCode, Severity
from articles.problems.required_content import BlockingIssue, check_required_content
from articles.problems.unfilled import check_filled
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.expiry import describe_expiry, has_passed
from articles.publishing.review_status import ReviewStatus, get_review_status
from articles.publishing.signing import Obstacle, find_obstacles


def blocking_issues(obj: Any) -> list[BlockingIssue]:
    """Return all reasons not to publish a page or snippet as it is.

    Other pages than articles, and snippets, need no sign-off: places to fill in and claims stop
    them.
    """
    if isinstance(obj, ArticlePage):
        return article_blocking_issues(obj)
    unfilled = check_filled(obj) if isinstance(obj, Page) else []
    return [*unfilled, *problem_issues(obj)]


def article_blocking_issues(article: ArticlePage) -> list[BlockingIssue]:
    """Return all reasons not to publish the article as it is.

    No exception makes up for missing required content or an expiry that has passed.
    """
    reading = read_body(article.body)
    status = get_review_status(article, reading=reading)
    issues = check_required_content(article) + text_blocking_issues(article, status, reading)
    if has_passed(article.expire_at):
        issues.insert(0, BlockingIssue("", describe_expiry(article.expire_at)))
    return issues


def text_blocking_issues(
    article: ArticlePage,
    status: ReviewStatus,
    reading: BodyReading | None = None,
    facts: ClaimFacts | None = None,
    *,
    with_rows: bool = True,
) -> list[BlockingIssue]:
    """Return the reasons that a form cannot find in single fields: problems and the sign-off."""
    if status.has_exception:
        return []
    issues = problem_issues(article, reading, facts, with_rows=with_rows)
    if not status.may_publish:
        obstacles = find_obstacles(article, status.submission)
        issues.append(BlockingIssue("", describe_missing_sign_off(status, obstacles)))
    return issues


def problem_issues(
    obj: Any,
    reading: BodyReading | None = None,
    facts: ClaimFacts | None = None,
    *,
    with_rows: bool = True,
) -> list[BlockingIssue]:
    """Return the problems that stop publishing a page or snippet.

    An empty standfirst is named with the other required content.
    """
    problems = find_problems(obj, reading, facts, with_rows=with_rows)
    return [
        BlockingIssue(each.where, each.what, bool(each.claim and each.claim.is_waivable))
        for each in problems
        if each.severity == Severity.ERROR
        and not (each.code == ProblemCode.NO_STANDFIRST and not obj.summary)
    ]


def typed_issues(obj: Any, parent: Page | None = None) -> list[BlockingIssue]:
    """Return the problems of a page or snippet as typed. A new page will be below `parent`.

    The instance has the rows of before: those that were typed are checked once they are saved.
    """
    return problem_issues(obj, facts=read_claim_facts([obj], parent)[0], with_rows=False)


def claim_issues(obj: Any, facts: ClaimFacts) -> list[BlockingIssue]:
    """Return the claims that would stop publishing under other settings and waivers."""
    return [
        BlockingIssue(each.where, each.what)
        for each in find_claims(obj, facts)
        if each.severity == Severity.ERROR and not each.waivers
    ]


def describe_missing_sign_off(status: ReviewStatus, obstacles: Iterable[Obstacle] = ()) -> str:
    """Return the status of the text, what to do, and what is missing for that."""
    if status.submission:
        advice = status.submission.description
        if status.was_ever_signed:
            advice += " " + _("You can also give the reason why the change is minor.")
    elif status.was_ever_signed:
        advice = _("Submit it for review, or give the reason why the change is minor.")
    else:
        advice = _("Submit it for review.")
    return " ".join([status.description, advice, *(each.message for each in obstacles)])


def check_publishable(obj: Any) -> None:
    """Raise `PublishingRefusedError` unless the page or snippet may be published."""
    if issues := blocking_issues(obj):
        raise PublishingRefusedError(obj, issues)


def check_before_publish(sender: Any, revision: Revision, **kwargs: Any) -> None:
    """Receiver of `pre_publish`: raise `PublishingRefusedError` unless it may be published.

    Skipped once for content that `check_in_advance` found publishable.
    """
    checked = revision.__dict__.pop("_publishable_content", None)
    if checked is None or checked != _dump_content(revision):
        check_publishable(revision.as_object())


def check_in_advance(page: Page) -> None:
    """Check the revision that is published next, so that its publication need not check again.

    The result is stored on this instance of the revision, together with the content it is for.
    """
    revision = page.get_latest_revision()
    check_publishable(revision.as_object() if revision else page)
    if revision:
        revision._publishable_content = _dump_content(revision)


def _dump_content(revision: Revision) -> str:
    return json.dumps(revision.content, cls=DjangoJSONEncoder)


def get_version_to_publish(page: Page) -> Page:
    """Return the latest revision, which Wagtail publishes even for a page without a draft."""
    revision = page.get_latest_revision()
    return revision.as_object() if revision else page
