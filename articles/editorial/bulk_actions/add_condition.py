"""Says of many articles at once what they are about."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.editorial.bulk_actions.base import ActionResults, ArticleBulkAction, save_draft
from articles.models import ArticlePage, Condition, TaggedCondition


class ConditionForm(forms.Form):
    condition = forms.ModelChoiceField(
        Condition.objects.all(),
        label=gettext_lazy("Condition"),
        help_text=gettext_lazy("Those of the library. A new one is made there first."),
    )


class AddConditionBulkAction(ArticleBulkAction):
    display_name = gettext_lazy("Add condition")
    aria_label = gettext_lazy("Add a condition to the selected articles")
    action_type = "add_condition"
    action_priority = 110
    form_class = ConditionForm
    question = gettext_lazy("Which condition are these articles about?")
    confirm_label = gettext_lazy("Add it")

    @classmethod
    def execute_on(
        cls,
        article: ArticlePage,
        *,
        outcomes: ActionResults,
        user: Any = None,
        condition: Condition | None = None,
        **context: Any,
    ) -> None:
        draft = article.get_latest_revision_as_object()
        names = {"condition": condition}
        if condition in draft.get_conditions():
            outcomes.add_skipped(_("About “%(condition)s” already:") % names, article)
            return
        draft.tagged_conditions.add(TaggedCondition(tag=condition))
        save_draft(draft, user)
        done = _("“%(condition)s” was added to the draft, which readers see once published:")
        outcomes.add_success(done % names, article)
