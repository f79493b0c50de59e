"""The picture or drawing of a service or condition."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

from articles.artwork.choices import Hue, Shape
from articles.models.fields import optional_foreign_key


class PictureMixin(models.Model):
    """A colour with a drawing, which a picture replaces; names as those of an article."""

    hue = models.CharField(_("colour"), max_length=10, choices=Hue.choices, default=Hue.DUSK)
    shape = models.CharField(
        _("drawing"), max_length=10, choices=Shape.choices, default=Shape.CROWN
    )
    lead_image = optional_foreign_key(
        get_image_model_string(),
        verbose_name=_("picture"),
        help_text=_("Replaces the drawing. Decorative only: put figures in the body."),
    )

    picture_panels = [
        MultiFieldPanel(
            [FieldPanel("hue"), FieldPanel("shape"), FieldPanel("lead_image")],
            heading=_("Picture"),
        )
    ]

    class Meta:
        abstract = True
