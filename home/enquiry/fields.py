"""Purposes of form fields, and the fields of a new enquiry page."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Purpose(models.TextChoices):
    """Values of HTML's `autocomplete` that suit a clinic."""

    NONE = "", gettext_lazy("Nothing")
    NAME = "name", gettext_lazy("Full name")
    GIVEN_NAME = "given-name", gettext_lazy("First name")
    FAMILY_NAME = "family-name", gettext_lazy("Family name")
    EMAIL = "email", gettext_lazy("Email address")
    TELEPHONE = "tel", gettext_lazy("Phone number")
    ORGANISATION = "organization", gettext_lazy("Organisation")
    POSTCODE = "postal-code", gettext_lazy("Postcode")


def default_fields() -> list[dict[str, Any]]:
    """Return the fields of a new page in the current language.

    They ask for what a clinic needs to reply, and for nothing about health.
    """
    question, by_phone, by_text = _("How should we reply?"), _("Phone call"), _("Text message")
    times = (
        _("Any time"),
        _("Weekday mornings"),
        _("Weekday afternoons"),
        _("Late afternoons, 4pm to 6pm"),
    )
    return [
        {
            "label": _("Full name"),
            "field_type": "singleline",
            "purpose": Purpose.NAME,
            "missing_message": _("Enter your full name"),
        },
        {
            "label": _("Email address"),
            "field_type": "email",
            "purpose": Purpose.EMAIL,
            "help_text": _("We only use this to reply to you."),
            "missing_message": _("Enter your email address"),
        },
        {
            "label": _("Phone number"),
            "field_type": "singleline",
            "purpose": Purpose.TELEPHONE,
            "required": False,
            "needed_question": question,
            "needed_answers": f"{by_phone}\n{by_text}",
            "help_text": _("If you would like us to call or text you."),
            "missing_message": _("Enter your phone number, so that we can call or text you"),
        },
        {
            "label": question,
            "field_type": "radio",
            "choices": "\n".join([_("Email"), by_phone, by_text]),
            "default_value": _("Email"),
            "missing_message": _("Choose how we should reply"),
        },
        {
            "label": _("When is a good time to reach you?"),
            "field_type": "dropdown",
            "choices": "\n".join(times),
            "default_value": times[0],
            "missing_message": _("Choose a good time to reach you"),
        },
        {
            "label": _("I agree that the clinic may use these details to reply to me."),
            "field_type": "checkbox",
            "missing_message": _("Agree that we may use your details, so that we can reply"),
        },
    ]
