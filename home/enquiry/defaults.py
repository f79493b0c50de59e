"""The form of a new page: what a clinic needs to call somebody back, and nothing about health."""

from typing import Any

from django.utils.translation import gettext as _

from home.enquiry.purposes import Purpose


def default_fields() -> list[dict[str, Any]]:
    """Values of the fields a new page begins with, in the language it is made in."""
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
            "help_text": _("If you would like us to call or text you."),
        },
        {
            "label": _("How should we reply?"),
            "field_type": "radio",
            "choices": "\n".join([_("Email"), _("Phone call"), _("Text message")]),
            "default_value": _("Email"),
            "missing_message": _("Choose how we should reply"),
        },
        {
            "label": _("When is a good time to reach you?"),
            "field_type": "dropdown",
            "choices": "\n".join(
                [
                    _("Any time"),
                    _("Weekday mornings"),
                    _("Weekday afternoons"),
                    _("Late afternoons, 4pm to 6pm"),
                ]
            ),
            "default_value": _("Any time"),
            "missing_message": _("Choose a good time to reach you"),
        },
        {
            "label": _("I agree that the clinic may use these details to reply to me."),
            "field_type": "checkbox",
            "missing_message": _("Agree that we may use your details, so that we can reply"),
        },
    ]
