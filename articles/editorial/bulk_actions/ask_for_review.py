"""Asks one reviewer to read many articles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser

from articles.editorial.bulk_actions.base import ActionResults, ArticleBulkAction, save_draft
from articles.models import ArticlePage, PersonPage
from articles.publishing.gate import PublishingRefusedError
from articles.review.requests import unpublished_profile_message


class ReviewerForm(forms.Form):
    reviewer = forms.ModelChoiceField(
        PersonPage.objects.all(),
        label=gettext_lazy("Reviewer to ask"),
        help_text=gettext_lazy("Who reads the articles, and signs them."),
        widget=AdminPageChooser(target_models=[PersonPage]),
    )

    def clean_reviewer(self) -> PersonPage:
        reviewer = self.cleaned_data["reviewer"]
        if not reviewer.live:
            raise ValidationError(unpublished_profile_message(reviewer))
        return reviewer


class AskForReviewBulkAction(ArticleBulkAction):
    """Notes whom to ask and submits each article to its workflow, as the editor's button does."""

    display_name = gettext_lazy("Ask for review")
    aria_label = gettext_lazy("Ask a reviewer to read the selected articles")
    action_type = "ask_for_review"
    action_priority = 105
    form_class = ReviewerForm
    question = gettext_lazy("Who shall read and sign these articles?")
    confirm_label = gettext_lazy("Ask for review")

    @classmethod
    def execute_on(
        cls,
        article: ArticlePage,
        *,
        outcomes: ActionResults,
        user: Any = None,
        reviewer: PersonPage | None = None,
        **context: Any,
    ) -> None:
        if article.workflow_in_progress:
            outcomes.add_skipped(_("Being reviewed already, and left as it is:"), article)
            return
        draft = article.get_latest_revision_as_object()
        draft.asked_reviewer = reviewer
        save_draft(draft, user)
        workflow = article.get_workflow()
        names = {"reviewer": reviewer}
        if workflow is None:
            noted = _("%(reviewer)s is noted, but no workflow is set for pages here:")
            outcomes.add_skipped(noted % names, article)
            return
        try:
            with transaction.atomic():
                workflow.start(ArticlePage.objects.get(pk=article.pk), user)
        except PublishingRefusedError as refused:
            # No step is switched on: submitting would have published it at once.
            told = names | {"reasons": " ".join(issue.message for issue in refused.blocking_issues)}
            noted = _(
                "%(reviewer)s is noted, but the workflow has no step that waits for anybody, and "
                "this was not published (%(reasons)s):"
            )
            outcomes.add_skipped(noted % told, article)
            return
        if not ArticlePage.objects.get(pk=article.pk).workflow_in_progress:
            noted = _("%(reviewer)s is noted, but the workflow has no step that waits for anybody:")
            outcomes.add_skipped(noted % names, article)
            return
        outcomes.add_success(
            _("Submitted, with %(reviewer)s as the reviewer to ask:") % names, article
        )
