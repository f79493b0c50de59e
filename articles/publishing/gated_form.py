"""The gate in forms: what stops publishing is shown beside what was typed."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from articles.problems.required_content import BlockingIssue
from articles.publishing.errors import describe_waiving
from articles.publishing.foreign_choices import OwnChoicesForm
from articles.publishing.gate import typed_issues


class GatedFormMixin:
    """Mixin for the forms of pages and snippets that the gate is asked about."""

    instance: Any
    data: Mapping[str, Any]

    @property
    def is_publishing(self) -> bool:
        """True if the form publishes or schedules, and has no other errors."""
        is_draft = getattr(self, "is_deferred_validation", False)
        return "action-publish" in self.data and not is_draft and not self.errors  # type: ignore[attr-defined]

    def get_text_issues(self) -> list[BlockingIssue]:
        """Return what stops publishing the instance, which has the values of the form."""
        parent: Page | None = getattr(self, "parent_page", None)
        return typed_issues(self.instance, parent)

    def _post_clean(self) -> None:
        """Ask the gate once the instance has the values of the form."""
        super()._post_clean()  # type: ignore[misc]
        if self.is_publishing:
            issues = self.get_text_issues()
            messages = [issue.message for issue in issues]
            for message in filter(None, [*messages, describe_waiving(issues)]):
                self.add_error(None, message)  # type: ignore[attr-defined]


class GatedSnippetForm(GatedFormMixin, OwnChoicesForm):
    """The form of snippets with drafts."""
