"""The form of a source in the library."""

import hashlib
import json
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from articles.library.change_log import field_label, value_text
from articles.library.changes import can_publish, weakens_state
from articles.models import Reference, ReferenceProposal
from articles.models.reference_proposal import MAX_NOTE_LENGTH, SOURCE_FIELDS, changed_values

WEAKENED_WITHOUT_REASON = gettext_lazy(
    "Say why the status is cleared or made less serious. The reason is recorded in the history."
)


def version_of(reference: Reference, proposal: ReferenceProposal | None) -> str:
    """Return a hash of a source and its proposal, which a form compares with what it showed."""
    values = {name: getattr(reference, name) or "" for name in SOURCE_FIELDS}
    shown = [values, proposal and proposal.pk, proposal and proposal.values]
    text = json.dumps(shown, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class ReferenceForm(WagtailAdminModelForm):
    """The form of a source, with the reason for a change.

    A change by somebody else since the form was shown is an error, once: saving again replaces it.
    """

    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        max_length=MAX_NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shown_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["reason"], self.fields["shown_version"]
            return
        # The instance may have the values of a proposal.
        self.stored = Reference.objects.select_related("proposal").get(pk=self.instance.pk)
        self.shown = copy(self.stored)
        proposal = getattr(self.stored, "proposal", None)
        self.version = self.initial["shown_version"] = version_of(self.stored, proposal)
        self.fields["reason"].help_text = _(
            "Required if the status is cleared or made less serious. It is recorded in the history,"
            " and a changed status is mailed with it to the reviewers of the articles that cite"
            " this source."
        )
        if not can_publish(self.for_user, self.stored):
            self._prepare_proposal(proposal)

    def _prepare_proposal(self, proposal: ReferenceProposal | None) -> None:
        if proposal:
            proposal.apply_to(self.shown)
            self.initial["reason"] = proposal.note
        self.fields["reason"].help_text = _(
            "Helps the publisher who decides about a proposed change."
        )
        self.fields["state"].help_text = _(
            "Set this if the source was corrected or retracted. A publisher decides about it."
        )

    def _post_clean(self) -> None:
        """Compare with the stored source once the instance has the values of the form."""
        super()._post_clean()
        if self.errors or not self.instance.pk:
            return
        if self.cleaned_data["shown_version"] not in ("", self.version):
            self._refuse_once()
        if weakens_state(self.stored, self.instance) and not self.cleaned_data["reason"]:
            self.add_error("reason", ValidationError(WEAKENED_WITHOUT_REASON))

    def _refuse_once(self) -> None:
        """Name the values that saving would replace, and remember that they were shown."""
        data: Any = self.data.copy()  # type: ignore[has-type]
        data[self.add_prefix("shown_version")] = self.version
        self.data = data
        replaced = [
            f"{field_label(name)}: “{value_text(name, getattr(self.shown, name))}”."
            for name in changed_values(self.instance, self.shown)
        ]
        message = _("Somebody else changed this source meanwhile. Saving again replaces:")
        if replaced:
            self.add_error(None, ValidationError(" ".join([message, *replaced])))
