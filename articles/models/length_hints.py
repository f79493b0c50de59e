"""Character counters with a recommended length, below the fields of the editor."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


def length_hint_panel(field: str, about: int, panel: type[FieldPanel] = FieldPanel) -> FieldPanel:
    """Return a panel with a counter. Longer texts are accepted, up to the field's limit."""
    return panel(field, attrs=_attrs(about))


def _attrs(about: int) -> dict[str, Any]:
    return {
        "data-controller": "length-hint",
        "data-action": "input->length-hint#update",
        "data-length-hint-about-value": about,
        "data-length-hint-text-value": _("{count} of about {about} characters"),
        "data-length-hint-long-value": _(
            "{count} characters, more than {about}: lists and search results may truncate it"
        ),
    }


def length_hint_js() -> SafeString:
    """Return the script tag for the hook `insert_editor_js`."""
    return format_html('<script src="{}"></script>', static("admin/js/length-hint.js"))
