"""Why an article may not go public: the one answer for every way of publishing it."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.query import PageQuerySet

from articles.models import ArticlePage
from articles.problems.citations import Severity, find_problems
from articles.problems.required_content import BlockingIssue, check_required_content
from articles.publishing.clearance_status import (
    ReviewStatus,
    get_review_status,
    get_site_id,
    is_sign_off_required,
)


class PublishingRefusedError(Exception):
    """Somebody or something tried to publish an article that may not go public."""

    message: Any = gettext_lazy("“%(title)s” was not published.")

    def __init__(self, article: ArticlePage, found: list[BlockingIssue]):
        super().__init__(article, found)
        self.article = article
        self.blocking_issues = found

    def __str__(self) -> str:
        return " ".join([str(self.headline), *(issue.message for issue in self.blocking_issues)])

    @property
    def headline(self) -> str:
        return self.message % {"title": self.article.title}

    @property
    def html(self) -> SafeString:
        """All of it, for a message in the admin."""
        reasons = format_html_join(
            "", "<li>{}</li>", ((each.message,) for each in self.blocking_issues)
        )
        return format_html("{} <ul>{}</ul>", self.headline, reasons)


class TransferRefusedError(PublishingRefusedError):
    """The same for an article that is public elsewhere, and would be on another site."""

    message = gettext_lazy(
        "Nothing was moved or copied: the other site publishes only what is signed, and “%(title)s”"
        " is not."
    )


def blocking_issues(article: ArticlePage) -> list[BlockingIssue]:
    """All reasons not to publish the article as it is here; none if it may go public.

    What it must have, no exception makes up for.
    """
    return check_required_content(article) + text_blocking_issues(
        article, get_review_status(article)
    )


def text_blocking_issues(article: ArticlePage, status: ReviewStatus) -> list[BlockingIssue]:
    """The reasons that lie in what the article says, for a form that checks its fields itself."""
    if status.has_exception:
        return []
    errors = [each for each in find_problems(article) if each.severity == Severity.ERROR]
    found = [BlockingIssue(error.where, error.what) for error in errors]
    if not status.may_publish:
        found.append(BlockingIssue("", describe_missing_sign_off(status)))
    return found


def describe_missing_sign_off(status: ReviewStatus) -> str:
    """What is missing, and what to do about it."""
    if status.was_ever_signed:
        advice = _("Submit it for review, or say why the change needs none.")
    else:
        advice = _("Submit it for review.")
    return f"{status.description} {advice}"


def check_publishable(article: ArticlePage) -> None:
    """Raise `PublishingRefusedError` unless the article may go public."""
    if found := blocking_issues(article):
        raise PublishingRefusedError(article, found)


def get_version_to_publish(article: ArticlePage) -> ArticlePage:
    """The version that publishing the page now would publish.

    Wagtail publishes the latest revision, also where it counts the page as having no draft.
    """
    revision = article.get_latest_revision()
    return revision.as_object() if revision else article


def check_copies_publishable(page: Page, parent: Page, *, with_descendants: bool) -> None:
    """The same for copies below `parent` that are to be public at once, of a page and of those
    below it.

    A copy is an article of its own: nobody has signed it.
    """
    required = is_sign_off_required(parent)
    for article in _live_articles(page, with_descendants):
        if found := text_blocking_issues(article, ReviewStatus(required=required)):
            raise PublishingRefusedError(article, found)


def check_publishable_on_other_site(
    page: Page, parent: Page, *, with_descendants: bool = True
) -> None:
    """The same for what is public and comes to stand below `parent` as it is: moved, or as aliases.

    Within a site nothing goes public by that which was not before.
    """
    if get_site_id(page) == get_site_id(parent) or not is_sign_off_required(parent):
        return
    for article in _live_articles(page, with_descendants):
        status = get_review_status(_resolve_alias(article), parent)
        if not status.may_publish:
            raise TransferRefusedError(
                article, [BlockingIssue("", describe_missing_sign_off(status))]
            )


def _live_articles(page: Page, with_descendants: bool) -> PageQuerySet:
    found = ArticlePage.objects.descendant_of(page, inclusive=True).live()
    return found if with_descendants else found.filter(pk=page.pk)


def _resolve_alias(article: ArticlePage) -> ArticlePage:
    """The article whose text an alias shows, with whose signatures."""
    while article.alias_of_id:
        article = ArticlePage.objects.get(pk=article.alias_of_id)
    return article
