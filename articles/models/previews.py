"""The ways in which an article can be looked at beside its form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.base import SitePage


class PreviewMode(models.TextChoices):
    """Besides these there is the width of a phone, which Wagtail's panel offers by itself."""

    ARTICLE = "", _("Article")
    CARD = "card", _("In lists")
    FOUND = "found", _("Search result and shared link")
    PRINT = "print", _("On paper")


PREVIEW_TEMPLATES = {
    PreviewMode.CARD: "articles/previews/card.html",
    PreviewMode.FOUND: "articles/previews/found.html",
    PreviewMode.PRINT: "articles/previews/print.html",
}


class ArticlePreviews(SitePage):
    """Shows the article as its page, in lists, where it is found or shared, and on paper."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self):
        return PreviewMode.choices

    def get_preview_template(self, request, mode_name):
        """A mode nobody knows is the article itself."""
        return PREVIEW_TEMPLATES.get(mode_name) or super().get_preview_template(request, mode_name)

    def get_preview_context(self, request, mode_name):
        """The facts of the text being written, not those of the last save."""
        self.update_derived_fields()
        return super().get_preview_context(request, mode_name)
