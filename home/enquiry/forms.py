"""The visitors' form: Wagtail's form builder with our messages, attributes and limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from home.enquiry.fields import Purpose
from home.public_forms.forms import PublicFormMixin

MAX_TEXT_LENGTH = 2000
MIN_PHONE_DIGITS = 5

INVALID_MESSAGES = {
    "email": _("Enter an email address in the correct format, like name@example.com"),
    "url": _("Enter a web address in the correct format, like https://www.example.com"),
    "number": _("Enter a number, like 12"),
    "date": _("Enter a date in “%(label)s”, like 27/3/2027"),
    "datetime": _("Enter a date and time in “%(label)s”, like 27/3/2027 14:30"),
}
MISSING_MESSAGES = {
    "checkbox": _("Tick “%(label)s”"),
    "checkboxes": _("Choose at least one answer to “%(label)s”"),
    "multiselect": _("Choose at least one answer to “%(label)s”"),
    "radio": _("Choose an answer to “%(label)s”"),
    "dropdown": _("Choose an answer to “%(label)s”"),
}
# Fields whose answers can make another field necessary.
CHOICE_TYPES = ("radio", "dropdown", "checkboxes", "multiselect")
INPUT_MODES = {"email": "email", "number": "decimal", "url": "url"}
INPUT_MODES_BY_PURPOSE = {Purpose.EMAIL: "email", Purpose.TELEPHONE: "tel"}


@dataclass(frozen=True)
class NeededAnswer:
    """A field that must be filled in if one of `answers` is chosen in another field."""

    name: str
    question: str
    answers: tuple[str, ...]

    def is_chosen_in(self, answers: dict[str, Any]) -> bool:
        chosen = answers.get(self.question)
        return not set(self.answers).isdisjoint(chosen if isinstance(chosen, list) else [chosen])


class EnquiryForm(PublicFormMixin, BaseForm):
    """A form of fields that staff have defined, whose messages are in our own words."""

    needed_answers: tuple[NeededAnswer, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Require an answer where another answer makes it necessary."""
        answers = super().clean() or self.cleaned_data
        for needed in self.needed_answers:
            field, value = self.fields[needed.name], answers.get(needed.name)
            is_empty = value is False or value in field.empty_values
            if is_empty and needed.name not in self.errors and needed.is_chosen_in(answers):
                self.add_error(needed.name, field.error_messages["required"])
        return answers


class EnquiryFormBuilder(FormBuilder):
    """Builds the fields that staff have defined. Unfinished ones do not break a preview."""

    def get_form_class(self) -> type[EnquiryForm]:
        attributes = self.formfields | {"needed_answers": tuple(self.find_needed_answers())}
        return type("EnquiryForm", (EnquiryForm,), attributes)

    def find_needed_answers(self) -> Iterator[NeededAnswer]:
        """Yield the conditions of fields. One that names no other field has no effect."""
        fields = list(self.fields)
        for field in fields:
            question = find_question(field, fields)
            if question is not None and (answers := split_lines(field.needed_answers)):
                yield NeededAnswer(self.get_name(field), self.get_name(question), tuple(answers))

    def get_name(self, field: Any) -> str:
        return field.clean_name or field.get_field_clean_name()

    def get_create_field_function(self, type: str) -> Any:  # noqa: A002 - Wagtail's name
        create: Any = getattr(self, f"create_{type}_field", self.create_singleline_field)

        def create_with_attributes(field: Any, options: dict[str, Any]) -> forms.Field:
            built = create(field, options)
            # For the label: fields that other answers make necessary are not optional.
            built.needed_for = ", ".join(split_lines(field.needed_answers))
            built.widget.attrs |= widget_attributes(field)
            if field.purpose == Purpose.TELEPHONE and isinstance(built.widget, forms.TextInput):
                built.widget.input_type = "tel"
                built.validators.append(validate_telephone_number)
            return built

        return create_with_attributes

    def get_field_options(self, field: Any) -> dict[str, Any]:
        options = super().get_field_options(field)
        label = {"label": field.label}
        options["error_messages"] = {
            "required": field.missing_message
            or MISSING_MESSAGES.get(field.field_type, _("Fill in “%(label)s”")) % label,
            "max_length": _("Shorten this to %(limit_value)d characters or fewer"),
            "invalid_choice": _("Choose one of the listed answers"),
            "invalid_list": _("Choose one of the listed answers"),
        }
        if message := INVALID_MESSAGES.get(field.field_type):
            options["error_messages"]["invalid"] = message % label
        return options

    def create_multiline_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(max_length=MAX_TEXT_LENGTH, widget=widget, **options)

    def create_number_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        return forms.DecimalField(max_digits=20, widget=forms.TextInput, **options)

    def create_date_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **options)

    def create_datetime_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(widget=widget, **options)

    def create_dropdown_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Preselect nothing unless staff chose a default: a preselected answer is no answer."""
        choices = self.get_formatted_field_choices(field)
        if not (field.required and field.default_value):
            choices = [("", gettext("Choose an answer")), *choices]
        return forms.ChoiceField(choices=choices, **options)

    def create_hidden_field(self, field: Any, options: dict[str, Any]) -> forms.Field:
        """Never require a hidden field, which no visitor could fill in."""
        options["required"] = False
        return forms.CharField(max_length=255, widget=forms.HiddenInput, **options)


def find_question(field: Any, fields: Iterable[Any]) -> Any:
    """Return the other field whose answer decides if `field` is required, or None."""
    label = field.needed_question.strip().casefold()
    others = (other for other in fields if label and other is not field)
    return next((other for other in others if other.label.strip().casefold() == label), None)


def split_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def widget_attributes(field: Any) -> dict[str, str]:
    """Return attributes for autofill and for the right keyboard."""
    attributes = {}
    if field.purpose:
        attributes["autocomplete"] = field.purpose
    keyboard = INPUT_MODES_BY_PURPOSE.get(field.purpose) or INPUT_MODES.get(field.field_type)
    if keyboard:
        attributes["inputmode"] = keyboard
    return attributes


def validate_telephone_number(value: Any) -> None:
    """Accept every way to write a number, if it has enough digits."""
    if sum(character.isdecimal() for character in str(value)) < MIN_PHONE_DIGITS:
        raise ValidationError(_("Enter a phone number, like 01632 960 001"))
