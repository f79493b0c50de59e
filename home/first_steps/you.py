"""The form of the step "Who you are"."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import log

from home.crisis.countries import (
    build_emergency_note,
    get_offer,
    suggest_regulator,
)
from home.models import ClinicSettings

FIELDS = (
    *("name", "kind", "country", "regulator", "registration_number"),
    *("phone", "email", "address", "hours"),
)


class YouForm(forms.ModelForm):
    """The facts about a clinic. A country offers regulators and an emergency note.

    `seen` is the digest of what was stored when the form was opened, so that nobody overwrites the
    changes of somebody else without knowing.
    """

    use_required_attribute = False
    use_emergency = forms.BooleanField(
        label=_("Show this emergency note in every footer"),
        required=False,
        help_text=_("Read it first: you answer for the numbers."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ClinicSettings
        fields = FIELDS
        help_texts = {
            "kind": "",
            "regulator": _("The body that registers or inspects the clinic."),
            "registration_number": _("Both are shown in every footer."),
        }
        widgets = {
            "address": AdminAutoHeightTextInput(attrs={"rows": 3}),
            "regulator": forms.TextInput(attrs={"list": "regulators", "autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stored_digest = digest(self.instance)
        self.initial.setdefault("seen", self.stored_digest)
        # An own note is replaced only on request.
        self.initial.setdefault("use_emergency", not self.instance.emergency)
        if not self.note:
            del self.fields["use_emergency"]

    @property
    def country(self) -> str:
        """The country as chosen last, which decides what is offered."""
        return self["country"].value() or ""

    @property
    def note(self) -> str:
        """The emergency note of the country, unless the footer shows it already."""
        note = build_emergency_note(self.country)
        return "" if note == self.instance.emergency else note

    @property
    def regulators(self) -> tuple[str, ...]:
        offer = get_offer(self.country)
        return offer.regulators if offer else ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") not in ("", self.stored_digest):
            # The next attempt replaces what is stored now.
            self.data = {**self.data.dict(), "seen": self.stored_digest}  # type: ignore[attr-defined]
            message = gettext(
                "Somebody else changed these settings after you opened this page. Save again to"
                " replace their changes by what you see here, or reload the page to see theirs."
            )
            raise forms.ValidationError(message)
        return cleaned

    def save_by(self, user: Any) -> ClinicSettings:
        """Save the settings, and record the change in their history."""
        if self.cleaned_data.get("use_emergency"):
            self.instance.emergency = build_emergency_note(self.country)
        clinic = self.save()
        log(clinic, "wagtail.edit", user=user)
        return clinic


def with_suggestions(data: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed, as initial values, with what the chosen country suggests."""
    typed = {name: data.get(name, "") for name in (*FIELDS, "seen")}
    typed["regulator"] = suggest_regulator(typed["country"], typed["regulator"])
    return typed | {"use_emergency": True}


def digest(clinic: ClinicSettings) -> str:
    """Return a digest of the stored values of the fields, and of the emergency note."""
    stored = ClinicSettings.objects.filter(pk=clinic.pk).values_list(*FIELDS, "emergency").first()
    return hashlib.sha256(repr(stored).encode()).hexdigest()[:16]
