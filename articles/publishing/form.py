"""The form of an article, with the gate and validation that spans several fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit.utils import parse_tags

from articles.models import Clearance, Condition
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.claim_facts import read_claim_facts
from articles.problems.required_content import BlockingIssue
from articles.publishing.editor import record_requested_overrides
from articles.publishing.gate import text_blocking_issues
from articles.publishing.page_form import PageForm
from articles.publishing.permissions import user_can_publish
from articles.publishing.review_status import ReviewStatus, get_review_status

MAX_REASON_LENGTH = 300


def reason_field(label, help_text) -> forms.CharField:
    """Return a field without a maximum: a reason that is too long must not stop saving a draft."""
    widget = forms.TextInput(attrs={"maxlength": MAX_REASON_LENGTH})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False)


class ArticleForm(PageForm):
    """The form of an article, which checks the gate when the article is published or scheduled.

    Reasons for overrides apply to the version they are given with, and only if it is published:
    the page carries them as `requested_overrides` until it is saved. When a workflow step is
    approved from the form, they are recorded, and the gate checks the page if the step publishes.
    """

    minor_reason = reason_field(
        gettext_lazy("Reason why this is a minor change"),
        gettext_lazy(
            "Publishes a change of a signed article without a new review. Recorded with your name;"
            " the date of the review does not change."
        ),
    )
    exception_reason = reason_field(
        gettext_lazy("Reason to publish despite all problems"),
        gettext_lazy("For emergencies. Recorded with your name in the history of the page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and not user_can_publish(self.instance, self.parent_page, self.for_user):
            self.fields.pop("minor_reason", None)

    def save(self, commit: bool = True) -> Any:
        """Save, and record overrides before the workflow step, which may publish."""
        page = super().save(commit)
        if self._approves_workflow_step:
            record_requested_overrides(page, self.for_user)
        return page

    def clean(self):
        cleaned = super().clean()
        self._refuse_duplicate_authors()
        return cleaned

    def clean_conditions(self) -> list[str]:
        """Return the chosen conditions as the library spells them. Refuse unknown ones.

        Wagtail would drop them without a message.
        """
        names = {name.lower(): name for name in Condition.objects.values_list("name", flat=True)}
        chosen = parse_tags(self["conditions"].data or "")
        if unknown := [word for word in chosen if word.lower() not in names]:
            message = ngettext(
                "The library has no condition “%(names)s”. Choose another one, or ask to have it"
                " added.",
                "The library has no conditions “%(names)s”. Choose others, or ask to have them"
                " added.",
                len(unknown),
            )
            raise ValidationError(message % {"names": "”, “".join(unknown)})
        return [names[word.lower()] for word in chosen]

    def _refuse_duplicate_authors(self):
        authors = self.formsets.get("article_authors")
        if authors is None or not authors.is_valid():
            return
        seen = set()
        for row in authors.forms:
            person = row.cleaned_data.get("person")
            if not person or row in authors.deleted_forms:
                continue
            if person.pk in seen:
                row.add_error("person", ValidationError(_("This author is listed twice.")))
            seen.add(person.pk)

    @property
    def _approves_workflow_step(self) -> bool:
        if "action-publish" in self.data or self.is_deferred_validation:
            return False
        is_step = "action-workflow-action" in self.data
        return is_step and self.data.get("workflow-action-name") != "reject"

    def get_text_issues(self) -> list[BlockingIssue]:
        """Ask the gate about the text as it was typed, with the overrides that are requested."""
        reading = read_body(self.instance.body)
        status = self._collect_overrides(reading)
        facts = read_claim_facts([self.instance], self.parent_page)[0]
        return text_blocking_issues(self.instance, status, reading, facts, with_rows=False)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self._approves_workflow_step and not self.errors:
            self._collect_overrides()

    def _collect_overrides(self, reading: BodyReading | None = None) -> ReviewStatus:
        """Store the requested overrides on the page. Return the status including them."""
        # An article may have a workflow of its own; a new one has that of its parent.
        parent = None if self.instance.path else self.parent_page
        status = get_review_status(self.instance, parent, reading=reading)
        reasons = {
            Clearance.Kind.MINOR: self._clean_reason("minor_reason"),
            Clearance.Kind.EXCEPTION: self._clean_reason("exception_reason"),
        }
        if reasons[Clearance.Kind.MINOR] and not status.was_ever_signed:
            message = _("This article was never signed. Leave this empty and submit it for review.")
            self.add_error("minor_reason", message)
        requested = [(kind, reason) for kind, reason in reasons.items() if reason]
        self.instance.requested_overrides = requested
        return status.with_overrides(kind for kind, _reason in requested)

    def _clean_reason(self, name: str) -> str:
        """Return the reason; an empty string if the user does not have the field."""
        reason: Any = self.cleaned_data.get(name) or ""
        if len(reason) > MAX_REASON_LENGTH:
            message = _("Use at most %(number)d characters.") % {"number": MAX_REASON_LENGTH}
            self.add_error(name, ValidationError(message))
        return reason
