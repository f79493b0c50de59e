"""Bulk actions on the drafts of articles, from the list of pages."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from articles.models import ArticlePage, Condition, PersonPage, TaggedCondition
from articles.publishing.errors import PublishingRefusedError
from articles.review.requests import unpublished_profile_message


class ArticleResult(NamedTuple):
    """The result for an article; articles with the same result share a message."""

    is_done: bool
    message: str


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
        self.titles: dict[ArticleResult, list[str]] = {}
        data = self.cleaned_form.cleaned_data
        return super().get_execution_context() | {"data": data, "titles": self.titles}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        for result, titles in sorted(self.titles.items(), key=lambda item: not item[0].is_done):
            add_message = messages.success if result.is_done else messages.warning
            listed = "; ".join(f"“{title}”" for title in titles)
            add_message(self.request, f"{result.message} {listed}")
        return response

    @classmethod
    def execute_action(
        cls, objects: list[Page], *, user: Any, data: dict, titles: dict, **context: Any
    ) -> tuple[int, int]:
        for page in objects:
            result = cls.execute_on(page.specific, user, data)
            titles.setdefault(result, []).append(page.get_admin_display_title())
        return len(objects), 0

    @classmethod
    def execute_on(cls, article: ArticlePage, user: Any, data: dict[str, Any]) -> ArticleResult:
        raise NotImplementedError


def save_draft(draft: ArticlePage, user: Any) -> None:
    """Save a draft without validation: it may have been incomplete before."""
    draft.save_revision(user=user, log_action=True, clean=False)


class ConditionForm(forms.Form):
    condition = forms.ModelChoiceField(
        Condition.objects.all(),
        label=_("Condition"),
        help_text=_("Choose from the library. Add new ones there."),
    )


class AddConditionBulkAction(ArticleBulkAction):
    display_name = _("Add condition")
    aria_label = _("Add a condition to the selected articles")
    action_type = "add_condition"
    action_priority = 110
    form_class = ConditionForm
    question = _("Which condition are these articles about?")
    confirm_label = _("Add condition")

    @classmethod
    def execute_on(cls, article: ArticlePage, user: Any, data: dict[str, Any]) -> ArticleResult:
        draft = article.get_latest_revision_as_object()
        if data["condition"] in draft.get_conditions():
            return ArticleResult(False, _("“%(condition)s” was there already:") % data)
        draft.tagged_conditions.add(TaggedCondition(tag=data["condition"]))
        save_draft(draft, user)
        message = _(
            "“%(condition)s” was added to these drafts. Publish them to show it to readers:"
        )
        return ArticleResult(True, message % data)


class ReviewerForm(forms.Form):
    reviewer = forms.ModelChoiceField(
        PersonPage.objects.all(),
        label=_("Assigned reviewer"),
        help_text=_("Reads and signs the articles."),
        widget=AdminPageChooser(target_models=[PersonPage]),
    )

    def clean_reviewer(self) -> PersonPage:
        reviewer = self.cleaned_data["reviewer"]
        if not reviewer.live:
            raise ValidationError(unpublished_profile_message(reviewer))
        return reviewer


class AskForReviewBulkAction(ArticleBulkAction):
    """Sets the reviewer to ask, and submits the articles to their workflows as the editor does."""

    display_name = _("Request review")
    aria_label = _("Ask a reviewer to sign the selected articles")
    action_type = "ask_for_review"
    action_priority = 105
    form_class = ReviewerForm
    question = _("Who should read and sign these articles?")
    confirm_label = _("Request review")

    @classmethod
    def execute_on(cls, article: ArticlePage, user: Any, data: dict[str, Any]) -> ArticleResult:
        if article.workflow_in_progress:
            return ArticleResult(False, str(_("Not changed, because a review is in progress:")))
        draft = article.get_latest_revision_as_object()
        draft.asked_reviewer = data["reviewer"]
        save_draft(draft, user)
        workflow = article.get_workflow()
        if workflow is None:
            message = _("%(reviewer)s was set as reviewer, but these pages have no workflow:")
            return ArticleResult(False, message % data)
        try:
            with transaction.atomic():
                workflow.start(ArticlePage.objects.get(pk=article.pk), user)
        except PublishingRefusedError as refused:
            # Without an active step, submitting publishes at once.
            message = _(
                "%(reviewer)s was set as reviewer, but the workflow has no active step, and the "
                "article was not published (%(reasons)s):"
            )
            return ArticleResult(False, message % (data | {"reasons": refused.reasons}))
        if not ArticlePage.objects.get(pk=article.pk).workflow_in_progress:
            message = _("%(reviewer)s was set as reviewer, but the workflow has no active step:")
            return ArticleResult(False, message % data)
        return ArticleResult(
            True, _("Submitted, with %(reviewer)s as the assigned reviewer:") % data
        )
