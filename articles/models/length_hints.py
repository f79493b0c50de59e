"""How long a title or description has become, said under its field while it is written."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


def length_hint_panel(field: str, about: int, panel: type[FieldPanel] = FieldPanel) -> FieldPanel:
    """A panel that says so. Longer texts are accepted, up to what the field takes."""
    return panel(field, attrs=_attrs(about))


def _attrs(about: int) -> dict[str, Any]:
    return {
        "data-controller": "length-hint",
        "data-action": "input->length-hint#update",
        "data-length-hint-about-value": about,
        "data-length-hint-text-value": _("{count} of about {about} characters"),
        "data-length-hint-long-value": _(
            "{count} characters, more than about {about}: lists and search results may cut it off"
        ),
    }


def length_hint_js() -> SafeString:
    """For the hook `insert_editor_js`."""
    return format_html('<script src="{}"></script>', static("admin/js/length-hint.js"))
