"""The preview modes of an article in the editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.base import SitePage


class PreviewMode(models.TextChoices):
    """Modes in addition to the screen sizes that Wagtail's preview panel offers."""

    ARTICLE = "", _("Article")
    CARD = "card", _("In lists")
    FOUND = "found", _("Search result and shared link")
    PRINT = "print", _("In print")


PREVIEW_TEMPLATES = {
    PreviewMode.CARD: "articles/previews/card.html",
    PreviewMode.FOUND: "articles/previews/found.html",
    PreviewMode.PRINT: "articles/previews/print.html",
}


class ArticlePreviews(SitePage):
    """Previews as a page, in lists, as a search result or shared link, and on paper."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self):
        return PreviewMode.choices

    def get_preview_template(self, request, mode_name):
        """Return the template of the mode, or the page's own for an unknown mode."""
        return PREVIEW_TEMPLATES.get(mode_name) or super().get_preview_template(request, mode_name)

    def get_preview_context(self, request, mode_name):
        """Update the derived fields, since the preview shows unsaved text."""
        self.update_derived_fields()
        return super().get_preview_context(request, mode_name)
