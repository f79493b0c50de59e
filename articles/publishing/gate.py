"""The publish gate: the reasons why a page may not be published, for every publishing path."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet

from articles.models import ArticlePage
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.citations import Severity, find_problems
from articles.problems.required_content import BlockingIssue, check_required_content
from articles.problems.unfilled import check_filled
from articles.publishing.expiry import describe_expiry, has_passed
from articles.publishing.review_status import (
    ReviewStatus,
    get_review_status,
    get_site_id,
    is_sign_off_required,
)
from articles.publishing.signing import Obstacle, find_obstacles


class PublishingRefusedError(Exception):
    """The page may not be published."""

    message: Any = gettext_lazy("“%(title)s” was not published.")

    def __init__(self, page: Page, issues: list[BlockingIssue]):
        super().__init__(page, issues)
        self.page = page
        self.blocking_issues = issues

    def __str__(self) -> str:
        return f"{self.headline} {self.reasons}"

    @property
    def headline(self) -> str:
        return self.message % {"title": self.page.title}

    @property
    def reasons(self) -> str:
        return " ".join(issue.message for issue in self.blocking_issues)

    @property
    def html(self) -> SafeString:
        """Headline and reasons for a message in the admin."""
        items = ((issue.message,) for issue in self.blocking_issues)
        return format_html(
            "{} <ul>{}</ul>", self.headline, format_html_join("", "<li>{}</li>", items)
        )


class TransferRefusedError(PublishingRefusedError):
    """A published article may not be moved or aliased to a site that requires its sign-off."""

    message = gettext_lazy(
        "Nothing was moved or copied: the other site publishes only signed articles, and"
        " “%(title)s” is not signed."
    )


def blocking_issues(page: Page) -> list[BlockingIssue]:
    """Return all reasons not to publish the page as it is: an article, or any other page."""
    return article_blocking_issues(page) if isinstance(page, ArticlePage) else check_filled(page)


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
    article: ArticlePage, status: ReviewStatus, reading: BodyReading | None = None
) -> list[BlockingIssue]:
    """Return the reasons that a form cannot find in single fields: problems and the sign-off."""
    if status.has_exception:
        return []
    problems = find_problems(article, reading)
    errors = [each for each in problems if each.severity == Severity.ERROR]
    issues = [BlockingIssue(error.where, error.what) for error in errors]
    if not status.may_publish:
        obstacles = find_obstacles(article, status.submission)
        issues.append(BlockingIssue("", describe_missing_sign_off(status, obstacles)))
    return issues


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


def check_publishable(page: Page) -> None:
    """Raise `PublishingRefusedError` unless the page may be published."""
    if issues := blocking_issues(page):
        raise PublishingRefusedError(page, issues)


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


def check_copies_publishable(page: Page, parent: Page, *, with_descendants: bool) -> None:
    """Check the copies of a page, and of the pages below it, that are to be live below `parent`.

    A copy is a new article, which is not signed.
    """
    required = is_sign_off_required(parent)
    for article in _live_articles(page, with_descendants):
        if issues := text_blocking_issues(article, ReviewStatus(required=required)):
            raise PublishingRefusedError(article, issues)


def check_publishable_on_other_site(
    page: Page, parent: Page, *, with_descendants: bool = True
) -> None:
    """Check the published articles that are moved or aliased below `parent`.

    Within a site nothing becomes public by that.
    """
    if get_site_id(page) == get_site_id(parent) or not is_sign_off_required(parent):
        return
    for article in _live_articles(page, with_descendants):
        status = get_review_status(_resolve_alias(article), parent)
        if not status.may_publish:
            issue = BlockingIssue("", describe_missing_sign_off(status))
            raise TransferRefusedError(article, [issue])


def _live_articles(page: Page, with_descendants: bool) -> PageQuerySet:
    articles = ArticlePage.objects.descendant_of(page, inclusive=True).live()
    return articles if with_descendants else articles.filter(pk=page.pk)


def _resolve_alias(article: ArticlePage) -> ArticlePage:
    """Return the article whose text and sign-offs an alias shows."""
    while article.alias_of_id:
        article = ArticlePage.objects.get(pk=article.alias_of_id)
    return article
