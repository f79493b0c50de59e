"""The page on which a proposed change of a source is compared, and published or discarded."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from articles.library.change_log import field_label, value_text
from articles.library.changes import (
    can_publish,
    discard_proposal,
    publish_proposal,
    weakens_state,
)
from articles.library.importing.validation import DERIVED_FIELDS
from articles.library.reference_form import WEAKENED_WITHOUT_REASON, version_of
from articles.library.usage import get_uses
from articles.models import Reference, ReferenceProposal
from articles.models.reference_proposal import MAX_NOTE_LENGTH


class DecisionForm(forms.Form):
    """The fields to publish, with the reason. Valid if the source can be saved with them."""

    take = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one field, or discard the proposal."),
            "invalid_choice": gettext_lazy("The proposal has changed. Compare it again."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        max_length=MAX_NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Required if the status is cleared or made less serious. It is recorded in the history."
        ),
    )
    shown_version = forms.CharField(required=False, widget=forms.HiddenInput)

    data: Any

    def __init__(self, data: Any, reference: Reference, proposal: ReferenceProposal) -> None:
        self.reference, self.proposal = reference, proposal
        changes = proposal.changes_of(reference)
        self.version = version_of(reference, proposal)
        initial = {"take": list(changes), "reason": proposal.note}
        super().__init__(data, initial=initial | {"shown_version": self.version})
        take: Any = self.fields["take"]
        take.choices = [(name, field_label(name)) for name in changes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("shown_version") != self.version:
            self.data["shown_version"] = self.version
            raise ValidationError(
                _("The source or the proposal has changed meanwhile. Compare them again.")
            )
        after = copy(self.reference)
        self.proposal.apply_to(after, cleaned.get("take", []))
        if weakens_state(self.reference, after) and not cleaned.get("reason"):
            self.add_error("reason", WEAKENED_WITHOUT_REASON)
        try:
            after.full_clean(exclude=DERIVED_FIELDS)
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                self.add_error(None, [f"{field_label(name)}: {problem}" for problem in problems])
        return cleaned

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields that differ, each with both values and its checkbox."""
        changes = self.proposal.changes_of(self.reference)
        return [
            {
                "label": field_label(name),
                "now": value_text(name, getattr(self.reference, name), 2_000),
                "proposed": value_text(name, value, 2_000),
                "box": box,
            }
            for (name, value), box in zip(changes.items(), self["take"], strict=True)
        ]


class ProposalView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Compare a source with its proposed change. Publishers decide; others may withdraw theirs."""

    permission_policy: Any = None
    permission_required = "change"
    template_name = "articles/admin/library/proposal.html"
    page_title = gettext_lazy("Proposed change")
    header_icon = "openquote"
    reference: Reference
    proposal: ReferenceProposal

    def dispatch(self, request, *args, **kwargs) -> HttpResponseBase:
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        with transaction.atomic():
            references = Reference.objects.select_for_update()
            self.reference = get_object_or_404(references, pk=kwargs["pk"])
            if proposal := ReferenceProposal.objects.filter(reference=self.reference).first():
                self.proposal = proposal
                return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("There is no proposed change, or somebody has decided about it."))
        return self._redirect()

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if "discard" in request.POST:
            return self._discard()
        if not can_publish(request.user, self.reference):
            raise PermissionDenied
        form = DecisionForm(request.POST.copy(), self.reference, self.proposal)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        chosen, reason = form.cleaned_data["take"], form.cleaned_data["reason"]
        publish_proposal(self.proposal, self.reference, chosen, request.user, reason)
        message = _("The proposed change of “%(source)s” was published.")
        messages.success(request, message % {"source": self.reference})
        return self._redirect()

    def _discard(self) -> HttpResponse:
        if not self._may_discard:
            raise PermissionDenied
        reason = self.request.POST.get("reason", "")[:MAX_NOTE_LENGTH]
        discard_proposal(self.proposal, self.reference, self.request.user, reason)
        message = _("The proposed change of “%(source)s” was discarded.")
        messages.success(self.request, message % {"source": self.reference})
        return self._redirect()

    @property
    def _may_discard(self) -> bool:
        user = self.request.user
        return can_publish(user, self.reference) or self.proposal.proposed_by_id == user.pk

    def _redirect(self) -> HttpResponse:
        return redirect("wagtailsnippets_articles_reference:edit", self.reference.pk)

    def get_page_subtitle(self) -> str:
        return self.reference.short_label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        list_url = reverse("wagtailsnippets_articles_reference:list")
        return [
            *self.breadcrumbs_items,
            {"url": list_url, "label": _("References")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or DecisionForm(None, self.reference, self.proposal)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "reference": self.reference,
            "proposal": self.proposal,
            "may_publish": can_publish(self.request.user, self.reference),
            "may_discard": self._may_discard,
            "uses": get_uses([self.reference], self.request.user).get(self.reference.pk, []),
        }
