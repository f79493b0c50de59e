"""The panel of the sections of a page, with buttons to save some and to insert saved ones."""

from typing import Any

from django.forms import Media, Script
from django.urls import reverse
from wagtail.admin.panels import FieldPanel

from articles.models.site_rights import has_right

BODY = "body"
ADD_PERMISSION = "home.add_savedsections"
SCRIPTS: list[Any] = [Script("admin/js/saved-sections/controller.js", type="module")]
MEDIA = Media(css={"all": ["admin/css/saved-sections.css"]}, js=SCRIPTS)


class SectionsPanel(FieldPanel):
    """The field `body`, with the buttons for users who may add saved sections."""

    def __init__(self, field_name: str = BODY, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "home/admin/saved_sections/panel.html"

        @property
        def media(self) -> Media:
            return super().media + (MEDIA if self._may_save() else Media())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            return context | {"saved_sections": self._may_save() and self._addresses()}

        def _may_save(self) -> bool:
            return bool(self.request) and has_right(self.request.user, ADD_PERMISSION)

        def _addresses(self) -> dict[str, str]:
            """Return the addresses of the dialogs. A page that is new has that of its parent."""
            page = self.instance if self.instance.pk else getattr(self.form, "parent_page", None)
            page_type = self.instance._meta.label_lower
            addresses = {"choose": reverse("saved_sections:choose", args=[page_type])}
            if page and page.pk:
                addresses["save"] = reverse("saved_sections:save", args=[page.pk])
            return addresses
