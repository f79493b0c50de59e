"""The form with which editors edit an enquiry page and its fields."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from articles.publishing.page_form import PageForm
from home.enquiry.fields import Purpose
from home.enquiry.forms import CHOICE_TYPES, EnquiryFormBuilder, find_question, split_lines


class EnquiryPageForm(PageForm, WagtailAdminFormPageForm):
    """Reports conditions of fields that can never apply, beside the field."""

    class Media:
        js = ["admin/js/needed-answers.js"]

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean()
        self._check_confirmation(cleaned_data)
        if formset := self.formsets.get("form_fields"):
            forms = [
                form
                for form in formset.forms
                if form.is_valid() and not form.cleaned_data.get("DELETE")
            ]
            fields = [form.instance for form in forms]
            for form in forms:
                for name, message in find_condition_errors(form.instance, fields):
                    form.add_error(name, ValidationError(message))
        return cleaned_data

    def _check_confirmation(self, cleaned_data: dict[str, Any]) -> None:
        formset = self.formsets.get("form_fields")
        if not cleaned_data.get("confirms_by_mail") or formset is None:
            return
        kept = [
            each.cleaned_data
            for each in formset.forms
            if each.is_valid() and not each.cleaned_data.get("DELETE")
        ]
        if not any(
            each.get("field_type") == "email" or each.get("purpose") == Purpose.EMAIL
            for each in kept
        ):
            message = _("Add a field for the email address, or switch the confirmation off.")
            self.add_error("confirms_by_mail", ValidationError(message))


def find_condition_errors(field: Any, fields: list[Any]) -> list[tuple[str, str]]:
    """Return the form fields with an error in "required if", and its message."""
    answers = split_lines(field.needed_answers)
    if not field.needed_question.strip():
        message = _("Enter the question that these answers belong to.")
        return [("needed_question", message)] if answers else []
    question = find_question(field, fields)
    if question is None or question.field_type not in CHOICE_TYPES:
        return [
            ("needed_question", _("Enter the label of another field of this form with choices."))
        ]
    choices = [
        value for value, _label in EnquiryFormBuilder([]).get_formatted_field_choices(question)
    ]
    if not answers or not set(answers).issubset(choices):
        message = _("Enter one or more of these choices: %(choices)s") % {
            "choices": " · ".join(choices)
        }
        return [("needed_answers", message)]
    return []
