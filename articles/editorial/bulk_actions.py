"""Bulk actions on the drafts of articles, from the list of pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from articles.models import ArticlePage, Condition, PersonPage, TaggedCondition
from articles.publishing.gate import PublishingRefusedError
from articles.review.requests import unpublished_profile_message


class ActionResults:
    """The titles of the articles, grouped by result."""

    def __init__(self) -> None:
        self.done: dict[str, list[str]] = {}
        self.skipped: dict[str, list[str]] = {}

    def add_success(self, result: str, article: ArticlePage) -> None:
        self.done.setdefault(result, []).append(article.get_admin_display_title())

    def add_skipped(self, reason: str, article: ArticlePage) -> None:
        self.skipped.setdefault(reason, []).append(article.get_admin_display_title())

    def add_messages(self, request: Any) -> None:
        """Add a message for each result."""
        for result, titles in self.done.items():
            messages.success(request, _format_result(result, titles))
        for reason, titles in self.skipped.items():
            messages.warning(request, _format_result(reason, titles))


def _format_result(result: str, titles: Iterable[str]) -> str:
    return f"{result} {'; '.join(f'“{title}”' for title in titles)}"


class ArticleBulkAction(PageBulkAction):
    """Base of actions that change drafts; restricted to editable articles, with a result for each.

    The confirmation page shows `question` and a button with `confirm_label`.
    """

    template_name = "articles/admin/bulk_actions/confirm.html"
    question: Any = ""
    confirm_label: Any = ""

    def check_perm(self, page: Page) -> bool:
        """Exclude aliases and locked articles, also those locked by a review."""
        if not issubclass(page.specific_class or Page, ArticlePage) or page.alias_of_id:
            return False
        permissions = page.specific.permissions_for_user(self.request.user)
        return permissions.can_edit() and not permissions.page_locked()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"question": self.question, "confirm_label": self.confirm_label}

    def get_execution_context(self) -> dict[str, Any]:
        self.results = ActionResults()
        data = self.cleaned_form.cleaned_data
        return super().get_execution_context() | data | {"results": self.results}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.results.add_messages(self.request)
        return response

    @classmethod
    def execute_action(cls, objects: list[Page], **context: Any) -> tuple[int, int]:
        for page in objects:
            cls.execute_on(page.specific, **context)
        return len(objects), 0

    @classmethod
    def execute_on(cls, article: ArticlePage, *, results: ActionResults, **context: Any) -> None:
        raise NotImplementedError


def save_draft(draft: ArticlePage, user: Any) -> None:
    """Save a draft without validation: it may have been incomplete before."""
    draft.save_revision(user=user, log_action=True, clean=False)


class ConditionForm(forms.Form):
    condition = forms.ModelChoiceField(
        Condition.objects.all(),
        label=gettext_lazy("Condition"),
        help_text=gettext_lazy("Choose from the library. New conditions are added there."),
    )


class AddConditionBulkAction(ArticleBulkAction):
    """Adds a condition to the articles."""

    display_name = gettext_lazy("Add condition")
    aria_label = gettext_lazy("Add a condition to the selected articles")
    action_type = "add_condition"
    action_priority = 110
    form_class = ConditionForm
    question = gettext_lazy("Which condition are these articles about?")
    confirm_label = gettext_lazy("Add condition")

    @classmethod
    def execute_on(
        cls,
        article: ArticlePage,
        *,
        results: ActionResults,
        user: Any = None,
        condition: Condition | None = None,
        **context: Any,
    ) -> None:
        draft = article.get_latest_revision_as_object()
        names = {"condition": condition}
        if condition in draft.get_conditions():
            results.add_skipped(_("“%(condition)s” was there already:") % names, article)
            return
        draft.tagged_conditions.add(TaggedCondition(tag=condition))
        save_draft(draft, user)
        message = _("“%(condition)s” was added to the draft. Publish it to show it to readers:")
        results.add_success(message % names, article)


class ReviewerForm(forms.Form):
    reviewer = forms.ModelChoiceField(
        PersonPage.objects.all(),
        label=gettext_lazy("Reviewer to ask"),
        help_text=gettext_lazy("Reads and signs the articles."),
        widget=AdminPageChooser(target_models=[PersonPage]),
    )

    def clean_reviewer(self) -> PersonPage:
        reviewer = self.cleaned_data["reviewer"]
        if not reviewer.live:
            raise ValidationError(unpublished_profile_message(reviewer))
        return reviewer


class AskForReviewBulkAction(ArticleBulkAction):
    """Sets the reviewer to ask, and submits the articles to their workflows as the editor does."""

    display_name = gettext_lazy("Ask for review")
    aria_label = gettext_lazy("Ask a reviewer to read the selected articles")
    action_type = "ask_for_review"
    action_priority = 105
    form_class = ReviewerForm
    question = gettext_lazy("Who is to read and sign these articles?")
    confirm_label = gettext_lazy("Ask for review")

    @classmethod
    def execute_on(
        cls,
        article: ArticlePage,
        *,
        results: ActionResults,
        user: Any = None,
        reviewer: PersonPage | None = None,
        **context: Any,
    ) -> None:
        if article.workflow_in_progress:
            results.add_skipped(_("Not changed, because a review is in progress:"), article)
            return
        draft = article.get_latest_revision_as_object()
        draft.asked_reviewer = reviewer
        save_draft(draft, user)
        names = {"reviewer": reviewer}
        workflow = article.get_workflow()
        if workflow is None:
            message = _("%(reviewer)s was set as reviewer, but these pages have no workflow:")
            results.add_skipped(message % names, article)
            return
        try:
            with transaction.atomic():
                workflow.start(ArticlePage.objects.get(pk=article.pk), user)
        except PublishingRefusedError as refused:
            # Without an active step, submitting publishes at once.
            message = _(
                "%(reviewer)s was set as reviewer, but the workflow has no active step, and the "
                "article was not published (%(reasons)s):"
            )
            results.add_skipped(message % (names | {"reasons": refused.reasons}), article)
            return
        if ArticlePage.objects.get(pk=article.pk).workflow_in_progress:
            message = _("Submitted, with %(reviewer)s as the reviewer to ask:")
            results.add_success(message % names, article)
        else:
            message = _("%(reviewer)s was set as reviewer, but the workflow has no active step:")
            results.add_skipped(message % names, article)
