"""Choices for editors: hues of categories, shapes of plates, and portraits.

A plate is the generated drawing of a page, part plant and part nerve cell.
The values are the names that drawings and style sheets use (`hue-clay`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hue(models.TextChoices):
    """The colours of a category. They are never its only sign: the name is always shown."""

    CLAY = "clay", _("Clay")
    HEATHER = "heather", _("Heather")
    DUSK = "dusk", _("Dusk")
    MOSS = "moss", _("Moss")
    STRAW = "straw", _("Straw")
    PETROL = "petrol", _("Petrol")


class Shape(models.TextChoices):
    """The family of shapes that a plate belongs to."""

    CROWN = "crown", _("Crown of one tree")
    SOMA = "soma", _("Round cell")
    SYNAPSE = "synapse", _("Two facing trees")
    FROND = "frond", _("Leaning frond")
    RING = "ring", _("Hollow ring")
    STEMS = "stems", _("Three stems")


class Portrait(models.TextChoices):
    """A line drawing that replaces a missing photograph of a person."""

    SHORT = "short", _("Short hair")
    LONG = "long", _("Long hair")
    BUN = "bun", _("Hair in a bun")
    BEARD = "beard", _("Beard")
    CURLS = "curls", _("Curls")
    CROP = "crop", _("Cropped hair")
    COVER = "cover", _("Head scarf")
