"""The form of a look: its fields on the left, and beside them pages that show what is chosen."""

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, ObjectList

from home.brand.preview import REPORT, SCENE_LABELS, SCENES, find_page
from home.brand.report import ContrastReport


class ColourInput(forms.TextInput):
    """A text field for a colour, to which look.js adds the browser's colour picker."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(
            {"data-colour-input": "", "spellcheck": "false", "autocomplete": "off"} | (attrs or {})
        )


class ColourPanel(FieldPanel):
    """A field for a colour."""

    def __init__(self, field_name: str, *args: Any, **kwargs: Any):
        kwargs.setdefault("widget", ColourInput())
        super().__init__(field_name, *args, **kwargs)


class LookLayout(ObjectList):
    """The fields of a look, the contrast of its colours, and a preview without saving."""

    class BoundPanel(ObjectList.BoundPanel):
        """The layout with one look."""

        template_name = "home/admin/look/form.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context) or {}
            look = self.instance
            meta = look._meta
            url = reverse(
                "wagtailsettings:preview_on_edit",
                args=[meta.app_label, meta.model_name, look.site_id],
            )
            shown = {kind for kind, _scheme in SCENES.values() if find_page(look, kind)}
            return context | {
                "self": self,
                "preview_url": url,
                "report": ContrastReport(look.colour, look.accent),
                "report_mode": REPORT,
                "scenes": [
                    (mode, SCENE_LABELS[mode])
                    for mode, (kind, _scheme) in SCENES.items()
                    if kind in shown
                ],
            }

        class Media:
            css = {"all": ["admin/css/look.css"]}
            js = ["admin/js/look.js"]
