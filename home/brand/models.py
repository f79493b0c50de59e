"""The look that staff choose for a site under Settings > Look."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from home.brand.fonts import Fonts
from home.brand.logo.fields import LogoField, MarkField
from home.brand.panels import ColourPanel, LookLayout
from home.brand.preview import REPORT, SCENE_LABELS, serve_scene
from home.brand.report import ContrastReport
from home.brand.typed_colours import normalise_colour


class Corners(models.TextChoices):
    """The shape of buttons, panels and pictures."""

    LEAF = "leaf", _("Leaf: one large round corner")
    SOFT = "soft", _("Soft: four slightly round corners")
    SQUARE = "square", _("Square")


class Drawings(models.TextChoices):
    """The pictures that pages without a photograph show."""

    DRAWN = "drawn", _("Drawings: each page has its own plant")
    PHOTOGRAPHS = "photographs", _("Photographs only, and a calm colour where there is none")


class Symbol(models.TextChoices):
    """The sign of a clinic that has no mark."""

    INITIALS = "initials", _("The clinic's initials")
    SPROUT = "sprout", _("A sprout")


@register_setting(icon="view")
class LookSettings(PreviewableMixin, BaseSiteSetting):
    """The colours, corners and drawings of a site. Without colours, the default palette."""

    colour = models.CharField(
        _("brand colour"),
        max_length=9,
        blank=True,
        help_text=_(
            "Links, buttons, footer and drawings follow it, as light or dark as they must be to "
            "be read. Leave it empty for the site's own petrol."
        ),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=9,
        blank=True,
        help_text=_(
            "The button on dark grounds, suns of drawings and small marks. Empty: your brand "
            "colour if it is light and strong enough, otherwise marigold."
        ),
    )
    corners = models.CharField(
        _("corners"), max_length=8, choices=Corners.choices, default=Corners.LEAF
    )
    drawings = models.CharField(
        _("drawings"), max_length=12, choices=Drawings.choices, default=Drawings.DRAWN
    )

    logo = LogoField(
        _("logo"),
        blank=True,
        help_text=_(
            "An SVG drawing is best; a PNG, JPEG or WebP picture works too. It is shown instead "
            "of your name, so it should contain it. Visitors who cannot see it hear the name."
        ),
    )
    logo_dark = LogoField(
        _("logo for dark grounds"),
        blank=True,
        help_text=_(
            "For the footer, and for visitors whose device is set to dark colours. Without one, "
            "the logo is made readable there: you see how below it."
        ),
    )
    mark = MarkField(
        _("square mark"),
        blank=True,
        help_text=_(
            "A simple square sign, such as the symbol of the logo without its words. Icons in "
            "browser tabs and on telephones are made from it; a square logo needs none."
        ),
    )
    symbol = models.CharField(
        _("symbol"),
        max_length=8,
        choices=Symbol.choices,
        default=Symbol.INITIALS,
        help_text=_("Shown in your colours where there is neither logo nor mark."),
    )
    fonts = models.CharField(
        _("fonts"), max_length=16, choices=Fonts.choices, default=Fonts.NEWSREADER
    )
    # Sizes and colours of the files above, by their names: pages need them, and not the files.
    logo_measures = models.JSONField(default=dict, blank=True, editable=False)

    panels = [
        MultiFieldPanel(["logo", "logo_dark", "mark", "symbol"], heading=_("Logo and icon")),
        MultiFieldPanel([ColourPanel("colour"), ColourPanel("accent")], heading=_("Colours")),
        MultiFieldPanel(["fonts"], heading=_("Fonts")),
        MultiFieldPanel(["corners", "drawings"], heading=_("Shape and pictures")),
    ]
    edit_handler = LookLayout(panels)

    class Meta:
        verbose_name = _("look")

    def clean(self):
        """Write colours as "#rrggbb". Raise `ValidationError` for what is not a colour."""
        super().clean()
        errors = {}
        for name in ("colour", "accent"):
            try:
                setattr(self, name, normalise_colour(getattr(self, name)))
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return list(SCENE_LABELS.items())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return a page in this look, or the report on its contrast."""
        if mode_name == REPORT:
            context = {"report": ContrastReport(self.colour, self.accent)}
            return TemplateResponse(request, "home/admin/look/report.html", context)
        if mode_name not in SCENE_LABELS:
            raise Http404
        return serve_scene(self, request, mode_name)
