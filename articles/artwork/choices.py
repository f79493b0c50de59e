"""The looks an editor can choose from: category hues, plate shapes and portrait drawings.

The values are the names used by the plate generator and by the style sheet (`hue-clay`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hue(models.TextChoices):
    """Colour family of a category. Never the only sign of it: the name is always printed."""

    CLAY = "clay", _("Clay")
    HEATHER = "heather", _("Heather")
    DUSK = "dusk", _("Dusk")
    MOSS = "moss", _("Moss")
    STRAW = "straw", _("Straw")
    PETROL = "petrol", _("Petrol")


class Shape(models.TextChoices):
    """Form of the generated drawing."""

    CROWN = "crown", _("Crown, one tree")
    SOMA = "soma", _("Soma, a round cell")
    SYNAPSE = "synapse", _("Synapse, two trees facing")
    FROND = "frond", _("Frond, leaning")
    RING = "ring", _("Ring, hollow")
    STEMS = "stems", _("Stems, three of them")


class Portrait(models.TextChoices):
    """Line drawing that stands in for a photograph."""

    SHORT = "short", _("Short hair")
    LONG = "long", _("Long hair")
    BUN = "bun", _("Hair in a bun")
    BEARD = "beard", _("Beard")
    CURLS = "curls", _("Curls")
    CROP = "crop", _("Cropped hair")
    COVER = "cover", _("Head scarf")
