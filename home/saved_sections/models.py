"""Saved sections: what staff save once and use again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList

from articles.blocks.outline import build_outline
from articles.blocks.walk import get_sections
from articles.models.cited_references import build_citations
from articles.models.fields import BodyField, optional_foreign_key
from articles.models.library_item import LibraryItem, SitePanel
from articles.models.site_roots import SitePreviewMixin
from home.blocks.base import body_stylesheets
from home.blocks.sections import HomeBodyBlock
from home.blocks.standard import StandardBodyBlock
from home.saved_sections.body import SavedBodyBlock
from home.saved_sections.forms import SavedSectionsForm

PREVIEW_ON_HOME_PAGE = "home"
# Sections that look right on the home page only.
HOME_ONLY = HomeBodyBlock.base_blocks.keys() - StandardBodyBlock.base_blocks.keys()


class SavedSections(SitePreviewMixin, LibraryItem):
    """A set of sections. Pages get copies, so what happens to it changes nothing that is public."""

    is_ever_public = False

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("What it is for, for example: steps of a first appointment, to be adapted."),
    )
    body = BodyField(
        SavedBodyBlock(),
        verbose_name=_("sections"),
        help_text=_("They may have gaps: the page that gets a copy asks for what is missing."),
    )
    made_by = optional_foreign_key(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), editable=False
    )

    edit_handler = ObjectList(
        ["name", "description", "body", SitePanel("site")], base_form_class=SavedSectionsForm
    )
    preview_modes = [("", _("On a page")), (PREVIEW_ON_HOME_PAGE, _("On the home page"))]

    class Meta:
        verbose_name = _("set of saved sections")
        verbose_name_plural = _("saved sections")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def section_names(self) -> list[str]:
        """The sections by the names that editors see. Nothing that they show is loaded."""
        return [section.name for section in get_sections(self.body)]

    @property
    def default_preview_mode(self):
        kinds = {item["type"] for item in self.body.raw_data}
        return PREVIEW_ON_HOME_PAGE if kinds & HOME_ONLY else ""

    def get_preview_template(self, request, mode_name):
        return "home/saved_sections_preview.html"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | {
            "saved": self,
            "parts": build_outline(self.body),
            "stylesheets": body_stylesheets(self.body),
            "citations": build_citations(self.body),
            "is_home_page": mode_name == PREVIEW_ON_HOME_PAGE,
        }
