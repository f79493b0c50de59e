"""The refusal to publish a page or snippet, with its reasons in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from articles.problems.required_content import BlockingIssue


def describe_waiving(issues: Iterable[BlockingIssue]) -> str:
    """Return where claims are waived; an empty string if none of the issues is such a claim."""
    if not any(issue.is_waivable for issue in issues):
        return ""
    return _(
        "If a sentence is right as it is, waive it with a reason in the panel “Problems” of its"
        " editor, at the top right."
    )


class PublishingRefusedError(Exception):
    """The page or snippet may not be published."""

    message: Any = gettext_lazy("“%(title)s” was not published.")

    def __init__(self, obj: Any, issues: list[BlockingIssue]):
        super().__init__(obj, issues)
        self.object = obj
        self.blocking_issues = issues

    def __str__(self) -> str:
        return f"{self.headline} {self.reasons}"

    @property
    def title(self) -> str:
        return self.object.title if isinstance(self.object, Page) else str(self.object)

    @property
    def headline(self) -> str:
        return self.message % {"title": self.title}

    @property
    def reasons(self) -> str:
        messages = [issue.message for issue in self.blocking_issues]
        return " ".join(filter(None, [*messages, describe_waiving(self.blocking_issues)]))

    @property
    def html(self) -> SafeString:
        """Headline and reasons for a message in the admin."""
        items = ((issue.message,) for issue in self.blocking_issues)
        reasons = format_html_join("", "<li>{}</li>", items)
        advice = describe_waiving(self.blocking_issues)
        return format_html("{} <ul>{}</ul> {}", self.headline, reasons, advice)


class UnsignedTransferError(PublishingRefusedError):
    """A published article may not be moved or aliased to a site that requires its sign-off."""

    message = gettext_lazy(
        "Nothing was moved or copied: the other site publishes only signed articles, and"
        " “%(title)s” is not signed."
    )


class ClaimTransferError(PublishingRefusedError):
    """A published page may not be moved, copied or aliased to where its claims stop it."""

    message = gettext_lazy("Nothing was moved or copied: “%(title)s” could not be published there.")
