"""The gate in the form: what stops an article is told beside what was typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from articles.models import Clearance
from articles.publishing.clearance_status import ReviewStatus, get_review_status
from articles.publishing.gate import text_blocking_issues
from articles.publishing.override import record_requested_overrides
from articles.publishing.permissions import user_can_publish

MAX_REASON_LENGTH = 300


def reason_field(label, help_text) -> forms.CharField:
    """Too long a reason is told when it counts: it does not keep a draft from being saved."""
    widget = forms.TextInput(attrs={"maxlength": MAX_REASON_LENGTH})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False)


class GatedForm(WagtailAdminPageForm):
    """Publishing, at once or on a day to come, asks the gate. Saving a draft does not.

    Reasons count for the version they are given with, and only when it is published: the page
    keeps them as `requested_overrides`, to be recorded once it has a number. Approving a step of a
    workflow from the form is like publishing here, but the gate is asked only where it does.
    """

    minor_reason = reason_field(
        gettext_lazy("Minor change that needs no new review, because"),
        gettext_lazy(
            "When you publish an article that was signed before. Kept with your name; the date of "
            "the review stays."
        ),
    )
    exception_reason = reason_field(
        gettext_lazy("Publish in spite of all problems, because"),
        gettext_lazy("For emergencies. Kept with your name in the history of the page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and not user_can_publish(self.instance, self.parent_page, self.for_user):
            self.fields.pop("minor_reason", None)

    def save(self, commit: bool = True) -> Any:
        """A step is taken right after saving, and may publish: its reasons are kept before."""

        page = super().save(commit)
        if self._approves_workflow_step:
            record_requested_overrides(page, self.for_user)
        return page

    @property
    def _approves_workflow_step(self) -> bool:
        """Whether a step in a workflow is approved from here."""
        if "action-publish" in self.data or self.is_deferred_validation:
            return False
        steps = "action-workflow-action" in self.data
        return steps and self.data.get("workflow-action-name") != "reject"

    def _post_clean(self) -> None:
        """The article is as it was typed only now."""
        super()._post_clean()
        if self.errors or self.is_deferred_validation:
            return
        if "action-publish" in self.data:
            self._check_publishable()
        elif self._approves_workflow_step:
            self._collect_overrides()

    def _check_publishable(self) -> None:
        for issue in text_blocking_issues(self.instance, self._collect_overrides()):
            self.add_error(None, issue.message)

    def _collect_overrides(self) -> ReviewStatus:
        """What the article would be with the reasons given; they are kept for the record."""
        status = get_review_status(self.instance, self.parent_page)
        minor, exception = (
            self._clean_reason("minor_reason"),
            self._clean_reason("exception_reason"),
        )
        if minor and not status.was_ever_signed:
            self.add_error(
                "minor_reason",
                _("Nobody has signed this article yet. Leave this empty and submit it for review."),
            )
        asked = [
            (kind, reason)
            for kind, reason in (
                (Clearance.Kind.MINOR, minor),
                (Clearance.Kind.EXCEPTION, exception),
            )
            if reason
        ]
        self.instance.requested_overrides = asked
        return status.with_overrides(kind for kind, _reason in asked)

    def _clean_reason(self, name: str) -> str:
        """What was given; nothing in a field that is another person's to fill in."""
        reason: Any = self.cleaned_data.get(name) or ""
        if len(reason) > MAX_REASON_LENGTH:
            error = _("Say it in %(number)d characters at most.") % {"number": MAX_REASON_LENGTH}
            self.add_error(name, ValidationError(error))
        return reason
