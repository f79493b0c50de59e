"""The note for visitors in danger: that of the clinic or, without one, that of its country."""

from typing import Protocol

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.rich_text import expand_db_html

from home.crisis.countries import build_emergency_note
from home.crisis.danger_words import has_danger_word

# Reaches the emergency services from mobile phones of the GSM standard, whatever the country.
MOBILE_EMERGENCY_NUMBER = "112"


class EmergencySettings(Protocol):
    """The part of the clinic settings that this module reads."""

    emergency: str
    country: str
    danger_words: str


def find_crisis_note(clinic: EmergencySettings, *texts: str) -> SafeString | str:
    """Return the note as HTML if one of the texts has a word of danger, or else an empty text."""
    in_danger = any(has_danger_word(text, clinic.danger_words) for text in texts)
    return build_crisis_note(clinic) if in_danger else ""


def build_crisis_note(clinic: EmergencySettings) -> SafeString:
    """Return the clinic's emergency note as HTML, with telephone links in any case."""
    written = expand_db_html(clinic.emergency) if strip_tags(clinic.emergency).strip() else ""
    note = written if "tel:" in written else f"{written}{_fallback_note(clinic.country)}"
    return mark_safe(note)


def _fallback_note(country: str) -> SafeString | str:
    if note := build_emergency_note(country):
        return note
    number = MOBILE_EMERGENCY_NUMBER
    text = gettext(
        "If someone is in danger, call the emergency number of the country you are in. "
        "From most mobile phones, {link} leads to it."
    )
    opening = gettext("We are not an emergency service.")
    link = format_html('<a href="tel:{}">{}</a>', number, number)
    return format_html("<p><b>{}</b> {}</p>", opening, format_html(text, link=link))
