"""What our bulk actions share: only articles one may edit, and an account of every one of them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from articles.models import ArticlePage


class ActionResults:
    """What became of each article, kept in groups of the same outcome."""

    def __init__(self) -> None:
        self.done: dict[str, list[str]] = {}
        self.skipped: dict[str, list[str]] = {}

    def add_success(self, outcome: str, article: ArticlePage) -> None:
        self.done.setdefault(outcome, []).append(article.get_admin_display_title())

    def add_skipped(self, reason: str, article: ArticlePage) -> None:
        self.skipped.setdefault(reason, []).append(article.get_admin_display_title())

    def add_messages(self, request: Any) -> None:
        """One message for each outcome, with the titles it concerns."""
        for outcome, titles in self.done.items():
            messages.success(request, _format_result(outcome, titles))
        for reason, titles in self.skipped.items():
            messages.warning(request, _format_result(reason, titles))


def _format_result(outcome: str, titles: Iterable[str]) -> str:
    return f"{outcome} {'; '.join(f'“{title}”' for title in titles)}"


class ArticleBulkAction(PageBulkAction):
    """Changes the latest draft of each chosen article; what visitors see stays as it is.

    `question` and `confirm_label` are what the page before it asks and the button says.
    """

    template_name = "articles/admin/bulk_actions/confirm.html"
    question: Any = ""
    confirm_label: Any = ""

    def check_perm(self, page: Page) -> bool:
        """An article that is not a copy kept in step with another, nor locked, and may be edited.

        One that is locked while it is reviewed counts as locked, as in the editor.
        """
        if not issubclass(page.specific_class or Page, ArticlePage) or page.alias_of_id:
            return False
        may = page.specific.permissions_for_user(self.request.user)
        return may.can_edit() and not may.page_locked()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "confirm_label": self.confirm_label,
        }

    def get_execution_context(self) -> dict[str, Any]:
        self.outcomes = ActionResults()
        chosen = self.cleaned_form.cleaned_data
        return super().get_execution_context() | chosen | {"outcomes": self.outcomes}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.outcomes.add_messages(self.request)
        return response

    @classmethod
    def execute_action(
        cls, objects: list[Page], *, outcomes: ActionResults, **context: Any
    ) -> tuple[int, int]:
        for page in objects:
            cls.execute_on(page.specific, outcomes=outcomes, **context)
        return len(objects), 0

    @classmethod
    def execute_on(cls, article: ArticlePage, *, outcomes: ActionResults, **context: Any) -> None:
        raise NotImplementedError


def save_draft(draft: ArticlePage, user: Any) -> None:
    """A new draft. It is not checked: what was unfinished before may stay so."""
    draft.save_revision(user=user, log_action=True, clean=False)
